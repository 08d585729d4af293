"""Which articles await what: the questions the first page and the filters of the list both ask."""

from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from articles.desk.acts.owed_check import OwedCheck
from articles.desk.article import Article, Status
from articles.desk.roles.rights import IN_THE_AUTHORS_HANDS, within_reach
from articles.desk.uses.alt_text import without_alt_text
from articles.page.edition import Edition, EditionPicture

SENT = [Status.SUBMITTED, Status.IN_REVIEW, Status.APPROVED]
UNFINISHED = [*IN_THE_AUTHORS_HANDS, *SENT]


class Todo(TextChoices):
    """What an article may await, as the list of articles offers it."""

    ME = "me", _("Waiting for you")
    SENT = "sent", _("Sent by you, not yet public")
    CHANGED = "changed", _("Public, but changed since")
    OWED = "owed", _("Owes a check")
    SILENT = "silent", _("Without alt text, unfinished")
    SILENT_PUBLIC = "silent_public", _("Without alt text, public")


def waits_for(user):
    """
    Return the condition under which an article waits for a person: sent to be edited, or passed on
    for approval. Nobody waits for themselves: who wrote an article has done their part.
    """
    to_edit = Q(status=Status.SUBMITTED) & within_reach(user, "pass_on")
    to_approve = Q(status=Status.IN_REVIEW) & within_reach(user, "approve")
    return (to_edit | to_approve) & ~Q(author=user)


def awaiting(articles, todo, user, now):
    """Return those of the articles that await this `Todo`, as it concerns a person."""
    if todo == Todo.ME:
        return unfinished(articles, SENT).filter(waits_for(user))
    if todo == Todo.SENT:
        return unfinished(articles, SENT).filter(author=user)
    if todo == Todo.CHANGED:
        return changed_since(articles, user, now)
    if todo == Todo.OWED:
        checks = OwedCheck.objects.open().filter(erasure=None)
        return articles.filter(pk__in=checks.order_by().values("article"))
    if todo == Todo.SILENT:
        return silent(articles, user)
    pictures = EditionPicture.objects.filter(
        alt_text="",
        decorative=False,
        erasure=None,
        edition__live_from__lte=now,
        edition__live_until__gt=now,
    )
    return articles.filter(pk__in=pictures.order_by().values("edition__article"))


def unfinished(articles, statuses=UNFINISHED):
    """Return those that stand in one of these statuses, found among the few unfinished ones."""
    # A question of its own: a database that keeps no figures about its rows would else walk
    # everything an author or a category ever had, and look at the status of each.
    few = Article.objects.filter(status__in=statuses).order_by().values("pk")
    return articles.filter(pk__in=few, erasure=None)


def changed_since(articles, user, now):
    """Return those a person may write on of which readers see an earlier text than the desk has."""
    live = Edition.objects.filter(article=OuterRef("pk")).live(now)
    mine = unfinished(articles, IN_THE_AUTHORS_HANDS).filter(within_reach(user, "write"))
    return mine.filter(Exists(live))


def silent(articles, user):
    """Return the unfinished ones a person may write on, with a picture without alt text."""
    return without_alt_text(unfinished(articles).filter(within_reach(user, "write")))
