"""The order of headings and what links say: WCAG 2.2, 1.3.1 and 2.4.4."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from articles.desk.checks.finding import Finding, Level
from articles.desk.checks.reading import HEADINGS, Text
from vietnamese import fold

# What a link must not say alone, folded: read out of its place, it leads nowhere.
SAYS_NOTHING = {
    *("tai day", "xem tai day", "xem o day", "o day", "day", "tai do", "tai lien ket nay"),
    *("xem them", "xem tiep", "chi tiet", "xem chi tiet", "link", "tai link nay", "click"),
    *(
        "click here",
        "here",
        "bam vao day",
        "nhan vao day",
        "nhap vao day",
        "bam day",
        "click vao day",
    ),
    *("duong dan", "lien ket", "tai ve", "tai xuong", "download", "xem"),
}
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def headings(text: Text) -> Iterator[Finding]:
    """Headings that skip a level: "h3" with no "h2" above it."""
    before = 1
    for block in text.blocks:
        level = HEADINGS.get(block.kind)
        if level is None:
            continue
        if level > before + 1:
            message = _("This heading skips a level. The first one is “Heading 2”.")
            if before > 1:
                message = _("This heading skips a level: it stands too far below the one before.")
            yield Finding(
                "heading_skipped", Level.ERROR, "body", block.text, 0, len(block.text), message
            )
        before = level


def links(text: Text) -> Iterator[Finding]:
    """Links without words or address, and links whose words do not say where they lead."""
    for link in text.links:
        words = link.passage.text[link.start : link.end]
        place = ("body", link.passage.text, link.start, link.end)
        if not words.strip():
            yield Finding("link_empty", Level.ERROR, *place, _("A link stands here without words."))
        elif not link.href.strip():
            yield Finding("link_empty", Level.ERROR, *place, _("This link leads nowhere."))
        elif fold(words).strip(" .,:;!?()[]>→") in SAYS_NOTHING:
            message = _("The words of the link do not say where it leads. Name what is there.")
            yield Finding("link_says_nothing", Level.WARNING, *place, message)
        elif ADDRESS.fullmatch(words.strip()):
            message = _("A bare address is hard to read and to hear. Name what is there.")
            yield Finding("link_says_nothing", Level.WARNING, *place, message)
