"""The passage of a text that shows why it was found, and which of its words were asked for.

Pure functions on text; what is shown keeps its own marks, however the query was typed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from articles.page.search.question import Question
from vietnamese import fold, marked_words

LONGEST = 240
# Letters shown before the first word that was asked for, where a sentence is too long.
BEFORE = 60

_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…]+(?=[\s”\"»)])[”\"»)]*|$)", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of a text, and whether they were asked for."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A form of a term in a text: from where to where, and the number of the term."""

    start: int
    end: int
    term: int


class Highlighter:
    """Finds the words of one question in texts."""

    def __init__(self, question: Question) -> None:
        forms = [
            (form.words, form.marked, number)
            for number, term in enumerate(question.terms)
            for form in term.forms
        ]
        # The longest first, so that a name of four words is one hit.
        self._forms = sorted(forms, key=lambda each: -len(each[0]))
        self._firsts = {words[0] for words, _, _ in forms}
        self._has_marks = question.has_marks
        self._runs: list[list[int]] = []
        for run in question.runs:
            begun = sum(map(len, self._runs))
            self._runs.append(list(range(begun, begun + len(run))))

    def pieces(self, text: str) -> list[Piece]:
        """The whole of a short text, such as a headline, in pieces."""
        return _cut(text, self._hits(text))

    def passage(self, text: str) -> list[Piece]:
        """
        The best one or two sentences of a text, in pieces, about `LONGEST` letters at most.

        The best hold the most of what was asked, side by side before apart. Empty where nothing
        asked for stands in the text.
        """
        hits = self._hits(text)
        if not hits:
            return []
        sentences = [
            (sentence.start(), sentence.end(), inside)
            for sentence in _SENTENCE.finditer(text)
            if (inside := [hit for hit in hits if sentence.start() <= hit.start < sentence.end()])
        ]
        best = max(sentences, key=lambda each: (_worth(text, each[2]), -each[0]))
        shown = _shortened(text, *best)
        known = {hit.term for hit in best[2]}
        room = LONGEST - (best[1] - best[0])
        more = [
            each
            for each in sentences
            if each[1] - each[0] <= room and {hit.term for hit in each[2]} - known
        ]
        if more:
            second = max(more, key=lambda each: len({hit.term for hit in each[2]} - known))
            first, last = sorted([best, second])
            between = " " if first[1] + 1 >= last[0] else " … "
            shown = [
                *_shortened(text, *first),
                Piece(between),
                *_shortened(text, *last),
            ]
        return shown

    def _hits(self, text: str) -> list[Hit]:
        """
        What was asked for in a text, in order, nothing twice.

        Where a query with marks has exact hits, others that only look alike are none; and where
        its words stand side by side, no single one of them is.
        """
        words = list(_folded_words(text))
        found: list[tuple[Hit, bool]] = []
        place = 0
        while place < len(words):
            step = 1
            if words[place][0] in self._firsts:
                for form, marked, number in self._forms:
                    taken = words[place : place + len(form)]
                    if tuple(word for word, _, _ in taken) == form:
                        start, end = taken[0][1], taken[-1][2]
                        exact = tuple(marked_words(text[start:end])) == marked
                        found.append((Hit(start, end, number), exact))
                        step = len(form)
                        break
            place += step
        exactly = {hit.term for hit, exact in found if exact} if self._has_marks else set()
        return self._neighbours(
            text, [hit for hit, exact in found if exact or hit.term not in exactly]
        )

    def _neighbours(self, text: str, hits: list[Hit]) -> list[Hit]:
        """Only the hits that make up a whole run, for each run that stands whole in the text."""
        whole: dict[int, set[Hit]] = {}
        for number, run in enumerate(self._runs):
            for first in range(len(hits) - len(run) + 1):
                taken = hits[first : first + len(run)]
                if [hit.term for hit in taken] == run and all(
                    not _WORD.search(text, one.end, other.start) for one, other in pairwise(taken)
                ):
                    whole.setdefault(number, set()).update(taken)
        kept = {term: taken for number, taken in whole.items() for term in self._runs[number]}
        return [hit for hit in hits if hit.term not in kept or hit in kept[hit.term]]


def _folded_words(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text, folded, each with where it stands in the text as it is."""
    folded = fold(text)
    if len(folded) == len(text):
        for match in _WORD.finditer(folded):
            yield match[0], match.start(), match.end()
        return
    for match in _WORD.finditer(text):
        yield fold(match[0]), match.start(), match.end()


def _worth(text: str, hits: list[Hit]) -> tuple[int, int]:
    """How much a sentence shows: terms asked for, then those that stand side by side."""
    near = sum(
        later.term == earlier.term + 1 and not text[earlier.end : later.start].strip()
        for earlier, later in pairwise(hits)
    )
    return len({hit.term for hit in hits}), near


def _shortened(text: str, start: int, end: int, hits: list[Hit]) -> list[Piece]:
    """A sentence in pieces, cut at words around its first hits where it is too long."""
    while start < end and text[start].isspace():
        start += 1
    before = after = ""
    if end - start > LONGEST:
        if hits[0].end - start > LONGEST - BEFORE:
            space = text.find(" ", max(start, hits[0].start - BEFORE), hits[0].start)
            start, before = (space + 1 if space >= 0 else hits[0].start), "…"
        if end - start > LONGEST:
            space = text.rfind(" ", start, start + LONGEST)
            end, after = max(space if space > 0 else start + LONGEST, hits[0].end), "…"
    inside = [Hit(hit.start - start, hit.end - start, hit.term) for hit in hits if hit.end <= end]
    pieces = _cut(text[start:end], inside)
    return [
        *([Piece(before)] if before else []),
        *pieces,
        *([Piece(after)] if after else []),
    ]


def _cut(text: str, hits: list[Hit]) -> list[Piece]:
    """A text in pieces; hits with nothing but space between them are one."""
    pieces: list[Piece] = []
    end = 0
    for hit in hits:
        between = text[end : hit.start]
        if pieces and pieces[-1].is_hit and between.isspace():
            pieces[-1] = Piece(f"{pieces[-1].text}{between}{text[hit.start : hit.end]}", True)
        else:
            pieces += [Piece(between)] if between else []
            pieces.append(Piece(text[hit.start : hit.end], True))
        end = hit.end
    return [*pieces, Piece(text[end:])] if end < len(text) else pieces
