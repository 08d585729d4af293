"""The register as the title check reads it: offices, posts, officials, the house. Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from people.check.lexicon import Lexicon
from people.check.reading import tokens_of
from people.check.spelling import NearNames
from people.mentions import NameTrie
from people.titles import Holding, Post


@dataclass(frozen=True, slots=True)
class OfficeName:
    """What an office was called over [since, until)."""

    full: str
    short: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An organisation over [founded_on, ended_on); ``over_by`` ends an imprecise end's span."""

    id: int
    key: str
    level: str
    sector: str
    territory: str
    names: tuple[OfficeName, ...]
    founded_on: date | None = None
    ended_on: date | None = None
    over_by: date | None = None
    successors: tuple[int, ...] = ()

    def may_exist_on(self, day: date) -> bool:
        """Whether it lives on ``day``, the day of its end and the span of a vague one included."""
        end = self.over_by or self.ended_on
        return (self.founded_on is None or self.founded_on <= day) and (end is None or day <= end)

    def has_ended_by(self, day: date) -> bool:
        """Whether its life is over before ``day``."""
        end = self.over_by or self.ended_on
        return end is not None and end < day


@dataclass(frozen=True, slots=True)
class Person:
    """An official: right names (the full one first) and misprints seen of it."""

    id: int
    key: str
    names: tuple[str, ...]
    gender: str = ""
    misprints: tuple[str, ...] = ()
    birth_year: int | None = None
    # How the register has them addressed: "đồng chí", "ông", "bà".
    honorific: str = ""

    @property
    def name(self) -> str:
        """The full name."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class House:
    """What the house settles: its own place and province, tone marks, known abbreviations.

    An abbreviation of several words allows its first one only before the others. Findings of the
    codes ``hints`` are only told, those of ``silent`` are not.
    """

    territory: str = ""
    province: str = ""
    tone_style: str = "old"
    abbreviations: tuple[str, ...] = ()
    hints: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TitleRegister:
    """All that the check knows of the world; what is derived from it is made once, when needed."""

    offices: Mapping[int, Office] = field(default_factory=dict)
    posts: Mapping[int, Post] = field(default_factory=dict)
    implies: Mapping[int, frozenset[int]] = field(default_factory=dict)
    people: Mapping[int, Person] = field(default_factory=dict)
    # The appointments of each official.
    holdings: Mapping[int, tuple[Holding, ...]] = field(default_factory=dict)
    # (start, end, scheme, {post: rank}), the scheme that counts first.
    schemes: tuple[tuple[date | None, date | None, int, Mapping[int, int]], ...] = ()
    house: House = House()

    @cached_property
    def lexicon(self) -> Lexicon:
        """The titles, in every form in which they are printed."""
        return Lexicon(self.posts.values(), self.offices)

    @cached_property
    def names(self) -> NameTrie:
        """The right names."""
        return NameTrie((name, each.id) for each in self.people.values() for name in each.names)

    @cached_property
    def misprints(self) -> NameTrie:
        """The misprints seen."""
        return NameTrie((name, each.id) for each in self.people.values() for name in each.misprints)

    @cached_property
    def near_names(self) -> NearNames:
        """The right names, to find those that are nearly so."""
        return NearNames((name, each.id) for each in self.people.values() for name in each.names)

    @cached_property
    def places(self) -> dict[str, tuple[str, ...]]:
        """The places that offices stand for, each with its words; the country as "Trung ương"."""
        names = {
            each.territory
            for each in self.offices.values()
            if each.territory and each.level != "central"
        }
        names |= {self.house.territory, self.house.province, "Trung ương"} - {""}
        return {name: tuple(token.key for token in tokens_of(name)) for name in sorted(names)}

    @cached_property
    def own_offices(self) -> frozenset[int]:
        """The offices of the house's own place and all that followed them."""
        own = {each.id for each in self.offices.values() if each.territory == self.house.territory}
        waiting = list(own)
        while waiting:
            fresh = set(self.offices[waiting.pop()].successors) - own
            own |= fresh
            waiting += fresh
        return frozenset(own)

    def warmed(self) -> "TitleRegister":
        """The same, with all made that is made once: for use by several at a time."""
        _made = self.lexicon, self.names, self.misprints, self.near_names
        _found = self.places, self.own_offices
        return self

    def ranks_on(self, day: date) -> Mapping[int, int]:
        """The ranks of the order of precedence valid on ``day`` that override the posts' own."""
        for start, end, _scheme, ranks in self.schemes:
            if (start is None or start <= day) and (end is None or day < end):
                return ranks
        return {}

    def office_of(self, post: int) -> Office:
        """The office a post belongs to."""
        return self.offices[self.posts[post].organisation_id]

    def successors_of(self, office: Office, day: date) -> list[Office]:
        """The offices that stand in its place on ``day``."""
        heirs, seen, waiting = [], {office.id}, list(office.successors)
        while waiting:
            number = waiting.pop(0)
            if number in seen:
                continue
            seen.add(number)
            heir = self.offices[number]
            if heir.may_exist_on(day):
                heirs.append(heir)
            else:
                waiting += heir.successors
        return heirs
