"""What the address of an article answers at a moment."""

from dataclasses import dataclass

from articles.page.edition import Edition
from articles.page.withdrawal import Withdrawal


@dataclass(frozen=True)
class Answer:
    """
    A status of HTTP and what goes with it.

    200 with the live edition; 404 where none has begun, so that a schedule never shows; 410 with
    the last edition that was public, and the reason it was withdrawn, None when it expired.
    """

    status: int
    edition: Edition | None = None
    withdrawal: Withdrawal | None = None


def answer(number, at=None):
    """Return the `Answer` for an article's number at ``at`` (now when left out)."""
    editions = Edition.objects.filter(article=number)
    live = editions.live(at).select_related("category", "organisation", "lead_image").first()
    if live is not None:
        return Answer(200, live)
    last = editions.begun(at).order_by("-number").first()
    if last is None:
        return Answer(404)
    return Answer(410, last, last.withdrawals.first())
