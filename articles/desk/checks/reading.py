"""
An article as the checks read it: passages of plain text, headings, links and pictures.

Places are named as the form names its fields ("headline", "lead", "lead_image_caption", …); what
stands in the body is "body". Text is left as it was typed, spaces included, so that offsets fit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any

BLOCKS = {"p", "h2", "h3", "h4", "li", "blockquote", "td", "th", "caption", "figcaption", "tr"}
HEADINGS = {"h2": 2, "h3": 3, "h4": 4}


@dataclass(frozen=True)
class Passage:
    """
    A stretch of plain text at one place; ``kind`` is its element in the body, else "".

    ``is_quoted`` where it stands in a block of quotation.
    """

    where: str
    text: str
    kind: str = ""
    is_quoted: bool = False


@dataclass(frozen=True)
class Link:
    """A link in the body: the passage it stands in, and where its words are in it."""

    passage: Passage
    start: int
    end: int
    href: str


@dataclass(frozen=True)
class Picture:
    """One use of a picture, with the words it will be printed with."""

    where: str
    alt_text: str = ""
    caption: str = ""
    is_decorative: bool = False


@dataclass(frozen=True)
class Text:
    """
    All that the checks look at. ``event_date`` settles dates written without a year.

    ``tone_style`` is "old" or "new", "" for that of the settings.
    """

    headline: str = ""
    lead: str = ""
    blocks: tuple[Passage, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    event_date: date | None = None
    tone_style: str = ""
    passages: tuple[Passage, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        around = [Passage("headline", self.headline), Passage("lead", self.lead)]
        captions = [
            Passage(f"{each.where}_caption" if each.where != "body" else "body", each.caption)
            for each in self.pictures
        ]
        every = (*around, *self.blocks, *captions)
        object.__setattr__(self, "passages", tuple(each for each in every if each.text.strip()))


def text_of_printed(
    printed: Mapping[str, Any], event_date: date | None, tone_style: str = ""
) -> Text:
    """
    Return what the checks read of a content as `articles.desk.printing` gives it.

    Also of one that was typed and never saved, as long as its pictures bear their printed words.
    """
    reader = BodyReader()
    reader.feed(printed.get("body", ""))
    reader.close()
    reader.end_block()
    return Text(
        headline=printed.get("headline", ""),
        lead=printed.get("lead", ""),
        blocks=tuple(reader.blocks),
        links=tuple(
            Link(reader.blocks[block], start, end, href)
            for block, start, end, href in reader.links
            if block < len(reader.blocks)
        ),
        pictures=tuple(pictures_of(printed.get("pictures", []))),
        event_date=event_date,
        tone_style=tone_style,
    )


def pictures_of(printed: list[dict[str, Any]]) -> list[Picture]:
    """Return the uses of pictures, each named as the form names its fields."""
    found, rows = [], 0
    for each in printed:
        where = {"lead": "lead_image", "body": "body"}.get(each["place"], f"gallery-{rows}")
        rows += each["place"] == "gallery"
        found.append(
            Picture(
                where,
                each.get("alt_text", ""),
                each.get("caption", ""),
                each.get("decorative", False),
            )
        )
    return found


class BodyReader(HTMLParser):
    """Gathers the blocks and links of a cleaned body, letters as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Passage] = []
        self.links: list[tuple[int, int, int, str]] = []
        self._parts: list[str] = []
        self._kind = "p"
        self._quotes = 0  # blocks of quotation that are open
        self._open: list[tuple[int, int, str]] = []
        self._length = 0  # of what was read of this block
        self._has_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.end_block()
            self._kind = tag
            self._quotes += tag == "blockquote"
        elif tag == "br":
            self._read("\n")
        elif tag == "a":
            self._open.append((len(self.blocks), self._length, dict(attrs).get("href") or ""))
            self._has_link = True

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_block()
            self._quotes = max(0, self._quotes - (tag == "blockquote"))
        elif tag == "a" and self._open:
            block, start, href = self._open.pop()
            self.links.append((block, start, self._length, href))

    def handle_data(self, data: str) -> None:
        self._read(data.replace("\n", " "))

    def end_block(self) -> None:
        """Keep what was read as a passage; one without a word only where a link stands in it."""
        text = "".join(self._parts)
        if text.strip() or self._has_link:
            self.blocks.append(Passage("body", text, self._kind, self._quotes > 0))
        self._parts, self._length, self._kind, self._has_link = [], 0, "p", False

    def _read(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
