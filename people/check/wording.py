"""Titles that are nearly the right one: a word or two missing, too many or mistyped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from people.check.lexicon import LEVEL_NOUNS, Form, Lexicon, long_words, raw_words
from people.check.reading import Token
from people.check.spelling import is_one_letter_off
from people.check.words import OFFICE_WORDS
from vietnamese import fold

FARTHEST = 2
# Words of an office, not of its body: only these can stand for each other by a slip. "Bí thư Tỉnh
# đoàn" is no misprint of "Bí thư Tỉnh ủy", "Phó Bí thư Thường vụ" is one of "… Thường trực".
_WORDS = "phó bí thư chủ tịch thường trực vụ trưởng viên chuyên trách giám đốc nhiệm chánh"
_OF_AN_OFFICE = frozenset(_WORDS.split())
_LEVELS = {word for noun in LEVEL_NOUNS for word in noun} | {"trung", "ương"}


@dataclass(frozen=True, slots=True)
class Reworded:
    """A title nearly printed by the tokens [start, end)."""

    form: Form
    start: int
    end: int
    distance: int


def nearest(
    tokens: Sequence[Token],
    start: int,
    end: int,
    forms: Sequence[Form],
    lexicon: Lexicon,
    *,
    before_name: bool,
    closes: Sequence[bool],
    natural_end: int,
    beyond: bool = False,
) -> Reworded | None:
    """The form that the tokens from ``start`` on nearly print, None where none is near enough.

    The title may end before ``end`` wherever ``closes`` allows, with the form's last word or at
    ``natural_end``, where its last words may be missing; one before a name is all of them.
    ``beyond``: only what goes on after ``natural_end`` counts.
    """
    words: list[tuple[str, int]] = []
    for at in range(start, end):
        longer = long_words(tokens[at].abbreviation)
        keys = longer[0][0] if longer else (tokens[at].key,)
        words += [(key, at) for key in keys]
    if before_name:
        words.reverse()
    best: Reworded | None = None
    for form in forms:
        keys = tuple(reversed(form.keys)) if before_name else form.keys
        for size, distance in _distances([word for word, _at in words], keys):
            if not size or not 0 < distance <= FARTHEST or distance * 2 >= len(keys) + 1:
                continue
            used = words[:size]
            places = [at for _word, at in used]
            first, last = min(places), max(places) + 1
            if size < len(words) and words[size][1] == places[-1]:
                continue
            if not before_name and not closes[last - start]:
                continue
            if beyond and last <= natural_end:
                continue
            if not _reaches(words, size, keys, tokens, natural_end, before_name=before_name):
                continue
            printed = tokens[first:last]
            if not _may_be(printed, form, lexicon):
                continue
            found = Reworded(form, first, last, distance)
            if best is None or _merit(found) < _merit(best):
                best = found
    if beyond:
        return best
    other = _with_gaps(tokens, start, natural_end, forms, before_name=before_name, closes=closes)
    return min(filter(None, (best, other)), key=_merit, default=None)


def _with_gaps(
    tokens: Sequence[Token],
    start: int,
    end: int,
    forms: Iterable[Form],
    *,
    before_name: bool,
    closes: Sequence[bool],
) -> Reworded | None:
    """The form that is printed but for a whole abbreviation: "Chủ tịch TP Móng Cái"."""
    words = raw_words(tokens[start:end])
    for missing in range(1, FARTHEST + 1):
        for form in forms:
            size = len(form.raw) - missing
            if size < 3 or (before_name and size != len(words)) or size > len(words):
                continue
            is_whole = before_name or closes[size]
            rest = iter(form.raw)
            if (
                is_whole
                and words[size - 1] == form.raw[-1]
                and all(w in rest for w in words[:size])
            ):
                return Reworded(form, start, start + size, missing)
    return None


def _reaches(
    words: Sequence[tuple[str, int]],
    size: int,
    keys: Sequence[str],
    tokens: Sequence[Token],
    natural_end: int,
    *,
    before_name: bool,
) -> bool:
    """Whether the first ``size`` words end where a title ends: with the form's last word, or where
    all of them end and words of the form are missing or words with capitals too many."""
    word, at = words[size - 1]
    is_all = size == len(words) if before_name else at + 1 == natural_end
    if before_name:
        return is_all
    if word == keys[-1]:
        return True
    return is_all and (_alike(word, keys[-1]) or size < len(keys) or tokens[at].is_capitalised)


def _merit(found: Reworded) -> tuple[int, int, bool, int]:
    """The nearer the better, then the longer, then the register's own form."""
    form = found.form
    return (found.distance, found.start - found.end, not form.registered, form.post)


def _may_be(printed: Sequence[Token], form: Form, lexicon: Lexicon) -> bool:
    """Whether what is too much are words of titles, no other place or level."""
    own = set(form.keys)
    for token in printed:
        longer = long_words(token.abbreviation)
        for key in longer[0][0] if longer else (token.key,):
            if key in own:
                continue
            if key in _LEVELS and not _is_inside_word(key, form):
                return False
            known = key in lexicon.vocabulary or key in OFFICE_WORDS
            if token.is_capitalised and not known and not any(_alike(key, one) for one in own):
                return False
    return True


def _is_inside_word(key: str, form: Form) -> bool:
    return any(_alike(key, one) for one in form.keys)


def _alike(first: str, second: str) -> bool:
    if len(first) < 2 or len(second) < 2:
        return False
    return fold(first) == fold(second) or (
        min(len(first), len(second)) > 3 and is_one_letter_off(first, second)
    )


def _cost(printed: str, right: str) -> int:
    if printed == right:
        return 0
    if _alike(printed, right):
        return 1
    return 1 if right in _OF_AN_OFFICE and printed in _OF_AN_OFFICE else 2


def _distances(words: Sequence[str], keys: Sequence[str]) -> list[tuple[int, int]]:
    """(size, distance of the first ``size`` words from ``keys``), for each size worth a look."""
    longest = len(keys) + FARTHEST
    row = list(range(len(keys) + 1))
    found = []
    for size, word in enumerate(words[:longest], start=1):
        fresh = [size]
        for at, key in enumerate(keys, start=1):
            fresh.append(min(row[at] + 1, fresh[at - 1] + 1, row[at - 1] + _cost(word, key)))
        row = fresh
        if abs(size - len(keys)) <= FARTHEST:
            found.append((size, row[-1]))
        if min(row) > FARTHEST:
            break
    return found
