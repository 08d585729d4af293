"""The titles of a register in every form in which they may be printed, found word by word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from people.check.abbreviations import LONG_FORMS
from people.check.reading import Token, tokens_of
from people.titles import Chain, Post

if TYPE_CHECKING:
    from people.check.register import Office

Words = tuple[str, ...]

LEVEL_NOUNS: tuple[Words, ...] = (
    ("tỉnh",),
    ("thành", "phố"),
    ("thị", "xã"),
    ("huyện",),
    ("quận",),
    ("đặc", "khu"),
    ("phường",),
    ("xã",),
    ("thị", "trấn"),
)
_COMMITTEES = {"tỉnh", "thành", "thị", "huyện", "quận", "đảng"}
_SAME = (
    (
        ("ủy", "viên", "ban", "chấp", "hành", "trung", "ương", "đảng"),
        ("ủy", "viên", "trung", "ương", "đảng"),
    ),
)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to print a post. ``cased`` is it with its capitals, word for word.

    ``kind``: "explicit" names the place (or needs none), "bare" leaves it to the context, "short"
    leaves out even its kind ("Chủ tịch UBND"), "shared" the body, which the next title names ("Ủy
    viên Ban Thường vụ, Bí thư Thành ủy"). ``since`` and ``until`` bound a form that comes from a
    name the office bore for a time.
    """

    post: int
    keys: Words
    cased: Words
    kind: str
    registered: bool = False
    since: date | None = None
    until: date | None = None
    # As the register prints it, abbreviations counted as one word each.
    raw: Words = ()
    # The kind of place is left out or put in where the register does otherwise: understood, but no
    # right form ("Chủ tịch UBND Móng Cái").
    is_loose: bool = False

    def fits(self, day: date) -> bool:
        """Whether the name in it was the office's name on ``day``."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class Match:
    """Titles that the tokens [start, end) print; ``literal`` pairs of token and place in a form."""

    start: int
    end: int
    forms: tuple[Form, ...]
    literal: tuple[tuple[int, int], ...]


class _Node:
    __slots__ = ("following", "forms")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.forms: list[Form] = []


@lru_cache(1024)
def long_words(abbreviation: str) -> tuple[tuple[Words, Words], ...]:
    """The readings of an abbreviation, each as words for comparing and words with capitals."""
    readings = []
    for text in LONG_FORMS.get(abbreviation, ()):
        tokens = tokens_of(text)
        readings.append((tuple(t.key for t in tokens), tuple(t.text for t in tokens)))
    return tuple(readings)


@lru_cache(50_000)
def spelt_out(text: str) -> tuple[tuple[Words, Words], ...]:
    """``text`` with its abbreviations spelt out: (words for comparing, words with capitals).

    One for each reading of an ambiguous abbreviation.
    """
    readings: list[tuple[Words, Words]] = [((), ())]
    for token in tokens_of(text):
        longer = long_words(token.abbreviation) or (((token.key,), (token.text,)),)
        readings = [
            (keys + more, cased + others) for keys, cased in readings for more, others in longer
        ]
    return tuple(readings)


class Lexicon:
    """A tree of words; built once for a register."""

    def __init__(self, posts: Iterable[Post], offices: Mapping[int, "Office"]) -> None:
        self._root = _Node()
        self.forms: dict[int, list[Form]] = {}
        self.vocabulary: set[str] = set()
        nouns = _nouns_of_places(offices.values())
        for post in posts:
            office = offices[post.organisation_id]
            known: set[tuple[object, ...]] = set()
            for form in _forms_of(post, office, nouns.get(office.territory, ())):
                same = (form.keys, form.kind, form.is_loose)
                if form.keys and (*same, form.raw) not in known:
                    # The same words again, without raw ones, tell nothing new.
                    known |= {(*same, form.raw), (*same, ())}
                    self._add(form)
        # Words of places are no words of titles: "Thành ủy Cẩm Phả" is not "Thành ủy" misprinted.
        for office in offices.values():
            self.vocabulary -= {key for key in _keys(office.territory) if key not in _PLAIN}

    def _add(self, form: Form) -> None:
        node = self._root
        for key in form.keys:
            node = node.following.setdefault(key, _Node())
        node.forms.append(form)
        self.forms.setdefault(form.post, []).append(form)
        self.vocabulary.update(form.keys)

    def match(self, tokens: Sequence[Token], start: int, stop: int) -> Match | None:
        """The longest title that begins at ``start`` and ends by ``stop``."""
        first = tokens[start]
        if first.key not in self._root.following and not first.abbreviation:
            return None
        best: Match | None = None
        waiting: list[tuple[int, _Node, int, tuple[tuple[int, int], ...]]] = [
            (start, self._root, 0, ())
        ]
        while waiting:
            at, node, depth, literal = waiting.pop()
            if node.forms and (best is None or at > best.end):
                best = Match(start, at, tuple(node.forms), literal)
            if at >= stop or (at > start and tokens[at].gap == "\n"):
                continue
            token = tokens[at]
            following = node.following.get(token.key)
            if following:
                waiting.append((at + 1, following, depth + 1, (*literal, (at, depth))))
            for keys, _cased in long_words(token.abbreviation):
                reached = _walk(node, keys)
                if reached:
                    waiting.append((at + 1, reached, depth + len(keys), literal))
        return best


def _walk(node: _Node, keys: Words) -> _Node | None:
    step: _Node | None = node
    for key in keys:
        step = step.following.get(key) if step else None
    return step


_PLAIN = {"trung", "ương", "việt", "nam"}


def _keys(text: str) -> Words:
    return spelt_out(text)[0][0] if text else ()


def _nouns_of_places(offices: Iterable["Office"]) -> dict[str, tuple[tuple[Words, Words], ...]]:
    """What kind of place each territory is, read off the names of its offices."""
    nouns: dict[str, dict[Words, Words]] = {}
    for office in offices:
        place = _keys(office.territory)
        if not place or office.level == "central":
            continue
        for name in office.names:
            for keys, cased in spelt_out(name.full):
                at = _index(keys, place)
                for noun in LEVEL_NOUNS:
                    if at is not None and keys[max(0, at - len(noun)) : at] == noun:
                        found = cased[at - len(noun) : at]
                        nouns.setdefault(office.territory, {}).setdefault(noun, found)
    return {place: tuple(found.items()) for place, found in nouns.items()}


def _index(words: Sequence[str], part: Sequence[str]) -> int | None:
    """Where ``part`` stands last in ``words``."""
    size = len(part)
    places = range(len(words) - size, -1, -1)
    return next((at for at in places if tuple(words[at : at + size]) == tuple(part)), None)


def _forms_of(
    post: Post, office: "Office", nouns: tuple[tuple[Words, Words], ...]
) -> Iterator[Form]:
    has_place = office.level != "central" and bool(office.territory)
    place, place_cased = spelt_out(office.territory)[0] if has_place else ((), ())
    for text, registered, since, until in _texts_of(post, office):
        if registered:
            yield from _as_registered(post.id, text, place)
        for keys, cased in spelt_out(text):
            for more, others in _same(keys, cased):
                yield from _with_and_without(
                    post.id, more, others, (place, place_cased), nouns, registered, since, until
                )


def raw_words(tokens: Iterable[Token]) -> Words:
    """Words as they stand, an abbreviation as one."""
    return tuple(token.abbreviation.lower() or token.key for token in tokens)


def _as_registered(post: int, text: str, place: Words) -> Iterator[Form]:
    """The register's own form with its raw words."""
    raw = raw_words(tokens_of(text))
    for keys, cased in spelt_out(text):
        is_bare = bool(place) and _index(keys, place) is None
        yield Form(post, keys, cased, "bare" if is_bare else "explicit", True, raw=raw)


def _texts_of(post: Post, office: "Office") -> Iterator[tuple[str, bool, date | None, date | None]]:
    """The texts that print a post: those of the register, then with the office's other names."""
    own = list(dict.fromkeys([post.title, *post.printed]))
    for text in own:
        yield text, True, None, None
    if post.chain == Chain.SECRETARIAT:
        yield "Ủy viên Ban Bí thư", True, None, None
        yield "Ủy viên Ban Bí thư Trung ương Đảng", True, None, None
    names = [
        (text, name) for name in office.names for text in dict.fromkeys([name.full, *name.short])
    ]
    for text in own:
        for old, _name in names:
            if not text.endswith(old):
                continue
            for new, name in names:
                if new != old:
                    yield text[: -len(old)] + new, False, name.since, name.until
            break


def _same(keys: Words, cased: Words) -> Iterator[tuple[Words, Words]]:
    yield keys, cased
    for long, short in _SAME:
        if keys[: len(long)] == long:
            yield short + keys[len(long) :], cased[:2] + cased[5 : len(long)] + cased[len(long) :]
        elif keys[: len(short)] == short:
            middle = ("Ban", "Chấp", "hành")
            yield long + keys[len(short) :], cased[:2] + middle + cased[2:]


def _with_and_without(
    post: int,
    keys: Words,
    cased: Words,
    place: tuple[Words, Words],
    nouns: tuple[tuple[Words, Words], ...],
    registered: bool,
    since: date | None,
    until: date | None,
) -> Iterator[Form]:
    """A form as it is, and with its place left out, put in, or with another noun before it."""

    def form(
        keys: Words, cased: Words, kind: str, registered: bool = False, is_loose: bool = False
    ) -> Form:
        return Form(post, keys, cased, kind, registered, since, until, is_loose=is_loose)

    if not place[0]:
        yield form(keys, cased, "explicit", registered)
        return
    size = len(place[0])
    if keys[-size:] == place[0]:
        yield form(keys, cased, "explicit", registered)
        stem, stem_cased = keys[:-size], cased[:-size]
    elif _index(keys, place[0]) is not None:
        # The place stands in the middle: nothing can be left out.
        yield form(keys, cased, "explicit", registered)
        return
    else:
        yield form(keys, cased, "bare", registered)
        stem, stem_cased = keys, cased
        yield form(keys + place[0], cased + place[1], "explicit")
    noun = next((each for each in LEVEL_NOUNS if stem[-len(each) :] == each), ())
    if noun:
        yield form(stem, stem_cased, "bare")
        stem, stem_cased = stem[: -len(noun)], stem_cased[: -len(noun)]
        yield form(stem + place[0], stem_cased + place[1], "explicit", is_loose=True)
    if len(stem) > 2:
        yield form(stem, stem_cased, "short" if noun else "bare")
    for other, other_cased in nouns:
        whole, whole_cased = stem + other, stem_cased + other_cased
        is_other = other != noun
        yield form(whole + place[0], whole_cased + place[1], "explicit", is_loose=is_other)
        yield form(whole, whole_cased, "bare", is_loose=is_other)
    if len(stem) > 3 and stem[-1] == "ủy" and stem[-2] in _COMMITTEES:
        yield form(stem[:-2], stem_cased[:-2], "shared")
