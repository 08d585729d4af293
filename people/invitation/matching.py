"""Guests held against the register: who is known, which office is meant, what would be new.

Pure: guests, a register and a day in, proposals out. Nothing here writes.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from people.check import TitleRegister
from people.check.reading import tokens_of
from people.check.standing import ACCEPTED, FUTURE, PAST, Standings
from people.invitation.naming import is_surely_a_name
from people.invitation.parsing import Guest
from people.invitation.titles import (
    Lookup,
    Piece,
    in_full,
    joined,
    pieces_of,
    without_brackets,
)
from people.titles import is_held

# Who a guest is.
KNOWN, NEAR, NAMESAKES, NEW = "known", "near", "namesakes", "new"
# How a title stands to the guest on the day.
HELD = "held"  # the register says so already
VACANT = "vacant"  # nothing speaks against writing it down
AFTER = "after"  # the same, but somebody held the seat before: from when on?
TAKEN = "taken"  # another holds the only seat
OVER = "over"  # the register has them leave it before that day
LATER = "later"  # the register has them take it up after that day
NEW_POSITION = "new position"  # the office is known, the title is not
UNCLEAR = "unclear"  # several posts are called so
UNKNOWN_UNIT = "unknown unit"
NO_TITLE = "no title"
ENDED = "ended"  # the office was gone by that day
# Words: a title without its unit, such as "Phó Chủ tịch".
SHORT = 3
AGAINST = frozenset({TAKEN, OVER, LATER, ENDED})


@dataclass(frozen=True, slots=True)
class Claim:
    """A title of a guest and what the register makes of it.

    ``posts`` are what it can mean (one is sure), ``office`` where a new position would belong,
    ``title`` what that would be called; ``holders`` the officials who hold the only seat, ``since``
    the day its last holder left it.
    """

    text: str
    state: str
    acting: str = "none"
    posts: tuple[int, ...] = ()
    office: int | None = None
    title: str = ""
    holders: tuple[int, ...] = ()
    since: date | None = None

    @property
    def post(self) -> int | None:
        """The post that is surely meant."""
        return self.posts[0] if len(self.posts) == 1 else None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the register has of a guest and what could be added.

    ``official`` is who is meant, ``candidates`` all who may be.
    """

    guest: Guest
    person: str
    official: int | None
    candidates: tuple[int, ...]
    claims: tuple[Claim, ...]

    @property
    def is_right(self) -> bool:
        """Whether the register has all of it."""
        return self.official is not None and all(each.state == HELD for each in self.claims)

    def is_safe(self, claim: Claim) -> bool:
        """Whether a claim may be ticked unseen: nothing else can be meant, nothing contradicts."""
        is_somebody = self.person == KNOWN or (
            self.person == NEW and is_surely_a_name(self.guest.name)
        )
        return is_somebody and claim.state == VACANT


@dataclass(frozen=True, slots=True)
class Choice:
    """Who a guest is, as somebody said: an official, or with None nobody whom the register has."""

    official: int | None


class Matcher:
    """Holds guests against a register on a day.

    ``single`` are the posts with one seat; a post's holders count on that day only.
    """

    def __init__(self, register: TitleRegister, day: date, single: Collection[int]) -> None:
        self.register = register
        self.day = day
        self.single = single
        self.standings = Standings(register, day)
        self.lookup = Lookup(register, day)

    def propose(self, guests: Iterable[Guest]) -> list[Proposal]:
        """A proposal for each guest, in their order."""
        return [self.proposal(guest) for guest in guests]

    def proposal(
        self, guest: Guest, chosen: Choice | None = None, posts: Sequence[int | None] = ()
    ) -> Proposal:
        """What the register has of a guest.

        ``chosen`` is who somebody said it is, ``posts`` what they said the titles mean, in order.
        """
        meant = self._posts_of(guest)
        if len(posts) == len(meant):
            pairs = zip(meant, posts, strict=True)
            meant = [(piece, (post,) if post else own) for (piece, own), post in pairs]
        sure = {each[0] for _piece, each in meant if len(each) == 1}
        person, candidates = self._person(guest.name, sure)
        official = candidates[0] if person == KNOWN else None
        if chosen is not None:
            official = chosen.official
            person = NEW if official is None else KNOWN
            if official is not None and official not in candidates:
                candidates = (official, *candidates)
        # Somebody nearly of that name is taken for the person until the keeper says otherwise.
        likely = candidates[0] if person == NEAR else official
        claims = tuple(self._claim(guest, piece, each, likely) for piece, each in meant)
        if not claims and likely is None:
            claims = (Claim("", NO_TITLE),)
        return Proposal(guest, person, official, candidates, claims)

    def _posts_of(self, guest: Guest) -> list[tuple[Piece, tuple[int, ...]]]:
        """The titles of a guest with the posts they can mean; the last bears the place for all."""
        found: list[tuple[Piece, tuple[int, ...]]] = []
        place = ""
        for piece in reversed(pieces_of(without_brackets(guest.title))):
            posts = self.lookup.posts(piece.text, self._unit_of(guest, piece), place)
            if len(posts) == 1:
                place = self.register.office_of(posts[0]).territory
            found.append((piece, posts))
        return found[::-1]

    def _unit_of(self, guest: Guest, piece: Piece) -> str:
        """The unit printed beside a title; one from above counts where the title needs it."""
        if not guest.unit_is_above:
            return guest.unit
        alone = self.lookup.posts(piece.text, "")
        is_short = len(tokens_of(piece.text)) <= SHORT
        return guest.unit if len(alone) > 1 or (not alone and is_short) else ""

    def _person(self, name: str, posts: Collection[int]) -> tuple[str, tuple[int, ...]]:
        keys = _keys(name)
        exact = self._by_name.get(keys, ())
        if len(exact) > 1:
            holding = [each for each in exact if self.standings[each].accepted & set(posts)]
            exact = tuple(holding) if len(holding) == 1 else exact
        if exact:
            return (KNOWN if len(exact) == 1 else NAMESAKES), exact
        near = self._by_misprint.get(keys, ()) or self.register.near_names.find(keys)
        return (NEAR, near[:5]) if near else (NEW, ())

    def _claim(
        self, guest: Guest, piece: Piece, posts: tuple[int, ...], official: int | None
    ) -> Claim:
        if len(posts) > 1 and official is not None:
            held = [each for each in posts if self.standings[official].of(each) == ACCEPTED]
            posts = tuple(held) if len(held) == 1 else posts
        if len(posts) != 1:
            return self._without_post(guest, piece, posts)
        post = posts[0]
        standing = self.standings[official].of(post) if official is not None else None
        states = {ACCEPTED: HELD, PAST: OVER, FUTURE: LATER}
        if standing in states:
            return Claim(piece.text, states[standing], piece.acting, posts)
        office = self.register.office_of(post)
        if office.ended_on and office.ended_on <= self.day:
            return Claim(piece.text, ENDED, piece.acting, posts, since=office.ended_on)
        others = self._holders.get(post, ()) if post in self.single else ()
        if others and piece.acting == "none":
            return Claim(piece.text, TAKEN, piece.acting, posts, holders=others)
        since = self._left.get(post) if post in self.single else None
        return Claim(piece.text, AFTER if since else VACANT, piece.acting, posts, since=since)

    def _without_post(self, guest: Guest, piece: Piece, posts: tuple[int, ...]) -> Claim:
        """A title that is none of the register's, or that several posts bear."""
        if posts:
            return Claim(piece.text, UNCLEAR, piece.acting, posts)
        unit = self._unit_of(guest, piece)
        whole = joined(piece.text, unit)
        for offices, title in (
            (self.lookup.offices_at_end(piece.text), piece.text),
            (self.lookup.offices_named(unit), ""),
            (self.lookup.offices_at_end(whole), whole),
        ):
            if len(offices) == 1:
                named = in_full(title or joined(piece.text, self._name_of(offices[0])))
                return Claim(piece.text, NEW_POSITION, piece.acting, (), offices[0], named)
        return Claim(piece.text, UNKNOWN_UNIT, piece.acting, title=in_full(whole))

    def _name_of(self, office: int) -> str:
        names = self.register.offices[office].names
        return names[-1].full if names else ""

    @cached_property
    def _by_name(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        return _index((n, each.id) for each in self.register.people.values() for n in each.names)

    @cached_property
    def _by_misprint(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        people = self.register.people.values()
        return _index((name, each.id) for each in people for name in each.misprints)

    @cached_property
    def _holders(self) -> dict[int, tuple[int, ...]]:
        """The officials who hold each post on the day."""
        holders: dict[int, list[int]] = {}
        for held in self.register.holdings.values():
            for each in held:
                if is_held(each, self.register.posts[each.position_id], self.day):
                    holders.setdefault(each.position_id, []).append(each.official_id)
        return {post: tuple(officials) for post, officials in holders.items()}

    @cached_property
    def _left(self) -> dict[int, date]:
        """The last day by which a holder had left each post, where any had."""
        left: dict[int, date] = {}
        for held in self.register.holdings.values():
            for each in held:
                if each.ended_on and each.ended_on <= self.day:
                    known = left.get(each.position_id, each.ended_on)
                    left[each.position_id] = max(known, each.ended_on)
        return left


def _keys(name: str) -> tuple[str, ...]:
    return tuple(token.key for token in tokens_of(name))


def _index(pairs: Iterable[tuple[str, int]]) -> dict[tuple[str, ...], tuple[int, ...]]:
    found: dict[tuple[str, ...], tuple[int, ...]] = {}
    for name, official in pairs:
        known: Sequence[int] = found.get(_keys(name), ())
        found[_keys(name)] = tuple(dict.fromkeys([*known, official]))
    return found
