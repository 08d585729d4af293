"""What readers see of an article: computed from editions, never stored."""

from django.db.models import Exists, OuterRef, Q, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from articles.page import clock
from articles.page.edition import Edition
from articles.page.withdrawal import Withdrawal


class PublicState(TextChoices):
    NEVER = "never", _("Never published")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Public")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


def with_public_state(articles, at=None):
    """Annotate articles with what `public_state` reads, for lists."""
    at = at or clock.now()
    own = Edition.objects.filter(article=OuterRef("pk"))
    last_begun = own.begun(at).order_by("-number").values("pk")[:1]
    return articles.annotate(
        is_live=Exists(own.live(at)),
        is_pending=Exists(own.pending(at)),
        last_begun=Subquery(last_begun),
        # The last edition that began decides: one withdrawn long ago may have come back since.
        is_withdrawn=Exists(Withdrawal.objects.filter(edition=OuterRef("last_begun"))),
    )


def public_state(article):
    """Return the `PublicState` of an article annotated by `with_public_state`."""
    if article.is_live:
        return PublicState.LIVE
    if article.is_pending:
        return PublicState.SCHEDULED
    if article.is_withdrawn:
        return PublicState.WITHDRAWN
    return PublicState.EXPIRED if article.last_begun else PublicState.NEVER


def in_public_state(articles, state, at=None):
    """
    Return those of the annotated ``articles`` that are in a `PublicState`.

    What is rare, the scheduled and the withdrawn, is found from its own few rows.
    """
    at = at or clock.now()
    if state == PublicState.LIVE:
        return articles.filter(is_live=True)
    hidden = articles.filter(is_live=False)
    pending = Edition.objects.pending(at).values("article")
    if state == PublicState.SCHEDULED:
        return hidden.filter(pk__in=pending)
    hidden = hidden.exclude(pk__in=pending)
    if state == PublicState.WITHDRAWN:
        withdrawn = Withdrawal.objects.values("edition__article")
        return hidden.filter(pk__in=withdrawn, is_withdrawn=True)
    if state == PublicState.EXPIRED:
        return hidden.filter(~Q(last_begun=None), is_withdrawn=False)
    return hidden.filter(last_begun=None)
