"""The register as the title check reads it, from the database or from register files."""

from django.conf import settings
from django.utils.translation import gettext as _

from people.check import House, Office, OfficeName, Person, TitleRegister
from people.official import Official, OtherName
from people.organisation import Organisation, OrganisationName, Succession
from people.partial_date import partial
from people.register import (
    LEVELS_WITH_A_PLACE,
    loose_ends,
    read_holdings,
    read_posts,
    read_schemes,
)
from people.register_file import HOUSE, LISTS, first_day, read_register, read_row
from people.titles import Holding, Post

FORMER, PEN, MISPRINT = OtherName.Kind.FORMER, OtherName.Kind.PEN, OtherName.Kind.MISPRINT
# What a file may leave out, as the models have it.
DEFAULTS = {
    "organisations": {"level": "commune", "sector": "other", "territory": "", "successors": []},
    "positions": {"printed": [], "rank": 900, "chain": "other", "print": "always", "implies": []},
    "officials": {"gender": "", "other_names": []},
    "appointments": {"acting": "none"},
    "rank_schemes": {"ranks": {}},
}


class BadRegister(Exception):
    """Register files that cannot be checked against; ``problems`` says why, row by row."""

    def __init__(self, problems):
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def from_database(house=None):
    """Return the whole register as a `TitleRegister`: eight queries."""
    posts, implies = read_posts()
    return TitleRegister(
        offices=read_offices(),
        posts=posts,
        implies={post: frozenset(implied) for post, implied in implies.items()},
        people=read_people(),
        holdings=read_holdings(None),
        schemes=read_schemes(),
        house=house or House(tone_style=settings.TONE_STYLE),
    )


def read_offices():
    """Read the organisations with their names and successors: {number: Office}; three queries."""
    names, successors = {}, {}
    fields = ("organisation", "full", "short", "started_on", "ended_on")
    for office, full, short, since, until in OrganisationName.objects.order_by(
        "started_on", "pk"
    ).values_list(*fields):
        names.setdefault(office, []).append(OfficeName(full, tuple(short), since, until))
    for old, new in Succession.objects.order_by("pk").values_list("predecessor", "successor"):
        successors.setdefault(old, []).append(new)
    plain = ("pk", "key", "level", "sector", "territory", "founded_on", "ended_on")
    offices = {}
    for row in Organisation.objects.order_by().values_list(*plain, "ended_precision"):
        pk, key, level, sector, territory, founded, ended, precision = row
        _begun, over_by = loose_ends(None, partial(ended, precision))
        known = tuple(names.get(pk, ()))
        life = (founded, ended, over_by, tuple(successors.get(pk, ())))
        offices[pk] = Office(pk, key, level, sector, territory, known, *life)
    return offices


def read_people():
    """Read the officials with their other names: {number: Person}; two queries."""
    right, misprints = {}, {}
    for official, text, kind in OtherName.objects.order_by("pk").values_list(
        "official", "text", "kind"
    ):
        (misprints if kind == MISPRINT else right).setdefault(official, []).append(text)
    fields = ("pk", "key", "full_name", "gender")
    return {
        pk: Person(pk, key, (name, *right.get(pk, ())), gender, tuple(misprints.get(pk, ())))
        for pk, key, name, gender in Official.objects.order_by("pk").values_list(*fields)
    }


def from_files(contents):
    """Return the `TitleRegister` that register files (plain data) make together.

    Later ones add to the earlier and may use their keys, not repeat them; the house is the first
    one's. Raises `BadRegister` with every bad row. Asks no database.
    """
    rows = {name: [] for name in LISTS}
    problems, seen = [], {name: set() for name in LISTS}
    for data in contents:
        read, bad = read_register(data)
        problems += bad
        for name in LISTS:
            for row in read[name]:
                if row.key in seen[name]:
                    problems.append(row.problem(_("stands in an earlier register")))
                seen[name].add(row.key)
                rows[name].append({**DEFAULTS[name], **row.values, "row": row})
    keys = {
        name: {each.get("key"): place for place, each in enumerate(rows[name])} for name in rows
    }
    problems += unknown_references(rows, keys)
    if problems:
        raise BadRegister(problems)
    first = contents[0] if contents else {}
    return build(rows, keys, read_row(first.get("house", {}), HOUSE))


def unknown_references(rows, keys):
    """Return a problem for each row that names a key which no file has."""
    named = (
        ("organisations", "organisations", lambda row: [row.get("parent"), *row["successors"]]),
        ("positions", "organisations", lambda row: [row["organisation"]]),
        ("positions", "positions", lambda row: row["implies"]),
        ("appointments", "officials", lambda row: [row["official"]]),
        ("appointments", "positions", lambda row: [row["position"]]),
        ("rank_schemes", "positions", lambda row: row["ranks"]),
    )
    problems = []
    for name, other, of in named:
        for row in rows[name]:
            missing = sorted({key for key in of(row) if key and key not in keys[other]})
            if missing:
                text = _("names what no register has: %(keys)s") % {"keys": ", ".join(missing)}
                problems.append(row["row"].problem(text))
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
    return Person(number, row["key"], right, row["gender"], tuple(names[MISPRINT]))


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
