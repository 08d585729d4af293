"""Names as lists of guests print them: with a form of address, a degree, in capitals throughout."""

import re
from dataclasses import dataclass

from people.check.reading import tokens_of
from people.check.words import DEGREES, FAMILY_NAMES, begins_title

_ADDRESSES = {
    "đồng chí": "đồng chí",
    "các đồng chí": "đồng chí",
    "đ/c": "đồng chí",
    "đc": "đồng chí",
    "đ.c": "đồng chí",
    "ông": "ông",
    "bà": "bà",
    "anh": "",
    "chị": "",
    "mr": "",
    "mrs": "",
    "ms": "",
}
_ADDRESS = re.compile(
    r"^(?:(các đồng chí|đồng chí|đ/c|đ\.c|đc|ông|bà|anh|chị|mrs|mr|ms)\b[.:]?"
    r"(?:\s*[/(]\s*(?:ông|bà)\)?)?\s*)",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"^(?:(?:"
    + "|".join(
        sorted((r"\s+".join(map(re.escape, words)) for words in DEGREES), key=len, reverse=True)
    )
    + r"|cử nhân|thầy giáo|cô giáo|linh mục|hòa thượng|thượng tọa|đại đức|ni sư)\b\.?\s*)",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*[(\[][^)\]]*[)\]]?\s*$")
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_]+(?:['’ʼ.-][^\W\d_]+)*\.?")
SHORTEST, LONGEST = 2, 7


@dataclass(frozen=True, slots=True)
class Addressed:
    """A name without what stands before it; ``honorific`` as the register has it, or ""."""

    name: str
    honorific: str = ""


def tidy_name(text: str) -> Addressed:
    """The name in ``text``, one line in NFC, without address, degree, remark; capitals put right.

    "Đ/c NGUYỄN VĂN A (vắng)" gives "Nguyễn Văn A". What is no name stays as it is.
    """
    name, honorific = _REMARK.sub("", text).strip(' .,;:-–—*"“”'), ""
    while True:
        found = _ADDRESS.match(name)
        if found and found.end() < len(name):
            honorific = honorific or _ADDRESSES[found[1].lower()]
            name = name[found.end() :]
            continue
        found = _DEGREE.match(name)
        # "Lương Y" is a name, "BS. Lương Y" one with a degree: two words must be left.
        if found and len(name[found.end() :].split()) >= SHORTEST:
            name = name[found.end() :]
            continue
        return Addressed(in_right_case(name.strip(" .,;:")), honorific)


def in_right_case(name: str) -> str:
    """``name`` with a capital at each word where it is written in one case throughout."""
    if name in (name.upper(), name.lower()):
        return _WORD.sub(lambda word: word[0].capitalize(), name)
    words = name.split(" ")
    # "NGUYỄN Văn A": a family name in capitals only.
    return " ".join(
        each.capitalize() if each.isupper() and len(each) > 1 else each for each in words
    )


def looks_like_a_name(text: str) -> bool:
    """Whether ``text`` can be a person's name: two to seven words, and none begins a title."""
    words = text.split()
    if not SHORTEST <= len(words) <= LONGEST or not all(map(_NAME.fullmatch, words)):
        return False
    keys = [token.key for token in tokens_of(text)]
    if len(keys) > 1 and begins_title(keys[0], keys[1]) and keys[0] not in FAMILY_NAMES:
        return False
    return all(word[0].isupper() for word in in_right_case(text).split())


def is_surely_a_name(text: str) -> bool:
    """Whether ``text`` looks like a name and begins with a family name people here bear."""
    keys = [token.key for token in tokens_of(text)]
    return looks_like_a_name(text) and bool(keys) and keys[0] in FAMILY_NAMES
