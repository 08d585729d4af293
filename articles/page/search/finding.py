"""
Finding articles by words, with and without marks.

Articles in which the words stand side by side come before those that hold them apart, each kind
newest first. The first `MOST` of them are ranked, exact marks first; what follows is paged by key.
A common word costs no more than a rare one.
"""

import re
from dataclasses import dataclass, field, replace

from articles.page import search_index
from articles.page.edition import Edition
from articles.page.search.question import Question
from articles.page.search.ranking import Ranking
from articles.page.search_index import Wanted

SIZE = 20
MOST = 200
COUNTED = 1_000
# Editions that ended keep their words, so that some more are read than are shown.
SPARE = 200

KEY = re.compile(r"([12])-(\d{1,12})")


@dataclass(frozen=True)
class Narrowed:
    """
    What a search is narrowed to: numbers of rows, and seconds (the end excluded), or None.

    ``categories`` are one with all below it, and what was merged into any of them.
    """

    categories: tuple = ()
    organisation: int | None = None
    official: int | None = None
    since: int | None = None
    before: int | None = None

    def __bool__(self):
        return self != Narrowed()

    @property
    def groups(self):
        """The words of the index that it stands for."""
        rows = {"c": self.categories, "o": (self.organisation,), "p": (self.official,)}
        groups = (
            tuple((f"_{letter}{pk}",) for pk in numbers if pk is not None)
            for letter, numbers in rows.items()
        )
        return tuple(group for group in groups if group)


@dataclass(frozen=True)
class Key:
    """A place among all that is found: in the first or second kind, after this place."""

    kind: int
    place: int

    @classmethod
    def read(cls, text):
        """Return the key that an address holds, or None."""
        match = KEY.fullmatch(text or "")
        return cls(int(match[1]) - 1, int(match[2])) if match else None

    def __str__(self):
        return f"{self.kind + 1}-{self.place}"


@dataclass(frozen=True)
class Found:
    """
    One page of what was found.

    ``count`` is None on pages by key; with ``has_more`` it is the least there is. ``following`` are
    the values that lead on, {} on the last page.
    """

    question: Question
    editions: list
    count: int | None = None
    has_more: bool = False
    following: dict = field(default_factory=dict)

    def __len__(self):
        return len(self.editions)

    @property
    def at_least(self):
        """The count in whole hundreds, for "more than"."""
        return self.count // 100 * 100


def search(query, narrowed=None, *, newest=False, page=1, upto=None, after=None, at=None):
    """
    Return a page of what readers may see at ``at`` that holds the words of ``query``, any text.

    ``newest`` asks for the order of time. ``page`` counts from 1 in what is ranked, ``upto`` is the
    place of the newest edition when the reader began, and ``after`` a `Key` beyond what is ranked.
    Without words all that ``narrowed`` leaves is found; without either nothing.
    """
    narrowed = narrowed or Narrowed()
    question = Question.read(query)
    kinds = kinds_of(question, narrowed, newest)
    if not kinds:
        return Found(question, [], 0)
    if after is not None:
        return by_key(question, kinds, after, at)
    pool, is_full = pool_of(kinds, upto, at)
    ordered = pool[:MOST]
    if newest or not question:
        page = 1
    else:
        ordered = ranked(question, ordered)
    start = (page - 1) * SIZE
    shown = ordered[start : start + SIZE]
    following = {}
    if shown and (newest or not question):
        if len(pool) > SIZE:
            following = {"sau": Key(shown[-1][0], shown[-1][1])}
    elif start + SIZE < len(ordered):
        following = {"trang": page + 1, "moc": upto or max(place for _, place, _ in pool)}
    elif shown and (len(pool) > MOST or is_full):
        kind, place, _ = pool[:MOST][-1]
        following = {"sau": Key(kind, place)}
    count = len(pool)
    return Found(question, cards([pk for _, _, pk in shown]), count, is_full, following)


def kinds_of(question, narrowed, newest):
    """Return what to ask the index, one `Wanted` for each kind of hit, the better kind first."""
    bounds = {"since": narrowed.since, "before": narrowed.before}
    filters = narrowed.groups
    if not question:
        return [Wanted(filters, **bounds)] if narrowed else []
    near, apart = question.side_by_side(), question.apart()
    if newest or near == apart:
        return [Wanted((*apart, *filters), **bounds)]
    return [
        Wanted((*near, *filters), **bounds),
        Wanted((*apart, *filters), without=near, **bounds),
    ]


def pool_of(kinds, upto, at):
    """
    Return the best live hits as (kind, place, edition number), and whether there are more.

    Two or three queries: the index for each kind, then the editions.
    """
    hits = []
    most = COUNTED + SPARE
    for kind, wanted in enumerate(kinds):
        if len(hits) < most:
            asked = up_to(wanted, upto)
            hits += [(kind, place) for place in search_index.places(asked, most - len(hits))]
    live = live_at([place for _, place in hits], at)
    pool = [(kind, place, live[place]) for kind, place in hits if place in live]
    return pool[:COUNTED], len(hits) >= most


def up_to(wanted, upto):
    """Return ``wanted`` without what was published after ``upto``, where that is given."""
    if upto is None or (wanted.before is not None and wanted.before <= upto):
        return wanted
    return replace(wanted, before=upto + 1)


def live_at(places, at):
    """Return {place: edition number} of the editions there that are live; one query."""
    if not places:
        return {}
    live = Edition.objects.live(at).filter(words__place__in=places)
    return dict(live.values_list("words__place", "pk"))


def by_key(question, kinds, after, at):
    """Return the page that follows a `Key`, the newest first within each kind."""
    rows, batch = [], 2 * (SIZE + 1)
    for kind in range(after.kind, len(kinds)):
        wanted = kinds[kind]
        if kind == after.kind:
            wanted = up_to(wanted, after.place - 1)
        while len(rows) <= SIZE:
            places = search_index.places(wanted, batch)
            live = live_at(places, at)
            rows += [(kind, place, live[place]) for place in places if place in live]
            if len(places) < batch:
                break
            # Twice as many each time, so that a long row of ended editions takes few queries.
            wanted, batch = replace(wanted, before=places[-1]), batch * 2
    shown = rows[:SIZE]
    following = {"sau": Key(*shown[-1][:2])} if len(rows) > SIZE else {}
    return Found(question, cards([pk for _, _, pk in shown]), following=following)


def ranked(question, hits):
    """Return hits in order of rank, equals as they are; one query."""
    rankings = [Ranking(question), Ranking(question, apart=True)]
    fields = ["pk", "headline", "lead"]
    if rankings[0].reads_text:
        fields.append("body_html")
    texts = Edition.objects.filter(pk__in=[pk for _, _, pk in hits]).values_list(*fields)
    ranks = {pk: [pk, *rest] for pk, *rest in texts}
    return sorted(hits, key=lambda hit: (hit[0], rankings[hit[0]].of(*ranks[hit[2]][1:])))


def cards(numbers):
    """Return the editions of these numbers with what a list shows, in this order; one query."""
    if not numbers:
        return []
    found = Edition.objects.for_cards().in_bulk(numbers)
    return [found[number] for number in numbers]
