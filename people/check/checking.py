"""The title check: a text, a day and a register in, findings out. The same in, the same out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from people.check import (
    addressing,
    agreeing,
    capitals,
    characters,
    citations,
    completeness,
    event_day,
    naming,
    ordering,
    short_forms,
    titles_held,
)
from people.check.article import Article
from people.check.citations import Citation
from people.check.finding import INFO, Finding, in_order
from people.check.reading import Block
from people.check.register import House, TitleRegister

_RULES = (
    titles_held,
    completeness,
    ordering,
    naming,
    characters,
    short_forms,
    capitals,
    addressing,
)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, in the order in which it stands, and the documents cited."""

    findings: tuple[Finding, ...]
    citations: tuple[Citation, ...]


def check(
    blocks: Sequence[Block],
    day: date | None,
    register: TitleRegister,
    published: date | None = None,
    house: House | None = None,
) -> Report:
    """Check the titles of officials printed in ``blocks``.

    ``day`` is the day of the event; without one the day of publishing counts. Without either only
    what needs no day is checked. ``house`` overrides the register's.
    """
    if house is not None:
        register = replace(register, house=house)
    found = list(event_day.find(blocks, day, published))
    article = Article(blocks, register, day or published or date.max)
    if day or published:
        for rule in _RULES:
            found += rule.find(article)
        found += agreeing.find(article, found)
    else:
        for rule in (characters, short_forms):
            found += rule.find(article)
    counting = _counting(found, register.house)
    return Report(in_order(counting), citations.find(blocks, published))


def _counting(found: Iterable[Finding], house: House) -> Iterator[Finding]:
    """The findings as the house counts them."""
    for each in found:
        if each.code in house.hints:
            yield replace(each, severity=INFO)
        elif each.code not in house.silent:
            yield each
