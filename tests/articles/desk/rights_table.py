"""
The table of rights, read a second time and plainly, for tests that compare the code with it.

Nothing here is imported from `articles.desk.roles.rights`: a mistake there must not repeat itself.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from articles.desk.roles import assignment

TABLE = tomllib.loads(
    (Path(assignment.__file__).parent / "rights.toml").read_text(encoding="utf-8")
)
DESK_ROLES = ["contributor", "reporter", "editor", "publisher"]
STATUSES = ["draft", "returned", "submitted", "in_review", "approved", "published"]
TRUSTS = {"articles.erase", "articles.publish_in_emergency"}
# How a role is held, and of which articles it is then held "at the desk": of all, of those in the
# branch (category, organisation or both), or of none; None where it is not held at all.
REACHES = {
    "everywhere": "all",
    "own category": "branch",
    "category above": "branch",
    "own organisation": "branch",
    "organisation above": "branch",
    "own category and organisation": "branch",
    "own category, foreign organisation": "none",
    "foreign category": "none",
    "foreign organisation": "none",
    "first day today": "branch",
    "last day today": "branch",
    "ended yesterday": None,
    "begins tomorrow": None,
}
OTHERS = {
    "no role": (),
    "register keeper": (),
    "administrator": (),
    "duty officer": ("articles.publish_in_emergency",),
    "eraser": ("articles.erase",),
    "alert raiser": (),
}


@dataclass(frozen=True)
class Person:
    """What the tests know about somebody: {role: of which articles}, and trusts."""

    name: str
    roles: dict
    trusts: frozenset = frozenset()


@dataclass(frozen=True)
class Cell:
    """Where an article stands, seen by one person."""

    status: str
    place: str = "desk"  # desk, bin or erased
    is_own: bool = False
    is_filed: bool = True  # in the branch; else it has neither category nor organisation


def persons():
    """Every kind of person there is a difference between."""
    made = [
        Person(f"{role}, {reach}", {role: covers} if covers else {})
        for role in DESK_ROLES
        for reach, covers in REACHES.items()
    ]
    made += [Person(name, {}, frozenset(trusts)) for name, trusts in OTHERS.items()]
    made.append(Person("superuser", dict.fromkeys(DESK_ROLES, "all"), frozenset(TRUSTS)))
    made.append(Person("left", {}))
    # What one person holds twice: much of it here, a little everywhere.
    made.append(
        Person(
            "reporter everywhere, publisher of the branch",
            {"reporter": "all", "publisher": "branch"},
        )
    )
    made.append(
        Person(
            "editor of a foreign branch, contributor of this one",
            {"editor": "none", "contributor": "branch"},
        )
    )
    return made


def says(person, act, cell):
    """Tell whether the table lets a person do something with an article that stands so."""
    where = TABLE[act].get("where", "desk")
    if cell.place == "erased" and where != "anywhere":
        return False
    if cell.place == "bin" and where == "desk":
        return False
    if cell.place != "bin" and where == "bin":
        return False
    return any(fits(person, rule, cell) for rule in TABLE[act]["rules"])


def fits(person, rule, cell):
    if "status" in rule and cell.status not in rule["status"]:
        return False
    if rule.get("whose") == "own" and not cell.is_own:
        return False
    if rule.get("whose") == "others" and cell.is_own:
        return False
    if "trust" in rule:
        return rule["trust"] in person.trusts
    for role in rule["roles"]:
        covers = person.roles.get(role)
        if covers is None:
            continue
        if rule.get("desk", "any") == "any" or covers == "all":
            return True
        if covers == "branch" and cell.is_filed:
            return True
    return False
