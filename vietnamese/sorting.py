"""Vietnamese order: a ă â b c d đ … and ngang huyền hỏi ngã sắc nặng; people by given name.

A key is a string of the digits 0-9, so any database compares two keys as Python does, whatever its
collation. It may be stored in a column and sorted by an index.
"""

import re
import unicodedata

from .normal import drop_zero_width

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng; none is ngang

# Two digits for a letter; below them a word's end and a number, above them other scripts.
_END, _WORD_END, _NUMBER, _OTHER = "00", "01", "02", "99"
_LETTER = {letter: str(place) for place, letter in enumerate(_ALPHABET, start=11)}
_TONE = {mark: str(place) for place, mark in enumerate(_TONES, start=1)}
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: they make another letter
_WORDS = re.compile(r"[0-9]{1,99}|(?:[^\W0-9_][\u0300-\u036f]*)+")


def _letters_and_tones(word: str) -> tuple[list[str], list[str]]:
    """Codes of the letters and of the tones of a word, given as NFD in lower case."""
    letters: list[str] = []
    tones: list[str] = []
    for char in word:
        if char in _TONE:
            tones.append(_TONE[char])
        elif char in _SHAPES:
            shaped = unicodedata.normalize("NFC", letters[-1] + char)
            letters[-1] = shaped if shaped in _LETTER else letters[-1]
        elif not unicodedata.combining(char):
            letters.append(char)
    return letters, tones


def _code(letter: str) -> str:
    return _LETTER.get(letter) or f"{_OTHER}{ord(letter):07}"


def _word_key(word: str) -> tuple[str, str]:
    if word.isascii() and word.isdigit():
        number = word.lstrip("0")
        return f"{_NUMBER}{len(number):02}{number}", "0"
    letters, tones = _letters_and_tones(word)
    return "".join(map(_code, letters)), "".join(tones) + "0"


def sort_key(text: str) -> str:
    """A key that puts texts in Vietnamese order; letters decide before tones (ma < má < mạ < mă).

    Shorter first, numbers by value and before letters, letters of other scripts last. Capitals,
    punctuation and tone placement (hòa, hoà) make no difference. About 2.5 digits per character.
    """
    decomposed = unicodedata.normalize("NFD", drop_zero_width(text).lower())
    keys = [_word_key(word) for word in _WORDS.findall(decomposed)]
    letters = _WORD_END.join(letters for letters, _ in keys)
    return letters + _END + "".join(tones for _, tones in keys)


def person_sort_key(name: str) -> str:
    """A key that puts people in order of given name (last syllable), then family, then middle.

    "Đỗ Thị Hoàng" is compared as Hoàng, then Đỗ, then Thị. Spaces part the syllables.
    """
    words = name.split()
    if not words:
        return sort_key("")
    *before, given = words
    family, middle = before[:1], before[1:]
    return "".join(sort_key(" ".join(part)) for part in ([given], family, middle))
