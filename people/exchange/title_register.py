"""The register as the title check reads it, made from register files without a database."""

from django.utils.translation import gettext as _

from people.check import House, Office, OfficeName, Person, TitleRegister
from people.exchange.references import MODELS, missing_keys
from people.exchange.register_file import HOUSE, LISTS, first_day, read_register, read_row
from people.official import OtherName
from people.register import LEVELS_WITH_A_PLACE, loose_ends
from people.titles import Holding, Post

FORMER, PEN, MISPRINT = OtherName.Kind.FORMER, OtherName.Kind.PEN, OtherName.Kind.MISPRINT
# What a file may leave out, as the models have it.
DEFAULTS = {
    "organisations": {"level": "commune", "sector": "other", "territory": "", "successors": []},
    "positions": {"printed": [], "rank": 900, "chain": "other", "print": "always", "implies": []},
    "officials": {"gender": "", "honorific": "", "other_names": []},
    "appointments": {"acting": "none"},
    "rank_schemes": {"ranks": {}},
}


class BadRegister(Exception):
    """Register files that cannot be checked against; ``problems`` says why, row by row."""

    def __init__(self, problems):
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def from_files(contents):
    """Return the `TitleRegister` that register files (plain data) make together.

    Later ones add to the earlier and may use their keys, not repeat them; the house is the first
    one's. Raises `BadRegister` with every bad row. Asks no database.
    """
    rows = {name: [] for name in LISTS}
    problems, good, seen = [], [], {name: set() for name in LISTS}
    for data in contents:
        read, bad = read_register(data)
        problems += bad
        for name in LISTS:
            for row in read[name]:
                if row.key in seen[name]:
                    problems.append(row.problem(_("stands in an earlier register")))
                seen[name].add(row.key)
                rows[name].append({**DEFAULTS[name], **row.values})
                good.append(row)
    keys = {
        name: {each.get("key"): place for place, each in enumerate(rows[name])} for name in rows
    }
    problems += unknown_references(good, keys)
    if problems:
        raise BadRegister(problems)
    first = contents[0] if contents else {}
    return build(rows, keys, read_row(first.get("house", {}), HOUSE))


def unknown_references(read, keys):
    """Return a problem for each row that names a key which no file has."""
    known = {name: set(keys[name]) for name in MODELS}
    problems = []
    for row in read:
        if missing := missing_keys(row, known):
            text = _("names what no register has: %(keys)s") % {"keys": ", ".join(missing)}
            problems.append(row.problem(text))
    return problems


def build(rows, keys, house):
    """Return the `TitleRegister` of rows that fit together; their places are their numbers."""
    offices = {}
    for number, row in enumerate(rows["organisations"]):
        names = tuple(office_name(each) for each in row["names"])
        _begun, over_by = loose_ends(None, row.get("to"))
        offices[number] = Office(
            number,
            row["key"],
            row["level"],
            row["sector"],
            row["territory"],
            names,
            first_day(row.get("from")),
            first_day(row.get("to")),
            over_by,
            tuple(keys["organisations"][key] for key in row["successors"]),
        )
    posts = {
        number: post_of(number, row, offices[keys["organisations"][row["organisation"]]])
        for number, row in enumerate(rows["positions"])
    }
    position = keys["positions"]
    schemes = [
        (
            first_day(row.get("from")),
            first_day(row.get("to")),
            number,
            {position[key]: rank for key, rank in row["ranks"].items()},
        )
        for number, row in enumerate(rows["rank_schemes"])
    ]
    return TitleRegister(
        offices=offices,
        posts=posts,
        implies={
            number: frozenset(position[key] for key in row["implies"])
            for number, row in enumerate(rows["positions"])
        },
        people={number: person_of(number, row) for number, row in enumerate(rows["officials"])},
        holdings=holdings_of(rows, keys),
        schemes=tuple(sorted(schemes, key=lambda each: (str(each[0] or ""), each[2]))[::-1]),
        house=House(
            house.get("territory", ""),
            house.get("province", ""),
            house.get("tone_style", "old"),
            tuple(house.get("abbreviations", ())),
        ),
    )


def office_name(values):
    """Return an `OfficeName` of a file."""
    since, until = first_day(values.get("from")), first_day(values.get("to"))
    return OfficeName(values["full"], tuple(values.get("short", ())), since, until)


def post_of(number, row, office):
    """Return a `Post` of a file."""
    place = office.territory if office.level in LEVELS_WITH_A_PLACE else ""
    return Post(
        number,
        office.id,
        row["title"],
        tuple(row["printed"]),
        row["rank"],
        row["chain"],
        row["print"],
        place,
        office.founded_on,
        office.ended_on,
    )


def person_of(number, row):
    """Return a `Person` of a file."""
    names = {kind: [] for kind in (FORMER, PEN, MISPRINT)}
    for each in row["other_names"]:
        names[each["kind"]].append(each["text"])
    right = (row["name"], *names[FORMER], *names[PEN])
    misprints, honorific = tuple(names[MISPRINT]), row["honorific"]
    return Person(number, row["key"], right, row["gender"], misprints, honorific=honorific)


def holdings_of(rows, keys):
    """Return {official: (Holding …)} of files."""
    holdings = {}
    for number, row in enumerate(rows["appointments"]):
        official = keys["officials"][row["official"]]
        ends = row.get("from"), row.get("to")
        holding = Holding(
            number,
            official,
            keys["positions"][row["position"]],
            *map(first_day, ends),
            row["acting"],
            *loose_ends(*ends),
        )
        holdings.setdefault(official, []).append(holding)
    return {official: tuple(held) for official, held in holdings.items()}
