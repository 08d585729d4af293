"""What somebody held through time, and who held an office through time, told in words.

An imprecise day is never made more exact than it is known: a gap or an overlap is told only where
there must have been one, whatever day of the month or year was meant.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext as _

from people.appointment import Appointment
from people.official import Official
from people.organisation import name_among
from people.partial_date import PartialDate, in_words, period_in_words
from people.position import Position
from people.timeline import DAY, Kind, covers, troubles


@dataclass(frozen=True, slots=True)
class Term:
    """An appointment on a line through time. ``office`` is the name the office bore then."""

    appointment: Appointment
    office: str
    when: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Silence:
    """A time between two offices of which the register says nothing."""

    when: str
    started_on: date


@dataclass(frozen=True, slots=True)
class Seat:
    """A position through time: who will hold it, holds and held it, newest first; what is odd."""

    position: Position
    coming: tuple
    now: tuple
    before: tuple
    remarks: tuple

    @property
    def predecessors(self):
        """How many people held it before; who held it twice counts once."""
        return len({term.appointment.official_id for term in self.before})


def career_of(official, today):
    """
    Return the line of one official, the newest first: `Term`s, and `Silence`s between; 2 queries.

    What lies before the first and after the last office is no silence: most of a life does.
    """
    held = official.positions_over_time().prefetch_related("position__organisation__names")
    terms = [term_of(each, today) for each in held]
    known = [widest(each.appointment) for each in terms]
    last = max((each.ended_on or date.max for each in known), default=date.max)
    silences = [
        Silence(stretch_in_words(gap), gap.started_on)
        for gap in troubles(known, None, None, today)
        if gap.kind == Kind.GAP and gap.started_on < last
    ]
    line = [*terms, *silences]
    return sorted(line, key=lambda each: begun(each), reverse=True)


def begun(entry):
    """The day by which an entry of a career is put in order; unknown ones count as the first."""
    if isinstance(entry, Silence):
        return entry.started_on
    return entry.appointment.started_on or date.min


def term_of(appointment, today):
    """Return the `Term` of an appointment whose organisation has its names read."""
    organisation = appointment.position.organisation
    last = min(filter(None, [appointment.ended_on and appointment.ended_on - DAY, today]))
    return Term(
        appointment,
        name_among(organisation.names.all(), last) or str(organisation),
        period_in_words(appointment.start, appointment.end, today),
        covers(appointment, today) and organisation.exists_on(today),
    )


def seats_of(organisation, today):
    """
    Return the positions of an organisation that anybody held, by rank, a list of `Seat`; 1 query.

    The organisation comes with its names read. Positions that are never printed are no seats here.
    """
    held = (
        Appointment.objects.filter(position__organisation=organisation)
        .exclude(position__print_rule=Position.PrintRule.NEVER)
        .with_rank(today)
        .select_related("position", "official")
        .order_by(
            "rank_then",
            "position__title",
            "position",
            models.F("started_on").desc(nulls_last=True),
            "official__sort_name",
            "pk",
        )
    )
    by_position = {}
    for each in held:
        each.position.organisation = organisation
        by_position.setdefault(each.position_id, []).append(each)
    return [seat_of(organisation, rows, today) for rows in by_position.values()]


def seat_of(organisation, appointments, today):
    """Return the `Seat` that the appointments to one position make, given the newest first."""
    terms = [term_of(each, today) for each in appointments]
    position = appointments[0].position
    remarks = ()
    if position.seats == Position.Seats.ONE:
        remarks = tuple(remarks_on(appointments, organisation, today))
    coming = tuple(each for each in terms if begun(each) > today)
    return Seat(
        position,
        coming,
        tuple(each for each in terms if each.is_now),
        tuple(each for each in terms if not each.is_now and each not in coming),
        remarks,
    )


def remarks_on(appointments, organisation, today):
    """Yield a sentence for each time in which a single seat was held by nobody or by several."""
    life = organisation.founded_on, organisation.ended_on
    certain = [*map(narrowest, reversed(appointments))]
    for each in troubles([*map(widest, appointments)], *life, today):
        if each.kind == Kind.GAP:
            yield _("%(when)s: the register names nobody.") % {
                "when": stretch_in_words(each, today)
            }
    for each in troubles([row for row in certain if row], *life, today):
        if each.kind == Kind.OVERLAP:
            names = ", ".join(dict.fromkeys(row.official.full_name for row in each.appointments))
            named = {"when": stretch_in_words(each), "names": names}
            yield _("%(when)s: the register names several at once (%(names)s).") % named


def stretch_in_words(stretch, today=None):
    """Return the sentence for a gap or overlap; one that reaches ``today`` has no end."""
    start = in_words(PartialDate(stretch.started_on))
    if today and stretch.last_day >= today:
        return _("Since %(start)s") % {"start": start}
    end = in_words(PartialDate(stretch.last_day))
    return _("From %(start)s until %(end)s") % {"start": start, "end": end}


@dataclass(frozen=True, slots=True)
class Extent:
    """An appointment over other days than written: all that it may have held, or must have."""

    official: Official
    acting: str
    started_on: date | None
    ended_on: date | None

    @property
    def official_id(self):
        """The official's number."""
        return self.official.pk


def widest(appointment):
    """Return the `Extent` of every day on which an appointment may have been in force."""
    end = appointment.end
    ended_on = appointment.ended_on
    if end and end.last_day != end.day:
        ended_on = end.last_day + timedelta(days=1)
    return Extent(appointment.official, appointment.acting, appointment.started_on, ended_on)


def narrowest(appointment):
    """Return the `Extent` of the days on which an appointment must have been in force, or None."""
    start, end = appointment.start, appointment.end
    started_on = start and start.last_day
    if start is None or (end and started_on >= end.day):
        return None
    return Extent(appointment.official, appointment.acting, started_on, appointment.ended_on)
