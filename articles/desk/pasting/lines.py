"""Lines and paragraphs: bare words, <div> and <br> become paragraphs, empty ones go."""

from articles.desk.pasting.tree import (
    HEADINGS,
    HOLDERS,
    INLINE,
    Element,
    elements_in,
    is_break,
    is_space,
    stripped,
)

# Empty ones only part what stands before and after them.
MAY_BE_EMPTY = {"p", "blockquote", "li", "ul", "ol", *HEADINGS, *HOLDERS}


def as_blocks(children, is_root=False):
    """
    Open up what only holds other things, and make a paragraph of each line of bare words.

    Words that stand alone, without any block or line end beside them, stay bare.
    """
    has_blocks = any(isinstance(each, Element) and each.is_block for each in children)
    if not has_blocks and not (is_root and any(is_break(each) for each in children)):
        return children
    blocks, line = [], []
    for child in children:
        if not (isinstance(child, Element) and child.is_block):
            line.append(child)
            continue
        blocks += lines_of(line)
        line = []
        if child.tag in MAY_BE_EMPTY and child.is_empty:
            continue
        if child.tag in HOLDERS or child.tag == "figcaption":
            inside = as_blocks(child.children)
            has_blocks = any(isinstance(each, Element) and each.is_block for each in inside)
            blocks += inside if has_blocks else lines_of(inside)
        elif child.tag == "p":
            blocks += parted(child)
        else:
            blocks.append(child)
    return blocks + lines_of(line)


def lines_of(children):
    """Return a paragraph for each line of words; pictures stay, space goes."""
    lines, line = [], []
    for child in [*spread_breaks(children), Element("br")]:
        if not is_break(child):
            line.append(child)
            continue
        if any(not is_space(each) for each in line):
            lines.append(Element("p", children=stripped(line)))
        line = []
    return lines


def spread_breaks(children):
    """Bring line ends out of the inline elements they stand in, which close and open again."""
    result = []
    for child in children:
        if isinstance(child, str) or child.tag not in INLINE or not has_break(child):
            result.append(child)
            continue
        part = []
        for inner in [*spread_breaks(child.children), None]:
            if inner is None or is_break(inner):
                if part:
                    result.append(Element(child.tag, child.attrs, part))
                part = []
                if inner is not None:
                    result.append(inner)
            else:
                part.append(inner)
    return result


def has_break(element):
    return any(each.tag == "br" for each in elements_in(element))


def parted(paragraph):
    """Return a paragraph as several where an empty line parts it; a single line end stays."""
    children = stripped(paragraph.children)
    if sum(1 for each in children if is_break(each)) < 2:
        paragraph.children = children
        return [paragraph]
    parts, breaks, part = [], [], []
    for child in [*children, None]:
        if child is not None and is_break(child):
            breaks.append(child)
            continue
        if child is not None and breaks and is_space(child):
            continue
        if child is None or len(breaks) > 1:
            parts.append(part)
            part = []
        else:
            part += breaks
        breaks = []
        part.append(child)
    first, *others = parts
    paragraph.children = stripped(first)
    return [paragraph, *(Element("p", children=stripped(each)) for each in others)]
