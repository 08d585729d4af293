"""Who comes first, and the titles each is named with."""

from collections.abc import Iterable
from datetime import date, timedelta

from people.check.standing import Standings
from people.titles import HOUSE_WORDING, Wording, titles_of
from vietnamese import person_sort_key

FORMER = "nguyên"
_LAST = 10**9


def in_order(officials: Iterable[int], standings: Standings) -> list[int]:
    """The officials as they are named: best rank on the day, earlier appointment, birth year, name.

    Who holds nothing comes after all who do. It is the order that T08 of the title check asks for.
    """
    return sorted(officials, key=lambda each: _precedence(each, standings))


def _precedence(official: int, standings: Standings) -> tuple[int, date, date, int, str, int]:
    standing = standings[official]
    posts = standing.staying or standing.accepted
    rank = min((standings.rank(post) for post in posts), default=_LAST)
    first, last = standings.since(official) or (date.max, date.max)
    person = standings.register.people[official]
    return rank, first, last, person.birth_year or _LAST, person_sort_key(person.name), official


def titles_on(
    official: int,
    standings: Standings,
    wording: Wording = HOUSE_WORDING,
) -> list[str]:
    """The titles of an official in order, worded as asked; none for who never held any.

    Those that are printed always; else what else is held; else what is handed over that day, which
    the check accepts; else what was held last, each as a former one: "nguyên" covers only the title
    directly after it (specification of titles, §4.2).
    """
    titles, _certain = standings.titles(standings[official].held, wording)
    if titles:
        return titles
    day = standings.day
    before = day - timedelta(days=1) if day > date.min else day
    if standings[official].accepted:
        return _held_on(day, official, standings, wording) or _held_on(
            before, official, standings, wording
        )
    last = last_day(official, standings)
    if last is None:
        return []
    return [f"{FORMER} {each}" for each in _held_on(last, official, standings, wording)]


def last_day(official: int, standings: Standings) -> date | None:
    """The last day in office before the day asked for, None where there is none."""
    register, lasts = standings.register, []
    for holding in register.holdings.get(official, ()):
        ends = (holding.ended_on, register.posts[holding.position_id].ended_on)
        end = min((each for each in ends if each), default=None)
        if end is not None and date.min < end <= standings.day:
            lasts.append(end - timedelta(days=1))
    return max(lasts, default=None)


def _held_on(day: date, official: int, standings: Standings, wording: Wording) -> list[str]:
    register = standings.register
    held = register.holdings.get(official, ())
    ranks = register.ranks_on(day)
    titles = titles_of(held, register.posts, register.implies, ranks, day, wording)
    return [each.text for each in titles]
