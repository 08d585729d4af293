"""
The checks of an article with what the newsroom knows: officials, links, and what an editor waived.

The checks themselves are pure (`articles.desk.checks`, `people.check`); here the database is asked
for the rest.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.checks import Finding, Level, check, text_of_printed
from articles.desk.checks.rules import MOST
from articles.desk.citing import cited_in
from articles.desk.printing import printed_pictures
from articles.desk.text.links import broken_links
from articles.desk.titles.title_check import EVENT_DATE, is_kept_verbatim, title_findings
from articles.desk.titles.waiver import Waiver
from people.kept_register import current_register

TONES_OF_TITLES, TONES = "T10", "tone_style"


@dataclass(frozen=True)
class Waived:
    """A finding that does not count, and why; an unsaved waiver is the house's own rule."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True)
class Checked:
    """
    What the checks say of a text, by group; ``waived`` is what an editor settled.

    ``printed`` is the content and ``published`` the day it appears.
    """

    errors: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    hints: list = field(default_factory=list)
    waived: list = field(default_factory=list)
    printed: dict = field(default_factory=dict)
    published: date | None = None

    @cached_property
    def cited(self):
        """The official documents that the text cites, a list of `citing.Cited`."""
        return cited_in(self.printed, self.published) if self.published else []

    @property
    def groups(self):
        """Return (level, its findings) for every level that has any."""
        levels = zip(Level, [self.errors, self.warnings, self.hints], strict=True)
        return [(level, found) for level, found in levels if found]

    @property
    def count(self):
        """How many things still ask for a look."""
        return len(self.errors) + len(self.warnings) + len(self.hints)

    @property
    def in_words(self):
        """What whoever lets it pass has seen: how many are waived, how many hints are left."""
        waived, hints = len(self.waived), len(self.hints)
        said = [
            ngettext("%(count)d finding waived", "%(count)d findings waived", waived)
            % {"count": waived},
            ngettext("%(count)d suggestion left", "%(count)d suggestions left", hints)
            % {"count": hints},
        ]
        return ", ".join(text for text, count in zip(said, [waived, hints], strict=True) if count)

    @property
    def can_waive_any(self):
        """Whether anything found is settled by a reason."""
        return any(each.can_be_waived for each in [*self.errors, *self.warnings])


def checked(printed, event_date, article=None, published=None):
    """
    Return the `Checked` of a content as it would be printed.

    ``article`` is whose waivers count; None for one that was never saved. ``published`` is the day
    it appears, today when left out. A query for the waivers, those of `broken_links` and those of
    `current_register`: one, as long as no row of the register has changed.
    """
    published = published or timezone.localdate()
    found = findings_in(printed, event_date, published)
    is_any_waivable = any(each.can_be_waived for each in found)
    waivers = waivers_of(article) if article is not None and is_any_waivable else {}
    groups, waived = {level: [] for level in Level}, []
    for each in found:
        waiver = waiver_for(each, waivers, printed)
        if waiver is not None:
            waived.append(Waived(each, waiver))
        else:
            groups[each.level].append(each)
    return Checked(*groups.values(), waived, printed, published)


def findings_in(printed, event_date, published):
    """Return what all checks find in a content, the gravest first, else in reading order."""
    register = current_register()
    text = text_of_printed(printed, event_date, register.house.tone_style)
    has_no_event = printed.get("no_event", False)
    titles = title_findings(text, register, published, has_no_event=has_no_event)
    # A word of a title is told by the title check alone.
    told = {(each.where, each.text, each.start) for each in titles if each.code == TONES_OF_TITLES}
    others = [
        each
        for each in [*check(text), *broken(printed, text)]
        if each.code != TONES or (each.where, each.text, each.start) not in told
    ]
    places = {(each.where, each.text): at for at, each in enumerate(text.passages)}
    found = sorted(
        [*others, *titles],
        key=lambda each: (each.level, places.get((each.where, each.text), -1), each.start),
    )
    return found[:MOST]


def waiver_for(finding, waivers, printed):
    """Return the `Waiver` that settles a finding, None where it counts."""
    if finding.is_about_titles and finding.code != EVENT_DATE and is_kept_verbatim(printed):
        return Waiver(code=finding.code, reason=_("Reprint: kept word for word"))
    return waivers.get(finding.key) if finding.can_be_waived else None


def check_typed(typed, article=None):
    """Return the `Checked` of what was typed and not saved, a `typed.Typed`; one query more."""
    content = typed.content
    day = content.get("event_date")
    printed = {**content, "pictures": printed_pictures(content.get("pictures", []))}
    return checked(printed, date.fromisoformat(day) if day else None, article)


def broken(printed, text):
    """Yield a finding for each link whose page readers cannot open."""
    reasons = {each.href: each.reason for each in broken_links(printed.get("body", ""))}
    for link in text.links:
        if link.href in reasons:
            place = ("body", link.passage.text, link.start, link.end)
            yield Finding("link_broken", Level.ERROR, *place, reasons[link.href])


def waivers_of(article):
    """Return {key of a finding: `Waiver`} of an article; one query."""
    return {
        each.key: each for each in Waiver.objects.filter(article=article.pk).select_related("by")
    }
