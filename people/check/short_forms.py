"""T12: abbreviations that neither the house nor the article explains."""

from collections.abc import Iterator, Sequence

from people.check.abbreviations import LONG_FORMS
from people.check.article import Article
from people.check.citations import spans_of
from people.check.finding import INFO, Finding
from people.check.lexicon import long_words
from people.check.reading import Passage, Token, tokens_of
from people.check.register import House

# "TT Tỉnh ủy" is no "thị trấn".
_COMMITTEES = frozenset({"tỉnh", "thành", "thị", "huyện", "đảng", "hđnd", "ubnd"})
DEFAULT = ("UBND", "HĐND", "MTTQ", "TP")


def find(article: Article) -> Iterator[Finding]:
    """The first use of each abbreviation that is not explained."""
    allowed = _allowed_by(article.house)
    seen: set[str] = set()
    for passage in article.passages:
        codes = spans_of(passage.source)
        for at, token in enumerate(passage.tokens):
            short = token.abbreviation
            if not short or short in seen or passage.skipped[at] or _is_part(passage, at):
                continue
            if any(start <= token.start < end for start, end in codes):
                continue
            if _is_allowed(passage.tokens, at, allowed):
                continue
            seen.add(short)
            if not _is_explained(article, passage, at, short):
                yield article.finding(
                    "T12", INFO, passage, at, at + 1, suggestion=_long_form(passage, at, short)
                )


def _is_part(passage: Passage, at: int) -> bool:
    """Whether a dash or its like glues it to more: "VH-TT&DL" is an abbreviation of its own."""
    tokens = passage.tokens
    before = at > 0 and tokens[at].gap == "" and tokens[at - 1].key in "-&"
    after = at + 1 < len(tokens) and tokens[at + 1].gap == "" and tokens[at + 1].key in "-&"
    return before or (after and at + 2 < len(tokens) and tokens[at + 2].gap == "")


def knows_all(text: str, house: House) -> bool:
    """Whether ``text`` has no abbreviation but those of the house."""
    tokens, allowed = tokens_of(text), _allowed_by(house)
    return all(
        not token.abbreviation or _is_allowed(tokens, at, allowed)
        for at, token in enumerate(tokens)
    )


def _allowed_by(house: House) -> list[list[Token]]:
    return [tokens_of(each) for each in house.abbreviations or DEFAULT]


def _is_allowed(tokens: Sequence[Token], at: int, allowed: list[list[Token]]) -> bool:
    """Whether the house knows it, alone or before the words that it needs."""
    for words in allowed:
        here = tokens[at : at + len(words)]
        if words[0].abbreviation == here[0].abbreviation and [word.key for word in words[1:]] == [
            token.key for token in here[1:]
        ]:
            return True
    return False


def _is_explained(article: Article, passage: Passage, at: int, short: str) -> bool:
    """Whether one of its long forms stands earlier in the article."""
    forms = [keys for keys, _cased in long_words(short)]
    for earlier in article.passages[: passage.index + 1]:
        keys = [token.key for token in earlier.tokens]
        if earlier is passage:
            keys = keys[:at]
        text = f" {' '.join(keys)} "
        if any(f" {' '.join(form)} " in text for form in forms):
            return True
    return False


def _long_form(passage: Passage, at: int, short: str) -> str:
    forms = LONG_FORMS[short]
    following = passage.tokens[at + 1] if at + 1 < len(passage.tokens) else None
    is_named = following and following.is_capitalised and following.key not in _COMMITTEES
    if short == "TT" and is_named:
        return forms[1]
    return forms[0]
