"""Names of files: what is one, and how it becomes words a person can read."""

import re
from pathlib import PurePath

from .normal import one_line

# What cameras, telephones and chat programs call a file: it tells a reader nothing.
_FILE_NAME = re.compile(
    r"""\S+\.(jpe?g|png|webp|gif|tiff?|heic|heif|bmp|svg|avif)
    |(img|dsc[nf]?|pxl|mvi|screenshot|image|photo|picture|viber[ _]image)[ _-]*[\d_-]{2,}\S*
    |z\d{8,}\S*
    |[0-9a-f]{16,}""",
    re.IGNORECASE | re.VERBOSE,
)


def is_file_name(text: str) -> bool:
    """Whether ``text`` is no more than the name of a file: "IMG_2041.jpg", "z4512873645.jpg"."""
    return _FILE_NAME.fullmatch(text.strip()) is not None


def words_of_file_name(file_name: str) -> str:
    """Return a file's name as words: “ke-hoach_so.12.PDF” becomes “Ke hoach so 12”.

    Folders and the ending go. Empty where fewer than three letters would be left.
    """
    stem = PurePath(file_name.replace("\\", "/")).stem
    words = one_line(re.sub(r"[_\-.+]+", " ", stem))[:200].strip()
    if sum(letter.isalpha() for letter in words) < 3:
        return ""
    return words[0].upper() + words[1:]
