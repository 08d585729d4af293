"""
Lists that are none: Word writes an item as a paragraph with its mark typed before it.

A paragraph of class MsoListParagraph says in its style how deep it stands ("mso-list:l0 level2
lfo1"); its mark stands in a span of its own ("mso-list:Ignore"). Others type "•" or "·" themselves.
A typed number or dash stays what it is: in an official text it is part of the words.
"""

import re
from dataclasses import dataclass

from articles.desk.pasting.tree import Element

OF_A_LIST = re.compile(r"mso-list\s*:\s*(?!ignore|none|skip)[^;]*?\blevel(\d)", re.IGNORECASE)
IS_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
NUMBERED = re.compile(r"\(?(?:(\d{1,3})|[a-zđ]|[ivx]{1,5})[.)]", re.IGNORECASE)
TYPED_BULLET = re.compile(r"^\s*[·•▪◦●■\uf0b7\uf0a7][\s\u00a0]+")


@dataclass(frozen=True)
class Mark:
    """What an item of a list bears: how deep it stands from 1, and its number where it has one."""

    level: int = 1
    is_numbered: bool = False
    number: int | None = None


def mark_list_item(paragraph):
    """Take the mark off a paragraph of Word that is an item, and return the `Mark`, else None."""
    style = paragraph.attrs.get("style", "")
    if "mso-list" not in style:
        return None
    deep = OF_A_LIST.search(style)
    if deep is None or paragraph.tag in {"span", "font"}:
        return None
    text = take_mark_off(paragraph).strip()
    numbered = NUMBERED.fullmatch(text)
    if paragraph.tag != "p" and numbered:
        # A numbered heading is a heading. Its number is part of it.
        paragraph.children.insert(0, f"{text} ")
        return None
    if paragraph.tag != "p":
        return None
    number = int(numbered[1]) if numbered and numbered[1] else None
    return Mark(int(deep[1]), numbered is not None, number)


def take_mark_off(element):
    """Remove the span that holds the mark from an element, and return its text."""
    for index, child in enumerate(element.children):
        if isinstance(child, str):
            continue
        if IS_MARK.search(child.attrs.get("style", "")):
            del element.children[index]
            return child.text.replace("\u00a0", " ")
        if text := take_mark_off(child):
            return text
    return ""


def gather_lists(blocks):
    """Return blocks with every run of marked paragraphs made into lists within lists."""
    result, run = [], []
    for block in blocks:
        if not isinstance(block, str) and block.tag == "p":
            if block.mark is None and take_bullet_off(block):
                block.mark = Mark()
            if block.mark is not None:
                run.append(block)
                continue
        elif isinstance(block, str) and not block.strip() and run:
            continue
        if run and not isinstance(block, str) and block.is_empty and block.tag == "p":
            continue
        result += nested(run)
        run = []
        result.append(block)
    return result + nested(run)


def take_bullet_off(paragraph):
    """Remove a bullet somebody typed at the head of a paragraph; tell whether there was one."""
    place = paragraph
    while place.children and not isinstance(place.children[0], str):
        place = place.children[0]
    if not place.children:
        return False
    rest, found = TYPED_BULLET.subn("", place.children[0])
    if found:
        place.children[0] = rest
    return bool(found)


def nested(items):
    """Return marked paragraphs as a list of lists."""
    lists, open_lists = [], []  # of (level, list)
    for item in items:
        mark, tag = item.mark, "ol" if item.mark.is_numbered else "ul"
        while open_lists and (
            open_lists[-1][0] > mark.level
            or (open_lists[-1][0] == mark.level and open_lists[-1][1].tag != tag)
        ):
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < mark.level:
            begun = Element(tag)
            if mark.number not in {None, 1}:
                begun.attrs["start"] = str(mark.number)
            (open_lists[-1][1].children[-1].children if open_lists else lists).append(begun)
            open_lists.append((mark.level, begun))
        open_lists[-1][1].children.append(Element("li", children=item.children))
    return lists
