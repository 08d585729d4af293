"""What readers will see of a page beside the news: what its edition shows and is hashed by."""

from articles.desk.printing import printed_pictures
from articles.desk.text.figures import take_out_figures
from articles.desk.versions.content import hash_of, use, without_nothing
from articles.page.pages.page_edition import PageEdition, PagePicture
from articles.page.rendering import render_body
from articles.page.shown_picture import columns_of
from images.models import Image

# What an edition shows besides pictures and documents.
COLUMNS = ["title", "slug", "lead", "body_html", "responsible", "opening"]


def numbers_in(body):
    """Return the numbers of the pictures a saved body shows, a set."""
    return {figure.image for figure in take_out_figures(body)[1]}


def library_of(pages):
    """Return the pictures that the texts of pages show, {number: `Image`}; at most one query."""
    shown = set().union(*(numbers_in(each.body) for each in pages))
    return Image.objects.in_bulk(shown) if shown else {}


def printed(page, library=None):
    """
    Return what readers would see of the working copy, a dict of plain JSON values.

    The columns of an edition, and ``pictures`` with the library's words where the text has none.
    ``library`` are the pictures of the text where they are known already.
    """
    body, figures = take_out_figures(page.body)
    uses = [
        use("body", each.image, each.alt_text, each.caption, each.decorative) for each in figures
    ]
    return without_nothing(
        {
            "title": page.title,
            "slug": page.slug,
            "lead": page.lead,
            "body_html": render_body(body),
            "responsible": page.responsible,
            "opening": page.opening,
            "pictures": printed_pictures(uses, library),
        }
    )


def edition_of(page, printed, **more):
    """Return the unsaved edition of a page that shows what was ``printed``; see there."""
    columns = {name: value for name, value in printed.items() if name != "pictures"}
    return PageEdition(page=page.pk, hash=hash_of(printed), **columns, **more)


def picture_rows(edition, printed):
    """Return the pictures of an edition as unsaved rows."""
    return [
        PagePicture(edition=edition, order=order, **columns_of(picture))
        for order, picture in enumerate(printed.get("pictures", []))
    ]
