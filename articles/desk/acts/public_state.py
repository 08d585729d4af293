"""What readers see of an article: computed from editions, never stored."""

from django.db.models import Exists, F, OuterRef, Subquery, TextChoices
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

    All but the live ones are few, and found from the few rows that made them so.
    """
    at = at or clock.now()
    if state == PublicState.LIVE:
        return articles.filter(is_live=True)
    hidden = articles.filter(is_live=False)
    # Whatever is to come was scheduled ahead, and those have an index of their own.
    pending = Edition.objects.pending(at).filter(is_scheduled=True).order_by().values("article")
    if state == PublicState.SCHEDULED:
        return hidden.filter(pk__in=pending)
    hidden = hidden.exclude(pk__in=pending)
    if state == PublicState.WITHDRAWN:
        withdrawn = Withdrawal.objects.order_by().values("edition__article")
        return hidden.filter(pk__in=withdrawn, is_withdrawn=True)
    if state == PublicState.EXPIRED:
        # Without a successor and without a withdrawal, an edition ends when it was planned to.
        ended = Edition.objects.filter(expires_at__lte=at, live_until=F("expires_at"))
        return hidden.filter(pk__in=ended.order_by().values("article"), is_withdrawn=False)
    # What is "as published" has an edition; so only what is not finished can be without one.
    unfinished = articles.model.objects.exclude(status="published").order_by().values("pk")
    return hidden.filter(pk__in=unfinished, last_begun=None)
