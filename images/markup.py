"""
The HTML of a picture, built in one string without a query or a look at the disk.

A page shows up to forty of them, and the policy of the public pages forbids style attributes: the
focal point is a class of static/images/focus.css.
"""

from functools import lru_cache
from html import escape

from django.conf import settings
from django.utils.safestring import mark_safe

from images.addresses import widths_of

NARROW = "(max-width: 40rem)"


def picture_html(
    image,
    *,
    alt,
    sizes="100vw",
    lazy=True,
    priority=False,
    widest=None,
    css_class="",
    on_phones=None,
):
    """
    Return the ``<picture>`` element of a picture; nothing for None or an erased one.

    ``image`` is an `Image` or anything with ``picture`` (its name), ``width``, ``height``,
    ``focal_x``, ``focal_y`` and ``renditions_ready``. ``alt`` is the alternative text ("" for a
    picture that repeats what stands beside it), ``sizes`` the HTML attribute. ``priority`` is for
    the one picture that opens the page. ``widest`` leaves out renditions that a place never needs:
    the largest width in pixels, at double density, in which it can appear. ``on_phones`` is another
    picture of the same, which narrow screens get in its place.
    """
    name = str(image.picture) if image is not None else ""
    if not name:
        return ""
    stem = f"{settings.MEDIA_URL}{name.removesuffix('.jpg')}"
    widths = widths_for(image.width, image.height, widest) if image.renditions_ready else ()
    webp = jpeg = ""
    source = f"{stem}.jpg"
    if widths:
        sizes = escape(sizes)
        webp = (
            f'<source type="image/webp" srcset="'
            f'{", ".join([f"{stem}/{width}w.webp {width}w" for width in widths])}" sizes="{sizes}">'
        )
        jpeg = (
            f' srcset="{", ".join([f"{stem}/{width}w.jpeg {width}w" for width in widths])}"'
            f' sizes="{sizes}"'
        )
        source = f"{stem}/{widths[-1]}w.jpeg"
    classes = f"{css_class} {focus_class(image.focal_x, image.focal_y)}".strip()
    return mark_safe(  # noqa: S308 - names and numbers of our own, the rest is escaped
        f'<picture>{phone_sources(on_phones)}{webp}<img src="{source}"{jpeg}'
        f' width="{image.width}" height="{image.height}" alt="{escape(alt)}"'
        + (f' class="{escape(classes)}"' if classes else "")
        + (' loading="lazy"' if lazy and not priority else "")
        + (' fetchpriority="high"' if priority else "")
        + ' decoding="async"></picture>'
    )


def phone_sources(image):
    """
    Return the ``<source>`` elements of what narrow screens get; nothing for None.

    They carry the size, so that the page keeps the right room free for it.
    """
    name = str(image.picture) if image is not None else ""
    if not name:
        return ""
    stem = f"{settings.MEDIA_URL}{name.removesuffix('.jpg')}"
    widths = widths_for(image.width, image.height, None) if image.renditions_ready else ()
    size = f'media="{NARROW}" width="{image.width}" height="{image.height}"'
    if not widths:
        return f'<source {size} srcset="{stem}.jpg">'
    return "".join(
        f'<source type="image/{kind}" {size} sizes="100vw" srcset="'
        f'{", ".join([f"{stem}/{width}w.{kind} {width}w" for width in widths])}">'
        for kind in ["webp", "jpeg"]
    )


@lru_cache(maxsize=4096)
def widths_for(width, height, widest):
    """Return the widths of the renditions up to the first that is at least ``widest``."""
    widths = widths_of(width, height)
    if widest is None:
        return widths
    needed = sum(kept < widest for kept in widths) + 1
    return widths[:needed]


@lru_cache(maxsize=1024)
def focus_class(focal_x, focal_y):
    """Return the classes that keep the focal point in sight, to a tenth; none for the middle."""
    across, down = round(focal_x * 10) * 10, round(focal_y * 10) * 10
    if across == down == 50:
        return ""
    return f"focus-x-{across} focus-y-{down}"
