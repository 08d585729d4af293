"""Names that are nearly an official's: other marks, a letter off, i for y, another order."""

from collections.abc import Iterable, Sequence

from people.check.reading import tokens_of
from vietnamese import fold

Keys = tuple[str, ...]


class NearNames:
    """An index of right names by all that a slip of the hand leaves of them."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        self._right: dict[Keys, list[int]] = {}
        self._folded: dict[Keys, list[int]] = {}
        self._shuffled: dict[Keys, list[int]] = {}
        self._but_one: dict[tuple[int, Keys], list[tuple[str, int]]] = {}
        self.lengths: set[int] = set()
        for name, official in names:
            keys = tuple(token.key for token in tokens_of(name))
            if len(keys) >= 2:
                self._add(keys, official)

    def _add(self, keys: Keys, official: int) -> None:
        self.lengths.add(len(keys))
        self._right.setdefault(keys, []).append(official)
        self._folded.setdefault(_folded(keys), []).append(official)
        self._shuffled.setdefault(tuple(sorted(keys)), []).append(official)
        for at in range(len(keys)):
            rest = (at, keys[:at] + keys[at + 1 :])
            self._but_one.setdefault(rest, []).append((keys[at], official))

    def find(self, keys: Sequence[str]) -> tuple[int, ...]:
        """The officials whose name ``keys`` nearly is, the nearest first; none if it is one."""
        words = tuple(keys)
        if words in self._right:
            return ()
        found = list(self._folded.get(_folded(words), ()))
        for at, word in enumerate(words):
            rest = (at, words[:at] + words[at + 1 :])
            for other, official in self._but_one.get(rest, ()):
                if is_one_letter_off(word, other):
                    found.append(official)
        found += self._shuffled.get(tuple(sorted(words)), ())
        return tuple(dict.fromkeys(found))


def _folded(keys: Keys) -> Keys:
    return tuple(fold(key).replace("y", "i") for key in keys)


def is_one_letter_off(first: str, second: str) -> bool:
    """Whether one letter changed, added, left out or two exchanged make ``second`` of ``first``."""
    if first == second:
        return False
    short, long = sorted((first, second), key=len)
    if len(long) - len(short) > 1:
        return False
    at = 0
    while at < len(short) and short[at] == long[at]:
        at += 1
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    if short[at + 1 :] == long[at + 1 :]:
        return True
    return short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
