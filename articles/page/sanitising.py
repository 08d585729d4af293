"""
What HTML an article may hold. One allow list, applied on save, on import and on rendering.

Whatever an editor, a paste or a forged request let through, no script, handler, style, form or
frame gets past here.
"""

import re
from html import escape, unescape

import nh3

from articles.page.nesting import laid_flat
from vietnamese import nfc, plain

TAGS = {
    *("p", "h2", "h3", "h4", "br", "hr"),
    *("strong", "b", "em", "i", "u", "s", "sub", "sup"),
    *("ul", "ol", "li", "blockquote", "a"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("figure", "img", "figcaption"),
}
ATTRIBUTES = {
    "*": set(),  # without it, the library would let title and lang stand anywhere
    "a": {"href", "title"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "figure": {"data-image"},
    "img": {"src", "alt"},
}
# Attributes that may say one thing only.
SETTLED = {
    "figure": {"data-decorative": {"true"}},
    "img": {"data-decorative": {"true"}},
}
# Left out with all they hold; other unknown tags go and their text stays.
SILENCED = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title"}
SCHEMES = {"http", "https", "mailto", "tel"}

# What may hold nothing, and what is nothing: space, line ends, and elements that hold no more.
MAY_BE_EMPTY = r"p|h2|h3|h4|ul|ol|li|strong|b|em|i|u|a|blockquote"
PIECE = re.compile(
    r"(?P<nothing>(?:\s|&nbsp;|<br>)++)"
    rf"|<(?P<end>/?)(?P<tag>{MAY_BE_EMPTY})(?: [^>]*+)?>"
    r"|<?(?:[^<&]|&(?!nbsp;))*+"
)

# Space around these is nothing to a reader, but every editor writes its own.
BLOCK = re.compile(
    r"(</?(?:p|h[2-4]|hr|ul|ol|li|blockquote|table|caption|thead|tbody|tfoot|tr|th|td"
    r"|figure|figcaption)(?: [^>]*)?>)"
)

IMG = re.compile(r"<img(?: [^>]*)?>")

# A link whose address was refused leads nowhere, and what leads nowhere is no link.
NOWHERE = re.compile(r'<a(?: title="[^"]*")? rel="noopener">(.*?)</a>', re.DOTALL)

# The one mark that joins the end of a tag: composed, "p>" and it are the element "p≯", and the text
# behind it its attributes. Other marks may stand between them.
JOINING = re.compile("(>[^\\w\\s<>&\u0338]*)\u0338")


def clean_html(html):
    """
    Return ``html`` with nothing in it but the allowed tags, attributes and addresses.

    ``html`` is text of any origin; the answer is composed (NFC) HTML5, and neither composing nor
    cleaning it again changes anything. An entity may hide a letter that the first pass brings to
    light and the next takes out, so a text is cleaned until it stays as it is.
    """
    while (cleaned := cleaned_once(html)) != html:
        html = cleaned
    return cleaned


def cleaned_once(html):
    """Return what one pass over ``html`` leaves."""
    cleaned = nh3.clean(
        laid_flat(plain(nfc(html)).replace("\r\n", "\n")),
        tags=TAGS,
        clean_content_tags=SILENCED,
        attributes=ATTRIBUTES,
        tag_attribute_values=SETTLED,
        url_schemes=SCHEMES,
        link_rel="noopener",
        strip_comments=True,
    )
    cleaned = NOWHERE.sub(r"\1", cleaned)
    return JOINING.sub(r"\1&#824;", without_space(without_empties(cleaned)))


def without_pictures(html):
    """
    Return cleaned HTML without its <img>: a printed text has places for pictures of the library.

    Whoever wrote another picture into a text, no reader's browser asks a foreign host for it.
    """
    return clean_html(IMG.sub("", html)) if "<img" in html else html


def without_empties(html):
    """
    Take out paragraphs, headings, lists and spans that hold nothing, also left by others.

    One pass: an element ends empty if nothing but space was written since it began.
    """
    written, begun = [], []  # pieces, and (tag, place among them) of what is empty so far
    for piece in PIECE.finditer(html):
        tag = piece["tag"]
        if tag and not piece["end"]:
            begun.append((tag, len(written)))
        elif tag and begun and begun[-1][0] == tag:
            del written[begun.pop()[1] :]
            continue
        elif not piece["nothing"]:
            begun.clear()
        written.append(piece[0])
    return "".join(written)


def without_space(html):
    """Take out the space around blocks, which is nothing to a reader."""
    pieces = BLOCK.split(html)
    pieces[::2] = [each.strip() for each in pieces[::2]]
    return "".join(pieces)


def text_of(html):
    """Return the words of cleaned HTML as plain text, one block a line."""
    lines = re.sub(
        r"</(?:p|h[2-4]|li|figcaption|caption|t[hd]|blockquote)>|<(?:br|hr)>", "\n", html
    )
    return unescape(re.sub(r"<[^>]*>", "", lines)).strip()


def attribute(value):
    """Return ``value`` written so that it can stand between double quotes in HTML."""
    return escape(value, quote=True)
