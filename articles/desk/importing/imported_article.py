"""What an import gives: the parts of an article, what is wrong with them, or a refusal."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

BlockKind = Literal["paragraph", "caption", "heading"]
Part = Literal["headline", "lead", "body"]


def gettext_noop(message: str) -> str:
    """``message``, marked for translation; these modules know no Django, `makemessages` does."""
    return message


DEFECT_MESSAGES = {
    "unbalanced_quote": gettext_noop("A quotation mark stands alone: its partner is missing."),
    "date_without_year": gettext_noop("The date has no year. Check the date of the event."),
    "double_space": gettext_noop("There are several spaces where one belongs."),
    "missing_space": gettext_noop("A space is missing after the ellipsis."),
    "doubled_punctuation": gettext_noop("Punctuation is doubled."),
    "headline_period": gettext_noop("A headline takes no full stop."),
    "lost_horn": gettext_noop("A letter lost its horn: ư or ơ is meant."),
    "caption_with_period": gettext_noop(
        "This line was taken for a caption although it ends with a full stop. "
        "Make it a paragraph if it describes no picture."
    ),
    "no_lead": gettext_noop("No lead was found. Write one, or take it from the body."),
}

REFUSAL_MESSAGES = {
    "empty": gettext_noop("The file holds no text."),
    "not_text": gettext_noop(
        "The file is not UTF-8 text. Save it again as UTF-8 (or copy its text into a new file)."
    ),
    "legacy_encoding": gettext_noop(
        "The text is typed for an old font (TCVN3 or VNI). Convert it to Unicode first."
    ),
    "no_headline": gettext_noop(
        "No headline was found. Put the headline alone on the first line, without a full stop."
    ),
    "no_body": gettext_noop("There is a headline but no text below it."),
}


class ImportRefused(Exception):
    """The input cannot become an article; ``reason`` is a key of `REFUSAL_MESSAGES`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        self.message = REFUSAL_MESSAGES[reason]
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, caption or heading of the body."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Defect:
    """Something an editor should look at.

    ``code`` is a key of `DEFECT_MESSAGES`. ``block`` counts from 0 in the body and is None in the
    headline and the lead. ``surface`` is ``text[start:end]`` of that part, in code points.
    """

    code: str
    part: Part
    block: int | None
    start: int
    end: int
    surface: str

    @property
    def message(self) -> str:
        """The English message, ready for gettext."""
        return DEFECT_MESSAGES[self.code]


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """An article as read from a file: NFC text, one line per part.

    ``lead`` is empty when none stands out. ``posted`` is the day of a date line of the page, if it
    had one (not the day of the event). ``related`` (headlines of other articles) and ``furniture``
    (menus, date lines, labels) are not the article's; they are kept so that nothing is lost unseen.
    """

    headline: str
    lead: str
    blocks: list[Block]
    author: str | None = None
    source: str | None = None
    posted: date | None = None
    related: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)

    @property
    def captions(self) -> list[str]:
        """The captions, in order."""
        return [block.text for block in self.blocks if block.kind == "caption"]
