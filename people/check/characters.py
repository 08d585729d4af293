"""T10, T11: letters that look right and are stored otherwise, and where the tone mark stands."""

import re
import unicodedata
from collections.abc import Iterator

from people.check.article import Article, Named
from people.check.finding import INFO, Finding
from people.check.reading import Passage, is_composed, tokens_of
from vietnamese import nfc, one_line, with_tones

_HIDDEN = re.compile("[\u00a0\u00ad\u2007\u200b-\u200f\u202a-\u202f\u2060\u2066-\u2069\ufeff]")


def find(article: Article) -> Iterator[Finding]:
    """The findings on characters, quotations included."""
    for passage in article.passages:
        yield from _loose_marks(article, passage)
        yield from _mixed_scripts(article, passage)
    for named in article.named:
        yield from _hidden(article, named)
        yield from _tones(article, named)


def _loose_marks(article: Article, passage: Passage) -> Iterator[Finding]:
    if is_composed(passage.source):
        return
    for at in range(len(passage.tokens)):
        surface = passage.surface(at, at + 1)
        if not is_composed(surface):
            yield article.finding("T11", INFO, passage, at, at + 1, suggestion=nfc(surface))
            return


def _mixed_scripts(article: Article, passage: Passage) -> Iterator[Finding]:
    if passage.source == passage.text:
        return
    for at, token in enumerate(passage.tokens):
        surface = passage.surface(at, at + 1)
        clean = passage.text[token.start : token.end]
        if surface != clean and any(_is_latin(letter) for letter in surface):
            yield article.finding("T11", INFO, passage, at, at + 1, suggestion=nfc(clean))


def _is_latin(letter: str) -> bool:
    return letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN")


def _hidden(article: Article, named: Named) -> Iterator[Finding]:
    mention = named.mention
    if _HIDDEN.search(mention.surface):
        clean = one_line(mention.surface)
        yield article.finding(
            "T11", INFO, named.passage, mention.start, mention.end, suggestion=clean
        )


def _tones(article: Article, named: Named) -> Iterator[Finding]:
    style = "new" if article.house.tone_style == "new" else "old"
    tokens = named.passage.tokens
    right: dict[int, str] = {}
    if named.official is not None and named.near is None:
        right = _right_name(article, named)
    for verdict in named.verdicts:
        for at in range(verdict.start, verdict.end):
            right[at] = with_tones(tokens[at].text, style)
    for at, text in sorted(right.items()):
        if tokens[at].text != text:
            yield article.finding(
                "T10", INFO, named.passage, at, at + 1, official=named.official, suggestion=text
            )


def _right_name(article: Article, named: Named) -> dict[int, str]:
    """The register's spelling of each word of the name that differs by its tone mark only."""
    mention, tokens = named.mention, named.passage.tokens
    for name in article.register.people[named.official].names:
        words = tokens_of(name)
        if tuple(word.key for word in words) == mention.keys:
            pairs = zip(range(mention.start, mention.end), words, strict=True)
            return {
                at: word.text for at, word in pairs if tokens[at].text.lower() != word.text.lower()
            }
    return {}
