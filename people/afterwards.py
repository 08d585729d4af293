"""What came after: who stands in the place of an office that ended, who holds a post today."""

from dataclasses import dataclass

from django.db.models import FilteredRelation
from django.urls import reverse
from django.utils.translation import gettext as _

from people.organisation import NAMELESS
from people.partial_date import PartialDate, Precision, in_force
from people.position import Position
from vietnamese import slug

ENDS = ("appointments__started_on", "appointments__ended_on")


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of an organisation: when, by which document, and what stands in its place today.

    ``heirs`` are organisations in order of precedence, none where nothing is known to have
    followed.
    """

    day: PartialDate
    basis: str
    heirs: tuple

    @property
    def when(self):
        """The day in words, as exactly as it is known."""
        words = {Precision.MONTH: _("in %(day)s (month)"), Precision.YEAR: _("in %(day)s (year)")}
        return words.get(self.day.precision, _("on %(day)s")) % {"day": self.day}


def end_of(organisation, today):
    """Return the `Ended` of an organisation, None while it exists on ``today``.

    Follows renaming, merging and splitting to what exists; one query per generation.
    """
    if organisation.ended_on is None or organisation.ended_on > today:
        return None
    heirs = tuple(organisation.successors_on(today))
    return Ended(organisation.ending, organisation.basis, heirs)


@dataclass(frozen=True, slots=True)
class HeldToday:
    """What became of a post that was printed: who holds it today, or that its office is gone.

    ``name`` and ``url`` lead to the one holder, or where ``is_gone`` to the organisation that
    ended, whose page leads on to its successors.
    """

    name: str
    url: str
    official: int | None = None
    is_gone: bool = False


def held_today(appointments, today):
    """Return what became of the posts of some appointments (numbers): {appointment: HeldToday}.

    Left out: a post of many seats, one that nobody or several hold, and one that the same official
    holds still. One query, none for no appointments.
    """
    if not appointments:
        return {}
    rows = (
        Position.objects.filter(seats=Position.Seats.ONE, appointments__in=appointments)
        .annotate(now=FilteredRelation("appointments", condition=in_force(today, *ENDS)))
        .order_by()
        .values_list(
            "appointments",
            "appointments__official",
            "now__official",
            "now__official__full_name",
            "organisation",
            "organisation__name",
            "organisation__ended_on",
        )
    )
    holders, gone = {}, {}
    for appointment, then, official, name, office, office_name, ended_on in rows:
        if ended_on and ended_on <= today:
            url = reverse("organisation", args=[slug(office_name, fallback=NAMELESS), office])
            gone[appointment] = HeldToday(office_name, url, is_gone=True)
        elif official:
            url = reverse("official", args=[slug(name), official])
            holders.setdefault(appointment, {})[official] = (then, HeldToday(name, url, official))
    return gone | {
        appointment: held
        for appointment, found in holders.items()
        for then, held in found.values()
        if len(found) == 1 and held.official != then
    }
