"""Documents that a text cites by their number."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from people.check.reading import Block
from vietnamese import find_dates, nfc

_PARTY_KINDS = "NQ|QĐ|KL|CT|TB|HD|QC|BC|CTr|KH"
_STATE_KINDS = "NĐ|TT|TTLT|QĐ|NQ|CT|KH|TB|BC|CĐ|HD|CTr|TTr|PL"
_NUMBER = r"\d{1,5}[a-z]?"
_LIST = rf"{_NUMBER}(?:\s?(?:,|;|và)\s?{_NUMBER}){{0,9}}"
_PARTY = rf"(?P<numbers>{_LIST})\s?-\s?(?P<tail>(?:{_PARTY_KINDS})/[A-ZĐƯ]+)"
_BODY = r"(?:TTg|[A-ZĐƯ]+(?:-[A-ZĐƯ]+)*\d*)"
_STATE = rf"\d{{1,5}}(?:/\d{{4}})?/(?:(?:{_STATE_KINDS})-{_BODY}|UBTVQH\d+|QH\d+)"
_CITATION = re.compile(rf"(?<![\w/.-])(?:{_PARTY}|(?P<state>{_STATE}))(?![\w])")
# "Nghị quyết số 18,19 Hội nghị Trung ương 6": the tail stands where they were cited before.
_WITHOUT_TAIL = re.compile(
    rf"(?:Nghị quyết|Kết luận|Chỉ thị|Quy định|Quyết định|Thông báo)\s+(?:số\s+)?"
    rf"(?P<numbers>{_LIST})(?![\w/-])(?!\s?-\s?\w+/)"
)
_ONE_NUMBER = re.compile(_NUMBER)
_REACH = 60
_ISSUERS = (
    ("Tỉnh ủy", "TU"),
    ("Thành ủy", "TU"),
    ("Bộ Chính trị", "TW"),
    ("Ban Bí thư", "TW"),
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A document cited: its number, who is said to have issued it and when, "" and None if not."""

    number: str
    issuer: str = ""
    issued_on: date | None = None
    # It bears a day after the one on which the article was published.
    is_too_late: bool = False


def find(blocks: Iterable[Block], published: date | None) -> tuple[Citation, ...]:
    """The documents cited, each once, in the order in which they first appear."""
    found: dict[str, Citation] = {}
    tails: dict[str, str] = {}
    for block in blocks:
        text = nfc(block.text)
        for match in sorted(_matches(text), key=lambda each: each.start()):
            for number in _numbers(match, tails):
                citation = _described(number, text, match, published)
                known = found.get(number)
                if known is None or (citation.is_too_late and not known.is_too_late):
                    found[number] = citation
    return tuple(found.values())


def spans_of(text: str) -> list[tuple[int, int]]:
    """Where document numbers stand in ``text``."""
    return [match.span() for match in _CITATION.finditer(text)]


def _matches(text: str) -> Iterator[re.Match[str]]:
    yield from _CITATION.finditer(text)
    yield from _WITHOUT_TAIL.finditer(text)


def _numbers(match: re.Match[str], tails: dict[str, str]) -> list[str]:
    groups = match.groupdict()
    if groups.get("state"):
        return [groups["state"]]
    numbers = _ONE_NUMBER.findall(groups["numbers"])
    if groups.get("tail"):
        tails.update(dict.fromkeys(numbers, groups["tail"]))
    return [f"{number}-{tails[number]}" for number in numbers if number in tails]


def _described(number: str, text: str, match: re.Match[str], published: date | None) -> Citation:
    before = text[max(0, match.start() - _REACH) : match.start()]
    after = text[match.end() : match.end() + _REACH]
    issuer = next(
        (name for name, tail in _ISSUERS if number.endswith(f"/{tail}") and name in before + after),
        "",
    )
    issued = None
    if re.match(r"[\s,(]*(?:ra\s+)?ngày\s", after):
        dates = find_dates(after)
        if dates and dates[0].year:
            issued = next(iter(dates[0].dates(dates[0].year)), None)
    is_too_late = bool(issued and published and issued > published)
    return Citation(number, issuer, issued, is_too_late)
