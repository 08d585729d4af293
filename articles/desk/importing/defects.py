"""What an editor should look at in an imported article."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from vietnamese import (
    double_spaces,
    doubled_punctuation,
    find_dates,
    glued_ellipses,
    lost_horns,
    trailing_period,
    unbalanced_quotes,
)

from .imported_article import Block, Defect, Part


class _Place(NamedTuple):
    part: Part
    block: int | None
    text: str


_SLIPS: dict[str, Callable[[str], Iterable[tuple[int, int, str]]]] = {
    "unbalanced_quote": unbalanced_quotes,
    "double_space": double_spaces,
    "missing_space": glued_ellipses,
    "doubled_punctuation": doubled_punctuation,
    "lost_horn": lost_horns,
}


def find_defects(headline: str, lead: str, blocks: list[Block], guessed: set[int]) -> list[Defect]:
    """The defects of an article in reading order; ``guessed`` are blocks of a doubtful kind."""
    places = [_Place("headline", None, headline), _Place("lead", None, lead)]
    places += [_Place("body", index, block.text) for index, block in enumerate(blocks)]
    return [defect for place in places for defect in _in_order(place, guessed)]


def _in_order(place: _Place, guessed: set[int]) -> list[Defect]:
    return sorted(_of_place(place, guessed), key=lambda defect: (defect.start, defect.code))


def _of_place(place: _Place, guessed: set[int]) -> Iterator[Defect]:
    part, block, text = place
    for code, find in _SLIPS.items():
        for start, end, surface in find(text):
            yield Defect(code, part, block, start, end, surface)
    if part == "headline":
        for start, end, surface in trailing_period(text):
            yield Defect("headline_period", part, block, start, end, surface)
    else:
        for found in find_dates(text):
            if found.year is None:
                yield Defect(
                    "date_without_year", part, block, found.start, found.end, found.surface
                )
    if part == "lead" and not text:
        yield Defect("no_lead", part, block, 0, 0, "")
    if block in guessed:
        last = len(text) - 1
        yield Defect("caption_with_period", part, block, last, last + 1, text[last:])
