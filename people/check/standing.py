"""What an official is, was and will be on a day, as the check asks it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from people.check.register import TitleRegister
from people.titles import (
    HOUSE_WORDING,
    Chain,
    Holding,
    Title,
    Wording,
    implied_by,
    titles_of,
)

_CHAIN_ORDER = {chain: place for place, chain in enumerate(Chain)}
ACCEPTED, PAST, FUTURE, NEVER = "accepted", "past", "future", "never"


@dataclass(slots=True)
class Standing:
    """The posts of one official seen from one day; implied posts are in all sets.

    ``surely`` is without the days of change and the spans of imprecise days, ``staying`` without
    what is handed over on the day.
    """

    accepted: set[int] = field(default_factory=set)
    surely: set[int] = field(default_factory=set)
    staying: set[int] = field(default_factory=set)
    past: set[int] = field(default_factory=set)
    future: set[int] = field(default_factory=set)
    # When a post that is over ended, and since when one is held.
    ended: dict[int, date] = field(default_factory=dict)
    # The ways of acting that are right on the day, by post.
    acting: dict[int, set[str]] = field(default_factory=dict)
    required: list[Holding] = field(default_factory=list)
    held: list[Holding] = field(default_factory=list)

    def of(self, post: int) -> str:
        """How a post stands to the official on the day."""
        for name, posts in ((ACCEPTED, self.accepted), (PAST, self.past), (FUTURE, self.future)):
            if post in posts:
                return name
        return NEVER


class Standings:
    """The standings of all officials on one day, each worked out when it is asked for."""

    def __init__(self, register: TitleRegister, day: date) -> None:
        self.register = register
        self.day = day
        self.ranks = register.ranks_on(day)
        self._known: dict[int, Standing] = {}

    def __getitem__(self, official: int) -> Standing:
        if official not in self._known:
            self._known[official] = self._work_out(official)
        return self._known[official]

    def _work_out(self, official: int) -> Standing:
        standing = Standing()
        implies = self.register.implies
        held: list[Holding] = []
        sure: list[Holding] = []
        for holding in self.register.holdings.get(official, ()):
            when = self._when(holding)
            posts = {holding.position_id} | implied_by([holding.position_id], implies)
            if when == PAST:
                standing.past |= posts
                end = holding.ended_on or self._end_of_office(holding) or date.min
                for post in posts:
                    standing.ended[post] = max(end, standing.ended.get(post, date.min))
            elif when == FUTURE:
                standing.future |= posts
            else:
                held.append(holding)
                standing.accepted |= posts
                standing.acting.setdefault(holding.position_id, set()).add(holding.acting)
                for post in posts - {holding.position_id}:
                    standing.acting.setdefault(post, set()).add("none")
                if self._stays(holding):
                    standing.staying |= posts
                if self._is_sure(holding):
                    sure.append(holding)
                    standing.surely |= posts
        implied = implied_by({each.position_id for each in held}, implies)
        for holding in held:
            post = self.register.posts[holding.position_id]
            if post.print_rule != "always" or post.id in implied:
                continue
            if holding in sure:
                standing.required.append(holding)
            if holding.over_by or holding.ended_on != self.day:
                standing.held.append(holding)
        return standing

    def _end_of_office(self, holding: Holding) -> date | None:
        return self.register.office_of(holding.position_id).ended_on

    def _when(self, holding: Holding) -> str:
        office = self.register.office_of(holding.position_id)
        end = holding.over_by or holding.ended_on
        if holding.started_on and self.day < holding.started_on:
            return FUTURE
        if (end and self.day > end) or office.has_ended_by(self.day):
            return PAST
        return ACCEPTED if office.may_exist_on(self.day) else FUTURE

    def _stays(self, holding: Holding) -> bool:
        """Whether it is not over with the day, nor its office."""
        end = self._end_of_office(holding)
        is_handed_over = holding.ended_on == self.day and not holding.over_by
        return not is_handed_over and (end is None or self.day < end)

    def _is_sure(self, holding: Holding) -> bool:
        """Whether the day lies inside, no day of change and in no imprecise span."""
        office = self.register.office_of(holding.position_id)
        start, end = holding.started_on, holding.ended_on
        begun = start is None or (
            self.day >= holding.sure_from if holding.sure_from else self.day > start
        )
        ends = [each for each in (end, office.ended_on) if each]
        return begun and all(self.day < each for each in ends)

    def titles(
        self,
        holdings: Iterable[Holding],
        wording: Wording = HOUSE_WORDING,
    ) -> tuple[list[str], bool]:
        """(the titles of some appointments as the house prints them, whether all are certain)."""
        titles, certain = self.titled(holdings, wording)
        return [each.text for each in titles], certain

    def titled(
        self,
        holdings: Iterable[Holding],
        wording: Wording = HOUSE_WORDING,
    ) -> tuple[list[Title], bool]:
        """The same with the post of each title."""
        day = self.day
        later = day + timedelta(days=1)
        # One whose end is vague is printed to the last day it can be.
        shown = [
            replace(each, ended_on=later) if each.over_by and each.ended_on else each
            for each in holdings
        ]
        certain = all(not each.over_by or day < each.ended_on for each in holdings if each.ended_on)
        titles = titles_of(shown, self.register.posts, {}, self.ranks, day, wording)
        return titles, certain and all(each.certain for each in titles)

    def place(self, post: int) -> tuple[int, int]:
        """Where a post stands among one person's titles, small numbers first."""
        return _CHAIN_ORDER[Chain(self.register.posts[post].chain)], self.rank(post)

    def rank(self, post: int) -> int:
        """The rank of a post on the day."""
        return self.ranks.get(post, self.register.posts[post].rank)

    def best(self, official: int, *, surely: bool) -> int | None:
        """The best rank an official has on the day, None without any."""
        standing = self[official]
        posts = standing.surely if surely else standing.accepted
        return min((self.rank(post) for post in posts), default=None)

    def since(self, official: int) -> tuple[date, date] | None:
        """First and last day on which the appointment of best rank can have begun."""
        best = self.best(official, surely=True)
        starts = []
        for holding in self.register.holdings.get(official, ()):
            if self._when(holding) != ACCEPTED or not self._is_sure(holding):
                continue
            posts = {holding.position_id} | implied_by([holding.position_id], self.register.implies)
            if best in {self.rank(post) for post in posts}:
                if holding.started_on is None:
                    return None
                last = holding.sure_from - timedelta(days=1) if holding.sure_from else None
                starts.append((holding.started_on, last or holding.started_on))
        return min(starts, default=None)
