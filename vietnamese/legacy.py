"""Vietnamese typed for old 8-bit fonts, which today reads "Uû ban nh©n d©n" or "ÑAÛNG BOÄ"."""

import re
from dataclasses import dataclass
from typing import Literal

LegacyEncoding = Literal["tcvn3", "vni"]

_WORD = re.compile(r"[^\s/]+")

# TCVN3 (the ABC fonts, .VnTime; TCVN 5712:1993) puts â, ê, ô, ơ, đ, à … on the places of Latin-1
# symbols. Each is told only where Unicode text has no business with it: "®" before a letter but not
# after one ("OCOP®"), "«" after a letter but not before one ("«Le Monde»"), "¹" between letters but
# not behind a word, where it is a footnote. The soft hyphen (its ư) is left out: it comes with any
# paste. Capitals that no Vietnamese word in Unicode has inside it ("ViÖt", "nghÜa") tell as well.
_LETTER = r"[^\W\d_]"
_SIGN = r"(?:[^\W\d_]|[¨©ª«¬®µ¶·¸¹»¼½¾×÷§¤¦])"
_TCVN3 = re.compile(
    rf"{_SIGN}[¨¬«µ¶·¸¼½¾×÷]|{_LETTER}[©ª¹»¡¢£¤¥¦]{_LETTER}|(?<!{_LETTER})®{_SIGN}"
    rf"|^\W*?[§¤¦]{_SIGN}|[a-z][ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖØÜÞ]"
)
# Beside one such word these tell too; alone they may be anybody's ("Malmö", a hyphen of a book).
_TCVN3_BESIDE = re.compile("[åæçëîïðñöøûüþß]|\u00ad[åæçèéêëìíîõö÷øùú¬¸µ¶·]")

# VNI writes a letter and then its mark as a second letter: "aû" for ả, "oä" for ộ, "Ñ" for Đ. The
# pairs named here occur in no Vietnamese syllable written in Unicode ("oà", "uê" do).
_VNI = re.compile(
    "[ae][ùøûõïâáàåãäêéèúüë]|[ou][ùøûõïåä]|oâ|[öô][ùøûõï]|öô|y[ùøûõ]|^[^\\w]*ñ\\w", re.IGNORECASE
)
# Of those, the ones that French, Spanish, Portuguese or German words have: "Haïti", "Raúl", "où".
_ELSEWHERE = re.compile("[ae][ïéèëúüáàã]|[ou]ï|[oa]ù|eâ|^[^\\w]*ñ(?=[auo])", re.IGNORECASE)

_MANY = 0.25  # of the words; a foreign name or two ("España", "naïve") stays below


@dataclass(frozen=True, slots=True)
class LegacyPassage:
    """A line typed for an old font: which encoding, and the line as it reads today."""

    encoding: LegacyEncoding
    line: str


def legacy_encoding(text: str) -> LegacyEncoding | None:
    """The old encoding ``text`` seems to be typed in, or None for Unicode.

    A guess by the share of words that no Unicode text holds, at least two and a quarter of all; for
    VNI one of them has to be a word of no other language either. Ask for each paragraph: a page may
    mix both. The text cannot be used as it is; it has to be converted where it was written.
    """
    words = _WORD.findall(text)
    tcvn3 = [word for word in words if _TCVN3.search(word)]
    vni = [word for word in words if _VNI.search(word)]
    certain = sum(1 for word in vni if _VNI.search(_ELSEWHERE.sub(" ", word)))
    if not tcvn3 and not certain:
        return None
    # TCVN3's "ñ" and "û" look like VNI too, its symbols do not.
    beside = [word for word in words if tcvn3 and _TCVN3_BESIDE.search(word)]
    strange = {*tcvn3, *vni, *beside}
    many = sum(1 for word in words if word in strange)
    if many < 2 or many < _MANY * len(words):
        return None
    return "tcvn3" if len(tcvn3) * 4 >= len(vni) and tcvn3 else "vni"


def legacy_passage(text: str) -> LegacyPassage | None:
    """The first line of ``text`` that is typed for an old font, or None.

    Where no line has words enough to tell, all of them together may.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    for line in [*lines, " ".join(lines)]:
        if encoding := legacy_encoding(line):
            return LegacyPassage(encoding, " ".join(line.split()))
    return None
