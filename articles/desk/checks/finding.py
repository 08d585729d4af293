"""What a check found: where, how grave, and what would mend it."""

import re
from dataclasses import dataclass
from enum import IntEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A sentence may end here, if what follows does not go on in small letters.
SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"»)]*\s+|\n")
LONGEST_PASSAGE = 500  # characters, what `Waiver.passage` holds


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

    @property
    def surface(self) -> str:
        """The letters it is about."""
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """What stands before them in their sentence."""
        return self.text[self._sentence[0] : self.start]

    @property
    def after(self) -> str:
        """What stands behind them in their sentence."""
        return self.text[self.end : self._sentence[1]]

    @property
    def passage(self) -> str:
        """
        The words by which a waiver knows it again: its sentence, spaces made equal.

        So a waiver survives edits of other sentences, and falls with an edit of its own.
        """
        start, end = self._sentence
        return " ".join(self.text[start:end].split())[:LONGEST_PASSAGE]

    @property
    def _sentence(self) -> tuple[int, int]:
        start, end = 0, len(self.text)
        for match in SENTENCE_END.finditer(self.text):
            if self.text[match.end() : match.end() + 1].islower():
                continue
            if match.end() <= self.start:
                start = match.end()
            elif match.start() >= self.end:
                end = match.start()
                break
        return start, end
