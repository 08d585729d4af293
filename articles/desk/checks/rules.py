"""The checks in their order, and `check`, which asks them all."""

from collections.abc import Callable, Iterator
from itertools import islice

from articles.desk.checks import dates, pictures, structure, wording
from articles.desk.checks.finding import Finding
from articles.desk.checks.reading import Text

CHECKS: list[Callable[[Text], Iterator[Finding]]] = [
    pictures.alt_texts,
    structure.headings,
    structure.links,
    dates.weekdays,
    dates.impossible,
    dates.without_year,
    wording.headline,
    wording.quotes,
    wording.brackets,
    wording.punctuation,
    wording.spaces,
    wording.doubled_words,
    wording.lost_letters,
    wording.captions,
    wording.tone_marks,
    wording.long_paragraphs,
]

MOST = 300  # findings, of one kind and of all; whoever mends some sees the next


def check(text: Text) -> list[Finding]:
    """Return what is found in a text, the gravest first, else in reading order."""
    places = {(each.where, each.text): at for at, each in enumerate(text.passages)}
    found = [each for rule in CHECKS for each in islice(rule(text), MOST)]
    return sorted(
        dict.fromkeys(found),
        key=lambda each: (each.level, places.get((each.where, each.text), -1), each.start),
    )[:MOST]
