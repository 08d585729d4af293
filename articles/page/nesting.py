"""
How deep a text may be nested before a parser reads it.

A parser opens every emphasis left open anew in each paragraph behind it, as the standard asks:
"<b id=1>x<p>", written 14,000 times over with other numbers, makes of 200 kB a hundred million
elements and takes more memory than a server has. So a text that would grow or sink like that is
laid flat first. Tags go, no word does, and what a tag is worth is for the cleaning to say.
"""

import re

DEEPEST = 60  # elements inside one another in a text laid flat
# What no text reaches that somebody wrote: elements inside one another, elements made anew, and
# attributes of one tag. The first lies far above what is laid flat, as a parser adds some.
TOO_DEEP = 2 * DEEPEST
TOO_MANY_ANEW = 50_000
TOO_MANY_ATTRIBUTES = 100
# A text below both is no burden, whatever it holds.
FEW_TAGS = 1000
SHORT = 50_000

EMPHASIS = {
    *("a", "b", "big", "code", "em", "font", "i", "nobr"),
    *("s", "small", "strike", "strong", "tt", "u"),
    *("sub", "sup", "span", "ins", "del", "cite", "dfn"),  # made anew in each block by `pasting`
}
VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
    *("source", "track", "wbr"),
}
# Each of these ends the one before it, as far up as the element that holds both.
ENDED_BY_THE_NEXT = {
    "p": {"p"},
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
    "th": {"td", "th"},
}
HOLDERS = {"ul", "ol", "dl", "table", "blockquote", "div", "section", "article", "figure"}
# In these the standard has other rules.
FOREIGN = {"svg", "math", "template", "select", "frameset", "object", "applet", "marquee"}
# What stands in these is no markup; in the silent ones it is no text either.
SILENT = {"script", "style", "title", "noscript", "iframe"}
RAW = {*SILENT, "textarea", "xmp", "noembed", "noframes"}

# As the standard takes a text apart. Each part takes all it can and gives nothing back, so that no
# text is read twice.
TOKEN = re.compile(
    r"""
    (?P<text>[^<]++)
    | <!--(?:-?>|.*?(?:--!?>|\Z)) | </> | <(?:[!?]|/[^a-z])[^>]*+>?
    | <(?P<end>/?)(?P<name>[a-z][^ \t\n\f\r/>]*+)
      (?P<attrs>(?:
        [ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+
        (?:[ \t\n\f\r]*+=[ \t\n\f\r]*+(?:"[^"]*+"|'[^']*+'|[^ \t\n\f\r>"'][^ \t\n\f\r>]*+)?)?+
      )*+)
      [ \t\n\f\r/]*+(?:>|\Z)
    | <
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
ATTRIBUTE = re.compile(r"[ \t\n\f\r/]+[^ \t\n\f\r/>=]")


def laid_flat(html):
    """Return ``html`` as it is, or with fewer tags where a parser would choke on it."""
    if html.count("<") <= FEW_TAGS and len(html) <= SHORT:
        return html
    return flattened(html) if is_a_burden(html) else html


def tokens(html):
    """Yield (name, ends, attributes, text) of each tag, and of each text with an empty name."""
    at = 0
    while at < len(html):
        token = TOKEN.match(html, at)
        at = token.end()
        name = (token["name"] or "").lower()
        if not name:
            yield "", False, "", token["text"] or ("<" if token[0] == "<" else "")
            continue
        yield name, bool(token["end"]), token["attrs"], ""
        if name in RAW and not token["end"]:
            close = re.compile(rf"</{name}(?![^ \t\n\f\r/>])", re.IGNORECASE).search(html, at)
            inside = html[at : close.start() if close else None]
            at += len(inside)
            yield "", False, "", inside if name not in SILENT else ""
        elif name == "plaintext":
            yield "", False, "", html[at:]
            return


def is_a_burden(html):
    """Tell whether a parser would make very much of a text, or sink very deep in it."""
    blocks = []
    emphases = {name: [] for name in EMPHASIS}  # how deep each one open was opened
    number = anew = 0
    for name, ends, attrs, _text in tokens(html):
        if name in FOREIGN or has_too_many(attrs):
            return True
        if not name or name in VOID:
            continue
        if name in EMPHASIS:
            if not ends:
                emphases[name].append(len(blocks))
                number += 1
            elif emphases[name] and emphases[name].pop() == len(blocks):
                number -= 1  # one that crosses the bounds of a block never quite ends
        else:
            anew += number
            if ends:
                close(blocks, name)
            else:
                end_the_one_before(blocks, name)
                blocks.append(name)
        if len(blocks) + number > TOO_DEEP or anew > TOO_MANY_ANEW:
            return True
    return False


def has_too_many(attrs):
    """Tell whether a tag has more attributes than anybody writes."""
    short = 2 * TOO_MANY_ATTRIBUTES
    return len(attrs) > short and len(ATTRIBUTE.findall(attrs)) > TOO_MANY_ATTRIBUTES


def close(open_elements, name):
    """Close the innermost element of this name with all it holds; return what was closed."""
    if name not in open_elements:
        return []
    at = len(open_elements) - 1 - open_elements[::-1].index(name)
    closed = open_elements[at:]
    del open_elements[at:]
    return closed


def end_the_one_before(open_elements, name):
    """Close what an element ends by beginning; return what was closed."""
    ended = ENDED_BY_THE_NEXT.get(name, ())
    for at in range(len(open_elements) - 1, -1, -1):
        if open_elements[at] in HOLDERS:
            break
        if open_elements[at] in ended:
            closed = open_elements[at:]
            del open_elements[at:]
            return closed
    return []


def flattened(html):
    """Return a text with every element closed, none too deep, and no emphasis around a block."""
    written, open_elements = [], []

    def finish(closed):
        written.extend(f"</{name}>" for name in reversed(closed))

    for name, ends, attrs, text in tokens(html):
        if not name:
            written.append(text.replace("<", "&lt;"))
        elif name in RAW or name in FOREIGN or name == "plaintext":
            continue
        elif ends:
            finish(close(open_elements, name))
        else:
            if name not in EMPHASIS and name not in VOID:
                finish(end_the_one_before(open_elements, name))
                while open_elements and open_elements[-1] in EMPHASIS:
                    finish([open_elements.pop()])
            if len(open_elements) >= DEEPEST or (name == "a" and "a" in open_elements):
                continue
            written.append(f"<{name}{'' if has_too_many(attrs) else attrs}>")
            if name not in VOID:
                open_elements.append(name)
    finish(open_elements)
    return "".join(written)
