"""Text as search compares it: no marks, no capitals, and cut into words and pairs of words."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from .normal import ZERO_WIDTH, drop_zero_width
from .tones import with_tones

# Đ has no decomposition in Unicode, so stripping marks alone would leave it (and a slug would drop
# it). Eth and African D look the same and stand for Đ in texts converted from old fonts.
_LETTERS_LIKE_D = "đðɖ"

_WORD = re.compile(r"[^\W_]+")


def _fold_letter(letter: str) -> str:
    if letter in _LETTERS_LIKE_D:
        return "d"
    decomposed = unicodedata.normalize("NFD", letter)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _known_letters() -> dict[int, str | None]:
    """What each character becomes: ASCII, Latin with marks, loose marks, things without width."""
    table: dict[int, str | None] = {code: chr(code) for code in range(0x80)}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        table[code] = _fold_letter(chr(code).lower())
    # Loose marks: what NFD text is full of.
    table.update(dict.fromkeys(range(0x300, 0x370)))
    # The typography of ordinary news, named here only so that it needs no second look.
    table.update((ord(char), char) for char in "“”‘’–—…•·«»°²³\u00a0")
    table.update(dict.fromkeys(map(ord, ZERO_WIDTH)))
    return table


_TABLE = _known_letters()
# What fold() leaves of Vietnamese text; anything else goes the slow, general way.
_ORDINARY = re.compile("[\x00-\x7f“”‘’–—…•·«»°²³\u00a0]*")


def fold(text: str) -> str:
    """``text`` without marks, đ as d, in lower case: "Móng Cái" gives "mong cai".

    NFC and NFD give the same. Zero-width characters go, punctuation and spaces stay. One table
    serves Vietnamese in a single pass; other scripts take Unicode's decomposition besides.
    """
    folded = text.lower().translate(_TABLE)
    if folded.isascii() or _ORDINARY.fullmatch(folded):
        return folded
    decomposed = unicodedata.normalize("NFD", folded)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare)


def fold_words(text: str) -> list[str]:
    """The folded words (runs of letters and digits) of ``text``, in order, repeats kept."""
    return _WORD.findall(fold(text))


def marked_words(text: str) -> list[str]:
    """The words of ``text`` with their marks, in lower case and one tone placement.

    For telling an exact hit from a folded one: "cán bộ" is found above "cận bờ", and "hoà" is the
    same word as "hòa". As many words as `fold_words` gives for Vietnamese text.
    """
    return _WORD.findall(with_tones(drop_zero_width(text)).lower())


def word_pairs(words: Sequence[str]) -> list[str]:
    """Each word joined to the next: ``["mong", "cai"]`` gives ``["mong_cai"]``.

    Vietnamese puts spaces between syllables, not words, so a single syllable finds too much.
    """
    return [f"{first}_{second}" for first, second in pairwise(words)]
