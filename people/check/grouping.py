"""Lists of persons, and the place for which those in them stand."""

from collections.abc import Sequence

from people.check.parsing import NOUNS, Group, Mention, Phrases, Place, starts_with
from people.check.reading import Passage, Token, tokens_of
from people.check.register import TitleRegister
from people.check.words import COLLECTIVES, HONORIFICS, OF_THE_PAST, begins_title

CENTRAL = "Trung ương"
_COMRADES = Phrases([("các", "đồng", "chí"), ("các", "đ/c")])
_LADIES_AND_GENTLEMEN = Phrases([("các", "ông", ",", "bà"), ("các", "ông"), ("các", "bà")])
_SINGULARS = Phrases(
    (verb, *middle, *address)
    for verb in ("có", "gồm", "với")
    for middle in ((), ("sự", "tham", "dự", "của"), ("sự", "tham", "gia", "của"))
    for address in (("đồng", "chí"), ("đ/c",))
)
_SIDE = ("về", "phía")
_GOES_ON = frozenset({"và", "cùng", "với", "có", "các", "-", ",", ";", "(", ")"})
_NOUNS_OF_HOUSE = Phrases([("địa", "phương")])
_COLLECTIVES, _HONORIFICS = Phrases(COLLECTIVES), Phrases(HONORIFICS)


def arrange(passage: Passage, mentions: Sequence[Mention], register: TitleRegister) -> None:
    """Put each mention into its list and under its place, if it has any."""
    Arranger(passage, mentions, register).run()


class Arranger:
    """Walks through one passage, sentence by sentence."""

    def __init__(
        self, passage: Passage, mentions: Sequence[Mention], register: TitleRegister
    ) -> None:
        self.tokens = passage.tokens
        self.passage = passage
        self.register = register
        self.mentions = {each.start: each for each in mentions}
        self.first_tokens = {
            min([each.start, *(title.start for title in each.titles if title.before_name)])
            for each in mentions
        }
        self.group: Group | None = None
        self.place: Place | None = None
        self.delegation: int | None = None

    def run(self) -> None:
        at = 0
        while at < len(self.tokens):
            at = self._step(at)

    def _step(self, at: int) -> int:
        tokens = self.tokens
        is_new_line = tokens[at].gap == "\n" and tokens[at - 1].key not in (";", ":")
        if tokens[at].ends_sentence or is_new_line:
            self.group = self.place = self.delegation = None
        if self.passage.skipped[at]:
            return at + 1
        if at in self.mentions:
            return self._place_mention(self.mentions[at])
        if starts_with(tokens, at, _SIDE):
            self.group = Group()
            self.place = place_of_side(self.tokens, at + len(_SIDE), self.register)
            return at + 2
        if tokens[at].key == "đoàn":
            self.delegation = at
        elif tokens[at].key == "do" and self.delegation is not None:
            self.place = place_in(tokens[self.delegation + 1 : at], self.register) or self.place
            self.delegation = None
        return self._open_or_close(at)

    def _place_mention(self, mention: Mention) -> int:
        mention.group, mention.place = self.group, self.place
        if self.group and not self._list_goes_on(mention.chain_end):
            self.group = None
        return mention.end

    def _open_or_close(self, at: int) -> int:
        tokens = self.tokens
        for phrases, is_plural in ((_COMRADES, True), (_LADIES_AND_GENTLEMEN, False)):
            end = at + phrases.size_at(tokens, at)
            if at < end < len(tokens) and (tokens[end].key == ":" or self._names_someone(end)):
                self.group = Group(is_plural)
                return end
        size = _SINGULARS.size_at(tokens, at)
        if size and self._names_someone(at + size):
            self.group = Group()
            return at + size
        if self.group and _COLLECTIVES.size_at(tokens, at):
            self.group = None
        return at + 1

    def _names_someone(self, at: int) -> bool:
        """Whether a name, or the title before one, begins at ``at``."""
        if at < len(self.tokens) and self.tokens[at].key in OF_THE_PAST:
            at += 1
        return at in self.first_tokens or at in self.mentions

    def _list_goes_on(self, at: int) -> bool:
        """Whether what follows a person can be the next of a list, and is no verb."""
        tokens = self.tokens
        while at < len(tokens) and tokens[at].key in _GOES_ON and tokens[at].gap != "\n":
            at += 1
        if at >= len(tokens) or tokens[at].gap == "\n":
            return at < len(tokens)
        if self._names_someone(at) or _HONORIFICS.size_at(tokens, at):
            return True
        following = tokens[at + 1].key if at + 1 < len(tokens) else ""
        return begins_title(tokens[at].key, following)


def place_of_head(head: str, register: TitleRegister) -> Place | None:
    """The place that the head of a list ("Về phía TP Móng Cái") puts those in it under."""
    tokens = tokens_of(head)
    for at in range(len(tokens)):
        if starts_with(tokens, at, _SIDE):
            return place_of_side(tokens, at + len(_SIDE), register)
    return None


def place_of_side(tokens: Sequence[Token], at: int, register: TitleRegister) -> Place | None:
    """The place that the words after "Về phía" name, those from ``at`` on."""
    end = at
    while end < len(tokens) and end - at < 12:
        if tokens[end].key in ("có", ",", ":", ";", ".", "gồm"):
            break
        end += 1
    return place_in(tokens[at:end], register)


def place_in(tokens: Sequence[Token], register: TitleRegister) -> Place | None:
    """The place that some words name; one without a name if the register lacks it."""
    keys = [token.key for token in tokens]
    best = max(
        (name for name, words in register.places.items() if _stands_in(keys, words)),
        key=len,
        default=None,
    )
    if best is not None:
        return Place(best)
    for at in range(len(tokens)):
        noun = NOUNS.size_at(tokens, at) or (tokens[at].abbreviation in ("TP", "TX"))
        if noun:
            after = at + noun
            if after < len(tokens) and tokens[after].is_capitalised:
                return Place("")
            is_province = keys[at] == "tỉnh"
            return Place(register.house.province if is_province else register.house.territory)
    if _NOUNS_OF_HOUSE.size_at(tokens, 0):
        return Place(register.house.territory)
    is_name = len(tokens) >= 2 and all(token.is_capitalised for token in tokens[:2])
    return Place("") if is_name else None


def _stands_in(keys: Sequence[str], words: Sequence[str]) -> bool:
    size = len(words)
    return any(tuple(keys[at : at + size]) == tuple(words) for at in range(len(keys) - size + 1))
