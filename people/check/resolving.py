"""Which post a printed title means: the place decides, printed or understood."""

from dataclasses import dataclass

from people.check.grouping import CENTRAL
from people.check.lexicon import Form, Match
from people.check.parsing import Mention, Printed
from people.check.register import TitleRegister
from people.check.standing import ACCEPTED, FUTURE, NEVER, PAST, Standing, Standings


@dataclass(frozen=True, slots=True)
class Meaning:
    """The post a printed title means, None where it is not resolved; ``form`` is how it is said."""

    post: int | None
    form: Form | None = None
    is_explicit: bool = False
    # Nothing to say about it: a title whose body another title names, and it is not theirs.
    is_free: bool = False


def meaning_of(
    title: Printed, match: Match, mention: Mention, standings: Standings, official: int | None
) -> Meaning:
    """Which post ``match`` means beside this name."""
    register = standings.register
    standing = standings[official] if official is not None else Standing()
    explicit = [form for form in match.forms if form.kind == "explicit"]
    if explicit:
        return _among(explicit, standing, standings, title, is_explicit=True)
    bare = [form for form in match.forms if form.kind == "bare"]
    # What is said shorter than any form of the register is theirs or nobody's.
    short = [form for form in match.forms if form.kind in ("short", "shared")]
    own = [form for form in short if standing.of(form.post) != NEVER]
    if not bare:
        own = [form for form in own if standing.of(form.post) == ACCEPTED] or own
        return _among(own, standing, standings, title) if own else Meaning(None, is_free=True)
    bare += own
    forms = _by_place(bare, mention, register, standing)
    if forms is None:
        theirs = [form for form in bare if standing.of(form.post) == ACCEPTED]
        return _among(theirs, standing, standings, title) if theirs else Meaning(None)
    if len({form.post for form in forms}) == 1:
        return Meaning(forms[0].post, forms[0])
    own = [form for form in forms if standing.of(form.post) != NEVER]
    if own:
        return _among(own, standing, standings, title)
    default = [form for form in forms if _is_default(form.post, standings)]
    if len({form.post for form in default}) == 1:
        return Meaning(default[0].post, default[0])
    return Meaning(None)


def _by_place(
    forms: list[Form], mention: Mention, register: TitleRegister, standing: Standing
) -> list[Form] | None:
    """The forms that fit the head of the list; None where that is a place nobody knows.

    Without a head no title means an office abroad, unless it is this person's.
    """
    place = mention.place
    home = [
        form
        for form in forms
        if register.office_of(form.post).level != "foreign" or standing.of(form.post) != NEVER
    ]
    if place is None or place.name == CENTRAL:
        return home or forms
    if not place.name:
        return None
    there = [form for form in forms if register.office_of(form.post).territory == place.name]
    if there:
        return there
    is_abroad = any(
        each.level == "foreign" and each.territory == place.name
        for each in register.offices.values()
    )
    return None if is_abroad else home or forms


def _is_default(post: int, standings: Standings) -> bool:
    """Whether it is a post of the house's own place or province that exists on the day."""
    register = standings.register
    office = register.office_of(post)
    own = {register.house.territory, register.house.province}
    return office.territory in own and office.may_exist_on(standings.day)


def _among(
    forms: list[Form],
    standing: Standing,
    standings: Standings,
    title: Printed,
    *,
    is_explicit: bool = False,
) -> Meaning:
    """The best of some forms: held, then over (the latest), then to come, then existing."""
    wanted = [PAST, ACCEPTED] if title.former is not None else [ACCEPTED, PAST]
    order = {name: place for place, name in enumerate([*wanted, FUTURE, NEVER])}

    def preference(form: Form) -> tuple[int, bool, int, int]:
        ended = standing.ended.get(form.post)
        office = standings.register.office_of(form.post)
        return (
            order[standing.of(form.post)],
            not office.may_exist_on(standings.day),
            -ended.toordinal() if ended else 0,
            form.post,
        )

    best = min(forms, key=preference)
    if standing.of(best.post) == NEVER and not is_explicit and len({f.post for f in forms}) > 1:
        return Meaning(None)
    return Meaning(best.post, best, is_explicit)
