"""Which line of a text is the headline."""

import re

from vietnamese import find_dates, fold, fold_words

from .furniture import is_footer, is_furniture, is_related_heading
from .lines import Line

_PROSE = 10  # words: a line as long as this that ends as a sentence is a paragraph
_USUAL = 8  # words: menu entries are shorter, most headlines are not
_SHORT = 4
_LONGEST_WITH_PERIOD = 30
_NEWS_BEGINS = re.compile(r"(?:ngay|sang|trua|chieu|toi|hom|vua qua|moi day|nhan dip)\b")


def find_headline(lines: list[Line], title: str = "") -> int | None:
    """The index of the headline in ``lines``, or None.

    A page tells by its <h1>, or by its ``title`` beginning with the line. Otherwise the headline is
    the first line of eight words or more (or else the last of four, or else the last short one)
    that has no closing punctuation and stands before the first paragraph, menus and date lines
    left out. Failing that, a first line that ends with a full stop will do, if it is one short
    sentence that names no date and a longer paragraph follows.
    """
    marked = _by_markup(lines, title)
    if marked is not None:
        return marked
    first_prose = next((i for i, line in enumerate(lines) if _is_prose(line)), len(lines))
    candidates = [i for i in range(first_prose) if _can_be_headline(lines[i])]
    usual = [index for index in candidates if lines[index].words >= _USUAL]
    if usual:
        return usual[0]
    short = [index for index in candidates if lines[index].words >= _SHORT]
    if candidates:
        return (short or candidates)[-1]
    return _with_period(lines)


def _by_markup(lines: list[Line], title: str) -> int | None:
    marked = [
        i for i, line in enumerate(lines) if line.hint == "headline" and not is_furniture(line.text)
    ]
    wanted = fold_words(title)
    for indexes in (marked, range(len(lines))):
        for index in indexes:
            words = fold_words(lines[index].text)
            if len(words) >= _SHORT and wanted[: len(words)] == words:
                return index
    return max(marked, key=lambda index: lines[index].words, default=None)


def _is_prose(line: Line) -> bool:
    return line.words >= _PROSE and line.text.endswith((".", "…", ":", ";", ".”", '."'))


def _can_be_headline(line: Line) -> bool:
    return (
        line.words > 1
        and not line.text.endswith((".", ";", ":", ","))
        and line.hint not in ("caption", "lead")
        and not is_furniture(line.text)
        and not is_footer(line.text)
        and not is_related_heading(line.text)
    )


def _with_period(lines: list[Line]) -> int | None:
    own = [i for i, line in enumerate(lines) if not is_furniture(line.text)]
    if len(own) < 2:
        return None
    first, second = lines[own[0]], lines[own[1]]
    if (
        first.text.endswith(".")
        and first.is_one_sentence
        and _SHORT <= first.words <= _LONGEST_WITH_PERIOD
        and not find_dates(first.text)
        and not _NEWS_BEGINS.match(fold(first.text))
        and second.words > first.words
    ):
        return own[0]
    return None
