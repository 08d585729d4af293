"""A pasted list of guests, read: who is named, with which title, of which unit.

Pure: text in, guests out, the same for the same. A table with or without a head (cells parted by
tabs, "|" or ";"), or lines such as "1. Ông Nguyễn Văn A - Phó Chủ tịch UBND phường Móng Cái 1".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from people.check.reading import tokens_of
from people.check.words import begins_title
from people.invitation.cells import Row, rows_of
from people.invitation.columns import ADDRESS, NAME, TITLE, UNIT, guess, heads_of, is_title
from people.invitation.naming import is_surely_a_name, looks_like_a_name, tidy_name

MOST_GUESTS = 150
# Headings, heads of tables, remarks.
MOST_OTHERS = 50
# Characters: what no list of guests of that length needs.
LONGEST_TEXT = 100_000
LONGEST_CELL = 250
LONGEST_NAME = 100

_NUMBER = re.compile(r"^\s*(?:\(?\d{1,3}\s*[.)/:-]+|[-+*•●▪–—]+)\s*")
_ONLY_NUMBER = re.compile(r"^[\d\s.)(/-]*$")
_PART = re.compile(r"^\s*(?:[IVX]{1,5}|[A-HĐ])[.)]\s+(?=\S)")
_CUT = re.compile(r"\s*[,;:]\s*|\s+[-–—]+\s*|\s*[-–—]+\s+|\s*\t\s*|\s*\(")


class TooMuch(ValueError):
    """More text or lines than a list of guests has; ``lines`` is how many there were."""

    def __init__(self, lines: int) -> None:
        super().__init__(lines)
        self.lines = lines


@dataclass(frozen=True, slots=True)
class Guest:
    """One person of the list. ``line`` counts the pasted lines from 1.

    ``unit_is_above`` where the unit comes from a merged cell or a heading and may be none of
    theirs. ``honorific`` is as printed ("ông", "bà", "đồng chí"), "" for none.
    """

    line: int
    name: str
    title: str = ""
    unit: str = ""
    honorific: str = ""
    unit_is_above: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """A line that names nobody."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """What was read: the guests in their order, and the lines that name nobody."""

    guests: tuple[Guest, ...] = ()
    passed: tuple[Passed, ...] = ()


def read_invitation(text: str) -> Invitation:
    """Read a pasted list. Raises `TooMuch` above `MOST_GUESTS` guests, or lines beside them."""
    if len(text) > LONGEST_TEXT:
        raise TooMuch(text.count("\n") + 1)
    rows = rows_of(text)
    if len(rows) > MOST_GUESTS + MOST_OTHERS:
        raise TooMuch(len(rows))
    is_table = any(len(row.filled) > 1 for row in rows)
    found = _of_table(rows) if is_table else _of_lines(rows)
    guests = tuple(each for each in found if isinstance(each, Guest))
    if len(guests) > MOST_GUESTS:
        raise TooMuch(len(guests))
    return Invitation(guests, tuple(each for each in found if isinstance(each, Passed)))


def _of_table(rows: Sequence[Row]) -> list[Guest | Passed]:
    """Guests of a table; a row with one cell heads those below, an empty unit is a merged one."""
    columns = next((heads for row in rows if (heads := heads_of(row))), None) or guess(rows)
    found: list[Guest | Passed] = []
    above = ""
    for row in rows:
        heads = heads_of(row)
        if heads is not None:
            columns = heads  # a second table, or the head again on the next page
            continue
        cells = _cells_by_kind(row, columns)
        tidy = tidy_name(cells.get(NAME, ""))
        only = [cell for cell in row.filled if not _ONLY_NUMBER.match(cell)]
        if not looks_like_a_name(tidy.name) or (len(only) == 1 and _PART.match(only[0])):
            line = _of_line(Row(row.line, (", ".join(only),)))
            if isinstance(line, Passed) and len(row.filled) == 1:
                above = _heading(only[0])
            found.append(line)
            continue
        unit = cells.get(UNIT, "")
        above = unit or above
        honorific = tidy.honorific or tidy_name(f"{cells.get(ADDRESS, '')} X Y").honorific
        title = _without_number(cells.get(TITLE, ""))
        guest = _guest(row.line, tidy.name, title, above, honorific)
        found.append(replace(guest, unit_is_above=not unit))
    return found


def _of_lines(rows: Sequence[Row]) -> list[Guest | Passed]:
    """Guests of lines; a line such as "II. Các phòng" or "Đảng ủy phường:" heads those below."""
    found: list[Guest | Passed] = []
    above = ""
    for row in rows:
        line = _of_line(row)
        if isinstance(line, Passed) and _heads_a_part(line.text):
            above = _heading(line.text)
        elif isinstance(line, Guest) and not line.unit:
            line = replace(line, unit=above, unit_is_above=True)
        found.append(line)
    return found


def _heads_a_part(text: str) -> bool:
    """Whether a lone text heads the lines below it."""
    return bool(_PART.match(text)) or text.endswith(":")


def _heading(text: str) -> str:
    return _PART.sub("", text).strip(" :.-")[:LONGEST_CELL]


def _cells_by_kind(row: Row, columns: dict[int, str]) -> dict[str, str]:
    """The cells of a row by what their column holds; two of one kind are joined."""
    cells: dict[str, str] = {}
    for at, kind in columns.items():
        if at < len(row.cells) and row.cells[at]:
            cells[kind] = ", ".join(filter(None, [cells.get(kind, ""), row.cells[at]]))
    return cells


def _of_line(row: Row) -> Guest | Passed:
    """The guest a line names; the name stands first, last, or before the first word of a title."""
    text = _without_number(" ".join(row.filled))
    pieces = [piece.strip(" .)") for piece in _CUT.split(text)]
    pieces = [piece for piece in pieces if piece]
    if not pieces or _PART.match(text):
        return Passed(row.line, text)
    first, last = tidy_name(pieces[0]), tidy_name(pieces[-1])
    is_name = looks_like_a_name(first.name) and not is_title(pieces[0])
    is_told = first.honorific or is_surely_a_name(first.name)
    if is_name and (is_told or (len(pieces) > 1 and is_title(pieces[1]))):
        rest = text[text.index(pieces[0]) + len(pieces[0]) :]
        title, unit = _title_and_unit(rest.strip(" ,;:-–—(.").removesuffix(")"))
        return _guest(row.line, first.name, title, unit, first.honorific)
    split = _before_title(pieces[0])
    if split is not None:
        name, start = split
        tidy = tidy_name(name)
        title, unit = _title_and_unit(text[text.index(pieces[0]) + start :])
        return _guest(row.line, tidy.name, title, unit, tidy.honorific)
    if len(pieces) > 1 and is_surely_a_name(last.name) and is_title(pieces[0]):
        title, unit = _title_and_unit(text[: text.rindex(pieces[-1])].strip(" ,;:-–—("))
        return _guest(row.line, last.name, title, unit, last.honorific)
    return Passed(row.line, text)


def _before_title(text: str) -> tuple[str, int] | None:
    """(name, where the title begins) of "Ông Nguyễn Văn A Phó Chủ tịch UBND phường"."""
    tokens = tokens_of(text)
    for at in range(1, len(tokens) - 1):
        if begins_title(tokens[at].key, tokens[at + 1].key) or tokens[at].abbreviation:
            name = text[: tokens[at].start].strip()
            if is_surely_a_name(_tidy(name)):
                return name, tokens[at].start
    return None


def _title_and_unit(text: str) -> tuple[str, str]:
    """(title, unit): what follows the last piece that begins as titles do is the unit."""
    pieces = re.split(r"\s*[,;]\s*|\s+[-–—]\s+", text)
    last = max((at for at, piece in enumerate(pieces) if is_title(piece)), default=None)
    if last is None or last == len(pieces) - 1:
        return text, ""
    unit = pieces[last + 1]
    cut = text.index(unit, text.index(pieces[last]) + len(pieces[last]))
    return text[:cut].strip(" ,;:-–—"), text[cut:]


def _guest(line: int, name: str, title: str, unit: str, honorific: str) -> Guest:
    title, unit = title[:LONGEST_CELL].strip(" .;"), unit[:LONGEST_CELL].strip(" .;")
    return Guest(line, name[:LONGEST_NAME], title, unit, honorific)


def _tidy(text: str) -> str:
    return tidy_name(text).name


def _without_number(text: str) -> str:
    return _NUMBER.sub("", text).strip()
