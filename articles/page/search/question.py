"""What a reader asks: the words typed, what must stand side by side, what else means the same.

Pure functions on text; knows no database.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from articles.page.search.short_forms import LONGEST, other_forms
from vietnamese import fold, fold_words, marked_words, one_line, word_pairs

LONGEST_TEXT = 200
MOST_WORDS = 12
MOST_VARIANTS = 8

_QUOTED = re.compile('["“”„‟«»＂]([^"“”„‟«»＂]*)["“”„‟«»＂]')
_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile(r"(0?[1-9]|[12]\d|3[01])([/.-])(0?[1-9]|1[0-2])(?:\2([12]\d{3}))?")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a term: its words folded, and with their marks."""

    words: Words
    marked: Words

    @classmethod
    def of(cls, text: str) -> "Form":
        """The form that a text is."""
        return cls(tuple(fold_words(text)), tuple(marked_words(text)))

    @property
    def index_words(self) -> Words:
        """The words and pairs that find it in the index, each once."""
        return tuple(dict.fromkeys([*self.words, *word_pairs(self.words)]))


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words that belong together, in every form it may have; the typed one first."""

    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked. A run is what stood together in the query: between two quotes, or outside."""

    text: str
    runs: tuple[tuple[Term, ...], ...]
    has_phrase: bool = False
    is_cut: bool = False

    @classmethod
    def read(cls, typed: str) -> "Question":
        """Read what was typed, any text at all; quotes that do not close are no quotes."""
        text = one_line(typed[: LONGEST_TEXT * 4])[:LONGEST_TEXT].strip()
        runs: list[tuple[Term, ...]] = []
        left, has_phrase, end = MOST_WORDS, False, 0
        for quoted in [*_QUOTED.finditer(text), None]:
            outside = text[end : quoted.start() if quoted else len(text)]
            terms, left = _terms(outside, left)
            runs += [terms] if terms else []
            if quoted:
                end = quoted.end()
                phrase = Form.of(quoted[1])
                phrase = Form(phrase.words[:left], phrase.marked[:left])
                left -= len(phrase.words)
                if phrase.words:
                    runs.append((Term((phrase,)),))
                    has_phrase = True
        return cls(text, tuple(runs), has_phrase, len(fold_words(text)) > MOST_WORDS)

    def __bool__(self) -> bool:
        """Whether it holds a word at all."""
        return bool(self.runs)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms, in order."""
        return tuple(term for run in self.runs for term in run)

    @property
    def has_marks(self) -> bool:
        """Whether it was typed with marks, so that exact hits can be told."""
        return fold(self.text) != self.text.lower()

    def side_by_side(self) -> tuple[tuple[Words, ...], ...]:
        """What the index is asked for: of each run one variant, its words neighbours."""
        return tuple(tuple(form.index_words for form in variants_of(run)) for run in self.runs)

    def apart(self) -> tuple[tuple[Words, ...], ...]:
        """What the index is asked for: of each term one form, wherever it stands."""
        return tuple(tuple(form.index_words for form in term.forms) for term in self.terms)


def variants_of(run: Iterable[Term]) -> list[Form]:
    """The ways to write a run of terms side by side, at most `MOST_VARIANTS`, the typed first."""
    found = []
    for forms in product(*(term.forms for term in run)):
        words = tuple(word for form in forms for word in form.words)
        found.append(Form(words, tuple(word for form in forms for word in form.marked)))
        if len(found) == MOST_VARIANTS:
            break
    return found


def _terms(text: str, most: int) -> tuple[tuple[Term, ...], int]:
    """The terms of a text outside quotes, and how many words may still follow."""
    chunks = [form for chunk in text.split() for form in _pieces(chunk)]
    terms: list[Term] = []
    while chunks and most > 0:
        term, length = _term(chunks)
        terms.append(term)
        most -= len(term.forms[0].words)
        del chunks[:length]
    return tuple(terms), max(most, 0)


def _pieces(chunk: str) -> list[tuple[str, Form]]:
    """A chunk without spaces as words, or as one piece where it is a number of a document."""
    form = Form.of(chunk)
    if len(form.words) < 2 or any(char.isdigit() for char in chunk):
        return [(chunk, form)] if form.words else []
    return [(word, Form.of(word)) for word in _WORD.findall(chunk) if fold_words(word)]


def _term(chunks: Sequence[tuple[str, Form]]) -> tuple[Term, int]:
    """The term that begins ``chunks``, the longest that has other forms, and its length."""
    for length in range(min(LONGEST, len(chunks)), 0, -1):
        taken = chunks[:length]
        if length > 1 and any(len(form.words) > 1 for _, form in taken):
            continue
        typed = tuple(word for chunk, _ in taken for word in _WORD.findall(chunk))
        folded = tuple(word for _, form in taken for word in form.words)
        others = [Form.of(other) for other in other_forms(folded, typed)]
        if others or length == 1:
            marked = tuple(word for _, form in taken for word in form.marked)
            dated = [Form.of(each) for each in _other_dates(taken[0][0])] if length == 1 else []
            return Term((Form(folded, marked), *others, *dated)), length
    raise AssertionError("A term has one chunk at least.")


def _other_dates(chunk: str) -> list[str]:
    """A day as else it may be written: "7/8/2018" is "07/08/2018" and "7 tháng 8 năm 2018"."""
    match = _DAY.fullmatch(chunk.strip(".,;()"))
    if match is None:
        return []
    day, month, year = int(match[1]), int(match[3]), match[4]
    tail, in_words = (f"/{year}", f" năm {year}") if year else ("", "")
    written = [
        f"{day}/{month}{tail}",
        f"{day:02}/{month:02}{tail}",
        f"{day:02}/{month}{tail}",
        f"{day} tháng {month}{in_words}",
        f"{day:02} tháng {month:02}{in_words}",
    ]
    typed = fold_words(chunk)
    return [each for each in dict.fromkeys(written) if fold_words(each) != typed]
