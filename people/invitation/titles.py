"""The titles a list of guests prints, and the posts of the register they mean. Knows no Django."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from people.check import LONG_FORMS, Office, TitleRegister
from people.check.lexicon import Form, Words, spelt_out
from people.check.reading import Token, tokens_of
from people.check.words import ACTING, OF_THE_PAST
from people.invitation.columns import is_title

_SIGNS = frozenset({",", ";", "-", "–", "/", "(", ")", ".", ":"})
_ACTING_IN_SHORT = re.compile(r"(?<!\w)Q\.\s*(?=\w)")
_JOINTS = frozenset({"và", "kiêm", "nhiệm", "đồng", "thời", "là"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One title of several, as it is printed; ``acting`` as the register has it."""

    text: str
    acting: str = "none"


def pieces_of(title: str) -> list[Piece]:
    """The titles in ``title``, those of the past left out ("nguyên Chủ tịch …")."""
    title = _ACTING_IN_SHORT.sub("Quyền ", title)
    tokens = tokens_of(title)
    pieces, start = [], 0
    for at in range(1, len(tokens) + 1):
        if at < len(tokens) and not _begins_anew(title, tokens, at):
            continue
        first, acting, is_past = _skip(tokens, start, at)
        start = at
        end = at
        while end > first and tokens[end - 1].key in _SIGNS | _JOINTS:
            end -= 1
        if first < end and not is_past:
            pieces.append(Piece(title[tokens[first].start : tokens[end - 1].end], acting))
    return pieces


def _begins_anew(title: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a title begins at ``at``, after a sign or a joint; a comma inside a name is none."""
    before = tokens[at - 1].key
    if before not in _SIGNS and before not in _JOINTS:
        return False
    if tokens[at].key in OF_THE_PAST:
        return True
    return is_title(title[tokens[at].start :])


def _skip(tokens: Sequence[Token], start: int, stop: int) -> tuple[int, str, bool]:
    """(where the title itself begins, the way of acting, whether it is one of the past)."""
    at, acting, is_past = start, "none", False
    while at < stop:
        if tokens[at].key in OF_THE_PAST:
            is_past = True
            at += 1
        elif tokens[at].key in _SIGNS or tokens[at].key in _JOINTS:
            at += 1
        else:
            words = next(
                (each for each in ACTING if _keys(tokens[at : at + len(each)]) == each), None
            )
            if words is None:
                break
            acting = ACTING[words]
            at += len(words)
    return at, acting, is_past


def _keys(tokens: Iterable[Token]) -> Words:
    return tuple(token.key for token in tokens)


def in_full(text: str) -> str:
    """``text`` with abbreviations spelt out: "PCT UBND" gives "Phó Chủ tịch Ủy ban nhân dân"."""
    for token in reversed(tokens_of(text)):
        if token.abbreviation:
            longer = LONG_FORMS[token.abbreviation][0]
            text = text[: token.start] + longer + text[token.end :]
    return text[:1].upper() + text[1:]


def joined(title: str, unit: str) -> str:
    """A title and its unit as one text; words that end the one and begin the other stand once."""
    first, second = tokens_of(title), tokens_of(unit)
    for size in range(min(len(first), len(second)), 0, -1):
        if _keys(first[-size:]) == _keys(second[:size]):
            return f"{title[: first[-size].start]}{unit}".strip()
    return f"{title} {unit}".strip()


class Lookup:
    """Finds posts and offices of a register by what is printed, as they are on a day."""

    def __init__(self, register: TitleRegister, day: date) -> None:
        self.register = register
        self.day = day

    def posts(self, piece: str, unit: str, place: str = "") -> tuple[int, ...]:
        """The posts that a printed title can mean; one is sure, several are not.

        ``unit`` is the unit printed beside it, ``place`` the place of a title after it in the list
        ("Bí thư Đảng ủy, Chủ tịch HĐND phường Móng Cái 1"); either may be "".
        """
        explicit, loose = self._forms(piece)
        if explicit:
            return self._alive(explicit)
        if unit:
            explicit, others = self._forms(joined(piece, unit))
            if explicit:
                return self._alive(explicit)
            loose = loose or others
            places = self._places_in(unit)
            offices = set(self.offices_named(unit))
            there = [
                form
                for form in loose
                if self._office(form.post).id in offices
                or self._office(form.post).territory in places
            ]
            if there:
                return self._alive(there)
            if offices or places:
                return ()  # of another unit than any post of this title
        there = [form for form in loose if self._office(form.post).territory == place]
        return self._alive(there or loose)

    def _forms(self, text: str) -> tuple[list[Form], list[Form]]:
        """(forms that name their place, the others) that ``text`` is from end to end."""
        tokens = tokens_of(text)
        if not tokens:
            return [], []
        match = self.register.lexicon.match(tokens, 0, len(tokens))
        if match is None or match.end != len(tokens):
            return [], []
        explicit = [form for form in match.forms if form.kind == "explicit"]
        return explicit, [form for form in match.forms if form.kind != "explicit"]

    def _alive(self, forms: Sequence[Form]) -> tuple[int, ...]:
        """The posts of some forms: those of offices that live on the day before the others."""
        alive = [form for form in forms if self._office(form.post).may_exist_on(self.day)]
        fitting = [form for form in alive if form.fits(self.day)]
        return tuple(dict.fromkeys(form.post for form in fitting or alive or forms))

    def _office(self, post: int) -> Office:
        return self.register.office_of(post)

    def _places_in(self, text: str) -> set[str]:
        """The longest place that ``text`` names, as a set, empty for none."""
        words = f" {' '.join(_keys(tokens_of(text)))} "
        found = [
            name for name, keys in self.register.places.items() if f" {' '.join(keys)} " in words
        ]
        return {max(found, key=len)} if found else set()

    def offices_named(self, text: str) -> tuple[int, ...]:
        """The offices that ``text`` names from end to end, those of the day first."""
        found: list[int] = []
        for keys, _cased in spelt_out(text):
            found += self._offices.get(keys, ())
        alive = [each for each in found if self.register.offices[each].may_exist_on(self.day)]
        return tuple(dict.fromkeys(alive or found))

    def offices_at_end(self, text: str) -> tuple[int, ...]:
        """The offices whose name ends ``text``, by the longest name."""
        tokens = tokens_of(text)
        for at in range(1, len(tokens)):
            if found := self.offices_named(text[tokens[at].start :]):
                return found
        return ()

    @cached_property
    def _offices(self) -> dict[Words, list[int]]:
        named: dict[Words, list[int]] = {}
        for office in self.register.offices.values():
            for name in office.names:
                for text in (name.full, *name.short):
                    for keys, _cased in spelt_out(text):
                        named.setdefault(keys, []).append(office.id)
        return named


_BRACKETS = re.compile(r"\s*\([^)]*\)")


def without_brackets(text: str) -> str:
    """``text`` without what stands in brackets."""
    return _BRACKETS.sub("", text).strip()
