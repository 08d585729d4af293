"""
The addresses of picture files.

Everything follows from a picture's name (``ab/abcdef0123456789.jpg``, by its content) and size:
no query, no look at the disk.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from pictures.conf import app_settings
from pictures.utils import source_set

FILE = r"(?P<stem>(?P<shelf>[0-9a-f]{2})/(?P=shelf)[0-9a-f]{14})(?:\.jpg|/\d{2,4}w\.(?:webp|jpeg))"
FILE_PATTERN = re.compile(FILE)


def name_of(sha256):
    """Return the file name of a picture by the SHA-256 (hexadecimal) of its public file."""
    return f"{sha256[:2]}/{sha256[:16]}.jpg"


@lru_cache(maxsize=4096)
def widths_of(width, height):
    """Return the widths in pixels, rising, in which a picture of that size is kept."""
    if not width or not height:
        return ()
    widths = source_set(
        (width, height),
        ratio=None,
        max_width=app_settings.CONTAINER_WIDTH,
        cols=app_settings.GRID_COLUMNS,
    )
    return tuple(sorted(widths))


def rendition_url(image, width, kind="jpeg"):
    """
    Return the address of the smallest rendition at least ``width`` pixels wide.

    ``kind`` is jpeg or webp. While there are no renditions, or none is that wide, it is the address
    of the public picture itself (JPEG); of an erased picture it is empty.
    """
    name = str(image.picture)
    if not name:
        return ""
    if image.renditions_ready:
        for kept in widths_of(image.width, image.height):
            if kept >= width:
                return f"{settings.MEDIA_URL}{name.removesuffix('.jpg')}/{kept}w.{kind}"
    return f"{settings.MEDIA_URL}{name}"


def name_in(url):
    """Return the name of the picture that an address shows (any rendition counts), or None."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    if not path.startswith(settings.MEDIA_URL):
        return None
    match = FILE_PATTERN.fullmatch(path[len(settings.MEDIA_URL) :])
    return f"{match['stem']}.jpg" if match else None


def urls_to_images(urls):
    """Return {address: `Image`} for those of the addresses that show a picture of the library."""
    from images.models import Image

    names = {url: name for url in urls if (name := name_in(url))}
    if not names:
        return {}
    images = {
        str(image.picture): image for image in Image.objects.filter(picture__in=names.values())
    }
    return {url: images[name] for url, name in names.items() if name in images}


def image_of_url(url):
    """Return the `Image` that an address shows, or None."""
    return urls_to_images([url]).get(url)
