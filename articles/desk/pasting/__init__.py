"""
From what a clipboard holds to the HTML of a body: structure kept, looks gone, every word kept.

Word, Excel, Google Docs, LibreOffice, Zalo and web pages each write structure in their own way:
bold in a style, lists as paragraphs with a mark, lines as <div>. Here it becomes the few elements
our pages know. `articles.page.sanitising` has the last word on what is allowed; nothing here lets
anything past it. Arranging again changes nothing.
"""

import re

from articles.desk.pasting.lines import as_blocks
from articles.desk.pasting.lists import gather_lists, mark_list_item
from articles.desk.pasting.tables import BOLD, bold_classes_in, is_bold_cell, shape_table
from articles.desk.pasting.tree import (
    HEADINGS,
    INLINE,
    OTHER_NAMES,
    Element,
    elements_in,
    is_space,
    read,
    stripped,
    without,
    write,
)
from vietnamese import drop_zero_width

LOWEST_HEADING = 4
NOT_BOLD = re.compile(r"(?<![-\w])font-weight\s*:\s*(?:normal|lighter|[1-5]00)", re.IGNORECASE)
ITALIC = re.compile(r"(?<![-\w])font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
NOT_ITALIC = re.compile(r"(?<![-\w])font-style\s*:\s*normal", re.IGNORECASE)
RAISED = re.compile(r"(?<![-\w])vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
# Space that is a matter of layout: no-break spaces, and line ends inside a paragraph.
LAYOUT_SPACE = re.compile(r"(?<![ \t])[ \t]*+[\u00a0\n\r\f\u2007\u202f][\s\u00a0\u2007\u202f]*")


def arrange(html):
    """Return typed or pasted HTML in the few elements our pages know, ready for `clean_html`."""
    bold_classes = bold_classes_in(html)
    root = read(html)
    has_foreign_headings = any(is_foreign_heading(each) for each in elements_in(root))
    children = settle_all(root.children, bold_classes)
    children = as_blocks(children, is_root=True)
    root = Element("", children=gather_lists(children))
    if has_foreign_headings:
        level_headings(root)
    return "".join(write(each) for each in root.children)


def settle_all(children, bold_classes):
    return [each for child in children for each in settle(child, bold_classes)]


def settle(node, bold_classes):
    """Return what a node of the clipboard is here, a list of nodes."""
    if isinstance(node, str):
        return [LAYOUT_SPACE.sub(" ", drop_zero_width(node))]
    mark = mark_list_item(node)
    children = settle_all(node.children, bold_classes)
    tag, style = OTHER_NAMES.get(node.tag, node.tag), node.attrs.get("style", "")
    if tag in {"span", "font"}:
        return styled(children, style)
    if tag in INLINE:
        unsaid = (
            (tag in {"b", "strong"} and NOT_BOLD.search(style))
            or (tag in {"i", "em"} and NOT_ITALIC.search(style))
            or (tag == "a" and not node.attrs.get("href"))
        )
        return children if unsaid else around(tag, children, node.attrs)
    if tag == "figure" and not any(each.tag == "img" for each in elements_in(node)):
        tag = "div"
    element = Element(tag, node.attrs, children)
    element.mark = mark
    if tag in {"td", "th"} and is_bold_cell(element, style, bold_classes):
        element.mark = "bold"
    return [SHAPES[tag](element) if tag in SHAPES else element]


def styled(children, style):
    """Return the content of a span as its style says: bold, italic, raised or lowered."""
    if BOLD.search(style):
        children = around("strong", children)
    if ITALIC.search(style):
        children = around("em", children)
    if raised := RAISED.search(style):
        children = around("sup" if raised[1].lower() == "super" else "sub", children)
    return children


def around(tag, children, attrs=None):
    """Put an inline element around words, inside of any block among them."""
    result, run = [], []

    def close():
        if any(each.strip() if isinstance(each, str) else not each.is_empty for each in run):
            result.append(Element(tag, attrs, run.copy()))
        else:
            result.extend(run)
        run.clear()

    for child in children:
        if isinstance(child, Element) and child.is_block:
            close()
            # Headings are heavy by themselves.
            if not (child.tag in HEADINGS and tag in {"strong", "b"}):
                child.children = around(tag, child.children, attrs)
            result.append(child)
        else:
            run.append(child)
    close()
    return result


def shape_list(element):
    """Give a list within a list to the item before it; Google Docs leaves it beside."""
    items = []
    for child in element.children:
        if isinstance(child, Element) and child.is_empty:
            continue
        if isinstance(child, Element) and child.tag == "li":
            items.append(child)
        elif isinstance(child, Element) and child.tag in {"ul", "ol"} and items:
            items[-1].children.append(child)
        elif isinstance(child, Element) or child.strip():
            items.append(shape_cell(Element("li", children=[child])))
    element.children = items
    return element


def shape_cell(element):
    """Leave out the paragraph around the only words of an item or a cell."""
    children = as_blocks(element.children)
    words = [each for each in children if not is_space(each)]
    paragraphs = [each for each in words if isinstance(each, Element) and each.tag == "p"]
    if len(paragraphs) == 1 and words[0] is paragraphs[0] and paragraphs[0].mark is None:
        rest = words[1:]
        if all(isinstance(each, Element) and each.tag in {"ul", "ol"} for each in rest):
            children = [*stripped(paragraphs[0].children), *rest]
    element.children = gather_lists(children)
    return element


def shape_quote(element):
    element.children = gather_lists(as_blocks(element.children))
    return element


def shape_heading(heading):
    """Headings are heavy by themselves; one around blocks is several, a heading for each line."""
    children = without(heading.children, {"strong", "b"})
    if any(isinstance(each, Element) and each.is_block for each in children):
        blocks = as_blocks(children)
        for block in blocks:
            if block.tag == "p" and block.mark is None:
                block.tag = heading.tag
        return Element("div", children=blocks)
    heading.children = stripped(children)
    return heading


SHAPES = {
    "ul": shape_list,
    "ol": shape_list,
    "li": shape_cell,
    "td": shape_cell,
    "th": shape_cell,
    "figcaption": shape_cell,
    "caption": shape_cell,
    "blockquote": shape_quote,
    "table": shape_table,
    **dict.fromkeys(HEADINGS, shape_heading),
}


def is_foreign_heading(element):
    """
    Tell whether a heading was made elsewhere: of a level or with a look our editor does not give.

    What somebody set in our editor stays as it is; the checks tell of a level that is skipped.
    """
    is_heading = element.tag in HEADINGS
    return is_heading and (element.tag in {"h1", "h5", "h6"} or bool(element.attrs))


def level_headings(root):
    """Let headings begin at h2 and skip no level, in the order they stand under one another."""
    above = []
    for element in elements_in(root):
        if element.tag in HEADINGS and not element.is_empty:
            level = int(element.tag[1])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
            element.tag = f"h{min(1 + len(above), LOWEST_HEADING)}"
