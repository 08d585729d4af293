"""
Dates: days that do not exist, weekdays that are others, years that are missing.

Decree 30/2020/NĐ-CP, appendix I, II.4 b: days and months below ten and three are written with a
nought, and a date is whole with its year.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from articles.desk.checks.finding import Finding, Level
from articles.desk.checks.reading import Passage, Text
from vietnamese import WEEKDAYS, FoundDate, find_dates, fold

WEEKDAY = re.compile(
    r"(?P<name>thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\s*[,(]?\s*(?:ngày\s+)?$",
    re.IGNORECASE,
)
NUMBERS = {str(number): name for number, name in zip(range(2, 8), WEEKDAYS, strict=False)}
# "Kỳ họp thứ 5 (20/10/2018)" counts meetings; it names no day of the week.
COUNTED = re.compile(r"(?:lần|kỳ|kỳ\s+họp|phiên\s+họp|khóa|khoá|đợt|vòng)\s+$", re.IGNORECASE)
# What leaves no doubt that a day of the week follows; after another word it may be a number, as in
# "cuộc họp thứ ba, ngày 8/8/2018", and whoever wrote it decides.
NO_DOUBT = re.compile(
    r"(?:^|[^\w\s]\s*|\n\s*|(?<!\w)(?:sáng|trưa|chiều|tối|đêm|vào|hôm|từ|đến|tới|và|là|ngày)\s+)$",
    re.IGNORECASE,
)
REACH = 24  # characters before a date in which its weekday stands

FULL_DATE = re.compile(
    r"(?<![\w/.-])(?P<day>\d{1,2})\s*(?P<sign>[/-]|\.|tháng\s+)\s*(?P<month>\d{1,2})"
    r"\s*(?:(?P=sign)|năm)\s*(?P<year>(?:19|20)\d\d)(?![\w/]|-\w)"
)
NAMED_DATE = re.compile(
    r"ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?!\d)", re.IGNORECASE
)


# Two checks ask for the dates of each passage.
dates_in = lru_cache(maxsize=128)(find_dates)


def weekdays(text: Text) -> Iterator[Finding]:
    """Weekdays that disagree with their date: "thứ Hai, ngày 7/8/2018" was a Tuesday."""
    for passage in text.passages:
        for found in dates_in(passage.text):
            named = WEEKDAY.search(passage.text[max(0, found.start - REACH) : found.start])
            day = the_day(found, text.event_date)
            if named is None or day is None:
                continue
            right = WEEKDAYS[day.weekday()]
            if fold(name_of(named["name"])) == fold(right):
                continue
            start = max(0, found.start - REACH) + named.start("name")
            before = passage.text[max(0, start - REACH) : start]
            if COUNTED.search(before):
                continue
            end = start + len(named["name"])
            message = _("%(date)s was a %(weekday)s.") % {
                "date": f"{day:%d/%m/%Y}",
                "weekday": right,
            }
            suggestion = in_the_same_case(right, named["name"])
            is_sure = found.year and NO_DOUBT.search(before)
            level = Level.ERROR if is_sure else Level.WARNING
            place = (passage.where, passage.text, start, end)
            yield Finding("weekday_wrong", level, *place, message, suggestion)


def the_day(found: FoundDate, event_date: date | None) -> date | None:
    """Return the one day a date means; without a year the event's, if day and month agree."""
    if len(found.days) != 1:
        return None
    if found.year:
        days = found.dates(found.year)
        return days[0] if days else None
    if event_date and (event_date.day, event_date.month) == (found.day, found.month):
        return event_date
    return None


def name_of(weekday: str) -> str:
    """Return a weekday in words, also where it was written with a number."""
    last = weekday.split()[-1]
    return NUMBERS.get(last, " ".join(weekday.split()))


def in_the_same_case(right: str, written: str) -> str:
    """Return the right weekday with the capitals of the one that was written."""
    head = right[0].upper() if written[0].isupper() else right[0].lower()
    words = f"{head}{right[1:]}".split()
    last = written.split()[-1]
    if not last[0].isdigit() and not last[0].isupper():
        words[-1] = words[-1].lower()
    return " ".join(words)


def impossible(text: Text) -> Iterator[Finding]:
    """Days the calendar does not have: 31/2/2018, 30/13/2018."""
    for passage in text.passages:
        for pattern in (FULL_DATE, NAMED_DATE):
            for match in pattern.finditer(passage.text):
                year = int(match["year"]) if pattern is FULL_DATE else 2000
                if exists(year, int(match["month"]), int(match["day"])):
                    continue
                start = match.start("day")
                place = (passage.where, passage.text, start, match.end())
                yield Finding("date_impossible", Level.ERROR, *place, _("There is no such day."))


def exists(year: int, month: int, day: int) -> bool:
    """Tell whether the calendar has a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def without_year(text: Text) -> Iterator[Finding]:
    """
    Dates without a year, which nobody can place in the archive.

    Where the first date of the text bears its year, later ones of the same year may go without.
    """
    passages = [each for each in text.passages if each.where != "headline"]
    settled = False
    for passage in passages:
        for found in dates_in(passage.text):
            if found.year:
                settled = True
            elif not settled:
                settled = True  # told once: the first is what readers look for
                yield missing_year(passage, found, text.event_date)


def missing_year(passage: Passage, found: FoundDate, event_date: date | None) -> Finding:
    """
    Return the finding; where day and month are the event's only a hint, with the event's year.

    The page prints the day of the event itself, so readers of the archive find the year there.
    """
    place = (passage.where, passage.text, found.start, found.end)
    if event_date and (event_date.day, event_date.month) == (found.day, found.month):
        message = _("The date has no year. In the archive it reads better with it.")
        suggestion = found.surface + year_like(found.surface, event_date.year)
        return Finding("date_without_year", Level.HINT, *place, message, suggestion)
    message = _("The date has no year. In the archive nobody will know which.")
    return Finding("date_without_year", Level.WARNING, *place, message)


def year_like(surface: str, year: int) -> str:
    """Return a year as it goes on from a date: "/2018", " năm 2018" or "-2018"."""
    if "tháng" in surface.lower():
        return f" năm {year}"
    if "/" in surface:
        return f"/{year}"
    return f" – {year}" if " – " in surface else f"-{year}"
