"""Pasted text cut into rows of cells: from Excel, Word, a CSV file or a typed table."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from vietnamese import one_line, plain

_RULE = re.compile(r"^[\s|:+=_-]+$")
_SIGNS = ("\t", "|", ";")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says something: its line in the pasted text, from 1, and its cells, clean."""

    line: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that are not empty."""
        return tuple(cell for cell in self.cells if cell)


def rows_of(text: str) -> list[Row]:
    """The rows of ``text``; each has one cell where no sign parts them."""
    text = plain(text).replace("\r\n", "\n").replace("\r", "\n")
    sign = _sign_of(text)
    if sign is None:
        return _kept((at, [line]) for at, line in enumerate(text.split("\n"), 1))
    if sign == "|":
        lines = enumerate(text.split("\n"), 1)
        return _kept((at, _of_pipes(line)) for at, line in lines if not _RULE.match(line))
    return _kept(_of_csv(text, sign))


def _sign_of(text: str) -> str | None:
    """The sign that parts the cells: one that stands in most lines, a tab before all."""
    lines = [line for line in text.split("\n") if line.strip()]
    for sign in _SIGNS:
        having = sum(sign in line for line in lines)
        if having and (sign == "\t" or having * 2 > len(lines)):
            return sign
    header = lines[0].count(",") if lines else 0
    if header >= 2 and len(lines) > 1 and all(line.count(",") == header for line in lines):
        return ","
    return None


def _of_pipes(line: str) -> list[str]:
    bare = line.strip()
    return bare.removeprefix("|").removesuffix("|").split("|")


def _of_csv(text: str, sign: str) -> list[tuple[int, list[str]]]:
    """Rows as Excel writes them: a cell with line breaks stands between quotation marks."""
    quoting = csv.QUOTE_NONE if text.count('"') % 2 else csv.QUOTE_MINIMAL
    reader = csv.reader(io.StringIO(text), delimiter=sign, quoting=quoting)
    rows, line = [], 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        # A cell longer than any the reader takes: no table, so line by line.
        return [(at, each.split(sign)) for at, each in enumerate(text.split("\n"), 1)]
    return rows


def _kept(rows: Iterable[tuple[int, list[str]]]) -> list[Row]:
    kept = []
    for line, cells in rows:
        clean = tuple(one_line(cell) for cell in cells)
        if any(clean):
            kept.append(Row(line, clean))
    return kept
