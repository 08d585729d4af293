"""Finding the names of officials in plain text. Knows no Django."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from vietnamese import drop_zero_width, with_tones


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: ``text[start:end]`` is ``surface``, in code points of the text as given.

    Officials who share the name are all in ``official_ids``; which one is meant, the caller knows.
    """

    official_ids: tuple[int, ...]
    start: int
    end: int
    surface: str

    @property
    def official_id(self) -> int | None:
        """The official meant, None where several share the name."""
        return self.official_ids[0] if len(self.official_ids) == 1 else None

    @property
    def is_ambiguous(self) -> bool:
        """Whether several officials bear this name."""
        return len(self.official_ids) > 1


# Characters without width that come along with a paste, inside a syllable or between two.
_NO_WIDTH = "\u00ad\u200b-\u200f\u2060\ufeff"
# A syllable typed in composed or in loose marks (NFC, NFD).
_TOKEN = re.compile(rf"[^\W\d_](?:[{_NO_WIDTH}]*[\w\u0300-\u036f])*")
# What may part two syllables of a name: spaces of any kind with at most one line break, or one
# hyphen or apostrophe without spaces (H'Hen, Kim Jong-un).
_GAP = re.compile(rf"(?:[^\S\n]|[{_NO_WIDTH}])*\n?(?:[^\S\n]|[{_NO_WIDTH}])*|['’ʼ‐‑-]")
_SPACES = re.compile(rf"(?:\s|[{_NO_WIDTH}])+")

# Places and things named after people, and the words that make another word of them: in "Chủ tịch
# UBND thành phố Nguyễn Văn A" no street is meant, in "Trưởng thôn Nguyễn Văn A" a person is.
_NAMED_AFTER_PEOPLE: dict[str, tuple[str, ...]] = {
    "đường": (),
    "phố": ("thành",),
    "ngõ": (),
    "ngách": (),
    "hẻm": (),
    "phường": (),
    "xã": ("thị", "tác"),
    "thôn": ("trưởng",),
    "khu": ("trưởng", "đặc", "quân"),
    "cầu": ("yêu", "nhu", "toàn"),
    "chợ": (),
    "bến": (),
    "trường": ("nhà", "môi", "thị", "công", "hiện", "chiến", "lập", "nông", "lâm"),
    "giải": ("hòa", "lý", "chú"),
    "cúp": (),
    "quỹ": ("thủ",),
    "thpt": (),
    "thcs": (),
    "ptdtnt": (),
    "ptdtbt": (),
}
_PAIRS_NAMED_AFTER_PEOPLE = {
    "đại lộ",
    "công viên",
    "tượng đài",
    "giải thưởng",
    "tiểu học",
    "trung học",
    "đại học",
    "mầm non",
    "bệnh viện",
    "học viện",
    "thpt chuyên",
}
_LONGEST_MEMORY = 50_000


@lru_cache(_LONGEST_MEMORY)
def _plain_token(token: str) -> str:
    """A syllable as it is compared: composed, one tone placement, no capitals."""
    return with_tones(drop_zero_width(token)).lower()


class _Node:
    """A step of the tree of names: the syllables that may follow, and who is named so far."""

    __slots__ = ("following", "officials")

    def __init__(self) -> None:
        self.following: dict[tuple[str, bool], _Node] = {}
        self.officials: tuple[int, ...] = ()


class NameTrie:
    """The names of a register, syllable by syllable, so that a text is read in one pass."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        """``names``: pairs of a name and the official who bears it. One-syllable names are left
        out: they stand in every other sentence."""
        self._root = _Node()
        for name, official in names:
            self._add(name, official)

    def _add(self, name: str, official: int) -> None:
        tokens = _TOKEN.findall(name)
        if len(tokens) < 2:
            return
        node = self._root
        for token in tokens:
            node = node.following.setdefault(_step(token), _Node())
        if official not in node.officials:
            node.officials = (*node.officials, official)

    def find(self, text: str) -> list[Mention]:
        """The names in ``text`` in reading order, the longest at each place, never overlapping.

        Tolerates NFD, either tone placement, spaces of any kind and capitals throughout. A
        syllable must be capitalised where the register writes it so. A name directly after a word
        for a place or thing that bears names (đường, trường, giải …) is no person.
        """
        tokens = list(_TOKEN.finditer(text))
        return list(self._mentions(text, tokens))

    def _mentions(self, text: str, tokens: list[re.Match[str]]) -> Iterator[Mention]:
        number = 0
        while number < len(tokens):
            length, officials = self._longest(text, tokens, number)
            if length and not _names_a_place(text, tokens, number):
                start, end = tokens[number].start(), tokens[number + length - 1].end()
                yield Mention(officials, start, end, text[start:end])
            number += length or 1

    def _longest(
        self, text: str, tokens: list[re.Match[str]], number: int
    ) -> tuple[int, tuple[int, ...]]:
        """How many syllables from ``number`` on make the longest name, and whose it is."""
        node, best = self._root, (0, ())
        for place in range(number, len(tokens)):
            token = tokens[place]
            if place > number and not _GAP.fullmatch(text, tokens[place - 1].end(), token.start()):
                break
            step = node.following.get(_step(token[0]))
            if step is None:
                break
            node = step
            if node.officials:
                best = (place - number + 1, node.officials)
        return best


def _step(token: str) -> tuple[str, bool]:
    return _plain_token(token), token[0].isupper()


def _names_a_place(text: str, tokens: list[re.Match[str]], number: int) -> bool:
    before = _word_before(text, tokens, number)
    earlier = _word_before(text, tokens, number - 1) if before else ""
    return bears_names(before, earlier)


def bears_names(before: str, earlier: str) -> bool:
    """Whether a name after ``before`` is a place or thing; ``earlier`` stands before that.

    Both in lower case, "" for none.
    """
    if f"{earlier} {before}" in _PAIRS_NAMED_AFTER_PEOPLE:
        return True
    return before in _NAMED_AFTER_PEOPLE and earlier not in _NAMED_AFTER_PEOPLE[before]


def _word_before(text: str, tokens: list[re.Match[str]], number: int) -> str:
    """The word that stands directly before, only spaces between; "" for none."""
    if number < 1 or not _SPACES.fullmatch(text, tokens[number - 1].end(), tokens[number].start()):
        return ""
    return _plain_token(tokens[number - 1][0])
