"""
How near two articles are in what they are about: the scores behind "Tin liên quan".

Pure functions: no database, no clock. Why these weights: docs/decisions/related-by-meaning.md.
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from vietnamese import fold


class Kind(StrEnum):
    """What two articles may have in common."""

    TOPIC = "topic"
    DOCUMENT = "document"
    OFFICIAL = "official"
    ORGANISATION = "organisation"


# What one thing in common weighs; each further one of its kind weighs half.
WEIGHTS = {Kind.TOPIC: 6.0, Kind.DOCUMENT: 5.0, Kind.OFFICIAL: 3.0, Kind.ORGANISATION: 2.0}
FURTHER = 0.5
# So many days from each other, an article counts half as much.
HALF = 45.0
# What is common to so many articles may be common to all: how far apart they are decides then.
MANY = 12
# Things met with less often than once in so many days weigh fully.
SELDOM = 7.0
LEAST_WEIGHT = 0.2
# What scores less has too little in common to be shown.
LEAST = 1.0
DAY = 86_400.0


@dataclass(frozen=True)
class Thing:
    """Something an article is about; ``key`` is a number or a document's key, as text."""

    kind: Kind
    key: str


@dataclass(frozen=True)
class Match:
    """That another article is about a thing too."""

    thing: Thing
    article: int
    headline: str
    published_at: datetime


@dataclass(frozen=True)
class Likely:
    """An article near in meaning: its number, its score, and the things in common."""

    article: int
    score: float
    things: tuple[Thing, ...]


def likeliest(matches: list[Match], headline: str, published_at: datetime) -> list[Likely]:
    """
    Return the articles nearest in meaning to one with this headline and date, the nearest first.

    An article whose headline is the same, marks and capitals aside, is the same story; of several
    the nearest is kept.
    """
    weights = weights_of(matches, published_at)
    by_article: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        by_article[match.article].append(match)
    scored = []
    for found in by_article.values():
        apart = abs((found[0].published_at - published_at).total_seconds()) / DAY
        things = tuple(sorted({each.thing for each in found}, key=lambda each: -weights[each]))
        score = weight_of(things, weights) / (1 + apart / HALF)
        if score >= LEAST:
            scored.append((Likely(found[0].article, score, things), apart, found[0].headline))
    scored.sort(key=lambda each: (-each[0].score, each[1], -each[0].article))
    told, chosen = {fold(headline).strip()}, []
    for likely, _apart, its_headline in scored:
        folded = fold(its_headline).strip()
        if folded not in told:
            told.add(folded)
            chosen.append(likely)
    return chosen


def weights_of(matches: list[Match], published_at: datetime) -> dict[Thing, float]:
    """
    Return what each thing weighs beside an article of this date, given all that share it.

    An official who is in the news every day says little about any two articles; a topic says the
    same however much is written on it. The `MANY` nearest before and after tell how often that is.
    """
    days: dict[Thing, list[float]] = defaultdict(list)
    for match in matches:
        days[match.thing].append(match.published_at.timestamp() / DAY)
    here = published_at.timestamp() / DAY
    weights = {}
    for thing, found in days.items():
        found.sort()
        middle = bisect_right(found, here)
        found = found[max(0, middle - MANY) : middle + MANY]
        share = 1.0
        if thing.kind is not Kind.TOPIC and len(found) >= MANY:
            between = (found[-1] - found[0]) / (len(found) - 1)
            share = min(1.0, max(LEAST_WEIGHT, between / SELDOM))
        weights[thing] = WEIGHTS[thing.kind] * share
    return weights


def weight_of(things: tuple[Thing, ...], weights: dict[Thing, float]) -> float:
    """Return what several things weigh together; they come heaviest first."""
    met: set[Kind] = set()
    weight = 0.0
    for thing in things:
        weight += weights[thing] * (FURTHER if thing.kind in met else 1.0)
        met.add(thing.kind)
    return weight
