"""Where the tone mark stands in open oa, oe, uy: hòa (old) or hoà (new)."""

import re
from typing import Literal

from .normal import nfc

ToneStyle = Literal["old", "new"]

# One row per vowel: bare, then with huyền, sắc, hỏi, ngã, nặng.
_BY_VOWEL = ("aàáảãạ", "eèéẻẽẹ", "oòóỏõọ", "uùúủũụ", "yỳýỷỹỵ")
_ROWS = {row[0]: row for row in (*_BY_VOWEL, *(row.upper() for row in _BY_VOWEL))}
_TONE_OF = {letter: tone for row in _ROWS.values() for tone, letter in enumerate(row)}
_BARE = {letter: row[0] for row in _ROWS.values() for letter in row}

# The consonants a Vietnamese syllable can begin with. Without q: in "quý" the u belongs to the
# consonant. Naming them keeps foreign words such as "Zoé" and "Chloé" as they are.
_ONSET = "(?:ngh?|n?h|[cgkpt]h|gi|tr|[bcdđgklmnprstvx])?"
_PAIRS = r"(?:[oO][{a}]|[oO][{e}]|[uU][{y}])"
_OLD_PAIRS = r"(?:[{o}][aA]|[{o}][eE]|[{u}][yY])"


def _toned(vowel: str) -> str:
    row = _ROWS[vowel][1:]
    return row + row.upper()


_VOWEL_PAIR = {
    "new": _PAIRS.format(a=_toned("a"), e=_toned("e"), y=_toned("y")),
    "old": _OLD_PAIRS.format(o=_toned("o"), u=_toned("u")),
}
# A whole word that is an onset and the pair and no more: a final consonant or a third vowel
# (hoàn, hoài) leaves no choice. A loose mark after it means a letter of another language.
_WORD = {
    style: re.compile(
        rf"(?<![^\W_])(?i:{_ONSET}){pair}(?![^\W_]|[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff])"
    )
    for style, pair in _VOWEL_PAIR.items()
}


def _move_back(match: re.Match[str]) -> str:
    *onset, first, second = match[0]
    return "".join((*onset, _ROWS[first][_TONE_OF[second]], _BARE[second]))


def _move_on(match: re.Match[str]) -> str:
    *onset, first, second = match[0]
    return "".join((*onset, _BARE[first], _ROWS[second][_TONE_OF[first]]))


def with_tones(text: str, style: ToneStyle = "old") -> str:
    """``text`` in NFC with the tone of every open oa, oe, uy placed in one ``style``.

    "old" marks the first vowel (hòa, khỏe, thủy, Ủy), "new" the second (hoà, khoẻ, thuỷ, Uỷ).
    Capitals stay where they are. "old" is the form in which two spellings are compared.
    Raises ValueError for another style.
    """
    if style == "old":
        return _WORD["new"].sub(_move_back, nfc(text))
    if style == "new":
        return _WORD["old"].sub(_move_on, nfc(text))
    raise ValueError(f"No such tone style: {style!r}. Use 'old' or 'new'.")
