"""A saved web page as lines with what its markup says about them."""

import re
from collections import Counter
from html.parser import HTMLParser
from typing import NamedTuple

from .lines import Hint, Line, clean

_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr"),
    )
)
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd"),
        *("details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol"),
        *("p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
# Never text of a page.
_SILENT = frozenset(
    (
        *("script", "style", "noscript", "template", "svg", "head", "iframe", "select"),
        *("button", "textarea"),
    )
)
# What a block ends without saying so; the end tags may be left out.
_ENDED_BY_BLOCK = ("head", "p")
# Around an article, never part of one.
_AROUND = frozenset(("nav", "footer", "aside"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_CAPTION_CLASS = re.compile("caption|chu-?thich|imgdesc|image-?desc|photo-?desc", re.IGNORECASE)
_LEAD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sapo|lead|summary|tom-?tat|hometext|excerpt)(?:$|[\s_-])", re.IGNORECASE
)
_HTML_SPACE = re.compile("[ \t\n\r\f]+")
_ARTICLE_WORDS = 40  # an <article> with fewer is a card, not the story


class Page(NamedTuple):
    """``lines`` of the story, ``around`` it (menus, other news), and the page's <title>."""

    lines: list[Line]
    around: list[Line]
    title: str


class _Open(NamedTuple):
    tag: str
    hint: Hint | None
    article: int | None
    quiet: bool


class _Reader(HTMLParser):
    def __init__(self, around: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.around = around
        self.found: list[tuple[Line, int | None]] = []
        self.title = ""
        self._stack: list[_Open] = []
        self._open_tags: Counter[str] = Counter()  # spares looking for a tag in a deep stack
        self._text: list[str] = []
        self._articles = 0
        self._picture_before = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._end_line()
            for open_tag in _ENDED_BY_BLOCK:
                self._close(open_tag)
        if tag == "br":
            self._text.append("\v")
        if tag == "img":
            self._picture_before = True
        if tag == "meta":
            self._read_title(dict(attrs))
        if tag not in _VOID:
            self._open(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_line()
        self._close(tag)

    def handle_data(self, data: str) -> None:
        if self._stack and self._stack[-1].tag == "title":
            self.title = self.title or clean(_HTML_SPACE.sub(" ", data))
        elif not (self._stack and self._stack[-1].quiet):
            self._text.append(_HTML_SPACE.sub(" ", data))

    def close(self) -> None:
        super().close()
        self._end_line()

    def _read_title(self, attrs: dict[str, str | None]) -> None:
        if attrs.get("property") == "og:title" and attrs.get("content"):
            self.title = clean(attrs["content"] or "")

    def _open(self, tag: str, attrs: dict[str, str | None]) -> None:
        above = self._stack[-1] if self._stack else _Open("", None, None, quiet=False)
        article = above.article
        if tag in ("article", "main"):
            self._articles += 1
            article = self._articles
        quiet = above.quiet or tag in _SILENT or tag in self.around
        self._open_tags[tag] += 1
        self._stack.append(_Open(tag, _hint(tag, attrs) or above.hint, article, quiet))

    def _close(self, tag: str) -> None:
        """End ``tag`` and whatever was left open inside it."""
        while self._open_tags[tag]:
            ended = self._stack.pop().tag
            self._open_tags[ended] -= 1
            if ended == tag:
                break

    def _end_line(self) -> None:
        text = "".join(self._text)
        self._text = []
        pieces = _rejoin([clean(piece) for piece in text.split("\v")])
        above = self._stack[-1] if self._stack else _Open("", None, None, quiet=False)
        for piece in pieces:
            hint = above.hint or ("after_picture" if self._picture_before else None)
            self._picture_before = False
            self.found.append((Line(piece, hint), above.article))


def _hint(tag: str, attrs: dict[str, str | None]) -> Hint | None:
    names = attrs.get("class") or ""
    if tag in ("figcaption", "caption") or (tag in _BLOCKS and _CAPTION_CLASS.search(names)):
        return "caption"
    if tag in _BLOCKS and _LEAD_CLASS.search(names):
        return "lead"
    if tag == "h1":
        return "headline"
    return "heading" if tag in _HEADINGS else None


def _rejoin(pieces: list[str]) -> list[str]:
    """Lines parted by <br>, put together again where a sentence goes on in lower case."""
    joined: list[str] = []
    for piece in filter(None, pieces):
        if joined and piece[0].islower() and not joined[-1].endswith((".", "!", "?", ":", ";")):
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return joined


def lines_of_page(html: str, *, drop_around: bool = True) -> Page:
    """The lines of ``html``; of <main> and every <article> the one with most words is the story.

    Scripts and styles never count; <nav>, <aside> and <footer> only without ``drop_around`` (for
    pages that forget to close one).
    """
    reader = _Reader(_AROUND if drop_around else frozenset())
    reader.feed(html)
    reader.close()
    story = _story(reader.found)
    lines = [line for line, article in reader.found if story is None or article == story]
    around = [line for line, article in reader.found if story is not None and article != story]
    if story is not None and not any(line.hint == "headline" for line in lines):
        heads = [line for line in around if line.hint == "headline"]
        lines = heads + lines
        around = [line for line in around if line.hint != "headline"]
    return Page(lines, around, reader.title)


def _story(found: list[tuple[Line, int | None]]) -> int | None:
    words: dict[int, int] = {}
    for line, article in found:
        if article is not None:
            words[article] = words.get(article, 0) + line.words
    best = max(words, key=lambda article: words[article], default=None)
    return best if best is not None and words[best] >= _ARTICLE_WORDS else None
