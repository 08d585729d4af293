"""
Four eyes: who may put their name to a text, and who not because it is their own.

Strict: nobody who saved any version of it. Otherwise: neither the article's author nor whoever
began the present round, which starts after each publication; an approver may mend details. Where a
desk checks afterwards, authors may approve, and the edition then owes the check of a second person.
"""

from django.utils.translation import gettext as _

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.policy import FourEyes
from articles.desk.article import Status
from articles.page.edition import Edition

PUBLISHING = ["publish", "schedule", "correct", "emergency"]


def reasons_against_approver(standing, by):
    """Return why this person may not approve this text, a list of sentences."""
    if by.pk not in barred_from_approving(standing):
        return []
    if standing.policy.four_eyes == FourEyes.STRICT:
        return [
            _("You wrote a part of this text; at this desk somebody who wrote nothing approves.")
        ]
    return [_("You wrote this text: somebody other than the author has to approve it.")]


def barred_from_approving(standing):
    """Return the numbers of all whom the desk's rule keeps from approving this text, a set."""
    rule = standing.policy.four_eyes
    if rule == FourEyes.AFTERWARDS:
        return set()
    if rule == FourEyes.STRICT:
        return writers_of(standing.article)
    return authors_of(standing.article)


def writers_of(article):
    """Return the numbers of all who saved a version of an article."""
    return {article.author_id, *article.versions.values_list("saved_by", flat=True)} - {None}


def authors_of(article, up_to=None):
    """
    Return the numbers of the author and of who began to write since it was last published.

    ``up_to`` is the number of the last version that counts; left out, all do.
    """
    last = published_last(article)
    if last is None and article.author_id:
        return {article.author_id}  # the first round, which the author began
    since = article.versions.filter(number__gt=last.version if last else 0)
    if up_to is not None:
        since = since.filter(number__lte=up_to)
    return {article.author_id, *who_began(since), who_changed_first(article, last, up_to)} - {None}


def who_began(versions):
    """
    Yield the numbers of who began to write these versions: whoever saved the first of them.

    And whoever had typed a text before that, from whom it was taken over. What the newsroom itself
    saves, as an import does, begins nothing.
    """
    named = versions.exclude(saved_by=None).order_by("number")
    for saved_by, is_aside in named.values_list("saved_by", "is_aside").iterator(chunk_size=20):
        yield saved_by
        if not is_aside:
            return


def who_changed_first(article, last, up_to=None):
    """
    Return the number of who first changed what readers would see since an entry of publication.

    It need not be who saved first: a colleague may have tidied what nobody sees. None for nobody.
    """
    if last is None:
        return None
    edits = WorkflowEvent.objects.filter(
        article=article.pk, verb="edit", from_status=Status.PUBLISHED, version__gte=last.version
    )
    if up_to is not None:
        edits = edits.filter(version__lt=up_to)
    return edits.order_by("pk").values_list("by", flat=True).first()


def published_last(article):
    """
    Return the diary's entry about the last publication, or None.

    What was scheduled and taken back was none: its text is still the one being written.
    """
    kept = Edition.objects.of_article(article.pk).kept().order_by().values("hash")
    return WorkflowEvent.objects.filter(
        article=article.pk, verb__in=PUBLISHING, refused=False, hash__in=kept
    ).first()


def approval_of(article, digest):
    """Return the diary's entry in which exactly this content was approved last, or None."""
    return WorkflowEvent.objects.filter(
        article=article.pk, verb="approve", refused=False, hash=digest
    ).first()


def author_who_approved(article, digest):
    """Return the user who wrote this content and approved it as well, or None."""
    approval = approval_of(article, digest)
    if approval is None or approval.by_id not in authors_of(article, up_to=approval.version):
        return None
    return approval.by


def changes_of_approver(article):
    """
    Return what the approver of the approved text changed in it, as (version before, last version).

    None when nothing is approved, or when nobody but its writers changed it: the author is shown
    what somebody else put their name to.
    """
    approval = approval_of(article, article.approved_hash) if article.approved_hash else None
    if approval is None:
        return None
    handed_in = WorkflowEvent.objects.filter(
        article=article.pk,
        verb__in=["submit", "pass_on"],
        refused=False,
        version__lte=approval.version,
    ).exclude(by=approval.by_id)
    since = handed_in.values_list("version", flat=True).first()
    if since is None:
        return None
    own = article.versions.filter(
        is_aside=False, number__gt=since, number__lte=approval.version, saved_by=approval.by_id
    )
    numbers = sorted(own.values_list("number", flat=True))
    return (numbers[0] - 1, numbers[-1]) if numbers else None
