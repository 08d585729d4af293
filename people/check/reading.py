"""A text cut into words and signs that remember where they stand in the text as it was given."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from people.check.abbreviations import abbreviation_in
from vietnamese import drop_zero_width, with_tones

KINDS = ("lead", "paragraph", "caption", "quote")

# Letters of other scripts that look like Latin ones, one for one so that offsets stay.
_LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТУХЅІЈаеорсухіѕјԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονɡ",
    "ABEKMHOPCTYXSIJaeopcyxisjdqwABEZHIKMNOPTYXovg",
)
_NO_WIDTH = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_DASHES = "-–—−‐‑"

_WORD = rf"[^\W\d_](?:[{_NO_WIDTH}]*[\w\u0300-\u036f])*"
_TOKEN = re.compile(
    rf"""
      (?:UV)?T\.(?:Ư|U\u031b|W)(?![\w\u0300-\u036f])        # T.Ư
    | GD&ĐT | KT[-–]XH | QP[-–]AN
    | [Đđ]/c\b\.?
    | (?:PGS|GS)\.\s?TS\b\.?                                 # degrees
    | (?:[Tt][Pp]|TX|TT|ThS|PGS|GS|TS|BS|KS|LS)\.(?=\s?[^\W\d_])
    | {_WORD}
    | \d+(?:[.,/]\d+)*
    | [^\s{_NO_WIDTH}]
    """,
    re.VERBOSE,
)
_ENDS = frozenset(".!?…")
_CLOSERS = {"“": '”"', "«": "»"}


@lru_cache(50_000)
def _forms(surface: str) -> tuple[str, str, str]:
    """(clean text, text for comparing, abbreviation or "") of a word as it stands."""
    text = drop_zero_width(surface)
    if len(text) == 1 and text in _DASHES:
        return "-", "-", ""
    if text in ("Đ/c", "đ/c", "Đ/c.", "đ/c."):
        return text, "đ/c", ""
    text = text.replace("–", "-") if len(text) > 1 else text
    return text, with_tones(text).lower(), abbreviation_in(text)


@dataclass(slots=True)
class Token:
    """A word or sign. ``text`` is composed and clean, ``key`` is what is compared.

    ``gap`` is what parts it from the token before: "" nothing, " " spaces, "\\n" a line that ends.
    """

    text: str
    key: str
    abbreviation: str
    start: int
    end: int
    gap: str
    is_word: bool
    is_capitalised: bool

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with it."""
        return self.key in _ENDS


def tokens_of(text: str) -> list[Token]:
    """The words and signs of ``text`` in order."""
    tokens: list[Token] = []
    end = 0
    text = text.translate(_LOOK_ALIKES)
    for match in _TOKEN.finditer(text):
        surface = match[0]
        clean, key, abbreviation = _forms(surface)
        gap = text[end : match.start()]
        tokens.append(
            Token(
                clean,
                key,
                abbreviation,
                match.start(),
                match.end(),
                _gap(gap, tokens, surface),
                surface[0].isalnum(),
                surface[0].isupper(),
            )
        )
        end = match.end()
    return tokens


def _gap(between: str, tokens: list[Token], following: str) -> str:
    if between in ("", " "):
        return between
    if "\n" in between:
        # A line that goes on is a space: after a comma, or where the next begins small.
        goes_on = (tokens and tokens[-1].key == ",") or following[0].islower()
        return " " if goes_on else "\n"
    return " " if any(char.isspace() for char in between) else ""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an article as it was given: a lead, paragraph, caption or quote."""

    kind: str
    text: str


@dataclass(slots=True)
class Passage:
    """A block, read. ``skipped`` tells of each token whether it is a quotation or by-line."""

    index: int
    kind: str
    source: str
    # With letters of other scripts replaced by the Latin ones they look like, one for one.
    text: str
    tokens: list[Token]
    skipped: list[bool]

    @property
    def is_body(self) -> bool:
        """Whether a first mention can stand here."""
        return self.kind in ("lead", "paragraph")

    def surface(self, start: int, end: int) -> str:
        """The text of some tokens as it was given."""
        return self.source[self.tokens[start].start : self.tokens[end - 1].end]


def read_blocks(blocks: Iterable[Block]) -> list[Passage]:
    """The blocks of an article, read."""
    passages = []
    for index, block in enumerate(blocks):
        tokens = tokens_of(block.text)
        skipped = [block.kind == "quote"] * len(tokens)
        _skip_quotations(tokens, skipped)
        text = block.text.translate(_LOOK_ALIKES)
        passages.append(Passage(index, block.kind, block.text, text, tokens, skipped))
    _skip_by_line(passages)
    return passages


def _skip_quotations(tokens: list[Token], skipped: list[bool]) -> None:
    """Mark what stands between quotation marks; a mark without a partner counts for nothing."""
    straight = [at for at, token in enumerate(tokens) if token.key == '"']
    closers = _CLOSERS if len(straight) % 2 else {**_CLOSERS, '"': '"'}
    number = 0
    while number < len(tokens):
        signs = closers.get(tokens[number].key, "")
        if signs:
            ends = (at for at in range(number + 1, len(tokens)) if tokens[at].key in signs)
            end = next(ends, None)
            if end is None:
                # Nor will the next sign of this kind find one.
                closers = {key: each for key, each in closers.items() if each != signs}
            else:
                skipped[number : end + 1] = [True] * (end + 1 - number)
                number = end
        number += 1


def _skip_by_line(passages: list[Passage]) -> None:
    """Mark the author's name: a last line of at most five words that no sign closes."""
    body = [each for each in passages if each.is_body and each.tokens]
    if not body:
        return
    last = body[-1]
    start = last.source.rstrip().rfind("\n") + 1
    line = [at for at, token in enumerate(last.tokens) if token.start >= start]
    if line and len(line) <= 5 and all(last.tokens[at].is_word for at in line[-1:]):
        for at in line:
            last.skipped[at] = True


def is_composed(text: str) -> bool:
    """Whether ``text`` is in NFC."""
    return unicodedata.is_normalized("NFC", text)
