"""
Taking over: somebody goes on with an article on which a colleague has typed and not saved.

What the colleague typed becomes a version kept aside, and the article's number moves on, so that
whoever saves next from what they had read before sees both texts first.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from articles.desk.acts.acting import locked
from articles.desk.acts.event import WorkflowEvent, record
from articles.desk.acts.refusal import refuse
from articles.desk.article import Article
from articles.desk.roles.rights import why_not
from articles.desk.text.typed import typed_content
from articles.desk.versions.autosave import Autosave
from articles.desk.versions.version import APART, Version, columns_of


@transaction.atomic
def take_over(article, by, of):
    """
    Keep what ``of`` typed and did not save as a version of theirs, and return that `Version`.

    The article itself is left as it stands. What no version can hold (a date that is none) stands
    in the diary. Raises `Refused` where ``by`` may not write on the article or where there is no
    such text.
    """
    article = locked(article)
    kept = Autosave.objects.select_for_update(of=("self",)).filter(article=article, user=of)
    autosave = kept.first()
    refuse(
        [
            *why_not(by, "write", article),
            *([_("This is your own text: open the article to go on with it.")] if by == of else []),
            *(
                []
                if autosave
                else [
                    _("%(name)s has typed nothing here that is not saved. Just go on writing.")
                    % {"name": of}
                ]
            ),
        ]
    )
    read = article.version
    typed = typed_content(autosave.data)
    version = keep_aside(article, typed, of)
    left_out = [f"{label}: {text}" for label, text in typed.left_out.items()]
    note = "\n".join([f"v{version.number} {of}", *left_out])
    record(article, "take_over", by, note=note, hash=version.hash)
    # Who takes over has just been told where the article stands.
    own = Autosave.objects.filter(article=article, user=by, version_read=read)
    own.update(version_read=version.number)
    autosave.delete()
    return version


def keep_aside(article, typed, of):
    """Write what somebody typed and never saved down as the next version of an article, aside."""
    version = Version.objects.create(
        **columns_of(typed.content),
        article=article,
        number=article.version + 1,
        hash=typed.hash,
        saved_by=of,
        is_aside=True,
    )
    Article.objects.filter(pk=article.pk).update(version=version.number)
    article.version = version.number
    return version


@dataclass(frozen=True)
class News:
    """
    What became of an article since somebody read it: its newest ``version`` they have not read.

    ``taken_over_by`` is the user who took over, where that version was kept aside.
    """

    version: Version
    taken_over_by: object = None


def news_since(article, version_read, user):
    """
    Return the `News` for somebody who read that version, None where there is none.

    That somebody took over from them comes first, then what was saved. At most two queries.
    """
    if article.version <= version_read:
        return None
    newer = article.versions.filter(number__gt=version_read).select_related("saved_by")
    newer = list(newer.defer("content", *APART)[:50])
    mine = [each for each in newer if each.is_aside and each.saved_by_id == user.pk]
    saved = [each for each in newer if not each.is_aside]
    if not newer:
        return None
    version = (mine or saved or newer)[0]
    return News(version, taken_over_by(version) if version.is_aside else None)


def taken_over_by(version):
    """Return the user for whose sake a version was kept aside, or None."""
    events = WorkflowEvent.objects.filter(
        article=version.article_id, verb="take_over", version=version.number, refused=False
    )
    event = events.select_related("by").first()
    return event.by if event else None
