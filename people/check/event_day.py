"""T21: the day of the event and what the lead says of it."""

from collections.abc import Iterator, Sequence
from datetime import date

from people.check.finding import INFO, WARN, Finding
from people.check.reading import Block
from vietnamese import FoundDate, find_dates


def find(
    blocks: Sequence[Block], event_date: date | None, published: date | None
) -> Iterator[Finding]:
    """No event date, or one that the first day in the lead contradicts."""
    index, dates = next(
        ((at, find_dates(block.text)) for at, block in enumerate(blocks) if block.kind == "lead"),
        (0, []),
    )
    first = dates[0] if dates else None
    if event_date is None:
        if not blocks:
            return
        if first is None:
            yield Finding("T21", INFO, 0, 0, 0, "")
        else:
            day = _nearest(first, published)
            yield Finding(
                "T21",
                INFO,
                index,
                first.start,
                first.end,
                first.surface,
                suggestion=day.isoformat() if day else None,
            )
    elif first and not _agrees(first, dates[1:], blocks[index].text, event_date):
        expected = event_date.isoformat()
        yield Finding("T21", WARN, index, first.start, first.end, first.surface, expected=expected)


def _nearest(found: FoundDate, published: date | None) -> date | None:
    """The nearest such day that is not after the publish date."""
    if published is None:
        return next(iter(found.dates(0)), None) if found.year else None
    years = [found.year] if found.year else range(published.year, published.year - 9, -1)
    for year in years:
        days = [day for day in found.dates(year) if day <= published]
        if days:
            return days[0]
    return None


def _agrees(first: FoundDate, others: Sequence[FoundDate], text: str, event_date: date) -> bool:
    days = first.dates(event_date.year)
    if event_date in days or not days:
        return True
    if not others:
        return False
    between = text[first.end : others[0].start].strip(" ,").lower()
    ends = others[0].dates(event_date.year)
    if not ends or between.removesuffix("ngày").strip() not in ("-", "–", "đến", "tới", "đến hết"):
        return False
    if days[0] <= ends[-1]:
        return days[0] <= event_date <= ends[-1]
    return event_date >= days[0] or event_date <= ends[-1]
