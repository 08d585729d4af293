"""What a check found: where, how grave, and what would mend it."""

import re
from bisect import bisect, bisect_left
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A sentence may end here, if what follows does not go on in small letters.
SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"»)]*\s+|\n")
LONGEST_PASSAGE = 500  # characters, what `Waiver.passage` holds
REACH = 4 * LONGEST_PASSAGE  # characters of a sentence that are looked at, spaces and all


class Level(IntEnum):
    """How grave a finding is: an error blocks, a warning can be waived, a hint only tells."""

    ERROR = 1
    WARNING = 2
    HINT = 3

    @property
    def label(self) -> Promise:
        return LABELS[self]


LABELS = {
    Level.ERROR: _("Wrong"),
    Level.WARNING: _("Should be mended"),
    Level.HINT: _("Suggestions"),
}


@dataclass(frozen=True)
class Finding:
    """
    One thing found: ``text[start:end]`` of the passage ``where`` is what it is about.

    ``where`` names a field of the form or a place in the body, see `reading`. ``suggestion``, where
    there is one, replaces exactly those letters. A finding without letters (``start == end``) is
    about the passage as a whole.
    """

    code: str
    level: Level
    where: str
    text: str
    start: int
    end: int
    message: Promise | str
    suggestion: str | None = None

    # The title check marks its own, see `articles.desk.titles.title_check`.
    official = 0
    whose = ""
    is_about_titles = False

    @property
    def can_be_waived(self) -> bool:
        """Whether a reason settles it: what is wrong has to be mended."""
        return self.level == Level.WARNING

    @property
    def replaced(self) -> tuple[int, int, str]:
        """(start, end, letters): what the suggestion puts in the place of which letters."""
        return self.start, self.end, self.suggestion or ""

    @property
    def key(self) -> tuple[str, str, int]:
        """(code, passage, official): the name by which a waiver knows it."""
        return self.code, self.passage, self.official

    @property
    def surface(self) -> str:
        """The letters it is about."""
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """What stands before them in their sentence."""
        return self.text[max(self._sentence[0], self.start - REACH) : self.start]

    @property
    def after(self) -> str:
        """What stands behind them in their sentence."""
        return self.text[self.end : min(self._sentence[1], self.end + REACH)]

    @property
    def passage(self) -> str:
        """
        The words by which a waiver knows it again: its sentence, spaces made equal.

        So a waiver survives edits of other sentences, and falls with an edit of its own.
        """
        start, end = self._sentence
        return " ".join(self.text[start : min(end, start + REACH)].split())[:LONGEST_PASSAGE]

    @property
    def _sentence(self) -> tuple[int, int]:
        ends, starts = bounds_in(self.text)
        before, behind = bisect(starts, self.start), bisect_left(ends, self.end)
        start = starts[before - 1] if before else 0
        return start, ends[max(behind, before)] if behind < len(ends) else len(self.text)


@lru_cache(maxsize=32)
def bounds_in(text: str) -> tuple[list[int], list[int]]:
    """Return where sentences of a text end, and where the ones behind them start."""
    bounds = [
        match.span()
        for match in SENTENCE_END.finditer(text)
        if not text[match.end() : match.end() + 1].islower()
    ]
    return [end for end, _start in bounds], [start for _end, start in bounds]
