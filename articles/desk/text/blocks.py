"""A body as a person reads it: paragraphs, headings, items and rows of plain text, no HTML."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from django.utils.translation import gettext_lazy as _

# What each element is to a reader; elements within a row or an item stay part of it.
KINDS = {
    "p": "paragraph",
    "h2": "heading",
    "h3": "subheading",
    "h4": "subheading",
    "li": "item",
    "blockquote": "quote",
    "tr": "row",
    "caption": "caption",
    "figcaption": "caption",
}
SAID = {
    "paragraph": _("paragraph"),
    "heading": _("heading"),
    "subheading": _("smaller heading"),
    "item": _("item of a list"),
    "quote": _("quotation"),
    "row": _("row of a table"),
    "caption": _("caption"),
    "picture": _("picture"),
    "rule": _("dividing line"),
}
WHOLE = {"row", "caption"}
SAME = {"b": "strong", "i": "em"}
EMPHASIS = {"strong", "em", "u", "s", "sub", "sup"}
TELLING = {"colspan", "rowspan", "scope", "start", "title"}


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, item or row; ``form`` is what its words alone do not show of it."""

    text: str
    kind: str = "paragraph"
    form: str = ""

    @property
    def said(self):
        """What kind of block it is, in words."""
        return SAID[self.kind]


def blocks_of(html, pictures):
    """
    Return the `Block`s of a cleaned body, in reading order.

    Addresses of links stand in brackets behind their words. ``pictures`` maps numbers of pictures
    to their titles; a picture that is not there leaves no block.
    """
    reader = BlockReader(pictures)
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


def lines_of(text):
    """Return the lines of a plain text as `Block`s."""
    return [Block(line.strip()) for line in text.splitlines() if line.strip()]


class BlockReader(HTMLParser):
    """Walks through cleaned HTML and gathers its blocks."""

    def __init__(self, pictures):
        super().__init__()
        self.pictures = pictures
        self.blocks = []
        self.lists = []
        self.quotes = 0
        self.kind = "paragraph"
        self.parts = []
        self.letters = 0  # in parts so far, without spaces: where the form is noted
        self.cells = 0
        self.form = []
        self.links = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "figure":
            self.add_picture(attrs.get("data-image", ""))
        elif tag in {"ul", "ol"}:
            self.end_block()
            self.lists.append(tag)
        elif tag == "hr":
            self.end_block()
            self.blocks.append(Block("* * *", "rule"))
        elif tag == "br":
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append(" | " if self.cells else "")
            self.cells += 1
            self.note(tag)
        elif tag in KINDS:
            self.begin_block(tag)
        elif tag == "a":
            self.links.append((attrs.get("href") or "", len(self.parts)))
        elif tag in EMPHASIS | SAME.keys():
            self.note(f"<{SAME.get(tag, tag)}")
        for name in sorted(TELLING & attrs.keys()):
            self.note(f"{name}={attrs[name]}")

    def handle_endtag(self, tag):
        if tag in {"ul", "ol"}:
            self.end_block()
            self.lists = self.lists[:-1]
        elif tag == "a" and self.links:
            self.end_link()
        elif tag in EMPHASIS | SAME.keys():
            self.note(f"{SAME.get(tag, tag)}>")
        elif tag == "blockquote":
            self.end_block()
            self.quotes -= 1
        elif tag in KINDS and (self.kind not in WHOLE or KINDS[tag] in WHOLE):
            self.end_block()

    def handle_data(self, data):
        self.parts.append(re.sub(r"\s+", " ", data))
        self.letters += len("".join(data.split()))

    def note(self, what):
        """Remember something about the form of the words, at this place among them."""
        self.form.append(f"{self.letters}{what}")

    def begin_block(self, tag):
        if tag == "blockquote":
            self.end_block()
            self.quotes += 1
        elif self.kind in WHOLE and KINDS[tag] not in WHOLE:
            self.parts.append("\n" if self.letters else "")
        elif tag == "p" and self.kind == "item" and not self.letters:
            pass  # the first paragraph of an item is the item
        else:
            self.end_block()
            self.kind = KINDS[tag]
            if tag == "li":
                self.note(">".join(self.lists))
            elif tag == "h4":
                self.note(tag)

    def end_block(self):
        """Keep what was read as a block, if it says anything."""
        while self.links:
            self.end_link()
        lines = "".join(self.parts).split("\n")
        text = "\n".join(" ".join(line.split()) for line in lines).strip()
        kind = "quote" if self.quotes and self.kind == "paragraph" else self.kind
        if text:
            self.blocks.append(Block(text, kind, " ".join(self.form)))
        self.kind, self.parts, self.form = "paragraph", [], []
        self.letters = self.cells = 0

    def end_link(self):
        """Write the address behind the words it hangs on, unless they say it themselves."""
        address, start = self.links.pop()
        words = "".join(self.parts[start:]).strip()
        if address and words not in {address, address.removeprefix("mailto:")}:
            self.parts.append(f" ({address})")

    def add_picture(self, number):
        self.end_block()
        title = self.pictures.get(int(number)) if number.isdecimal() else None
        if title:
            self.blocks.append(Block(title, "picture", number))
