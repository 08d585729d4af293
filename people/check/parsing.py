"""Who is named in a passage, with which titles, in which list: the grammar of local news."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from people.check.lexicon import LEVEL_NOUNS, Match
from people.check.reading import Passage, Token
from people.check.register import TitleRegister
from people.check.words import (
    ACTING,
    DEGREES,
    ENDED,
    FAMILY_NAMES,
    HALF_HEADS,
    HONORIFICS,
    JOINTS,
    OF_THE_PAST,
    OFFICE_WORDS,
    VERBS,
    begins_title,
)
from people.mentions import bears_names

KNOWN, NEAR, UNKNOWN = "known", "near", "unknown"
_LONGEST_NAME = 5


@dataclass(slots=True)
class Printed:
    """A title as it is printed: the tokens [start, end), with the word for acting if there is one.

    ``match`` is None where it is no title of the register; ``sure`` is false where it may be no
    title at all.
    """

    start: int
    end: int
    match: Match | None = None
    former: int | None = None
    acting: str = "none"
    core: int = 0
    is_ended: bool = False
    # Joined to the title before it by "và", which may as well begin somebody else's.
    after_and: bool = False
    sure: bool = True
    before_name: bool = False


@dataclass(slots=True)
class Place:
    """The place a list or delegation stands for; ``name`` "" is one that the register lacks."""

    name: str


@dataclass(slots=True)
class Group:
    """A list of persons; ``is_plural`` when "các đồng chí" opens it, so that none need say it."""

    is_plural: bool = False


@dataclass(slots=True)
class Mention:
    """A person named in the text, the tokens [start, end), with the titles printed."""

    passage: Passage
    start: int
    end: int
    kind: str
    officials: tuple[int, ...] = ()
    is_misprint: bool = False
    titles: list[Printed] = field(default_factory=list)
    # Titles before a comma and the form of address: theirs, if they hold them ("…, ông A").
    apposed: list[Printed] = field(default_factory=list)
    honorific: tuple[int, int] | None = None
    address: str = ""
    group: Group | None = None
    place: Place | None = None
    # Where what is said of the person goes on.
    chain_end: int = 0
    # Set when it is known who is meant.
    official: int | None = None
    # Another's title shows that the person is somebody else.
    is_stranger: bool = False

    @property
    def surface(self) -> str:
        """The name as it was given."""
        return self.passage.surface(self.start, self.end)

    @property
    def keys(self) -> tuple[str, ...]:
        """The name as it is compared."""
        return tuple(token.key for token in self.passage.tokens[self.start : self.end])


def starts_with(tokens: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    """Whether ``words`` stand from ``at`` on."""
    if at < 0 or at + len(words) > len(tokens):
        return False
    return all(tokens[at + step].key == word for step, word in enumerate(words))


class Phrases:
    """Phrases to look for, found by their first word."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        self._following: dict[str, list[tuple[str, ...]]] = {}
        for first, *rest in sorted(phrases, key=len, reverse=True):
            self._following.setdefault(first, []).append(tuple(rest))

    def size_at(self, tokens: Sequence[Token], at: int) -> int:
        """How many tokens from ``at`` on are the longest of the phrases; 0 for none."""
        if not 0 <= at < len(tokens):
            return 0
        for rest in self._following.get(tokens[at].key, ()):
            if starts_with(tokens, at + 1, rest):
                return 1 + len(rest)
        return 0


NOUNS = Phrases(LEVEL_NOUNS)
_ACTING, _JOINTS, _ENDED = Phrases(ACTING), Phrases(JOINTS), Phrases(ENDED)
_VERBS = Phrases(VERBS)
_SHORT_HEADS = frozenset({"PCT", "PBT", "CT", "UV", "UVBTV", "UVTW", "ĐBQH", "TUV"})
# What begins the words for a term of office: "khóa XII", ", nhiệm kỳ 2020 - 2025", "(khóa XII)".
_TERMS = tuple(
    (*sign, *words) for sign in ((), (",",), ("(",)) for words in (("khóa",), ("nhiệm", "kỳ"))
)


class Parser:
    """Reads one passage."""

    def __init__(self, passage: Passage, register: TitleRegister) -> None:
        self.passage = passage
        self.tokens = passage.tokens
        self.register = register
        self.taken = list(passage.skipped)
        self.titles: dict[int, Match] = {}
        self.ends: dict[int, Match] = {}
        self.in_title = [False] * len(self.tokens)
        self.used: set[int] = set()
        self._starts: set[int] = set()

    def mentions(self) -> list[Mention]:
        """The persons named, in order, with their titles."""
        known = self._known_names()
        for mention in known:
            self._take(mention.start, mention.end)
        self._find_titles()
        others = list(self._other_names())
        found = sorted(known + others, key=lambda each: each.start)
        self._starts = {each.start for each in found}
        for number, mention in enumerate(found):
            following = found[number + 1] if number + 1 < len(found) else None
            self._attach(mention, following)
        for number, mention in enumerate(found):
            if mention.honorific and not mention.titles:
                mention.apposed = self._apposed(mention, found[number - 1] if number else None)
        return found

    # Names

    def _take(self, start: int, end: int) -> None:
        self.taken[start:end] = [True] * (end - start)

    def _known_names(self) -> list[Mention]:
        firsts = [token.start for token in self.tokens]
        lasts = [token.end for token in self.tokens]
        found: list[Mention] = []
        for trie, is_misprint in ((self.register.names, False), (self.register.misprints, True)):
            for each in trie.find(self.passage.text):
                start, end = bisect_left(firsts, each.start), bisect_left(lasts, each.end) + 1
                if any(self.taken[start:end]) or self._goes_on(start, end):
                    continue
                kind = NEAR if is_misprint else KNOWN
                found.append(
                    Mention(self.passage, start, end, kind, each.official_ids, is_misprint)
                )
                self._take(start, end)
        return sorted(found, key=lambda each: each.start)

    def _goes_on(self, start: int, end: int) -> bool:
        """Whether the name is only part of a longer one: somebody else's."""
        if end < len(self.tokens):
            after = self.tokens[end]
            if after.gap == " " and self._is_name_word(end) and not self._begins_title(end):
                return True
        before = self.tokens[start - 1] if start else None
        return bool(
            before
            and self.tokens[start].gap == " "
            and before.is_capitalised
            and before.key in FAMILY_NAMES
            and self._is_name_word(start - 1)
            and self.tokens[start].key not in FAMILY_NAMES
        )

    def _is_name_word(self, at: int) -> bool:
        token = self.tokens[at]
        return token.is_word and token.is_capitalised and not token.abbreviation

    def _begins_title(self, at: int) -> bool:
        token = self.tokens[at]
        following = self.tokens[at + 1].key if at + 1 < len(self.tokens) else ""
        return (
            bool(token.abbreviation)
            or begins_title(token.key, following)
            or self.register.lexicon.match(self.tokens, at, len(self.tokens)) is not None
        )

    def _other_names(self) -> Iterator[Mention]:
        """Capitalised runs that are nearly an official's name, or a name nobody knows."""
        for start, end in self._runs():
            yield from self._names_in(start, end)

    def _runs(self) -> Iterator[tuple[int, int]]:
        start = None
        for at in range(len(self.tokens) + 1):
            fits = at < len(self.tokens) and self._is_name_word(at) and not self.taken[at]
            if start is not None and not (fits and self.tokens[at].gap == " "):
                if at - start >= 2:
                    yield start, at
                start = None
            if fits and start is None:
                start = at

    def _names_in(self, start: int, end: int) -> Iterator[Mention]:
        near = self._near_name_in(start, end)
        if near:
            self._take(near.start, near.end)
            yield near
            return
        first = self._first_of_unknown(start, end)
        if first is not None:
            self._take(first, end)
            yield Mention(self.passage, first, end, UNKNOWN)

    def _near_name_in(self, start: int, end: int) -> Mention | None:
        for first in range(start, end - 1):
            if first > start and self.tokens[first - 1].key in FAMILY_NAMES:
                continue
            length = end - first
            if length not in self.register.near_names.lengths or self._is_place(first):
                continue
            keys = [token.key for token in self.tokens[first:end]]
            officials = self.register.near_names.find(keys)
            if officials:
                return Mention(self.passage, first, end, NEAR, officials)
        return None

    def _first_of_unknown(self, start: int, end: int) -> int | None:
        if self._honorific_before(start)[0] is not None and end - start <= _LONGEST_NAME:
            return start
        for first in range(start, end - 2):
            is_family = self.tokens[first].key in FAMILY_NAMES
            if is_family and end - first <= _LONGEST_NAME and not self._is_place(first):
                return first
        return None

    def _is_place(self, at: int) -> bool:
        before = self._key_before(at)
        return bool(before) and bears_names(before, self._key_before(at - 1))

    def _key_before(self, at: int) -> str:
        if at < 1 or self.tokens[at].gap != " " or not self.tokens[at - 1].is_word:
            return ""
        return self.tokens[at - 1].key

    # Titles

    def _find_titles(self) -> None:
        at, size = 0, len(self.tokens)
        stops = [place for place in range(size) if self.taken[place]] + [size]
        number = 0
        while at < size:
            while stops[number] < at:
                number += 1
            if self.taken[at]:
                at += 1
                continue
            match = self.register.lexicon.match(self.tokens, at, stops[number])
            if match is None or self._key_before(at) == "phó":
                at += 1
                continue
            self.titles[match.start] = self.ends[match.end] = match
            self._take(match.start, match.end)
            self.in_title[match.start : match.end] = [True] * (match.end - match.start)
            at = match.end

    def _title_from(self, at: int, stop: int, *, loose: bool = False) -> Printed | None:
        """The title that begins at ``at``: of the register, else one that looks like a title."""
        former = None
        if at < stop and self.tokens[at].key in OF_THE_PAST:
            former, at = at, at + 1
        core = at
        acting = "none"
        size = _ACTING.size_at(self.tokens, at)
        if size and at + size < stop:
            following = at + size
            if following in self.titles or self._looks_like_title(following, stop):
                acting = ACTING[tuple(token.key for token in self.tokens[at:following])]
                core = following
        if core >= stop:
            return None
        match = self.titles.get(core)
        if match and match.end <= stop:
            end = self._end_of_tail(match.end, stop)
            if end == match.end and not self._lacks_its_body(match, stop):
                return Printed(at, end, match, former, acting, core)
            end = max(end, self._end_of_unknown(core, stop))
            return Printed(at, end, None, former, acting, core)
        if self._looks_like_title(core, stop):
            return Printed(at, self._end_of_unknown(core, stop), None, former, acting, core)
        may_be = loose or self._is_half_head(core)
        if may_be and self.tokens[core].is_capitalised and core not in self._starts:
            end = self._end_of_unknown(core, stop)
            return Printed(at, end, None, former, acting, core, sure=False)
        return None

    def _lacks_its_body(self, match: Match, stop: int) -> bool:
        """Whether a title that leaves its body to the next one goes on with other words."""
        if any(form.kind != "shared" for form in match.forms) or match.end >= stop:
            return False
        following = self.tokens[match.end]
        return following.is_word and following.gap == " "

    def _is_half_head(self, at: int) -> bool:
        """Whether a title may begin here with a word left out: "Chủ UBND tỉnh"."""
        return self.tokens[at].is_capitalised and self.tokens[at].key in HALF_HEADS

    def _looks_like_title(self, at: int, stop: int) -> bool:
        if at + 1 >= stop or not self.tokens[at].is_word:
            return False
        first, second = self.tokens[at], self.tokens[at + 1]
        return begins_title(first.key, second.key) or (
            bool(first.abbreviation) and first.abbreviation in _SHORT_HEADS
        )

    def _end_of_tail(self, at: int, stop: int) -> int:
        """Where a title that goes on with a place nobody knows really ends."""
        end = at
        while end < stop and self.tokens[end].gap == " " and end not in self.titles:
            noun = NOUNS.size_at(self.tokens, end) or (
                1 if self.tokens[end].abbreviation in ("TP", "TX", "TT") else 0
            )
            after = end + noun
            if noun and after < stop and self._is_name_word(after) and after not in self.titles:
                end = after + 1
            elif self._is_tail_word(end, at, stop):
                end += 1
            else:
                break
        return end

    def _is_tail_word(self, at: int, start: int, stop: int) -> bool:
        token = self.tokens[at]
        if not token.is_word:
            return False
        if token.key.isdigit():
            return True
        if token.text.isupper() and len(token.text) > 1 and self._is_shouted(start):
            return False
        return token.is_capitalised and not self._begins_title(at)

    def _is_shouted(self, end: int) -> bool:
        """Whether the words up to ``end`` are capitals all the way, so that these tell nothing."""
        words = [each for each in self.tokens[max(0, end - 4) : end] if each.text.isalpha()]
        return sum(each.text.isupper() and not each.abbreviation for each in words) >= 2

    def _end_of_unknown(self, at: int, stop: int) -> int:
        """How far a title that the register lacks goes on: while its words may belong to one."""
        vocabulary = self.register.lexicon.vocabulary
        end = min(at + (2 if self._looks_like_title(at, stop) else 1), stop)
        while end < stop:
            token = self.tokens[end]
            if token.gap == "\n" or _VERBS.size_at(self.tokens, end):
                break
            is_part = token.is_word and (
                token.is_capitalised
                or token.key in vocabulary
                or token.key in OFFICE_WORDS
                or token.key.isdigit()
            )
            if not is_part and not (token.key in "-&" and self._is_inside(end, stop)):
                break
            end += 1
        while end > at + 1 and self.tokens[end - 1].key in ("và", "-", "&"):
            end -= 1
        return end

    def _is_inside(self, at: int, stop: int) -> bool:
        """Whether a dash joins two words of one office: "Lao động - Thương binh"."""
        return at + 1 < stop and not self._begins_title(at + 1) and at + 1 not in self.titles

    # What belongs to whom

    def _attach(self, mention: Mention, following: Mention | None) -> None:
        before = self._prefix(mention)
        after = self._suffix(mention, following, bool(before))
        mention.titles = before + after
        for title in after:
            self.used.add(title.start)

    def _honorific_before(self, at: int) -> tuple[int | None, str]:
        """Where a form of address begins that ends at ``at``, and which it is."""
        for words, address in HONORIFICS.items():
            start = at - len(words)
            if starts_with(self.tokens, start, words) and self._is_joined(start + 1, at):
                return start, address
        return None, ""

    def _is_joined(self, start: int, end: int) -> bool:
        """Whether only spaces part the tokens up to ``end``, ``end`` included."""
        return all(token.gap == " " for token in self.tokens[start : end + 1])

    def _skip_degrees(self, at: int) -> int:
        moved = True
        while moved:
            moved = False
            for words in DEGREES:
                start = at - len(words)
                if starts_with(self.tokens, start, words) and not self.passage.skipped[start]:
                    at, moved = start, True
                    break
        return at

    def _take_honorific(self, mention: Mention, at: int) -> int:
        """Note the form of address that ends at ``at``; where it begins."""
        at = self._skip_degrees(at)
        start, address = self._honorific_before(at)
        if start is None:
            return at
        mention.honorific, mention.address = (start, at), address
        return self._skip_degrees(start)

    def _prefix(self, mention: Mention) -> list[Printed]:
        """The titles directly before a name, "nguyên Chủ tịch UBND tỉnh Nguyễn Văn A"."""
        titles: list[Printed] = []
        at = self._take_honorific(mention, mention.start)
        if mention.honorific and at and self.tokens[at - 1].key == "-":
            at -= 1
        title = self._title_before(at)
        while title:
            titles.insert(0, title)
            at = title.start if title.former is None else title.former
            earlier = self._joint_before(at)
            title = self._title_before(earlier, is_earlier=True) if earlier else None
        if titles and mention.honorific is None:
            self._take_honorific(mention, at)
        for title in titles:
            self.used.add(title.start)
        return titles

    def _apposed(self, mention: Mention, previous: Mention | None) -> list[Printed]:
        """Titles that a comma parts from a form of address: "Chủ tịch UBND tỉnh, ông A"."""
        at = self._skip_degrees(mention.honorific[0]) - 1 if mention.honorific else -1
        if at < 1 or self.tokens[at].key != "," or self.tokens[at + 1].gap != " ":
            return []
        if previous and previous.titles and previous.titles[-1].end == at:
            return [each for each in previous.titles if not each.before_name]
        titles: list[Printed] = []
        end: int | None = at
        while end and (title := self._title_before(end, is_earlier=True)) and title.match:
            titles.insert(0, title)
            end = self._joint_before(title.start if title.former is None else title.former)
        return titles

    def _joint_before(self, at: int) -> int | None:
        for words in JOINTS:
            if starts_with(self.tokens, at - len(words), words):
                return at - len(words)
        return None

    def _title_before(self, at: int, *, is_earlier: bool = False) -> Printed | None:
        if at < 1 or at >= len(self.tokens):
            return None
        ended = next(
            (len(words) for words in ENDED if starts_with(self.tokens, at - len(words), words)), 0
        )
        match = self.ends.get(at - ended)
        if match and ended:
            title = self._with_words_before(match.start, at - ended, match)
            if title:
                title.is_ended = True
            return title
        is_joint = is_earlier or self.tokens[at].key == "-"
        if match and (is_joint or self.tokens[at].gap == " "):
            return self._with_words_before(match.start, at, match)
        if is_earlier or (not is_joint and self.tokens[at].gap == " "):
            return self._unknown_before(at)
        return None

    def _with_words_before(self, core: int, end: int, match: Match | None) -> Printed | None:
        start, acting = core, "none"
        for words, word in ACTING.items():
            if starts_with(self.tokens, core - len(words), words):
                start, acting = core - len(words), word
        former = start - 1 if start and self.tokens[start - 1].key in OF_THE_PAST else None
        if start in self.used:
            return None
        return Printed(start, end, match, former, acting, core, before_name=True)

    def _unknown_before(self, end: int) -> Printed | None:
        """A title that the register lacks, directly before a name."""
        vocabulary = self.register.lexicon.vocabulary
        at, head, half = end - 1, None, None
        while at >= 0 and end - at <= 16:
            token = self.tokens[at]
            is_part = token.is_word and (
                token.is_capitalised
                or token.key in vocabulary
                or token.key in OFFICE_WORDS
                or token.key.isdigit()
            )
            inside_name = self.taken[at] and not self.in_title[at]
            if self.passage.skipped[at] or inside_name or not (is_part or token.key in "-&"):
                break
            if self._looks_like_title(at, end) and token.is_capitalised:
                head = at
            elif self._is_half_head(at):
                half = at
            if token.gap == "\n":
                break
            at -= 1
        title = self._with_words_before(head, end, None) if head is not None else None
        if head is None and half is not None and half not in self.used:
            title = self._with_words_before(half, end, None)
            if title:
                title.sure = False
        return title

    def _suffix(
        self, mention: Mention, following: Mention | None, has_prefix: bool
    ) -> list[Printed]:
        """The titles after a name: "NAME, TITLE, TITLE", "NAME - TITLE", "NAME (TITLE)"."""
        tokens, at = self.tokens, mention.end
        mention.chain_end = at
        stop = following.start if following else len(tokens)
        if at >= len(tokens) or self.passage.skipped[at] or tokens[at].gap == "\n":
            return []
        is_aside = tokens[at].key == "("
        if is_aside or tokens[at].key in (",", "-", ":"):
            if tokens[at].key == ":":
                return []
            at += 1
        elif at not in self.titles and tokens[at].key not in OF_THE_PAST:
            return []
        titles: list[Printed] = []
        loose, joint = True, ""
        while at < stop and not self.passage.skipped[at] and tokens[at].gap != "\n":
            title = self._title_from(at, stop, loose=loose)
            loose = False
            if title is None:
                break
            title.after_and = joint == "và"
            titles.append(title)
            at = self._after_title(title, stop)
            mention.chain_end = at
            if is_aside and at < len(tokens) and tokens[at].key == ")":
                is_aside = False
                at += 1
                mention.chain_end = at
            step = _JOINTS.size_at(tokens, at)
            if not step and at < len(tokens) and tokens[at].key == ";":
                step = 1 if self._goes_on_after_semicolon(at + 1, stop) else 0
            if not step or not (title.sure or self._is_half_head(title.core)):
                break
            joint = tokens[at].key
            at += step
        return self._without_prefix_of(following, titles, mention, has_prefix)

    def _after_title(self, title: Printed, stop: int) -> int:
        """Past what may follow a title: "cũ", "khóa XII", "nhiệm kỳ 2020 - 2025"."""
        tokens, at = self.tokens, title.end
        ended = _ENDED.size_at(tokens, at)
        if ended:
            title.is_ended = True
            at += ended
        moved = True
        while moved and at < stop:
            moved = False
            for words in _TERMS:
                if starts_with(tokens, at, words):
                    end = at + len(words)
                    while end < stop and (
                        tokens[end].key == "-"
                        or tokens[end].key[0].isdigit()
                        or (set(tokens[end].key) <= set("ivxl"))
                        or (words[0] == "(" and tokens[end].key == ")")
                    ):
                        end += 1
                    at, moved = end, True
                    break
        return at

    def _goes_on_after_semicolon(self, at: int, stop: int) -> bool:
        """Whether a title of the same person follows: one with no name up to the next sign.

        Nor may it begin the titles that stand before the next name.
        """
        first = self._title_from(at, stop)
        if first is None or first.match is None:
            return False
        end = self._after_title(first, stop)
        if any(place in self._starts for place in range(at, self._next_sign(end) + 1)):
            return False
        while step := _JOINTS.size_at(self.tokens, end):
            title = self._title_from(end + step, stop)
            if title is None:
                return True
            end = self._after_title(title, stop)
        return end != self._start_of_name(stop)

    def _start_of_name(self, at: int) -> int:
        """Where the name that begins at ``at`` begins with its form of address and degrees."""
        at = self._skip_degrees(at)
        address = self._honorific_before(at)[0]
        return at if address is None else self._skip_degrees(address)

    def _next_sign(self, at: int) -> int:
        while at < len(self.tokens) and self.tokens[at].key not in (",", ";", ".", ":"):
            at += 1
        return at

    def _without_prefix_of(
        self,
        following: Mention | None,
        titles: list[Printed],
        mention: Mention,
        has_prefix: bool,
    ) -> list[Printed]:
        """Leave the next person the titles that stand directly before their name."""
        if not titles or following is None:
            return titles
        at = self._start_of_name(following.start)
        last = titles[-1]
        if last.end != at or at >= len(self.tokens) or self.tokens[at].gap != " ":
            return titles
        own = [] if has_prefix else titles[:-1]
        mention.chain_end = own[-1].end if own else mention.end
        return own
