"""The tree of a pasted text: elements and words, read from any HTML and written again."""

import re
from html import escape, unescape

import nh3

from articles.page.nesting import DEEPEST, laid_flat
from articles.page.sanitising import ATTRIBUTES, SETTLED, SILENCED, TAGS
from vietnamese import plain

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Hold blocks or lines without saying what they are.
HOLDERS = {
    *("div", "section", "article", "main", "header", "footer", "aside", "nav", "center", "form"),
    *("address", "pre", "dl", "dt", "dd", "fieldset", "details", "summary", "hgroup"),
}
BLOCKS = {
    *HOLDERS,
    *HEADINGS,
    *("p", "ul", "ol", "li", "blockquote", "hr", "figure", "figcaption"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
}
INLINE = {"strong", "b", "em", "i", "u", "s", "sub", "sup", "a"}
OTHER_NAMES = {"del": "s", "strike": "s", "ins": "u", "cite": "em", "dfn": "em"}
VOID = {"br", "hr", "img"}
# A style or class says what an element is; all of them go once that is read.
READ = {"*": {"style", "class"}}
TOKEN = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z-]+="[^"]*")*)>|([^<]+)')
LONGEST_STYLE = 2000  # characters; nobody's hand says more of one element
ATTR = re.compile(r' ([a-z-]+)="([^"]*)"')


class Element:
    """An element of the text being arranged; children are elements and strings."""

    __slots__ = ("attrs", "children", "mark", "tag")

    def __init__(self, tag, attrs=None, children=None):
        self.tag = tag
        self.attrs = attrs or {}
        self.children = [] if children is None else children
        self.mark = None  # of a paragraph that is an item of a list; see `pasting.lists`

    @property
    def text(self):
        return "".join(each if isinstance(each, str) else each.text for each in self.children)

    @property
    def is_block(self):
        return self.tag in BLOCKS

    @property
    def is_empty(self):
        if self.tag in {"img", "hr"}:
            return False
        return all(
            not each.strip() if isinstance(each, str) else each.is_empty for each in self.children
        )


def read(html):
    """Return the tree of any HTML: well formed, silent, without scripts and comments."""
    html = nh3.clean(
        laid_flat(plain(html)),
        tags={*TAGS, *BLOCKS, *OTHER_NAMES, "span", "font"},
        clean_content_tags=SILENCED,
        attributes={**ATTRIBUTES, **READ},
        tag_attribute_values=SETTLED,
        url_schemes=nh3.ALLOWED_URL_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    return tree_of(html)


def tree_of(html):
    """Return the tree of HTML as nh3 writes it: every element closed, every value quoted."""
    root = Element("")
    open_elements = [root]
    for end, tag, attrs, text in TOKEN.findall(html):
        if text:
            open_elements[-1].children.append(unescape(text))
        elif end:
            close(open_elements, tag)
        # What is nested deeper is read as if it stood there.
        elif tag in VOID or len(open_elements) <= DEEPEST:
            element = Element(tag, attributes_of(attrs))
            open_elements[-1].children.append(element)
            if tag not in VOID:
                open_elements.append(element)
    return root


def attributes_of(attrs):
    """Return the attributes of a tag, a dict; of a style that never ends, its beginning."""
    attributes = {name: unescape(value) for name, value in ATTR.findall(attrs)}
    if "style" in attributes:
        attributes["style"] = attributes["style"][:LONGEST_STYLE]
    return attributes


def close(open_elements, tag):
    """Close the innermost open element of this name, where there is one."""
    for index in range(len(open_elements) - 1, 0, -1):
        if open_elements[index].tag == tag:
            del open_elements[index:]
            return


def write(element):
    """Return an element as HTML."""
    if isinstance(element, str):
        return escape(element, quote=False)
    attrs = "".join(
        f' {name}="{escape(value)}"'
        for name, value in element.attrs.items()
        if name in ATTRIBUTES.get(element.tag, ()) or name in SETTLED.get(element.tag, ())
    )
    if element.tag in VOID:
        return f"<{element.tag}{attrs}>"
    inside = "".join(write(each) for each in element.children)
    return f"<{element.tag}{attrs}>{inside}</{element.tag}>"


def without(children, tags):
    """Return children with the elements of these tags opened up."""
    result = []
    for child in children:
        if isinstance(child, Element):
            child.children = without(child.children, tags)
            if child.tag in tags:
                result += child.children
                continue
        result.append(child)
    return result


def is_break(node):
    return isinstance(node, Element) and node.tag == "br"


def is_space(node):
    return isinstance(node, str) and not node.strip()


def stripped(children):
    """Return the children of a block without space and line ends at its two ends."""
    start, end = 0, len(children)
    while start < end and (is_space(children[start]) or is_break(children[start])):
        start += 1
    while start < end and (is_space(children[end - 1]) or is_break(children[end - 1])):
        end -= 1
    children = children[start:end]
    if children and isinstance(children[0], str):
        children[0] = children[0].lstrip()
    if children and isinstance(children[-1], str):
        children[-1] = children[-1].rstrip()
    return children


def elements_in(element):
    """Yield all elements within an element, in reading order."""
    for child in element.children:
        if isinstance(child, Element):
            yield child
            yield from elements_in(child)
