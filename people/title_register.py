"""The register as the title check reads it, from the database."""

from people.check import Office, OfficeName, Person, TitleRegister
from people.house import read_house
from people.official import Official, OtherName
from people.organisation import Organisation, OrganisationName, Succession
from people.partial_date import partial
from people.register import loose_ends, read_holdings, read_posts, read_schemes

MISPRINT = OtherName.Kind.MISPRINT


def from_database(house=None):
    """Return the whole register as a `TitleRegister`: eight queries, one more for the house.

    What is referred to is read after what refers to it, so that a row added meanwhile is no gap.
    """
    holdings, schemes = read_holdings(None), read_schemes()
    posts, implies = read_posts()
    return TitleRegister(
        offices=read_offices(),
        posts=posts,
        implies={post: frozenset(implied) for post, implied in implies.items()},
        people=read_people(),
        holdings=holdings,
        schemes=schemes,
        house=house or read_house(),
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
    fields = ("pk", "key", "full_name", "gender", "birth_year", "honorific")
    people = {}
    for row in Official.objects.order_by("pk").values_list(*fields):
        pk, key, name, gender, born, honorific = row
        names = (name, *right.get(pk, ()))
        wrong = tuple(misprints.get(pk, ()))
        people[pk] = Person(pk, key, names, gender, wrong, born, honorific)
    return people
