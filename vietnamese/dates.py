"""Days as Vietnamese offices write them: "Thứ Ba, 07/08/2018", "Ngày 7/8", "từ 6-8/12/2023"."""

import calendar
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def weekday_name(day: date) -> str:
    """The weekday of ``day``: "Thứ Hai" to "Chủ Nhật"."""
    return WEEKDAYS[day.weekday()]


def date_in_words(day: date) -> str:
    """``day`` as the portal prints it: "Thứ Ba, 07/08/2018".

    A moment (datetime) is printed by its own calendar day: bring it to local time first.
    """
    return f"{weekday_name(day)}, {day.day:02}/{day.month:02}/{day.year:04}"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day, or some days of one month, named in a text; ``text[start:end]`` is ``surface``.

    ``surface`` leaves out the word "ngày" before it. ``days`` holds each day meant ("6-8/12":
    6, 7, 8). ``year`` is None when the text names none, neither here nor at the end of the same
    range or list ("từ 28/7 đến 2/8/2018").
    """

    start: int
    end: int
    surface: str
    days: tuple[int, ...]
    month: int
    year: int | None

    @property
    def day(self) -> int:
        """The first day meant."""
        return self.days[0]

    def dates(self, year: int) -> list[date]:
        """The days meant, in ``year`` if the text names none; empty for 29/2 of a common year."""
        in_year = self.year or year
        last = calendar.monthrange(in_year, self.month)[1]
        return [date(in_year, self.month, day) for day in self.days if day <= last]


def _word(*words: str) -> str:
    """A pattern for any of ``words``, typed in NFC or in NFD, whole."""
    forms = {unicodedata.normalize(form, word) for form in ("NFC", "NFD") for word in words}
    return rf"(?<![^\W_])(?:{'|'.join(sorted(forms))})(?![^\W_]|[\u0300-\u036f])"


_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_MONTH = r"(?P<month>(?:1[0-2]|0?[1-9])(?!\d))"
_YEAR = r"(?P<year>[12]\d{3}(?!\d))"
_OF_DAY = rf"(?:{_word('hết')}\s+)?(?:{_word('ngày')}\s+)?"
_TO = rf"\s*(?:[-–]|{_word('đến', 'tới')})\s*{_OF_DAY}"
_AND = rf"\s*(?:,|&|{_word('và')})\s*{_OF_DAY}"
_OR_NAMED = rf"\s+{_word('năm')}\s+"

_SLASH = rf"\s*/\s*{_MONTH}(?:(?:\s*/\s*|{_OR_NAMED}){_YEAR})?"
_MONTH_WORD = rf"\s+{_word('tháng')}\s+{_MONTH}(?:(?:\s*[/-]\s*|{_OR_NAMED}){_YEAR})?"
_DASH = rf"(?P<gap>\s*)[-–](?P=gap){_MONTH}(?:(?:(?P=gap)[-–](?P=gap)|{_OR_NAMED}){_YEAR})?"
_DOT = rf"\.{_MONTH}\.{_YEAR}"


def _form(days: str, rest: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<days>{days}){rest}", re.IGNORECASE)


# In the order in which they are tried; "6-8/12" must be read before "6-8".
_FORMS = tuple(
    _form(days, rest)
    for days, rest in (
        (rf"{_DAY}{_TO}{_DAY}", _SLASH),
        (rf"{_DAY}{_TO}{_DAY}", _MONTH_WORD),
        (rf"{_DAY}(?:{_AND}{_DAY}){{1,9}}", _SLASH),
        (rf"{_DAY}(?:{_AND}{_DAY}){{1,9}}", _MONTH_WORD),
        (_DAY, _SLASH),
        (_DAY, _MONTH_WORD),
        (_DAY, _DASH),
        (_DAY, _DOT),
    )
)
_WEEKDAY = rf"{_word('thứ')}\s+{_word('hai', 'ba', 'tư', 'năm', 'sáu', 'bảy')}|{_word('chủ nhật')}"
_HEAD = re.compile(rf"(?<![^\W_]){_DAY}")
_RANGE = re.compile(_TO, re.IGNORECASE)
_AND_WORD = re.compile(_word("và"), re.IGNORECASE)
# A weekday may stand between two dates, never within one: "thứ 7 và Chủ nhật 5/8" has one date.
_JOINT = re.compile(
    rf"(?:{_TO}|{_AND})(?:(?:{_WEEKDAY})\s*,?\s*(?:{_word('ngày')}\s+)?)?", re.IGNORECASE
)

# "QĐ-7/8", "1.7/8" and "số 9-4" before, "7/8-NQ", "7/8/15" and "7/8%" after: no date but a code,
# a document's number or a share.
_IN_CODE_BEFORE = re.compile(rf"(?:[^\W_][-–/.,_+&]|{_word('số')}\s*:?\s*)$", re.IGNORECASE)
_IN_CODE_AFTER = re.compile(r"[^\W_]|[/.+&_][^\W_]|[-–][^\W\d_]|\s?%")

# What tells "sáng 7/8" from "7/8 xã" (seven of eight communes), "tỷ số 3-1" and "phục vụ 24/7".
_PART_OF_DAY = _word("sáng", "trưa", "chiều", "tối", "đêm", "hôm")
_CUE = re.compile(
    rf"(?:{_word('ngày', 'mùng', 'mồng', 'giờ')}|\d[hg](?:\d\d)?|{_WEEKDAY}"
    rf"|{_PART_OF_DAY}(?:\s+{_word('nay', 'qua', 'mai')})?)\s*[,:(]?\s*$",
    re.IGNORECASE,
)
# These precede shares as well, so what follows must not be a thing that can be counted.
_WEAK_CUE = re.compile(
    rf"(?:^|\n|{_word('vào', 'từ', 'đến', 'tới', 'trước', 'sau', 'hết')})\s*$", re.IGNORECASE
)
_NO_COUNTED_THING = re.compile(
    rf"\s*(?:$|[,.;:)\]\n–-]|{_word('tại', 'ở', 'đã', 'sẽ', 'và', 'đến', 'tới')})"
    r"|\s+[A-ZĐÀ-ÖØ-ÞĂƠƯẠ-Ỹ]"
)
_REACH = 24  # characters before a number in which a cue is looked for
_A_LEAP_YEAR = 2000


def find_dates(text: str) -> list[FoundDate]:
    """The dates in ``text``, day first, in the order in which they stand.

    Recognised: "Ngày 7/8", "chiều 19 – 4", "22-8-2018", "ngày 05 tháng 12 năm 2025", "7/8/2018",
    "07.08.2018", "6 và 7/8", "từ 6-8/12/2023". A day and month without a year count only where
    something tells that they are a date: "ngày", a part of the day, a weekday or an hour before
    them, another date that they continue, or (after "từ", "vào" … and at the start of a line)
    no countable thing behind them. Document numbers, shares ("7/8 xã") and "24/7" are left out.
    Impossible days (31/4) too. NFC and NFD are both read; offsets count in ``text`` as given.
    """
    found: list[FoundDate] = []
    for head in _HEAD.finditer(text):
        if found and head.start() < found[-1].end:
            continue
        reading = _read(text, head.start(), found[-1] if found else None)
        if reading:
            found.append(reading)
    return _share_years(text, found)


def _read(text: str, start: int, previous: FoundDate | None) -> FoundDate | None:
    continues = previous is not None and bool(_JOINT.fullmatch(text, previous.end, start))
    before = text[max(0, start - _REACH) : start]
    if not continues and _IN_CODE_BEFORE.search(before):
        return None
    for form in _FORMS:
        match = form.match(text, start)
        if match and not _IN_CODE_AFTER.match(text, match.end()):
            reading = _interpret(match)
            if reading and (reading.year or continues or _is_cued(text, match, before)):
                return reading
    return None


def _is_cued(text: str, match: re.Match[str], before: str) -> bool:
    if _CUE.search(before):
        return True
    listed = _AND_WORD.search(match["days"])
    weak = listed or _WEAK_CUE.search(before)
    return bool(weak and _NO_COUNTED_THING.match(text, match.end()))


def _interpret(match: re.Match[str]) -> FoundDate | None:
    """The date that ``match`` reads, or None where the calendar has no such day."""
    numbers = [int(digits) for digits in re.findall(r"\d+", match["days"])]
    month = int(match["month"])
    year = int(match["year"]) if match["year"] else None
    if _RANGE.search(match["days"]):
        numbers = list(range(numbers[0], numbers[-1] + 1))
    last = calendar.monthrange(year or _A_LEAP_YEAR, month)[1]
    if not numbers or max(numbers) > last:
        return None
    return FoundDate(match.start(), match.end(), match[0], tuple(numbers), month, year)


def _share_years(text: str, found: list[FoundDate]) -> list[FoundDate]:
    """Give the year at the end of a range or list to those before it."""
    shared = found[-1:]
    for earlier in reversed(found[:-1]):
        later = shared[0]
        joined = _JOINT.fullmatch(text, earlier.end, later.start)
        if earlier.year is None and later.year is not None and joined:
            same_year = (earlier.month, earlier.day) <= (later.month, later.day)
            earlier = replace(earlier, year=later.year if same_year else later.year - 1)
        shared.insert(0, earlier)
    return shared
