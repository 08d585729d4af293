"""Tables, uploaded or pasted, as the plain data of a register file; every bad line is told."""

import csv
import io
import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from people.exchange.columns import (
    CHOICE,
    DAY,
    FILES,
    KEYS,
    NAMES,
    NEEDED,
    NUMBER,
    PASSED_OVER,
    TABLES,
    TEXTS,
    columns_by_head,
    plain_head,
)
from people.exchange.naming import Names
from people.exchange.register_file import BadValue, Problem
from people.exchange.writing_tables import FORMULA
from people.partial_date import read_typed
from vietnamese import fold, one_line

MOST_LINES = 5_000
# What may part the cells.
SIGNS = "\t;,|"
MONTH = re.compile(r"^(?:tháng|thang|t)\s*(?=\d)", re.IGNORECASE)
OTHER_NAME = re.compile(r"^(?P<text>.*?)\s*\((?P<kind>[^()]*)\)$")


@dataclass
class Tables:
    """What tables say: plain data, where each row stands, and the lines that cannot be read.

    ``places`` is {list: [place in words of each row]}.
    """

    data: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)


def read_tables(texts):
    """Return the `Tables` of texts, {name of the file: CSV or pasted text}.

    Raises `BadValue` where the head of one tells not what it is. Asks the database for the keys of
    what is only named.
    """
    found = [(file, *table_in(file, text)) for file, text in texts.items()]
    order = list(FILES)
    tables, names = Tables(), Names()
    if sum(len(lines) for _file, _name, _columns, lines in found) > MOST_LINES:
        raise BadValue(
            _("More than %(most)s lines: load it with the command load_register.")
            % {"most": MOST_LINES}
        )
    for file, name, columns, lines in sorted(found, key=lambda each: order.index(each[1])):
        read_table(tables, names, name, columns, [(place_of(file, at), row) for at, row in lines])
    return tables


def place_of(file, line):
    """Return where a row stands, in words; ``file`` is "" for what was pasted."""
    told = _("line %(line)s") % {"line": line}
    return f"{file}, {told}" if file else told


def table_in(file, text):
    """Return (list, {number: Column}, [(line, cells)]) of a text. Raises `BadValue`."""
    if not text.strip():
        raise BadValue(_("%(file)s holds nothing.") % {"file": file or _("Pasted table")})
    for sign in SIGNS:
        rows = cells_of(text, sign)
        # Above the head a title may stand.
        for at, (_line, cells) in enumerate(rows[:10]):
            name = list_of(cells)
            if name is not None:
                return name, columns_of(file, name, cells), rows[at + 1 :]
    known = "; ".join(", ".join(column.head for column in columns) for columns in TABLES.values())
    raise BadValue(
        _("%(file)s: no line heads the columns. Heads that are known: %(heads)s")
        % {"file": file or _("Pasted table"), "heads": known}
    )


def cells_of(text, sign):
    """Return [(line, cells)] of a text whose cells are parted by a sign."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    rows, line = [], 1
    try:
        for cells in reader:
            clean = [clean_cell(cell) for cell in cells]
            if any(clean):
                rows.append((line, clean))
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadValue(_("Line %(line)s cannot be read as cells.") % {"line": line}) from error
    return rows


def clean_cell(cell):
    """Return a cell without spaces at its ends and without the mark that kept it from counting."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def list_of(cells):
    """Return which list a head belongs to: the one that knows most of its columns; or None."""
    heads = {plain_head(cell) for cell in cells if cell}
    best, most = None, 1
    for name in TABLES:
        known = columns_by_head(name)
        keys = {known[head].key for head in heads if head in known}
        if len(keys) > most - (name == "officials") and all(
            keys & set(any_of) for any_of in NEEDED[name]
        ):
            best, most = name, len(keys)
    return best


def columns_of(file, name, cells):
    """Return {number: Column} of a head. Raises `BadValue` for a head nobody knows."""
    known = columns_by_head(name)
    unknown = [
        cell
        for cell in cells
        if cell and plain_head(cell) not in known and plain_head(cell) not in PASSED_OVER
    ]
    if unknown:
        raise BadValue(
            _("%(file)s: unknown columns: %(unknown)s. Known are: %(heads)s")
            % {
                "file": file or _("Pasted table"),
                "unknown": ", ".join(unknown),
                "heads": ", ".join(column.head for column in TABLES[name]),
            }
        )
    heads = enumerate(map(plain_head, cells))
    return {at: known[head] for at, head in heads if head in known}


def read_table(tables, names, name, columns, lines):
    """Add the rows of one table; the lines of one key make one row."""
    rows = tables.data.setdefault(name, [])
    places = tables.places.setdefault(name, [])
    by_key = {}
    for place, cells in lines:
        try:
            values = values_of(columns, cells)
            names.fill(name, values)
        except BadValue as error:
            tables.problems.append(Problem(name, None, place, str(error)))
            continue
        row = nested(name, values)
        key = row.get("key")
        if name in ("organisations", "rank_schemes") and key in by_key:
            added = "names" if name == "organisations" else "ranks"
            merge(by_key[key], row, added)
            continue
        if key:
            by_key[key] = row
        rows.append(row)
        places.append(place)


def merge(row, other, added):
    """Add the name or the rank of a further line to the row of its key."""
    if added == "names":
        row["names"] += other["names"]
    else:
        row["ranks"] |= other["ranks"]


def values_of(columns, cells):
    """Return {key: value} of a line. Raises `BadValue` with every reason."""
    values, reasons = {}, []
    for at, column in columns.items():
        cell = cells[at] if at < len(cells) else ""
        try:
            value = value_of(column, cell)
        except BadValue as error:
            reasons.append(f"“{column.head}” {error}")
            continue
        if value is not None or column.holds == DAY or column.key == "parent":
            values[column.key] = value
    if reasons:
        raise BadValue("; ".join(reasons))
    return values


def value_of(column, cell):
    """Return what a cell says, None for nothing. Raises `BadValue`."""
    if column.holds in (TEXTS, KEYS):
        return [one_line(part) for part in re.split(r"[|\n]", cell) if part.strip()]
    cell = one_line(cell)
    if column.holds == NAMES:
        return [other_name(column, part) for part in cell.split("|") if part.strip()]
    if not cell:
        return "" if column.key == "territory" else None
    if column.holds == DAY:
        return day_in(cell)
    if column.holds == NUMBER:
        if not cell.isdecimal():
            raise BadValue(_("is no whole number: %(text)s") % {"text": cell})
        return int(cell)
    if column.holds == CHOICE:
        return choice_in(column, cell)
    return cell


def day_in(cell):
    """Return a day as files have it."""
    try:
        return read_typed(MONTH.sub("", cell)).iso()
    except ValidationError as error:
        raise BadValue(_("is no day: %(text)s") % {"text": cell}) from error


def choice_in(column, cell):
    """Return the code of a choice that is written as its code or its label."""
    for language in ("vi", "en"):
        with translation.override(language):
            for code, choice in column.choices:
                if fold(cell) in (fold(code), fold(str(choice.label))):
                    return code
    with translation.override("vi"):
        labels = ", ".join(str(choice.label) for _code, choice in column.choices)
    raise BadValue(
        _("knows no “%(text)s”; it may be: %(choices)s") % {"text": cell, "choices": labels}
    )


def other_name(column, part):
    """Return another name that is written as "Nguyễn Văn B (Bút danh)"."""
    found = OTHER_NAME.match(one_line(part))
    if found is None:
        raise BadValue(_("needs the kind in brackets: %(text)s") % {"text": one_line(part)})
    return {"text": found["text"], "kind": choice_in(column, found["kind"])}


def nested(name, values):
    """Return the values of a line in the form of a row of a register file."""
    helps = {column.key for column in TABLES[name] if column.is_help}
    row = {key: value for key, value in values.items() if key not in helps}
    if name == "organisations":
        called = {"full": row.pop("full", ""), "short": row.pop("short", [])}
        called |= {"from": row.pop("name_from", None), "to": row.pop("name_to", None)}
        row["names"] = [called]
    if name == "rank_schemes":
        row["ranks"] = {row.pop("position", ""): row.pop("rank", None)}
    return row
