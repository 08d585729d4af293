"""Who leads which organisation on a day: what the public list of leaders shows."""

from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from django.utils.translation import gettext_lazy as _

from people.appointment import Appointment
from people.official import Official
from people.organisation import Level, Organisation, OrganisationName, name_among
from people.partial_date import in_force
from people.position import Position
from people.titles import implied_by, with_acting

# Each level as the heading of a list.
HEADINGS = {
    Level.CENTRAL: _("Central level"),
    Level.PROVINCE: _("Province level"),
    Level.DISTRICT: _("District level"),
    Level.COMMUNE: _("Commune level"),
    Level.FOREIGN: _("Foreign offices"),
}
# So many people stand in full on one page; a level with more than is left names its heads alone.
IN_FULL = 200


@dataclass(frozen=True, slots=True)
class Holder:
    """An official in one organisation: the titles held there, as one line, and the best rank.

    ``is_sourced`` tells whether every post named here was read somewhere.
    """

    official: object
    text: str
    rank: int
    is_sourced: bool


@dataclass(frozen=True, slots=True)
class Office:
    """An organisation under the name it bore on the day, and those who lead it by rank.

    ``others`` is how many more lead it than ``holders`` shows.
    """

    organisation: Organisation
    name: str
    holders: tuple
    others: int = 0


@dataclass(frozen=True, slots=True)
class LevelOfOffices:
    """The offices of one level, in full or with their heads alone, and how many people in all."""

    key: str
    label: str
    offices: tuple
    people: int
    is_brief: bool


def leaders_by_level(day, in_full=IN_FULL):
    """Return the list of leaders of ``day`` by level, a list of `LevelOfOffices`; 5 queries.

    Levels stand in full from the first on, as long as no more than ``in_full`` people do.
    """
    found = people_by_office(day)
    offices = {each.pk: each for each in Organisation.objects.filter(pk__in=found)}
    ordered = sorted(offices.values(), key=lambda each: Level.values.index(each.level))
    levels = [
        (level, {each.pk: found[each.pk] for each in group})
        for level, group in groupby(ordered, key=lambda each: each.level)
    ]
    counts = [sum(map(len, people.values())) for _level, people in levels]
    brief = {
        level
        for (level, _people), total in zip(levels, accumulate(counts), strict=True)
        if total > in_full
    }
    shown = {
        office: dict(list(people.items())[:1]) if offices[office].level in brief else people
        for office, people in found.items()
    }
    listed = sorted(offices_of(shown, offices, names_on(day)), key=precedence)
    listed = [
        replace(each, others=len(found[each.organisation.pk]) - len(each.holders))
        for each in listed
    ]
    return [
        LevelOfOffices(
            level,
            HEADINGS[level],
            tuple(each for each in listed if each.organisation.level == level),
            count,
            level in brief,
        )
        for (level, _people), count in zip(levels, counts, strict=True)
    ]


def leaders_on(day, organisation=None):
    """Return the organisations with somebody in office on ``day``, a list of `Office`; 5 queries.

    With an ``organisation`` only that one, or an empty list; 4 queries, 3 where its names are read.

    Organisations by level, branch, highest rank and name; holders by rank, then the earlier
    appointment, then the given name. What another title of the same organisation implies, and what
    is never printed, makes no entry.
    """
    found = people_by_office(day, organisation)
    if organisation is not None:
        names = {organisation.pk: organisation.name_on(day)}
        return list(offices_of(found, {organisation.pk: organisation}, names))
    offices = {each.pk: each for each in Organisation.objects.filter(pk__in=found)}
    return sorted(offices_of(found, offices, names_on(day)), key=precedence)


def people_by_office(day, organisation=None):
    """Return {organisation number: {official number: [row of an appointment …]}} by rank; 1 query.

    Plain columns: a page that shows few of many people must not build them all.
    """
    held = Appointment.objects.in_rank_order(day).exclude(
        position__print_rule=Position.PrintRule.NEVER
    )
    if organisation is not None:
        held = held.filter(position__organisation=organisation)
    columns = ("position", "position__title", "acting", "source_state", "rank_then")
    found = {}
    for office, official, *row in held.values_list("position__organisation", "official", *columns):
        found.setdefault(office, {}).setdefault(official, []).append(row)
    return found


def offices_of(found, organisations, names):
    """Yield an `Office` for each that `people_by_office` found, in its order; 2 queries.

    ``organisations`` and ``names`` are dictionaries by number.
    """
    implies = read_implications()
    numbers = {official for people in found.values() for official in people}
    officials = {
        each.pk: each for each in Official.objects.filter(pk__in=numbers).select_related("portrait")
    }
    for number, people in found.items():
        holders = tuple(
            holder_of(officials[official], rows, implies) for official, rows in people.items()
        )
        office = organisations[number]
        yield Office(office, names.get(number) or office.name, holders)


def precedence(office):
    """The key that puts offices in order: level, branch, highest rank held there, name."""
    level, sector, *name = office.organisation.precedence()
    return (level, sector, office.holders[0].rank, *name)


def holder_of(official, rows, implies):
    """Return the `Holder` that the rows of one official in one organisation make."""
    implied = implied_by({position for position, *_rest in rows}, implies)
    # Positions that imply each other would leave nobody.
    shown = [row for row in rows if row[0] not in implied] or rows
    titles = [with_acting(title, acting) for _position, title, acting, *_rest in shown]
    unread = Appointment.SourceState.UNVERIFIED
    is_sourced = all(state != unread for *_rest, state, _rank in shown)
    return Holder(official, ", ".join(dict.fromkeys(titles)), shown[0][-1], is_sourced)


def read_implications():
    """Read which position implies which, {number: implied numbers}; one query."""
    implies = {}
    through = Position.implies.through.objects.values_list("from_position", "to_position")
    for position, implied in through:
        implies.setdefault(position, set()).add(implied)
    return implies


def names_on(day):
    """Return {organisation number: full name on ``day``} of those that exist then; one query."""
    existing = in_force(day, "organisation__founded_on", "organisation__ended_on")
    rows = {}
    for name in OrganisationName.objects.filter(existing):
        rows.setdefault(name.organisation_id, []).append(name)
    return {pk: name_among(names, day) for pk, names in rows.items()}
