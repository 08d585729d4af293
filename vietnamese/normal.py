"""One form for every text that comes in: composed letters, no characters nobody can see."""

import re
import unicodedata

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


def nfc(text: str) -> str:
    """``text`` with composed letters (Unicode normalisation form C), as everything is stored."""
    return unicodedata.normalize("NFC", text)


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
