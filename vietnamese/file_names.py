"""From the name of a file to words a person can read."""

import re
from pathlib import PurePath

from .normal import one_line


def words_of_file_name(file_name: str) -> str:
    """Return a file's name as words: “ke-hoach_so.12.PDF” becomes “Ke hoach so 12”.

    Folders and the ending go. Empty where fewer than three letters would be left.
    """
    stem = PurePath(file_name.replace("\\", "/")).stem
    words = one_line(re.sub(r"[_\-.+]+", " ", stem))[:200].strip()
    if sum(letter.isalpha() for letter in words) < 3:
        return ""
    return words[0].upper() + words[1:]
