"""
The title check beside an article: its passages become blocks, what is found becomes findings.

The check itself is pure (`people.check`); here an article's places in the form meet it.
"""

import unicodedata
from dataclasses import dataclass

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.desk.checks import Finding, Level
from articles.desk.checks.finding import LONGEST_PASSAGE
from articles.page.edition import Kind
from people.check import ERROR, INFO, WARN, Block, Edit, check, edit_of
from people.check_words import message_of
from vietnamese import with_tones

LEVELS = {ERROR: Level.ERROR, WARN: Level.WARNING, INFO: Level.HINT}
# Headings and cells of tables name people without their titles, as captions may.
KINDS = {"blockquote": "quote", "p": "paragraph", "li": "paragraph"}
EVENT_DATE = "T21"
UNKNOWN_PERSON = "T18"
NAME_SPELLING = "T09"
# What the missing titles are added to stays as it is.
ADDING = {"T05", "T06"}


@dataclass(frozen=True)
class TitleFinding(Finding):
    """
    A finding of the title check; errors among them can be waived as well.

    ``official`` is a number of the register and ``name`` the official's, where one is meant;
    ``expected`` is what the register says. ``edit`` is what the suggestion changes. ``day`` is
    offered for the field of the event date.
    """

    official: int = 0
    name: str = ""
    expected: str = ""
    edit: Edit | None = None
    day: str = ""

    is_about_titles = True

    @property
    def can_be_waived(self):
        """Whether a reason settles it."""
        return self.level != Level.HINT

    @property
    def passage(self):
        """The words by which a waiver knows it: so it survives any edit but of these words."""
        words = unicodedata.normalize("NFC", self.surface).lower()
        return with_tones(" ".join(words.split()))[:LONGEST_PASSAGE]

    @property
    def replaced(self):
        """What the suggestion changes, as the specification says it is applied."""
        edit = self.edit
        return (edit.start, edit.end, edit.text) if edit else super().replaced

    @property
    def adds(self):
        """Whether the suggestion is put beside what stands there."""
        return self.code in ADDING

    @property
    def whose(self):
        """The official behind whom the words stand, "" where the words are the name itself."""
        return "" if self.code == NAME_SPELLING else self.name

    @property
    def unknown_name(self):
        """The name to add to the register, "" where it is not about one."""
        return " ".join(self.surface.split()) if self.code == UNKNOWN_PERSON else ""


def title_findings(text, register, published, *, has_no_event=False):
    """
    Return what the title check says of a `checks.Text`, a list of `TitleFinding`.

    ``register`` is a `people.check.TitleRegister`, ``published`` the day that counts where no event
    is reported. A register without officials says nothing.
    """
    if not register.people:
        return []
    passages = [each for each in text.passages if each.where != "headline"]
    blocks = [Block(kind_of(each), each.text) for each in passages]
    report = check(blocks, text.event_date, register, published)
    return [
        as_finding(each, passages[each.block], register)
        for each in report.findings
        if not (each.code == EVENT_DATE and has_no_event)
    ]


def kind_of(passage):
    """Return what kind of block a passage is to the title check."""
    if passage.where == "lead":
        return "lead"
    if passage.is_quoted:
        return "quote"
    return KINDS.get(passage.kind, "caption")


def as_finding(found, passage, register):
    """Return a finding of the title check as one of the desk's."""
    day = parse_date(found.suggestion or "") if found.code == EVENT_DATE else None
    person = register.people.get(found.official)
    is_of_the_form = found.code == EVENT_DATE and found.start == found.end
    return TitleFinding(
        found.code,
        LEVELS[found.severity],
        "event_date" if is_of_the_form else passage.where,
        "" if is_of_the_form else passage.text,
        found.start,
        found.end,
        message_of(found.code),
        None if found.code == EVENT_DATE else found.suggestion,
        official=found.official or 0,
        name=person.name if person else "",
        expected=expected_of(found),
        edit=edit_of(found, passage.text),
        day=date_format(day, "d/m/Y") if day else "",
    )


def expected_of(found):
    """Return what the register says, in words, "" where it says nothing."""
    if found.code == EVENT_DATE:
        return ""
    if not found.expected or found.certain:
        return found.expected
    return _("%(titles)s (the day is not known exactly)") % {"titles": found.expected}


def is_kept_verbatim(printed):
    """Tell whether a printed content is a reprint, whose words are another's."""
    return printed.get("kind") == Kind.REPRINT
