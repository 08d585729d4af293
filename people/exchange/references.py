"""What rows of a register file name: rows of the file itself, or of the database."""

from django.utils.translation import gettext as _

from people.official import Official
from people.organisation import Organisation
from people.position import Position
from people.scheme import RankScheme

# The lists whose rows have a key.
MODELS = {
    "organisations": Organisation,
    "positions": Position,
    "officials": Official,
    "rank_schemes": RankScheme,
}
# Which keys of a row name rows of which list.
REFERENCES = {
    "organisations": {"parent": "organisations", "successors": "organisations"},
    "positions": {"organisation": "organisations", "implies": "positions"},
    "officials": {},
    "appointments": {"official": "officials", "position": "positions"},
    "rank_schemes": {"ranks": "positions"},
}


def keys_in_database():
    """Return the keys each list has already, {list: set}; one query each."""
    return {name: set(ids_by_key(model)) for name, model in MODELS.items()}


def ids_by_key(model):
    """Return {key: number} of all rows; one query."""
    return dict(model.objects.values_list("key", "pk"))


def named_by(row, name):
    """Return the keys a row names under ``name``, a list."""
    value = row.values.get(name)
    return [value] if isinstance(value, str) else list(value or [])


def missing_keys(row, known):
    """Return the keys a row names that ``known``, {list: keys}, does not hold, sorted."""
    references = REFERENCES[row.list].items()
    named = {key for path, other in references for key in set(named_by(row, path)) - known[other]}
    return sorted(named)


def drop_unknown_references(rows, report):
    """Drop rows that name keys which neither the database nor a good row has, one after another."""
    stored = keys_in_database()
    dropped = True
    while dropped:
        dropped = False
        for name in REFERENCES:
            known = {each: stored[each] | {row.key for row in rows[each]} for each in MODELS}
            for row in list(rows[name]):
                missing = missing_keys(row, known)
                if missing:
                    text = _("names what is not in the register: %(keys)s")
                    report.problems.append(row.problem(text % {"keys": ", ".join(missing)}))
                    rows[name].remove(row)
                    dropped = True


def drop_circles(rows, name, path, report):
    """Drop rows that lead back to themselves: under themselves, implied by themselves."""
    model = MODELS[name]
    links = {}
    for key, other in model.objects.exclude(**{path: None}).values_list("key", f"{path}__key"):
        links.setdefault(key, set()).add(other)
    for row in rows[name]:
        if path in row.values:
            links[row.key] = set(named_by(row, path))
    for row in list(rows[name]):
        if row.key in reached(links, row.key):
            text = _("leads back to itself through “%(path)s”") % {"path": path}
            report.problems.append(row.problem(text))
            rows[name].remove(row)


def reached(links, start):
    """Return all keys that can be reached from ``start``, a set."""
    found, waiting = set(), [start]
    while waiting:
        fresh = links.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found
