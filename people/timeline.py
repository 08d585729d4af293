"""Lines through time: what an official held, who held a position, where nobody or two did.

Knows no database: it is given the rows. Imprecise days count as everywhere, from their first day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

WIDTH = 1000  # units across the drawing
ROW = 24  # units down for each bar
DAY = timedelta(days=1)


class Kind(StrEnum):
    """What a stretch of a seat's line is."""

    GAP = "gap"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Bar:
    """An appointment on the drawing: its place and width, in units of `WIDTH`."""

    appointment: object
    x: int
    y: int
    width: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which a seat was held by nobody or by several; half-open, two dates."""

    kind: Kind
    started_on: date
    ended_on: date
    appointments: tuple

    @property
    def last_day(self):
        """The last day of it."""
        return self.ended_on - DAY


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing from ``first`` to ``last``: bars in the order given, and a mark each year."""

    first: date
    last: date
    bars: tuple
    years: tuple  # (year, x)

    @property
    def height(self):
        """Units down the drawing."""
        return ROW * len(self.bars)


def timeline_of(appointments, today):
    """Return the `Timeline` of appointments in their order, None where no day is known at all."""
    days = [day for each in appointments for day in (each.started_on, each.ended_on) if day]
    if not days:
        return None
    first = min([*days, today]).replace(month=1, day=1)
    last = max([*days, today]) + DAY
    span = (last - first).days

    def place(day):
        return round(WIDTH * (day - first).days / span)

    bars = []
    for each in appointments:
        start, end = each.started_on or first, each.ended_on or last
        x = place(start)
        y = ROW * len(bars)
        bars.append(Bar(each, x, y, max(place(end) - x, 4), each.ended_on is None))
    step = max(1, (last.year - first.year) // 8)
    years = tuple(
        (year, place(date(year, 1, 1))) for year in range(first.year, last.year + 1, step)
    )
    return Timeline(first, last, tuple(bars), years)


def troubles(appointments, founded_on, ended_on, today):
    """
    Return the gaps and overlaps of a position with one seat, a list of `Stretch` by day.

    None where nobody ever held it. Looked at from the first known beginning to ``today``, within
    the life of the organisation (two dates or None). Acting holders fill a gap and make no overlap.
    """
    if not appointments:
        return []
    known = [each.started_on for each in appointments if each.started_on]
    if len(known) < len(appointments):
        known.append(founded_on or min(known, default=today))
    first = max(filter(None, [min(known), founded_on]))
    last = min(filter(None, [today + DAY, ended_on]))
    edges = {first, last}
    for each in appointments:
        edges.update(day for day in (each.started_on, each.ended_on) if day)
    stretches = []
    ordered = sorted(edge for edge in edges if first <= edge <= last)
    for start, end in pairwise(ordered):
        held = [each for each in appointments if covers(each, start)]
        in_full = tuple(each for each in held if each.acting == "none")
        if not held:
            add(stretches, Stretch(Kind.GAP, start, end, ()))
        elif len({each.official_id for each in in_full}) > 1:
            add(stretches, Stretch(Kind.OVERLAP, start, end, in_full))
    return stretches


def covers(appointment, day):
    """Tell whether an appointment holds on a date."""
    begun = appointment.started_on is None or appointment.started_on <= day
    return begun and (appointment.ended_on is None or day < appointment.ended_on)


def add(stretches, stretch):
    """Add a stretch, joined to the one before where it only goes on."""
    last = stretches[-1] if stretches else None
    alike = last and (last.kind, last.appointments) == (stretch.kind, stretch.appointments)
    if alike and last.ended_on == stretch.started_on:
        stretches[-1] = Stretch(last.kind, last.started_on, stretch.ended_on, last.appointments)
    else:
        stretches.append(stretch)
