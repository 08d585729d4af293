"""Tables: a first row that is written like a head becomes one, told to those who cannot see."""

import re

from articles.desk.pasting.tree import Element, without

BOLD = re.compile(r"(?<![-\w])font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
# Excel keeps its bold in a style sheet: .xl65 {font-weight:700}
STYLE = re.compile(r"<style[^<>]*>", re.IGNORECASE)
STYLE_END = re.compile(r"</style>", re.IGNORECASE)
CLASS = re.compile(r"\w+")


def bold_classes_in(html):
    """Return the classes that a style sheet in the clipboard makes bold, a set."""
    return {name for sheet in style_sheets_in(html) for name in bold_classes_of(sheet)}


def style_sheets_in(html):
    """Yield what stands in each <style> of the clipboard."""
    for piece in STYLE_END.split(html)[:-1]:
        if style := STYLE.search(piece):
            yield piece[style.end() :]


def bold_classes_of(sheet):
    """Yield the class that the selector of each bold rule ends with."""
    for rule in sheet.split("}")[:-1]:
        before, bracket, declarations = rule.rpartition("{")
        _selector, dot, name = before.rstrip().rpartition(".")
        if bracket and dot and CLASS.fullmatch(name) and BOLD.search(declarations):
            yield name


def is_bold_cell(cell, style, bold_classes):
    """Tell whether all words of a cell are bold."""
    if BOLD.search(style) or bold_classes.intersection(cell.attrs.get("class", "").split()):
        return True
    return bool(cell.text.strip()) and not words_outside(cell, {"strong", "b"})


def words_outside(element, tags):
    """Tell whether an element has words that stand in none of these elements."""
    return any(
        bool(each.strip()) if isinstance(each, str) else words_outside(each, tags)
        for each in element.children
        if isinstance(each, str) or each.tag not in tags
    )


def shape_table(table):
    """Make the first row the head of a table where it is written like one: bold, or as <th>."""
    groups = [each for each in table.children if isinstance(each, Element)]
    head = next((each for each in groups if each.tag == "thead"), None)
    if head is None and (body := next((each for each in groups if each.tag == "tbody"), None)):
        rows = rows_of(body)
        if len(rows) > 1 and is_head(rows[0]):
            body.children.remove(rows[0])
            head = Element("thead", children=[rows[0]])
            table.children.insert(table.children.index(body), head)
    for row in rows_of(head) if head else []:
        for cell in cells_of(row):
            cell.tag = "th"
            cell.attrs.setdefault("scope", "col")
            cell.children = without(cell.children, {"strong", "b"})
    return table


def is_head(row):
    cells = cells_of(row)
    filled = [each for each in cells if each.text.strip()]
    return (
        len(filled) > 1
        and all(each.tag == "th" or each.mark == "bold" for each in filled)
        and not any(each.attrs.get("rowspan", "1") != "1" for each in cells)
    )


def rows_of(group):
    return [each for each in group.children if isinstance(each, Element) and each.tag == "tr"]


def cells_of(row):
    return [each for each in row.children if isinstance(each, Element) and each.tag in {"td", "th"}]
