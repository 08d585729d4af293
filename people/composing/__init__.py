"""The sentence that names who was present: in order, under the right titles, side by side.

The other half of the title check, on the same register: in what is composed here the check finds
nothing. Pure functions; knows no Django and no database. The words are those of Vietnamese local
news (docs/composer.md), not of the interface.
"""

from .addressing import BY_REGISTER, COMRADE, GENTLE, HONORIFICS
from .composing import (
    FIRST,
    FORMS,
    LATER,
    LIST,
    MENTIONS,
    OPENING,
    OPENINGS,
    PHRASE,
    SENTENCE,
    compose,
)
from .delegates import titles_on
from .finding import Found, find, find_in_lines
from .layout import Part, as_html, as_text
from .sides import Side, arrange, place_among

__all__ = [
    "BY_REGISTER",
    "COMRADE",
    "FIRST",
    "FORMS",
    "GENTLE",
    "HONORIFICS",
    "LATER",
    "LIST",
    "MENTIONS",
    "OPENING",
    "OPENINGS",
    "PHRASE",
    "SENTENCE",
    "Found",
    "Part",
    "Side",
    "arrange",
    "as_html",
    "as_text",
    "compose",
    "find",
    "find_in_lines",
    "place_among",
    "titles_on",
]
