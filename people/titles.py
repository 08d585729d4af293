"""Which titles a person bears on a day and in what order they are printed. Knows no Django.

The order is the one of Party and state news: Politburo, Secretariat, Central Committee, membership
of a Party committee, the post in the Party, People's Council, government, Front, other.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Chain(StrEnum):
    """Where a title stands among one person's titles, first to last."""

    POLITBURO = "politburo"
    SECRETARIAT = "secretariat"
    CENTRAL = "central"
    MEMBERSHIP = "membership"
    PARTY = "party"
    COUNCIL = "council"
    GOVERNMENT = "government"
    FRONT = "front"
    OTHER = "other"


_CHAIN_ORDER = {chain: place for place, chain in enumerate(Chain)}


@dataclass(frozen=True, slots=True)
class Post:
    """A position as a title needs it."""

    id: int
    organisation_id: int
    title: str
    printed: tuple[str, ...]
    rank: int
    chain: str
    print_rule: str
    # The place whose name ends its title, "" where it must stay ("… Mặt trận Tổ quốc Việt Nam").
    place: str
    # The life of its organisation, half-open.
    founded_on: date | None
    ended_on: date | None

    @property
    def house_form(self) -> str:
        """The first printed form, else the full title."""
        return self.printed[0] if self.printed else self.title


@dataclass(frozen=True, slots=True)
class Wording:
    """How titles are worded: ``form`` says each post, ``shares`` tells of a place whether it may
    stand once for neighbouring titles."""

    form: Callable[[Post], str] = lambda post: post.house_form
    shares: Callable[[str], bool] = bool


HOUSE_WORDING = Wording()


@dataclass(frozen=True, slots=True)
class Holding:
    """An appointment: one official in one post over [started_on, ended_on).

    ``sure_from`` is the day after an imprecise beginning's span, else the beginning;
    ``over_by`` the last day of an imprecise end's span, else None.
    """

    id: int
    official_id: int
    position_id: int
    started_on: date | None
    ended_on: date | None
    acting: str = "none"
    sure_from: date | None = None
    over_by: date | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is printed on a day, and the appointment it rests on.

    ``rank`` is the rank on that day. ``certain`` is false while the day lies in the span of an
    imprecise beginning ("2019" or "07/2019"): held perhaps, perhaps not yet.
    """

    text: str
    appointment_id: int
    position_id: int
    rank: int
    certain: bool = True


def with_acting(title: str, acting: str) -> str:
    """``title`` with the word for acting before it: "Quyền Chủ tịch UBND tỉnh"."""
    return title if acting in ("", "none") else f"{acting[0].upper()}{acting[1:]} {title}"


def is_held(holding: Holding, post: Post, day: date) -> bool:
    """Whether the post is held on ``day`` and its organisation exists then; ends are exclusive."""
    spans = ((holding.started_on, holding.ended_on), (post.founded_on, post.ended_on))
    return all(
        (start is None or start <= day) and (end is None or day < end) for start, end in spans
    )


def implied_by(held: Iterable[int], implies: Mapping[int, Collection[int]]) -> set[int]:
    """The posts that the ``held`` ones imply, directly or through others."""
    implied: set[int] = set()
    waiting = list(held)
    while waiting:
        fresh = set(implies.get(waiting.pop(), ())) - implied
        implied |= fresh
        waiting += fresh
    return implied


def titles_of(
    holdings: Iterable[Holding],
    posts: Mapping[int, Post],
    implies: Mapping[int, Collection[int]],
    ranks: Mapping[int, int],
    day: date,
    wording: Wording = HOUSE_WORDING,
) -> list[Title]:
    """The titles one person is printed with on ``day``, in order.

    Left out: what another held post implies, posts that are never printed, a post held twice. Of
    neighbouring titles of one place only the last bears the place. ``ranks`` overrides the posts'
    own ranks (the order of precedence valid on the day).
    """
    held = [each for each in holdings if is_held(each, posts[each.position_id], day)]
    implied = implied_by({each.position_id for each in held}, implies)
    shown: dict[int, tuple[tuple[int, int, date, int], Holding]] = {}
    for holding in held:
        post = posts[holding.position_id]
        if post.id in implied or post.print_rule == "never":
            continue
        rank = ranks.get(post.id, post.rank)
        order = (_CHAIN_ORDER[Chain(post.chain)], rank, holding.started_on or date.min, holding.id)
        # An appointment in full counts before an acting one to the same post.
        known = shown.get(post.id)
        if known is None or (known[1].acting != "none" and holding.acting == "none"):
            shown[post.id] = (order, holding)
    ordered = [holding for _order, holding in sorted(shown.values(), key=lambda pair: pair[0])]
    titles = [
        _title(each, post := posts[each.position_id], wording.form(post), ranks, day)
        for each in ordered
    ]
    return _share_places(titles, [posts[each.position_id].place for each in ordered], wording)


def _title(holding: Holding, post: Post, text: str, ranks: Mapping[int, int], day: date) -> Title:
    return Title(
        text=with_acting(text, holding.acting),
        appointment_id=holding.id,
        position_id=post.id,
        rank=ranks.get(post.id, post.rank),
        certain=holding.sure_from is None or day >= holding.sure_from,
    )


_KINDS_OF_PLACE = r"tỉnh|thành phố|TP\.?|thị xã|TX\.?|huyện|quận|đặc khu|phường|xã|thị trấn|TT\.?"


def without_place(text: str, place: str) -> str:
    """``text`` without ``place`` at its end, and without the kind of place before it.

    "Bí thư Đảng ủy phường Móng Cái 1" gives "Bí thư Đảng ủy". Unchanged where it ends otherwise.
    """
    tail = re.compile(rf"\s+(?:(?i:{_KINDS_OF_PLACE})\s+)?{re.escape(place)}$")
    return tail.sub("", text) if place else text


def kind_of_place(text: str, place: str) -> str:
    """The kind of ``place`` as written before it at the end of ``text``, "" for none.

    "Ủy ban nhân dân thành phố Móng Cái" gives "thành phố".
    """
    found = re.search(rf"\s((?i:{_KINDS_OF_PLACE}))\s+{re.escape(place)}$", text)
    return found[1] if place and found else ""


def _share_places(titles: Sequence[Title], places: Sequence[str], wording: Wording) -> list[Title]:
    shared = list(titles)
    bare = [without_place(each.text, place) for each, place in zip(titles, places, strict=True)]
    for number, title in enumerate(titles[:-1]):
        place, following = places[number], titles[number + 1]
        # Who has the same office in two places needs both named.
        is_clear = bare.count(bare[number]) == 1
        is_one = place == places[number + 1] and following.text.endswith(place)
        if place and is_one and is_clear and wording.shares(place):
            shared[number] = replace(title, text=bare[number])
    return shared
