"""The register as tables that open in Excel: one CSV file a list, in one archive."""

import csv
import io
import zipfile

from django.utils import translation

from people.exchange.columns import DAY, FILES, KEYS, NAMES, TABLES, TEXTS
from people.exchange.writing import register_data
from people.partial_date import Precision, read_iso

# Excel takes a cell that begins so for a formula; an apostrophe before it makes it a text.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Between the texts of one cell.
PART = " | "
# A file's times are no facts of the register: the same register gives the same bytes.
DEFLATED = zipfile.ZIP_DEFLATED
BEGINNING = (1980, 1, 1, 0, 0, 0)


def register_archive():
    """Return the register as the bytes of a zip file with a CSV file for each list."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        for name, text in register_tables().items():
            # With its mark, without which Excel takes UTF-8 for the code page of the machine.
            target.writestr(
                zipfile.ZipInfo(FILES[name], BEGINNING), text.encode("utf-8-sig"), DEFLATED
            )
    return archive.getvalue()


def register_tables():
    """Return {list: CSV text}; heads and choices in Vietnamese."""
    data = register_data()
    named = [row for row in data["organisations"] if row["names"]]
    offices = {row["key"]: row["names"][-1]["full"] for row in named}
    posts = {row["key"]: (row["title"], row["organisation"]) for row in data["positions"]}
    people = {row["key"]: row["name"] for row in data["officials"]}
    lines = {
        "organisations": (
            {**row, "full": name["full"], "short": name["short"]}
            | {"name_from": name["from"], "name_to": name["to"]}
            for row in data["organisations"]
            for name in row["names"]
        ),
        "positions": (
            {**row, "office": offices.get(row["organisation"])} for row in data["positions"]
        ),
        "officials": data["officials"],
        "appointments": (
            {**row, "name": people[row["official"]], "title": posts[row["position"]][0]}
            | {"office": offices.get(posts[row["position"]][1])}
            for row in data["appointments"]
        ),
        "rank_schemes": (
            {**row, "position": key, "title": posts[key][0], "rank": rank}
            for row in data["rank_schemes"]
            for key, rank in row["ranks"].items()
        ),
    }
    with translation.override("vi"):
        return {name: table_of(TABLES[name], rows) for name, rows in lines.items()}


def table_of(columns, rows):
    """Return rows as the text of a CSV file."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.head for column in columns])
    for row in rows:
        writer.writerow([safe(cell_of(column, row.get(column.key))) for column in columns])
    return text.getvalue()


def safe(cell):
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def cell_of(column, value):
    """Return a value as the text of a cell, "" for nothing."""
    if value in (None, "", []):
        return ""
    if column.holds == DAY:
        return day_of(value)
    if column.holds in (TEXTS, KEYS):
        return PART.join(value)
    labels = {code: str(choice.label) for code, choice in column.choices}
    if column.holds == NAMES:
        return PART.join(f"{each['text']} ({labels[each['kind']]})" for each in value)
    return labels.get(value, str(value))


def day_of(text):
    """Return a day of a file as people here write it, so that Excel makes no other of it."""
    day = read_iso(text)
    # Excel would take "07/2019" for the first of July.
    return f"tháng {day}" if day.precision == Precision.MONTH else str(day)
