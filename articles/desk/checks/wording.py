"""The hand of a typist: headlines, quotes, brackets, signs, spaces, words written twice."""

import re
from bisect import bisect
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles.desk.checks.finding import Finding, Level
from articles.desk.checks.reading import Passage, Text
from vietnamese import (
    Span,
    double_spaces,
    doubled_punctuation,
    glued_ellipses,
    lost_horns,
    trailing_period,
    unbalanced_quotes,
    with_tones,
)

LONGEST_HEADLINE = 120  # characters; longer ones are cut in Zalo and in search results
LONGEST_PARAGRAPH = 900  # characters, a phone's screen and a half
BRACKETS = {")": "(", "]": "["}

SPACE_BEFORE_SIGN = re.compile(r"(?<=[^\W_])[ \u00a0]+(?=[,;:!?](?!\d)|\.(?:\s|$))")
NO_SPACE_AFTER_SIGN = re.compile(
    r"(?<=[a-zà-ỹ\s])[,;:](?=[^\W\d_])"
    # Also behind the short form of a town ("TP.Móng Cái"), never within one ("TP.HCM").
    r"|(?:(?<=[a-zà-ỹ]{2})|(?<=\b(?:TP|Tp|TX|TT)))\.(?=[A-ZÀ-ỸĐ][a-zà-ỹ])"
)
# Addresses hold signs without spaces.
NO_SPACE = re.compile(r"\S+")
NO_PROSE = re.compile(r"://|www\.|@|(?<=\S)\.(?:vn|com|net|org|gov)", re.IGNORECASE)
COUNTER = re.compile(r"(?:^|\s)[\w.]{1,3}$")  # before a bracket: "a)", "12)"
COUNTER_REACH = 4

# Words that never stand twice in a row on purpose; "xanh xanh", "người người" do.
NEVER_TWICE = (
    *("của", "và", "là", "các", "những", "cho", "trong", "với", "được", "đã", "tại", "từ"),
    *("đến", "này", "có", "không", "về", "theo", "trên", "do", "để", "thì", "mà", "sẽ", "đang"),
    *("bị", "cùng", "như", "khi", "ở", "một"),
)
TWICE = re.compile(rf"(?<![^\W_])({'|'.join(NEVER_TWICE)})(\s+\1)(?![^\W_])", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")


def spans(code: str, level: Level, passage: Passage, found: list[Span], message, mend=None):
    """Yield a finding for each span; ``mend`` makes a suggestion of its letters."""
    for span in found:
        suggestion = mend(span.surface) if mend else None
        place = (passage.where, passage.text, span.start, span.end)
        yield Finding(code, level, *place, message, suggestion)


def matches(pattern: re.Pattern[str], text: str) -> list[Span]:
    """Return where a pattern fits, outside of addresses."""
    aside = [each.span() for each in NO_SPACE.finditer(text) if NO_PROSE.search(each[0])]
    starts = [start for start, _end in aside]
    found = []
    for match in pattern.finditer(text):
        before = bisect(starts, match.start())
        if not before or aside[before - 1][1] <= match.start():
            found.append(Span(match.start(), match.end(), match[0]))
    return found


def headline(text: Text) -> Iterator[Finding]:
    """A headline that is too long, ends with a full stop, or shouts."""
    line = text.headline
    if len(line) > LONGEST_HEADLINE:
        message = _("The headline has %(count)d letters; beyond %(most)d it is cut in many places.")
        message = message % {"count": len(line), "most": LONGEST_HEADLINE}
        place = ("headline", line, LONGEST_HEADLINE, len(line))
        yield Finding("headline_long", Level.WARNING, *place, message)
    passage = Passage("headline", line)
    message = _("A headline ends without a full stop.")
    found = trailing_period(line)
    yield from spans("headline_period", Level.WARNING, passage, found, message, lambda _dot: "")
    if len(line) > 15 and line.upper() == line and line.lower() != line:
        message = _("Capitals all the way are hard to read. Write the headline as a sentence.")
        yield Finding("headline_capitals", Level.WARNING, "headline", line, 0, len(line), message)


def quotes(text: Text) -> Iterator[Finding]:
    """Quotation marks without a partner in their paragraph."""
    message = _("This quotation mark has no partner.")
    for passage in text.passages:
        yield from spans(
            "quotes_unbalanced", Level.WARNING, passage, unbalanced_quotes(passage.text), message
        )


def brackets(text: Text) -> Iterator[Finding]:
    """Brackets without a partner in their paragraph; "a)" and "1)" count things."""
    for passage in text.passages:
        waiting: list[int] = []
        alone: list[int] = []
        for match in re.finditer(r"[()\[\]]", passage.text):
            if match[0] in "([":
                waiting.append(match.start())
            elif waiting and passage.text[waiting[-1]] == BRACKETS[match[0]]:
                waiting.pop()
            elif not COUNTER.search(
                passage.text[max(0, match.start() - COUNTER_REACH) : match.start()]
            ):
                alone.append(match.start())
        found = [Span(at, at + 1, passage.text[at]) for at in sorted(waiting + alone)]
        message = _("This bracket has no partner.")
        yield from spans("brackets_unbalanced", Level.WARNING, passage, found, message)


def punctuation(text: Text) -> Iterator[Finding]:
    """Signs typed twice, and an ellipsis with a word glued behind it."""
    for passage in text.passages:
        found = doubled_punctuation(passage.text)
        message = _("A sign too many.")
        yield from spans("sign_doubled", Level.WARNING, passage, found, message, one_sign)
        found = glued_ellipses(passage.text)
        message = _("A space is missing behind the ellipsis.")
        yield from spans("space_missing", Level.WARNING, passage, found, message, "{} ".format)


def one_sign(surface: str) -> str:
    """Return what was meant by signs typed twice: ";...." is "…", ",," is ","."""
    if surface.count(".") >= 3:
        return surface.rstrip(".") + "..." if surface[0] in ",;" and len(surface) < 5 else "..."
    return "." if surface.strip(".") == "" else surface[0]


def spaces(text: Text) -> Iterator[Finding]:
    """Spaces typed twice, before a sign, or missing behind one."""
    for passage in text.passages:
        found = double_spaces(passage.text)
        message = _("Two spaces or more.")
        yield from spans("double_space", Level.WARNING, passage, found, message, lambda _gap: " ")
        found = matches(SPACE_BEFORE_SIGN, passage.text)
        message = _("No space before a sign.")
        yield from spans("space_before_sign", Level.WARNING, passage, found, message, lambda _s: "")
        found = matches(NO_SPACE_AFTER_SIGN, passage.text)
        message = _("A space is missing behind the sign.")
        yield from spans("space_missing", Level.WARNING, passage, found, message, "{} ".format)


def doubled_words(text: Text) -> Iterator[Finding]:
    """A small word written twice: "của của"."""
    for passage in text.passages:
        for match in TWICE.finditer(passage.text):
            message = _("This word stands here twice.")
            place = (passage.where, passage.text, match.start(), match.end())
            yield Finding("word_doubled", Level.WARNING, *place, message, match[1])


def lost_letters(text: Text) -> Iterator[Finding]:
    """Words that lost a horn of ươ: "đưòng" for "đường"."""
    message = _("This word seems to have lost a mark of ươ.")
    for passage in text.passages:
        found = lost_horns(passage.text)
        yield from spans("horn_lost", Level.WARNING, passage, found, message)


def captions(text: Text) -> Iterator[Finding]:
    """A caption of one sentence that ends with a full stop; house style, so only a suggestion."""
    for picture in text.pictures:
        found = trailing_period(picture.caption)
        if not found or ". " in picture.caption:
            continue
        where = "body" if picture.where == "body" else f"{picture.where}_caption"
        message = _("A caption of one sentence ends without a full stop.")
        passage = Passage(where, picture.caption)
        yield from spans("caption_period", Level.HINT, passage, found, message, lambda _dot: "")


def tone_marks(text: Text) -> Iterator[Finding]:
    """
    Tone marks not placed as the house places them: "hoà" where it writes "hòa".

    Decision 1989/QĐ-BGDĐT of 25 May 2018 allows both; one text should keep to one. Each form is
    told once.
    """
    told = set()
    style = text.tone_style or settings.TONE_STYLE
    for passage in text.passages:
        for match in WORD.finditer(passage.text):
            right = with_tones(match[0], style)
            if right == match[0] or match[0].lower() in told or len(right) != len(match[0]):
                continue
            told.add(match[0].lower())
            place = (passage.where, passage.text, match.start(), match.end())
            message = _("The house writes “%(right)s”.") % {"right": right}
            yield Finding("tone_style", Level.HINT, *place, message, right)


def long_paragraphs(text: Text) -> Iterator[Finding]:
    """Paragraphs that fill more than a telephone's screen."""
    for block in text.blocks:
        if block.kind == "p" and len(block.text) > LONGEST_PARAGRAPH:
            message = _("This paragraph is long for a telephone. Part it where the thought turns.")
            yield Finding("paragraph_long", Level.HINT, "body", block.text, 0, 0, message)
