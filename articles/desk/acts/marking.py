"""
What changed between two texts, marked so that a person can read it.

A text is a list of `Block`s: paragraphs, headings, items, rows. Blocks are set beside each other
first, then the words inside those that changed. Every result gives back both texts exactly: what is
kept with what was removed is the old one, what is kept with what was added the new one.
"""

import re
from bisect import bisect_left
from collections import Counter, deque
from dataclasses import dataclass
from difflib import SequenceMatcher

from articles.desk.text.blocks import Block

# A word with its marks however they are written, a number with its separators, or one sign; spaces
# belong to what stands before them.
WORD = re.compile(r"\d+(?:[.,/:-]\d+)*(?!\w)|[\w\u0300-\u036f]+|[^\w\s]")
TOKEN = re.compile(rf"({WORD.pattern}|^(?=\s))(\s*)")
# Stretches up to this many pairs are compared one by one; above, only what occurs once anchors.
SMALL = 10_000
# How far ahead a block looks for the one it became, in stretches longer than that.
NEAR = 20
# How much of their words two blocks must share to be told as one that changed.
ALIKE = 0.4
# A run of kept words this short between two changes only breaks the reading.
ISLAND = 2


@dataclass(frozen=True)
class Mark:
    """A stretch of text: "kept", "removed" or "added"."""

    change: str
    text: str


@dataclass(frozen=True)
class Passage:
    """
    One block of either text, or one of both that belong together, in reading order.

    ``change`` is "kept", "changed" (words differ), "recast" (the same words as another kind or in
    another form), "removed", "added", or "gone" and "come": one moved block at its old and its new
    place. ``old`` and ``new`` are its `Block`s, None where a side has none.
    """

    change: str
    old: Block | None
    new: Block | None
    marks: tuple = ()

    @property
    def block(self):
        """The block to show: the newer one where there are two."""
        return self.new or self.old

    @property
    def is_recast(self):
        """Tell whether the kind differs or the form of the same words does."""
        if self.old is None or self.new is None:
            return False
        same_words = self.old.text == self.new.text
        return self.old.kind != self.new.kind or (same_words and self.old.form != self.new.form)


def compare_blocks(old, new):
    """Return what became of the blocks ``old`` in ``new``, a list of `Passage`s."""
    pairs = align([block.text for block in old], [block.text for block in new])
    moved = moves(old, new, pairs)
    pairs = with_alike(old, new, pairs, moved)
    came_from = {new_at: old_at for old_at, new_at in moved.items()}
    passages, old_at, new_at = [], 0, 0
    for old_next, new_next in [*pairs, (len(old), len(new))]:
        for at in range(old_at, old_next):
            if at in moved:
                passages.append(kept("gone", old[at], new[moved[at]]))
            else:
                marks = (Mark("removed", old[at].text),)
                passages.append(Passage("removed", old[at], None, marks))
        for at in range(new_at, new_next):
            if at in came_from:
                passages.append(kept("come", old[came_from[at]], new[at]))
            else:
                passages.append(Passage("added", None, new[at], (Mark("added", new[at].text),)))
        if old_next < len(old):
            passages.append(paired(old[old_next], new[new_next]))
        old_at, new_at = old_next + 1, new_next + 1
    return passages


def kept(change, old, new):
    """Return a passage whose words are the same on both sides."""
    return Passage(change, old, new, (Mark("kept", new.text),))


def paired(old, new):
    """Return the passage of two blocks that belong together."""
    if old.text != new.text:
        return Passage("changed", old, new, tuple(compare_words(old.text, new.text)))
    return kept("kept" if old == new else "recast", old, new)


def moves(old, new, pairs):
    """Return {old place: new place} of blocks found word for word elsewhere."""
    kept_old, kept_new = ({pair[side] for pair in pairs} for side in (0, 1))
    waiting = {}
    for at, block in enumerate(new):
        if at not in kept_new and block.text.strip():
            waiting.setdefault(block.text, deque()).append(at)
    return {
        at: waiting[block.text].popleft()
        for at, block in enumerate(old)
        if at not in kept_old and waiting.get(block.text)
    }


def with_alike(old, new, pairs, moved):
    """Add to the pairs of equal blocks those that are alike and stand between the same ones."""
    arrived = set(moved.values())
    found, old_at, new_at = [], 0, 0
    for pair in [*pairs, (len(old), len(new))]:
        left = [at for at in range(old_at, pair[0]) if at not in moved]
        right = [at for at in range(new_at, pair[1]) if at not in arrived]
        found += alike(old, new, left, right)
        if pair[0] < len(old):
            found.append(pair)
        old_at, new_at = pair[0] + 1, pair[1] + 1
    return found


def alike(old, new, left, right):
    """
    Pair blocks that share enough of their words, in order, so that most is shared in all.

    ``left`` and ``right`` are places in ``old`` and ``new``.
    """
    left_bags = [words_in(old[at].text) for at in left]
    right_bags = [words_in(new[at].text) for at in right]
    pair = best_pairs if len(left) * len(right) <= SMALL else near_pairs
    return [(left[i], right[j]) for i, j in pair(left_bags, right_bags)]


def best_pairs(left, right):
    """Return the places in two lists of bags of words whose pairs share the most in all."""
    # best[i][j]: the most that the bags from left[i] and right[j] on can share.
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    shares = {}
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            share = shared(left[i], right[j])
            shares[i, j] = share
            here = share + best[i + 1][j + 1] if share >= ALIKE else 0.0
            best[i][j] = max(here, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if shares[i, j] >= ALIKE and best[i][j] == shares[i, j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def near_pairs(left, right):
    """Pair each bag with the most alike of the next few: for stretches too long for the best."""
    pairs, start = [], 0
    for i, bag in enumerate(left):
        ahead = range(start, min(start + NEAR, len(right)))
        share, back = max(((shared(bag, right[j]), -j) for j in ahead), default=(0.0, 0))
        if share >= ALIKE:
            pairs.append((i, -back))
            start = 1 - back
    return pairs


def words_in(text):
    """Return how often each word stands in a text, without signs."""
    return Counter(word for word in WORD.findall(text) if word[:1].isalnum())


def shared(one, other):
    """Return which part of their words two blocks share, from 0 to 1."""
    total = one.total() + other.total()
    if not total or 2 * min(one.total(), other.total()) < ALIKE * total:
        return 0.0
    if len(one) > len(other):
        one, other = other, one
    common = sum(min(count, other[word]) for word, count in one.items() if word in other)
    return 2 * common / total


def compare_words(old, new):
    """Return the `Mark`s that turn one text into another, word by word."""
    left, right = TOKEN.findall(old), TOKEN.findall(new)
    pairs = align([word for word, _space in left], [word for word, _space in right])
    pairs = without_islands(pairs, left, right)
    marks, left_at, right_at = [], 0, 0
    for left_next, right_next in [*pairs, (len(left), len(right))]:
        add(marks, "removed", "".join(map("".join, left[left_at:left_next])))
        add(marks, "added", "".join(map("".join, right[right_at:right_next])))
        if left_next < len(left):
            (word, before), (_word, after) = left[left_next], right[right_next]
            add(marks, "kept", word + (before if before == after else ""))
            if before != after:
                add(marks, "removed", before)
                add(marks, "added", after)
        left_at, right_at = left_next + 1, right_next + 1
    return marks


def add(marks, change, text):
    """Add a stretch to the marks, joined with one of its kind before it."""
    if not text:
        return
    if marks and marks[-1].change == change:
        marks[-1] = Mark(change, marks[-1].text + text)
    else:
        marks.append(Mark(change, text))


def without_islands(pairs, left, right):
    """Drop short runs of kept words between two changes: one long change reads better."""
    runs = []
    for pair in pairs:
        if runs and (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1) == pair:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    ends = [(-1, -1), *(run[-1] for run in runs)]
    starts = [*(run[0] for run in runs), (len(left), len(right))]
    readable = []
    for at, run in enumerate(runs):
        words = sum(left[place][0][:1].isalnum() for place, _ in run)
        is_end = run[0] == (0, 0) or run[-1] == (len(left) - 1, len(right) - 1)
        # How long the changes before and after are, at most.
        around = max(
            starts[place][side] - ends[place][side] - 1 for place in (at, at + 1) for side in (0, 1)
        )
        stays = words > ISLAND or around <= len(run) * (4 if is_end else 1) if words else is_end
        if stays:
            readable += run
    return readable


# Setting two rows of things beside each other


def align(old, new):
    """
    Return the (old place, new place) of what is equal and stands in the same order, a list.

    What occurs once on each side anchors the rest, so that long texts stay quick; what lies between
    two anchors is compared in full only where it is short.
    """
    pairs, waiting = [], [(0, len(old), 0, len(new))]
    while waiting:
        old_from, old_to, new_from, new_to = waiting.pop()
        while old_from < old_to and new_from < new_to and old[old_from] == new[new_from]:
            pairs.append((old_from, new_from))
            old_from, new_from = old_from + 1, new_from + 1
        while old_from < old_to and new_from < new_to and old[old_to - 1] == new[new_to - 1]:
            old_to, new_to = old_to - 1, new_to - 1
            pairs.append((old_to, new_to))
        if old_from == old_to or new_from == new_to:
            continue
        if (old_to - old_from) * (new_to - new_from) <= SMALL:
            pairs += matched(old, new, old_from, old_to, new_from, new_to)
        elif anchors := anchored(old, new, old_from, old_to, new_from, new_to):
            old_at, new_at = old_from, new_from
            for anchor in [*anchors, (old_to, new_to)]:
                waiting.append((old_at, anchor[0], new_at, anchor[1]))
                old_at, new_at = anchor[0] + 1, anchor[1] + 1
            pairs += anchors
    return sorted(pairs)


def matched(old, new, old_from, old_to, new_from, new_to):
    """Align two short stretches in full."""
    matcher = SequenceMatcher(None, old[old_from:old_to], new[new_from:new_to], autojunk=False)
    return [
        (old_from + block.a + step, new_from + block.b + step)
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]


def anchored(old, new, old_from, old_to, new_from, new_to):
    """Return the longest row of pairs, in order on both sides, of what occurs once on each."""
    once_old, once_new = (
        {each for each, count in Counter(part).items() if count == 1}
        for part in (old[old_from:old_to], new[new_from:new_to])
    )
    places = {new[at]: at for at in range(new_from, new_to) if new[at] in once_new}
    candidates = [
        (at, places[old[at]])
        for at in range(old_from, old_to)
        if old[at] in once_old and old[at] in places
    ]
    return [candidates[at] for at in rising([place for _at, place in candidates])]


def rising(numbers):
    """Return the places of a longest rising row among ``numbers``, which are all different."""
    smallest, ends, before = [], [], []  # by length of a row: its last number, and its place
    for at, number in enumerate(numbers):
        length = bisect_left(smallest, number)
        smallest[length : length + 1] = [number]
        ends[length : length + 1] = [at]
        before.append(ends[length - 1] if length else None)
    row, at = [], ends[-1] if ends else None
    while at is not None:
        row.append(at)
        at = before[at]
    return row[::-1]
