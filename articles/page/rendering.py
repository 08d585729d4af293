"""From the frozen text of an edition to the HTML of a page."""

import re

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from articles.page.sanitising import clean_html, without_pictures
from images.markup import picture_html

PLACE = re.compile(r'<figure data-image="(\d+)"></figure>')
TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
IN_TEXT = "(min-width: 48rem) 44rem, 100vw"


def render_body(body):
    """
    Return the HTML of an article's text, pictures still bare places; kept beside the edition.

    It is cleaned once more and holds no other pictures; wide tables get a frame of their own to
    scroll in on a phone.
    """
    return TABLE.sub(
        lambda table: f'<div class="table-scroll" tabindex="0" role="group">{table[0]}</div>',
        without_pictures(clean_html(body)),
    )


def fill_pictures(body_html, pictures):
    """
    Put the pictures of an edition into its rendered text.

    ``pictures`` are the `ShownPicture` rows of the text, in order; a place whose picture was erased
    closes up.
    """
    waiting = [*pictures]

    def fill(match):
        number = int(match[1])
        for index, picture in enumerate(waiting):
            if picture.image_id == number:
                del waiting[index]
                return figure_html(picture)
        return ""

    return mark_safe(PLACE.sub(fill, body_html))  # noqa: S308 - cleaned by render_body


def figure_html(picture, sizes=IN_TEXT, priority=False):
    """Return one picture with caption and credit as a figure; nothing when it was erased."""
    if picture.erasure_id or not picture.image.picture:
        return ""
    shown = picture_html(
        picture.image, alt=picture.alt_text, sizes=sizes, lazy=not priority, priority=priority
    )
    if not picture.caption and not picture.credit:
        return format_html('<figure class="figure">{}</figure>', shown)
    credit = format_html(' <span class="figure__credit">{}</span>', picture.credit)
    return format_html(
        '<figure class="figure">{}<figcaption>{}{}</figcaption></figure>',
        shown,
        picture.caption,
        credit if picture.credit else "",
    )
