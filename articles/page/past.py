"""What readers are told of an article's past: when it first appeared, and what changed since."""

from dataclasses import dataclass
from datetime import datetime

from articles.page.edition import Edition


@dataclass(frozen=True)
class Past:
    """
    The date an article first bore, and the changes readers were told of, the newest first.

    ``changes`` are editions with ``live_from`` and ``change_note`` alone.
    """

    first_published: datetime
    changes: tuple = ()


def past_of(edition):
    """
    Return the `Past` of an edition: what came after it is not its own.

    A first edition has none and asks nothing; any other costs one query. A preview, whose edition
    has no number yet, follows all that have begun.
    """
    if edition.number == 1:
        return Past(edition.published_at)
    editions = Edition.objects.of_article(edition.article).begun()
    if edition.number is not None:
        editions = editions.filter(number__lte=edition.number)
    fields = ["number", "published_at", "live_from", "change_note", "is_major"]
    rows = list(editions.only(*fields))
    if not rows:
        return Past(edition.published_at)
    *later, first = rows
    told = tuple(each for each in later if each.is_major and each.change_note)
    return Past(first.published_at, told)
