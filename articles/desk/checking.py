"""
The checks of an article with what the newsroom knows: broken links, and what an editor waived.

The checks themselves are pure (`articles.desk.checks`); here the database is asked for the rest.
"""

from dataclasses import dataclass, field
from datetime import date

from articles.desk.checks import Finding, Level, check, text_of_printed
from articles.desk.links import broken_links
from articles.desk.printing import printed_pictures
from articles.desk.waiver import Waiver


@dataclass(frozen=True)
class Waived:
    """A warning that does not count, and why."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True)
class Checked:
    """What the checks say of a text, by group; ``waived`` is what an editor settled."""

    errors: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    hints: list = field(default_factory=list)
    waived: list = field(default_factory=list)

    @property
    def groups(self):
        """Return (level, its findings) for every level that has any."""
        levels = zip(Level, [self.errors, self.warnings, self.hints], strict=True)
        return [(level, found) for level, found in levels if found]

    @property
    def count(self):
        """How many things still ask for a look."""
        return len(self.errors) + len(self.warnings) + len(self.hints)


def checked(printed, event_date, article=None):
    """
    Return the `Checked` of a content as it would be printed.

    ``article`` is whose waivers count; None for one that was never saved. At most a query for the
    waivers and those of `broken_links`.
    """
    text = text_of_printed(printed, event_date)
    found = sorted([*check(text), *broken(printed, text)], key=lambda each: each.level)
    waivers = waivers_of(article) if article is not None and found else {}
    groups, waived = {level: [] for level in Level}, []
    for each in found:
        waiver = waivers.get((each.code, each.passage))
        if waiver is not None and each.level != Level.ERROR:
            waived.append(Waived(each, waiver))
        else:
            groups[each.level].append(each)
    return Checked(*groups.values(), waived)


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
    """Return {(code, passage): `Waiver`} of an article; one query."""
    return {
        (each.code, each.passage): each
        for each in Waiver.objects.filter(article=article.pk).select_related("by")
    }
