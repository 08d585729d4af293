"""The offices of a day as a tree: who stands under whom, whatever the data says."""

from dataclasses import dataclass

from django.db.models import Count, Min

from people.appointment import Appointment
from people.leaders import names_on
from people.organisation import Level, Organisation, Sector
from people.position import UNRANKED, Position

# Below this depth an indented list has no room left on a phone: the rest stands side by side.
DEEPEST = 5
# A list longer than this is folded, and so is whatever lies deeper than the second step.
UNFOLDED, UNFOLDED_DEPTH = 12, 2
# Offices at the top of a branch that stand open.
LONGEST = 30


@dataclass(frozen=True, slots=True)
class Row:
    """
    An office in the order in which a nested list is written.

    ``below`` is how many stand directly under it, and its own list opens after it where there are
    any. ``closes`` is how many lists end after it: a range, for a template to loop over.
    """

    organisation: Organisation
    name: str
    leaders: int
    depth: int
    below: int
    closes: range

    @property
    def is_open(self):
        """Tell whether the list under it is unfolded from the start."""
        return self.below <= UNFOLDED and self.depth < UNFOLDED_DEPTH


@dataclass(frozen=True, slots=True)
class Branch:
    """One of the great branches, Party to Front, or what lies abroad, with all its offices."""

    key: str
    label: str
    rows: tuple

    @property
    def is_long(self):
        """Tell whether so many stand side by side at the top that the list starts folded."""
        return sum(row.depth == 0 for row in self.rows) > LONGEST


def branches_on(day):
    """
    Return the offices that exist on ``day`` under the names of that day, a list of `Branch`.

    Four queries at any size. By level, branch, the highest rank there is a position of, and name.
    A branch is that of the office at the top; under it stands what its parents say. Where a parent
    does not exist on the day, the next one above it counts. Parents that run in a circle are cut
    open at the office that comes first.
    """
    everything = {each.pk: each for each in Organisation.objects.defer("search_text").order_by()}
    ranks, names, leaders = highest_ranks(), names_on(day), leaders_counted(day)
    existing = sorted(
        (each for each in everything.values() if each.exists_on(day)),
        key=lambda each: precedence(each, ranks),
    )
    children = {}
    for each in existing:
        children.setdefault(parent_on(each, everything, day), []).append(each)
    seen = set()
    rows = {}
    # First those without a parent; whatever they do not lead to goes round in a circle.
    for top in [*children.get(None, []), *existing]:
        if top.pk not in seen:
            walked = walk(top, children, seen)
            rows.setdefault(branch_of(top), []).extend(written(walked, names, leaders))
    labels = {**dict(Sector.choices), Level.FOREIGN.value: Level.FOREIGN.label}
    return [Branch(key, labels[key], tuple(rows[key])) for key in labels if key in rows]


def precedence(organisation, ranks):
    """The key that puts offices in order, ``ranks`` being of `highest_ranks`."""
    level, sector, *name = organisation.precedence()
    return (level, sector, ranks.get(organisation.pk, UNRANKED), *name)


def highest_ranks():
    """Return {organisation number: the first rank among its positions}; one query."""
    ranked = Position.objects.order_by().values("organisation").annotate(first=Min("rank"))
    return dict(ranked.values_list("organisation", "first"))


def branch_of(top):
    """Return the key of the branch an office at the top opens: its sector, or that it is abroad."""
    return top.level if top.level == Level.FOREIGN else top.sector


def parent_on(organisation, everything, day):
    """Return the number of the nearest office above that exists on ``day``, None for none."""
    passed = {organisation.pk}
    above = everything.get(organisation.parent_id)
    while above is not None and above.pk not in passed:
        if above.exists_on(day):
            return above.pk
        passed.add(above.pk)
        above = everything.get(above.parent_id)
    return None


def walk(top, children, seen):
    """Return (office, depth, number below that gets a list) from ``top`` down; marks ``seen``."""
    walked, waiting = [], [(top, 0)]
    seen.add(top.pk)
    while waiting:
        office, depth = waiting.pop()
        below = [each for each in children.get(office.pk, []) if each.pk not in seen]
        seen.update(each.pk for each in below)
        nests = depth < DEEPEST
        walked.append((office, depth, len(below) if nests else 0))
        waiting += [(each, depth + 1 if nests else depth) for each in reversed(below)]
    return walked


def written(walked, names, leaders):
    """Return the `Row`s of what `walk` found."""
    depths = [depth for _office, depth, _below in walked[1:]] + [0]
    return [
        Row(
            office,
            names.get(office.pk) or str(office),
            leaders.get(office.pk, 0),
            depth,
            below,
            range(0 if below else depth - following),
        )
        for (office, depth, below), following in zip(walked, depths, strict=True)
    ]


def leaders_counted(day):
    """Return {organisation number: how many people the list of leaders names}; one query."""
    held = Appointment.objects.on(day).exclude(position__print_rule=Position.PrintRule.NEVER)
    counted = held.order_by().values("position__organisation")
    people = counted.annotate(people=Count("official", distinct=True))
    return dict(people.values_list("position__organisation", "people"))
