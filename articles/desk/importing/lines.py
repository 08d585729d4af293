"""A text as lines: each a whole paragraph, caption or heading, with what is known about it."""

import re
from dataclasses import dataclass
from typing import Literal

from vietnamese import drop_zero_width, plain

# What the markup of a page says about a line; plain text says nothing.
Hint = Literal["headline", "heading", "lead", "caption", "after_picture"]

_LINE_BREAK = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")
_OTHER_SPACE = re.compile(r"[^\S ]")
_CLOSING_MARKS = "”\"»’')] "
_SENTENCE_END = re.compile(r"[.!?…][”\"»)]*\s+(?=[^\W\d_a-zà-ỹđ])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the input, clean but for its inner spacing."""

    text: str
    hint: Hint | None = None

    @property
    def words(self) -> int:
        """How many words, parted by spaces."""
        return len(self.text.split())

    @property
    def is_closed(self) -> bool:
        """Whether it ends as a sentence or an item of a list does."""
        return self.text.rstrip(_CLOSING_MARKS).endswith((".", "!", "?", "…", ";", ":", ","))

    @property
    def is_one_sentence(self) -> bool:
        """Whether no sentence begins after the first."""
        return not _SENTENCE_END.search(self.text)


def clean(text: str) -> str:
    """``text`` as one line in NFC, nothing invisible in it; its double spaces stay to be listed."""
    return _OTHER_SPACE.sub(" ", drop_zero_width(plain(text))).strip()


def lines_of_text(text: str) -> list[Line]:
    """The lines of a plain text that say something; hard-wrapped paragraphs are put together."""
    raw = [clean(line) for line in _LINE_BREAK.split(text)]
    return [Line(line) for line in _unwrapped(raw) if line]


# A text wrapped by an old editor or a mail programme: its longest line has a length between these,
# and some lines go on in lower case on the next.
_NARROWEST, _WIDEST = 50, 120
_FEWEST_GOING_ON = 3


def _unwrapped(raw: list[str]) -> list[str]:
    """``raw`` with wrapped lines joined, if the text is wrapped; empty lines part paragraphs."""
    width = max(map(len, raw), default=0)
    going_on = sum(map(_goes_on, raw, raw[1:]))
    if not _NARROWEST <= width <= _WIDEST or going_on < _FEWEST_GOING_ON:
        return raw
    joined: list[str] = []
    previous = ""
    for line in raw:
        # A line that ends well before the margin ends its paragraph.
        if previous and line and len(previous) > width * 0.7:
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
        previous = line
    return joined


def _goes_on(line: str, following: str) -> bool:
    return bool(line) and following[:1].islower() and not line.endswith((".", "!", "?", ":", ";"))
