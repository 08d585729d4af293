"""Slips of the keyboard in Vietnamese news text, each as the places where it stands."""

import re
from typing import NamedTuple


class Span(NamedTuple):
    """A place in a text: ``text[start:end] == surface``."""

    start: int
    end: int
    surface: str


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [Span(match.start(), match.end(), match[0]) for match in pattern.finditer(text)]


_CLOSING = {"“": "”", "«": "»"}
_QUOTES = re.compile('[“”«»"]')
_STRAIGHT = '"'


def _opens(text: str, place: int) -> bool:
    """Whether a straight quote at ``place`` looks like an opening one: a gap before it only."""
    before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    return (not before or before.isspace() or before in "([{-–—/:“«") and bool(after.strip())


def unbalanced_quotes(text: str) -> list[Span]:
    """Double quotes of ``text`` (“ ” « » \") that have no partner.

    A straight quote may close a curly one. Single quotes are not looked at: they serve as
    apostrophes.
    """
    open_quotes: list[Span] = []
    alone: list[Span] = []
    for match in _QUOTES.finditer(text):
        quote = Span(match.start(), match.end(), match[0])
        last = open_quotes[-1].surface if open_quotes else ""
        straight = quote.surface == _STRAIGHT
        if quote.surface in _CLOSING or (straight and _opens(text, quote.start)):
            open_quotes.append(quote)
        elif last == _STRAIGHT or (last and (straight or quote.surface == _CLOSING[last])):
            open_quotes.pop()
        else:
            alone.append(quote)
    return sorted(alone + open_quotes)


_DOUBLE_SPACE = re.compile(r"(?<=\S)[ \t\u00a0]{2,}(?=\S)")


def double_spaces(text: str) -> list[Span]:
    """Two or more spaces between words, on one line."""
    return _spans(_DOUBLE_SPACE, text)


_GLUED_DOTS = re.compile(r"(?:(?<!\.)\.{3,}|…)(?=[^\W\d_])")


def glued_ellipses(text: str) -> list[Span]:
    """An ellipsis with a word glued behind it: "minh...Các". The span is the ellipsis."""
    return _spans(_GLUED_DOTS, text)


# ",..." and ";..." close an open list in Vietnamese news and are no slip.
_DOUBLED = re.compile(
    r"[,;:]*\.{4,}|[,;:]{2,}(?:\.{3})?|[,;:]\.(?!\.)|(?<![.\w])\.\.(?!\.)|(?<=\w)\.\.(?!\.)"
)


def doubled_punctuation(text: str) -> list[Span]:
    """Punctuation typed twice or with a dot too many: ";....", ",,", "..", ";."."""
    return _spans(_DOUBLED, text)


_TRAILING_PERIOD = re.compile(r"(?<![.…])\.(?=[\s”\"»]*$)")
_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.)+")


def trailing_period(headline: str) -> list[Span]:
    """The full stop at the end of a headline, which takes none; "v.v." and "…" may stay."""
    last_word = "".join(headline.rstrip('”"» ').split()[-1:])
    return [] if _ABBREVIATION.fullmatch(last_word) else _spans(_TRAILING_PERIOD, headline)


# No Vietnamese rime is written uơ before another letter (it is ươ), or ưo at all.
_HORNLESS = re.compile(
    r"(?<![^\W_])(?!q)[^\W\d_aeiouy]{0,3}(?:u[ơờởỡớợ][a-z]+|ư[oòỏõóọ][a-z]*)(?![^\W_])", re.I
)


def lost_horns(text: str) -> list[Span]:
    """Words that lost one horn of ươ: "Uơm" for "Ươm", "đưòng" for "đường". NFC text only."""
    return _spans(_HORNLESS, text)
