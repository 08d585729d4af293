"""The corrected alt text of a picture in pages beside the news; see `uses.rewording`."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from articles.desk.acts.refusal import refuse
from articles.desk.pages.printing import COLUMNS
from articles.desk.pages.publishing import locked, moment_of, write_edition
from articles.desk.uses.rewording import (
    printed_picture,
    reasons_against_words,
    texts_of,
    what_became,
    with_renewed_words,
    with_words,
)
from articles.desk.versions.content import hash_of, without_nothing
from articles.page.pages.page_edition import PageEdition
from people.history import note


@dataclass(frozen=True)
class OutdatedPage:
    """A live edition of a page with other words for a picture than the library, and which."""

    edition: PageEdition
    texts: tuple


def outdated_pages(image):
    """Return the live pages that print another alt text for a picture; at most two queries."""
    if image.erasure or not image.alt_text:
        return []
    other = image.page_pictures.filter(decorative=False).exclude(alt_text=image.alt_text)
    live = PageEdition.objects.live().filter(pk__in=other.order_by().values("edition"))
    return [
        OutdatedPage(edition, texts)
        for edition in live.order_by("page").prefetch_related("pictures")
        if (texts := texts_of(printed_of(edition), image))
    ]


def printed_of(edition):
    """Return what an edition of a page printed, as it was hashed; None where that is lost."""
    columns = {name: getattr(edition, name) for name in COLUMNS}
    pictures = [printed_picture(row, "body") for row in edition.pictures.all()]
    printed = without_nothing({**columns, "pictures": pictures})
    return printed if hash_of(printed) == edition.hash else None


@transaction.atomic
def reword_page(page, image):
    """
    Print the library's alt text of a picture in what readers see of a page.

    Returns the live `PageEdition`, the old one where it says so already. The working copy takes the
    new words over where it repeats the old ones. Raises `Refused` with every reason.
    """
    page = locked(page)
    editions = PageEdition.objects.of_page(page.pk)
    now = moment_of(editions)
    live = editions.live(now).first()
    shown = printed_of(live) if live else None
    refuse(
        [
            "" if live else _("Readers do not see this page."),
            # It is frozen with the old words and would bring them back.
            _("Another edition is scheduled. Take the schedule back first.")
            if editions.pending(now).exists()
            else "",
            *reasons_against_words(image, live, shown),
        ]
    )
    old = {*texts_of(shown, image)}
    if not old:
        return live
    edition = write_edition(page, with_words(shown, image), editions, now)
    page.body = with_renewed_words(page.body, image, old)
    page.version += 1
    note(page, what_became(old, image)[:100])
    return edition
