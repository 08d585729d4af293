"""What readers see of an article: computed from editions, never stored."""

from django.db.models import Exists, OuterRef, TextChoices
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
    return articles.annotate(
        is_live=Exists(own.live(at)),
        is_pending=Exists(own.pending(at)),
        has_begun=Exists(own.begun(at)),
        is_withdrawn=Exists(
            Withdrawal.objects.filter(edition__article=OuterRef("pk"), edition__live_until__lte=at)
        ),
    )


def public_state(article):
    """Return the `PublicState` of an article annotated by `with_public_state`."""
    if article.is_live:
        return PublicState.LIVE
    if article.is_pending:
        return PublicState.SCHEDULED
    if article.is_withdrawn:
        return PublicState.WITHDRAWN
    return PublicState.EXPIRED if article.has_begun else PublicState.NEVER
