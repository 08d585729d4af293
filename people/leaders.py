"""Who leads which organisation on a day: what the public list of leaders shows."""

from dataclasses import dataclass

from people.appointment import Appointment
from people.organisation import Organisation, OrganisationName, name_among
from people.position import Position
from people.titles import implied_by, with_acting


@dataclass(frozen=True, slots=True)
class Holder:
    """An official in one organisation: the titles held there, as one line, and the best rank."""

    official: object
    text: str
    rank: int
    appointments: tuple

    @property
    def started_on(self):
        """The first day in the highest of these posts, None where it is not known."""
        return self.appointments[0].started_on

    @property
    def is_sourced(self):
        """Tell whether every post named here was read somewhere."""
        return all(each.is_sourced for each in self.appointments)


@dataclass(frozen=True, slots=True)
class Office:
    """An organisation under the name it bore on the day, and those who lead it by rank."""

    organisation: Organisation
    name: str
    holders: tuple


def leaders_on(day, organisation=None):
    """Return the organisations with somebody in office on ``day``, a list of `Office`; 3 queries.

    With an ``organisation`` only that one, or an empty list.

    Organisations by level, branch, highest rank and name; holders by rank, then the earlier
    appointment, then the given name. What another title of the same organisation implies, and what
    is never printed, makes no entry.
    """
    held = (
        Appointment.objects.in_rank_order(day)
        .exclude(position__print_rule=Position.PrintRule.NEVER)
        .select_related("official__portrait", "position__organisation")
    )
    if organisation is not None:
        held = held.filter(position__organisation=organisation)
    implies = read_implications()
    by_office = {}
    for each in held:
        people = by_office.setdefault(each.position.organisation, {})
        people.setdefault(each.official, []).append(each)
    names = names_on(day, by_office)
    offices = [
        Office(office, names.get(office.pk) or office.name, holders_of(people, implies))
        for office, people in by_office.items()
    ]
    return sorted(offices, key=precedence)


def precedence(office):
    """The key that puts offices in order: level, branch, highest rank held there, name."""
    level, sector, *name = office.organisation.precedence()
    return (level, sector, office.holders[0].rank, *name)


def holders_of(people, implies):
    """Return the holders of one organisation, given {official: appointments in rank order}."""
    holders = []
    for official, appointments in people.items():
        implied = implied_by({each.position_id for each in appointments}, implies)
        shown = tuple(each for each in appointments if each.position_id not in implied)
        text = ", ".join(
            dict.fromkeys(with_acting(each.position.title, each.acting) for each in shown)
        )
        holders.append(Holder(official, text, shown[0].rank_then, shown))
    return tuple(holders)


def read_implications():
    """Read which position implies which, {number: implied numbers}; one query."""
    implies = {}
    through = Position.implies.through.objects.values_list("from_position", "to_position")
    for position, implied in through:
        implies.setdefault(position, set()).add(implied)
    return implies


def names_on(day, organisations):
    """Return {organisation number: full name on ``day``}; one query."""
    rows = {}
    for name in OrganisationName.objects.filter(organisation__in=organisations):
        rows.setdefault(name.organisation_id, []).append(name)
    return {pk: name_among(names, day) for pk, names in rows.items()}
