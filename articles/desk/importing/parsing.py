"""From a file, a text or a saved page to an article in parts."""

import re
from dataclasses import dataclass, field
from datetime import date

from vietnamese import fold_words, legacy_encoding

from .bylines import Byline, closing_byline, labelled_byline
from .decoding import read_text
from .defects import find_defects
from .furniture import is_date_line, is_footer, is_furniture, is_related_heading, posted_on
from .headlines import find_headline
from .imported_article import Block, ImportedArticle, ImportRefused
from .kinds import is_guessed_caption, kinds_of
from .lines import Line, lines_of_text
from .web_page import lines_of_page

_A_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
# Below a list of other news, a line of this many words and several sentences is the story going on.
_STORY = 40
_PARAGRAPH = 20
_ENOUGH_WORDS = 8  # to judge the encoding of one line by


def parse_file(data: bytes) -> ImportedArticle:
    """The article in the bytes of a file, a plain text or a saved page. Raises ImportRefused."""
    text = read_text(data)
    return parse_page(text) if _A_PAGE.match(text) else parse_text(text)


def parse_text(text: str) -> ImportedArticle:
    """The article in a plain text, one paragraph, caption or headline per line.

    Raises ImportRefused: "empty", "legacy_encoding", "no_headline" or "no_body".
    """
    return _arrange(lines_of_text(text))


def parse_page(html: str) -> ImportedArticle:
    """The article in a saved web page. Raises ImportRefused as `parse_text` does."""
    try:
        return _arrange(*lines_of_page(html))
    except ImportRefused as refusal:
        if refusal.reason == "legacy_encoding":
            raise
        return _arrange(*lines_of_page(html, drop_around=False))


@dataclass(slots=True)
class _Around:
    """What is found beside the story."""

    authors: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    posted: date | None = None
    related: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)

    def drop(self, line: Line) -> None:
        self.furniture.append(line.text)
        if is_date_line(line.text):
            self.posted = self.posted or posted_on(line.text)

    def sign(self, byline: Byline) -> None:
        if byline.author:
            self.authors.append(byline.author)
        if byline.source:
            self.sources.append(byline.source)
        if byline.label:
            self.furniture.append(byline.label)


def _arrange(
    lines: list[Line], beside: list[Line] | None = None, title: str = ""
) -> ImportedArticle:
    _refuse_unreadable(lines)
    place = find_headline(_before_other_news(lines), title)
    if place is None:
        raise ImportRefused("no_headline")
    headline = lines[place].text
    around = _Around()
    for line in lines[:place]:
        around.drop(line)
    story = _without_related(lines[place + 1 :], around)
    story = _without_head(story, headline, around)
    story = _without_foot(story, around)
    _set_aside(beside or [], around)
    return _article(headline, story, around)


def _refuse_unreadable(lines: list[Line]) -> None:
    if not lines:
        raise ImportRefused("empty")
    long_lines = [line.text for line in lines if line.words >= _ENOUGH_WORDS]
    if any(map(legacy_encoding, [" ".join(line.text for line in lines), *long_lines])):
        raise ImportRefused("legacy_encoding")


def _before_other_news(lines: list[Line]) -> list[Line]:
    """``lines`` up to the list of other news that ends the page, if it has one."""
    for index in range(len(lines) - 1, -1, -1):
        if is_related_heading(lines[index].text):
            return lines[:index]
        if _is_paragraph(lines[index]):
            return lines
    return lines


def _without_related(lines: list[Line], around: _Around) -> list[Line]:
    """``lines`` without lists of other news, which ``around`` keeps, each headline once.

    At the end of a page such a list takes all that follows. With the story going on below, it is a
    box in the middle and ends at the next paragraph.
    """
    story: list[Line] = []
    last_paragraph = max((i for i, line in enumerate(lines) if _is_story(line)), default=-1)
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if not is_related_heading(line.text):
            story.append(line)
            continue
        around.furniture.append(line.text)
        in_the_middle = index <= last_paragraph
        while index < len(lines) and not (in_the_middle and _is_paragraph(lines[index])):
            _keep_related(lines[index], around)
            index += 1
    return story


def _is_paragraph(line: Line) -> bool:
    return line.is_closed and line.words >= _PARAGRAPH


def _is_story(line: Line) -> bool:
    return (
        _is_paragraph(line)
        and line.words >= _STORY
        and not line.is_one_sentence
        and not is_footer(line.text)
    )


def _keep_related(line: Line, around: _Around) -> None:
    if is_footer(line.text) or is_furniture(line.text):
        around.drop(line)
    elif fold_words(line.text) != fold_words(around.related[-1] if around.related else ""):
        around.related.append(line.text)


def _without_head(lines: list[Line], headline: str, around: _Around) -> list[Line]:
    """``lines`` without date lines, labels and the repeated headline before the first paragraph."""
    story: list[Line] = []
    for number, line in enumerate(lines):
        if line.is_closed and not is_furniture(line.text):
            return story + lines[number:]
        byline = labelled_byline(line.text)
        if byline:
            around.sign(byline)
        elif is_furniture(line.text) or fold_words(line.text) == fold_words(headline):
            around.drop(line)
        else:
            story.append(line)
    return story


def _without_foot(lines: list[Line], around: _Around) -> list[Line]:
    """``lines`` without footers, buttons and by-lines at the end; one line is left at least."""
    end = len(lines)
    bylines: list[Byline] = []
    while end > 1:
        line = lines[end - 1]
        byline = _byline_at_end(line, bylines)
        if byline:
            bylines.insert(0, byline)
        elif is_furniture(line.text) or is_footer(line.text):
            around.drop(line)
        else:
            break
        end -= 1
    for byline in bylines:
        around.sign(byline)
    return lines[:end]


def _byline_at_end(line: Line, found: list[Byline]) -> Byline | None:
    """The by-line that ``line`` is. Of bare names only one counts: a notice ends with several."""
    if line.hint == "caption":
        return None
    named = any(byline.author for byline in found)
    return labelled_byline(line.text) if named else closing_byline(line.text)


def _set_aside(lines: list[Line], around: _Around) -> None:
    """Sort what a page has outside its <article> into other news and furniture."""
    in_list = False
    for line in lines:
        if is_related_heading(line.text):
            in_list = True
            around.furniture.append(line.text)
        elif in_list:
            _keep_related(line, around)
        else:
            around.drop(line)


def _article(headline: str, story: list[Line], around: _Around) -> ImportedArticle:
    if not story:
        raise ImportRefused("no_body")
    kinds = kinds_of(story, headline)
    blocks = [Block(kind, line.text) for kind, line in zip(kinds, story, strict=True)]
    guessed = [is_guessed_caption(kind, line) for kind, line in zip(kinds, story, strict=True)]
    lead = _lead(story, blocks)
    if lead is not None:
        del blocks[lead], guessed[lead]
    lead_text = story[lead].text if lead is not None else ""
    doubtful = {index for index, guess in enumerate(guessed) if guess}
    return ImportedArticle(
        headline=headline,
        lead=lead_text,
        blocks=blocks,
        author=", ".join(around.authors) or None,
        source=", ".join(around.sources) or None,
        posted=around.posted,
        related=around.related,
        furniture=around.furniture,
        defects=find_defects(headline, lead_text, blocks, doubtful),
    )


def _lead(story: list[Line], blocks: list[Block]) -> int | None:
    """The index of the lead: what the markup calls so, else the first of several paragraphs."""
    marked = [index for index, line in enumerate(story) if line.hint == "lead"]
    if marked:
        return marked[0]
    paragraphs = [index for index, block in enumerate(blocks) if block.kind == "paragraph"]
    # A heading above the first paragraph: the story began without a lead.
    if len(paragraphs) < 2 or any(block.kind == "heading" for block in blocks[: paragraphs[0]]):
        return None
    return paragraphs[0]
