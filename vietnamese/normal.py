"""One form for every text that comes in: composed letters, no characters nobody can see."""

import re
from itertools import groupby
from unicodedata import combining, normalize

# XML 1.0 (section 2.2, "Char") allows of the control characters only tab, line feed and carriage
# return, and neither surrogates nor U+FFFE and U+FFFF. PostgreSQL refuses NUL. One such character
# breaks a whole feed or a whole save.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Soft hyphen, zero-width space, (non-)joiners, direction marks, word joiner, byte order mark:
# they come along with a paste and make two equal-looking names different.
ZERO_WIDTH = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_ZERO_WIDTH = re.compile(f"[{ZERO_WIDTH}]")

_SPACES = re.compile(r"\s+")


# Composing sorts the marks of a letter, which takes the square of their number: 200 kB of marks
# would keep a server busy for a minute. No language has more than a few on a letter; Unicode's own
# bound (Annex 15, section 13) is thirty. Above the larger one the smaller holds, so that composing
# again, which may part a mark in two, takes away no more.
_MOST_MARKS, _TOO_MANY_MARKS = 30, 100
_MAYBE_MARKS = re.compile(rf"[^\w\x00-\x7f]{{{_TOO_MANY_MARKS},}}")


def _with_fewer_marks(run: re.Match[str]) -> str:
    pieces = ("".join(group) for _, group in groupby(run[0], lambda char: combining(char) > 0))
    return "".join(
        piece[:_MOST_MARKS] if len(piece) >= _TOO_MANY_MARKS and combining(piece[0]) else piece
        for piece in pieces
    )


def nfc(text: str) -> str:
    """``text`` with composed letters (Unicode normalisation form C), as everything is stored.

    Of a hundred marks and more on one letter thirty stay.
    """
    return normalize("NFC", _MAYBE_MARKS.sub(_with_fewer_marks, text))


def plain(text: str) -> str:
    """``text`` in NFC without the characters that XML 1.0 or PostgreSQL refuse (NUL and its kin).

    Line breaks and tabs stay. Every path on which text comes in begins with this.
    """
    return nfc(_FORBIDDEN.sub("", text))


def drop_zero_width(text: str) -> str:
    """``text`` in NFC without soft hyphens, zero-width characters and direction marks."""
    return nfc(_ZERO_WIDTH.sub("", text))


def one_line(text: str) -> str:
    """``text`` as one clean line: plain, nothing invisible, single spaces, none at the ends.

    No-break spaces and line breaks count as spaces. Made for names, headlines and search terms.
    """
    return _SPACES.sub(" ", drop_zero_width(plain(text))).strip()
