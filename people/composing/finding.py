"""Finding officials for a list: by letters of their names, by their office, by lines pasted."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from people.check.reading import tokens_of
from people.check.standing import Standings
from people.composing.delegates import in_order
from vietnamese import fold_words

# What parts the name from the rest of a line: "Ngô Hoàng Ngân - Bí thư", "Ngô Hoàng Ngân (Bí thư)".
_END_OF_NAME = re.compile(r"\t|[,;:(]|\s[-–—]\s")
_NUMBER = re.compile(r"^\W*(?:\d+\W+)?")
_ADDRESS = re.compile(r"^(?:đồng chí|đ/c\.?|ông|bà)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a line may name: nobody, one, or several to choose from.

    Not ``is_certain`` where the name is only nearly written so.
    """

    officials: tuple[int, ...] = ()
    is_certain: bool = True

    @property
    def official(self) -> int | None:
        """The one official meant, None where somebody has to choose."""
        return self.officials[0] if self.is_certain and len(self.officials) == 1 else None


def find(query: str, standings: Standings, limit: int) -> list[int]:
    """The officials whose name has all words of ``query``, marks may be left out; then who holds an
    office of such a title on the day. In the order in which they would be named; at most ``limit``.

    The last word may be the beginning of one.
    """
    words = fold_words(query)
    if not words:
        return []
    register = standings.register
    named = [
        person.id
        for person in register.people.values()
        if any(_has(fold_words(name), words) for name in person.names)
    ]
    if len(named) >= limit:
        return in_order(named, standings)[:limit]
    posts = {
        post.id
        for post in register.posts.values()
        if any(_has(fold_words(text), words) for text in (post.title, *post.printed))
    }
    known = set(named)
    holders = [
        official
        for official, held in register.holdings.items()
        if official not in known
        and posts.intersection(each.position_id for each in held)
        and posts & standings[official].accepted
    ]
    return [*in_order(named, standings), *in_order(holders, standings)][:limit]


def _has(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether each wanted word is among ``words``, the last as a beginning."""
    *whole, last = wanted
    return all(word in words for word in whole) and any(word.startswith(last) for word in words)


def find_in_lines(lines: Iterable[str], standings: Standings) -> list[Found]:
    """Whom each line of a pasted list names: "1. Đ/c Ngô Hoàng Ngân - Bí thư Thành ủy".

    Of several who share the name the one whose titles stand in the line, if there is just one.
    """
    folded: dict[tuple[str, ...], tuple[int, ...]] = {}
    for person in standings.register.people.values():
        for name in dict.fromkeys(tuple(fold_words(each)) for each in person.names):
            folded[name] = (*folded.get(name, ()), person.id)
    return [_find_in_line(line, standings, folded) for line in lines]


def _find_in_line(
    line: str, standings: Standings, without_marks: Mapping[tuple[str, ...], tuple[int, ...]]
) -> Found:
    register = standings.register
    named = register.names.find(line) or register.misprints.find(line)
    if named:
        return _one_of(named[0].official_ids, line, standings)
    name = _ADDRESS.sub("", _NUMBER.sub("", _END_OF_NAME.split(_NUMBER.sub("", line), 1)[0]))
    words = tuple(fold_words(name))
    if len(words) < 2:
        return Found()
    if words in without_marks:
        # Typed without marks it is the name; with other marks it may be somebody else's.
        return Found(_one_of(without_marks[words], line, standings).officials, name.isascii())
    near = register.near_names.find([token.key for token in tokens_of(name)])
    return Found(near, is_certain=False)


def _one_of(officials: tuple[int, ...], line: str, standings: Standings) -> Found:
    if len(officials) < 2:
        return Found(officials)
    words = set(fold_words(line))

    def said(official: int) -> int:
        """How many words of their titles the line has."""
        posts = (standings.register.posts[post] for post in standings[official].accepted)
        return max((len(words & set(fold_words(post.title))) for post in posts), default=0)

    # The names alone have words in common with the line, and so have titles.
    counts = {each: said(each) for each in officials}
    best = max(counts.values())
    fitting = [each for each, count in counts.items() if count == best]
    if best >= 2 and len(fitting) == 1:
        return Found((fitting[0],))
    return Found(tuple(in_order(officials, standings)))
