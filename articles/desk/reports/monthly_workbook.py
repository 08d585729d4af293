"""The monthly table as a workbook for the accounting office."""

from io import BytesIO

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from xlsxwriter import Workbook

from articles.desk.reports.monthly import headline_of, works_of

# What was typed stays text: no cell turns into a formula, a number or a link by how it begins.
AS_TYPED = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
WIDTHS = {"short": 12, "middle": 28, "long": 60}


def workbook_of(table, absolute):
    """
    Return a `MonthlyTable` as the bytes of an XLSX file.

    ``absolute`` turns the path of an article into its whole address.
    """
    file = BytesIO()
    with Workbook(file, AS_TYPED) as book:
        looks = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            "total": book.add_format({"bold": True, "top": 1}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "plain": book.add_format({"valign": "top"}),
        }
        for name, columns, rows, total in sheets(table, absolute):
            write_sheet(
                book.add_worksheet(name), looks, title_of(table, name), columns, rows, total
            )
    return file.getvalue()


def title_of(table, name):
    month = f"{table.month:%m/%Y}"
    return _("%(sheet)s – articles published in %(month)s") % {"sheet": name, "month": month}


def sheets(table, absolute):
    """Yield (name, [(column, width)], rows, total or None) of each sheet."""
    count = (_("Articles"), "short")
    yield (
        _("By contributor"),
        [(_("Name or pen name"), "middle"), (_("Part"), "middle"), count],
        table.contributors,
        None,  # several persons share an article, so a sum would count it more than once
    )
    yield (
        _("By category"),
        [(_("Category"), "middle"), count],
        table.categories,
        total(table.categories),
    )
    yield (
        _("By organisation"),
        [(_("Organisation"), "long"), count],
        table.organisations,
        total(table.organisations),
    )
    article = [
        (_("Number"), "short"),
        (_("Headline"), "long"),
        (_("Day of publication"), "short"),
        (pgettext("web page", "Address"), "long"),
    ]
    yield (
        _("List of articles"),
        [
            *article,
            (_("Category"), "middle"),
            (_("Organisation"), "middle"),
            (_("Byline"), "middle"),
        ],
        [
            [
                *article_cells(edition, absolute),
                edition.category.name,
                edition.organisation.name if edition.organisation else "",
                byline_of(edition),
            ]
            for edition in table.editions
        ],
        None,
    )
    yield (
        _("Royalties"),
        [(_("Name or pen name"), "middle"), (_("Part"), "middle"), *article],
        [[work.name, work.part, *article_cells(work.edition, absolute)] for work in table.works],
        None,
    )


def total(rows):
    """Return the sum of the last column of rows, a number."""
    return sum(row[-1] for row in rows)


def article_cells(edition, absolute):
    """Return number, headline, day and address of an article as first published."""
    return [
        edition.article,
        headline_of(edition),
        f"{timezone.localtime(edition.published_at):%d/%m/%Y}",
        absolute(edition.get_absolute_url()) if edition.slug else "",
    ]


def byline_of(edition):
    """Return who is named in an article, with the parts, a text."""
    return "; ".join(f"{work.name} ({work.part})" for work in works_of(edition))


def write_sheet(sheet, looks, title, columns, rows, total):
    """Write one table with its title, its head that stays in sight, and its total."""
    head = 2
    sheet.write_string(0, 0, title, looks["title"])
    sheet.freeze_panes(head + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    for place, (name, width) in enumerate(columns):
        sheet.set_column(place, place, WIDTHS[width])
        sheet.write_string(head, place, capfirst(str(name)), looks["head"])
    for line, row in enumerate(rows, start=head + 1):
        for place, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(line, place, cell, looks["plain"])
            else:
                sheet.write_string(line, place, cell, looks["text"])
    end = head + 1 + len(rows)
    if not rows:
        sheet.write_string(end, 0, _("No article was published in this month."))
    elif total is not None:
        sheet.write_string(end, 0, _("Total"), looks["total"])
        sheet.write_number(end, len(columns) - 1, total, looks["total"])
    if rows:
        sheet.autofilter(head, 0, head + len(rows), len(columns) - 1)
