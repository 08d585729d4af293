"""How a suggestion is applied to the text: the one home of this rule (specification, §5.3)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from people.check.article import REWORDED, RIGHT, Named, Verdict
from people.check.finding import Edit, Finding
from people.check.reading import Passage, is_composed
from people.check.standing import Standings
from people.titles import Title

_DASH = re.compile(r"\s*[-–—]\s*$")
_COMMA = re.compile(r"\s*,\s*$")
_COMMA_AFTER = re.compile(r"\s*,\s*")
_JOINT_AFTER = re.compile(r"[\s,]*")
# A day for a field of the form, no words for the text.
_OF_THE_FORM = "T21"


def edit_of(finding: Finding, text: str) -> Edit | None:
    """What taking the suggestion changes in ``text``, its block; None where it offers nothing."""
    if finding.edit is not None:
        return finding.edit
    if finding.suggestion is None or finding.code == _OF_THE_FORM:
        return None
    if finding.code == "T11" and not is_composed(finding.surface):
        return Edit(0, len(text), unicodedata.normalize("NFC", text))
    if finding.suggestion == "":
        return _taken_out(text, finding.start, finding.end)
    return Edit(finding.start, finding.end, finding.suggestion)


def applied(text: str, findings: Iterable[Finding]) -> str:
    """``text`` with the suggestions of some findings in it taken, the last one first.

    A suggestion that would change letters which another one changed already is left out.
    """
    edits = [edit for each in findings if (edit := edit_of(each, text)) is not None]
    untouched = len(text)
    for edit in sorted(dict.fromkeys(edits), key=lambda each: (each.start, each.end), reverse=True):
        if edit.end <= untouched:
            text = text[: edit.start] + edit.text + text[edit.end :]
            untouched = edit.start
    return text


def _taken_out(text: str, start: int, end: int) -> Edit:
    """Leave out the letters [start, end) with the brackets, comma, dash or space they need."""
    before, after = text[:start], text[end:]
    if before.endswith("(") and after.startswith(")"):
        return Edit(len(before[:-1].rstrip()), end + 1, "")
    dash, comma = _DASH.search(before), _COMMA.search(before)
    follows = _COMMA_AFTER.match(after)
    if dash and follows:
        # What stands behind the comma takes the place behind the dash.
        return Edit(start, end + follows.end(), "")
    joint = dash or comma
    if joint:
        return Edit(joint.start(), end, "")
    return Edit(start, end + _JOINT_AFTER.match(after).end(), "")  # type: ignore[union-attr]


def reordered(passage: Passage, chain: Sequence[Verdict], ordered: Sequence[str]) -> Edit:
    """Put titles into the places of a chain one by one; what stands between them stays."""
    start = passage.tokens[chain[0].start].start
    parts, at = [], start
    for verdict, title in zip(chain, ordered, strict=True):
        first = passage.tokens[verdict.start].start
        parts += [passage.source[at:first], title]
        at = passage.tokens[verdict.end - 1].end
    return Edit(start, at, "".join(parts))


def put_in(standings: Standings, named: Named, titles: Sequence[Title]) -> Edit:
    """Put missing titles into the chain beside a name, each at its place among the others.

    Without a chain they stand directly behind the name.
    """
    passage = named.passage
    tokens = passage.tokens
    chain = _chain(named)
    insertions: list[tuple[int, str]] = []
    for title in titles:
        place = standings.place(title.position_id)
        following = next((each for each in chain if standings.place(_post(each)) > place), None)
        if following is not None:
            insertions.append((tokens[following.start].start, f"{title.text}, "))
        else:
            last = chain[-1].end if chain else named.mention.end
            insertions.append((tokens[last - 1].end, f", {title.text}"))
    insertions.sort(key=lambda each: each[0])
    start, end = insertions[0][0], insertions[-1][0]
    parts, at = [], start
    for place_in_text, words in insertions:
        parts += [passage.source[at:place_in_text], words]
        at = place_in_text
    return Edit(start, end, "".join(parts))


def _chain(named: Named) -> list[Verdict]:
    """The titles behind a name that are right, else those before it."""
    right = [
        each
        for each in named.verdicts
        if each.outcome in (RIGHT, REWORDED) and each.title.former is None
    ]
    behind = [each for each in right if not each.title.before_name]
    return sorted(behind or right, key=lambda each: each.start)


def _post(verdict: Verdict) -> int:
    if verdict.post is None:
        raise ValueError("a right title has a post")
    return verdict.post
