"""Short forms that stand for more words, both ways: "UBND" and "Ủy ban nhân dân" are one."""

import re
from functools import cache

from people.check import LONG_FORMS
from vietnamese import fold_words

# What could be a syllable of Vietnamese: a word that is only this may mean itself.
_SYLLABLE = re.compile(
    "(?:ngh?|[cgkpt]h|gi|n?h|tr|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|n[gh]?|[cmpt])?"
)

_WORD = re.compile(r"[^\W_]+")

Words = tuple[str, ...]


def is_unmistakable(short: Words) -> bool:
    """Whether folded words can be read as a short form only: "ubnd" and "tp", not "ca" or "tu"."""
    return not any(_SYLLABLE.fullmatch(word) for word in short)


@cache
def long_forms() -> dict[Words, list[tuple[str, str]]]:
    """{folded words of a short form: (the short form as it is written, a long form) …}."""
    found: dict[Words, list[tuple[str, str]]] = {}
    for short, forms in LONG_FORMS.items():
        for form in forms:
            found.setdefault(tuple(fold_words(short)), []).append((short, form))
    return found


@cache
def short_forms() -> dict[Words, list[str]]:
    """{folded words of a long form: the short forms for it that nobody can misread}."""
    found: dict[Words, list[str]] = {}
    for short, forms in LONG_FORMS.items():
        folded = tuple(fold_words(short))
        for form in forms:
            if is_unmistakable(folded):
                found.setdefault(tuple(fold_words(form)), []).append(short)
    return found


LONGEST = max(len(words) for words in (*long_forms(), *short_forms()))


def other_forms(folded: Words, typed: Words) -> list[str]:
    """What else some words may be written as, [] for nothing: both given, folded and as typed.

    A short form that is a syllable too counts only as it is printed: "CA", never "ca".
    """
    found = list(short_forms().get(folded, ()))
    for short, form in long_forms().get(folded, ()):
        if is_unmistakable(folded) or typed == tuple(_WORD.findall(short)):
            found += [form, *short_forms().get(tuple(fold_words(form)), ())]
    once = {tuple(fold_words(form)): form for form in reversed(found)}
    once.pop(folded, None)
    return list(reversed(once.values()))
