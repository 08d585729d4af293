"""The sides of a meeting: whom each official stands for, guests first, the house last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from people.check.register import Office, TitleRegister
from people.check.short_forms import knows_all
from people.check.standing import Standings
from people.composing.delegates import in_order, last_day
from people.titles import Chain, is_held, kind_of_place
from vietnamese import sort_key

# Seats that say whose committee somebody sits on, not for whom they came: a secretary of the town
# who sits on the province's committee stands for the town (specification, example E5).
_SEATS = frozenset({Chain.POLITBURO, Chain.SECRETARIAT, Chain.CENTRAL, Chain.MEMBERSHIP})
_LEVELS = {
    level: place
    for place, level in enumerate(("central", "province", "foreign", "district", "commune"))
}
CENTRAL_HEAD = "Về phía Trung ương"


@dataclass(frozen=True, slots=True)
class Side:
    """Officials under one head ("Về phía TP Móng Cái"); without a head they are further guests."""

    head: str
    officials: tuple[int, ...]


def arrange(register: TitleRegister, officials: Iterable[int], day: date) -> tuple[Side, ...]:
    """The sides that some officials make on ``day``, each in order.

    Central bodies first, then provinces, guests from abroad, other towns and communes; the house's
    own place last, and after it who holds nothing and stands for no place that still is. Each
    official once.
    """
    standings = Standings(register, day)
    by_office: dict[tuple[int, str, str], tuple[Office | None, list[int]]] = {}
    for official in dict.fromkeys(officials):
        office = _office_of(official, standings)
        key = _place_of(office, register)
        by_office.setdefault(key, (office, []))[1].append(official)
    return tuple(
        Side(_head(office, register, day), tuple(in_order(members, standings)))
        for _key, (office, members) in sorted(by_office.items(), key=lambda each: each[0])
    )


def place_among(
    register: TitleRegister, sides: Sequence[Side], officials: Iterable[int], day: date
) -> tuple[Side, ...]:
    """``sides``, as somebody arranged them, with more officials put where they belong.

    Who belongs under a head that is there joins it; a new side stands before the first that comes
    after it by itself. Nobody is put in twice.
    """
    there = {each for side in sides for each in side.officials}
    fresh = [each for each in dict.fromkeys(officials) if each not in there]
    usual = [side.head for side in arrange(register, [*there, *fresh], day)]
    placed = list(sides)
    for new in arrange(register, fresh, day):
        heads = [side.head for side in placed]
        if new.head in heads:
            at = heads.index(new.head)
            members = (*placed[at].officials, *new.officials)
            placed[at] = Side(new.head, tuple(in_order(members, Standings(register, day))))
            continue
        later = usual[usual.index(new.head) :]
        at = next((at for at, head in enumerate(heads) if head in later), len(placed))
        placed.insert(at, new)
    return tuple(placed)


def _office_of(official: int, standings: Standings) -> Office | None:
    """The office an official stands for: of the best post on the day, else of the last one.

    None too where that one is gone: nobody comes for a town that is no more.
    """
    register, standing = standings.register, standings[official]
    held = register.holdings.get(official, ())
    posts = {each.position_id for each in held} & (standing.staying or standing.accepted)
    if not posts and (last := last_day(official, standings)):
        posts = {
            each.position_id
            for each in held
            if is_held(each, register.posts[each.position_id], last)
        }
    working = {post for post in posts if register.posts[post].chain not in _SEATS}
    best = min(working or posts, key=lambda post: (standings.rank(post), post), default=None)
    office = register.office_of(best) if best is not None else None
    return office if office and office.may_exist_on(standings.day) else None


def _place_of(office: Office | None, register: TitleRegister) -> tuple[int, str, str]:
    """What sorts the sides, equal for offices of one side."""
    if office is None:
        return 100, "", ""
    is_own = office.territory == register.house.territory or office.id in register.own_offices
    is_own = is_own and bool(register.house.territory)
    level = _LEVELS.get(office.level, len(_LEVELS))
    if office.level == "central":
        return level, "", ""
    name = office.territory or (office.names[-1].full if office.names else office.key)
    return (10 if is_own else 0) + level, sort_key(name), name


def _head(office: Office | None, register: TitleRegister, day: date) -> str:
    """The words above a side: "Về phía tỉnh Quảng Ninh"; "" for those of no office."""
    if office is None:
        return ""
    if office.level == "central":
        return CENTRAL_HEAD
    if not office.territory:
        return f"Về phía {_name_on(office, day)}"
    words = f"{_kind(office, register, day)} {office.territory}"
    return f"Về phía {words.strip()}"


def _kind(office: Office, register: TitleRegister, day: date) -> str:
    """What kind of place an office stands for, read off the names of the offices there."""
    there = [
        each
        for each in register.offices.values()
        if each.territory == office.territory and each.level == office.level
    ]
    # Those that live on the day tell it as it is then.
    there.sort(key=lambda each: (not each.may_exist_on(day), each.id))
    kinds = (kind_of_place(_name_on(each, day), each.territory) for each in there)
    kind = next(filter(None, kinds), "").lower()
    if kind in ("thành phố", "tp", "tp."):
        return "TP" if knows_all("TP", register.house) else "thành phố"
    return kind


def _name_on(office: Office, day: date) -> str:
    """The name an office bore on the day, else its last one."""
    names = [
        name.full
        for name in office.names
        if (name.since is None or name.since <= day) and (name.until is None or day < name.until)
    ]
    last = office.names[-1].full if office.names else office.key
    return names[-1] if names else last
