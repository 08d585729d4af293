"""Vietnamese typed for old 8-bit fonts, which today reads "Uû ban nh©n d©n" or "ÑAÛNG BOÄ"."""

import re
from typing import Literal

LegacyEncoding = Literal["tcvn3", "vni"]

_WORD = re.compile(r"[^\s/]+")

# TCVN3 (ABC, .VnTime) puts â, ê, ô, ơ, đ, à … on the places of Latin-1 symbols, which never stand
# against a letter in Unicode text. The soft hyphen (its ư) is left out: it comes with any paste.
_TCVN3 = re.compile("[^\\W\\d_][¡¢£¤¥¦§¨©ª«¬®µ¶·¸¹»¼½¾×÷]|[¡¢£¤¥¦§¨©ª«¬®µ¶¸¹»¼½¾×÷][^\\W\\d_]")

# VNI writes a letter and then its mark as a second letter: "aû" for ả, "oä" for ộ, "Ñ" for Đ.
# The pairs named here occur in no Vietnamese syllable written in Unicode ("oà", "uê" do).
_VNI = re.compile(
    "[aeAE][ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË]|[oOuU][ùøûõïåäÙØÛÕÏÅÄ]|[oO][âÂ]|^[^\\w]*[ñÑ]\\w"
)

_MANY = 0.25  # of the words; a foreign name or two ("España", "naïve") stays below


def legacy_encoding(text: str) -> LegacyEncoding | None:
    """The old encoding ``text`` seems to be typed in, or None for Unicode.

    A guess by the share of words that no Unicode text holds, at least two and a quarter of all.
    Ask for each paragraph: a page may mix both. The text cannot be used as it is; it has to be
    converted where it was written.
    """
    words = _WORD.findall(text)
    tcvn3 = sum(1 for word in words if _TCVN3.search(word))
    vni = sum(1 for word in words if _VNI.search(word))
    # TCVN3's "ñ" and "û" look like VNI too, its symbols do not.
    strange = sum(1 for word in words if _TCVN3.search(word) or _VNI.search(word))
    if strange < 2 or strange < _MANY * len(words):
        return None
    return "tcvn3" if tcvn3 and tcvn3 * 4 >= vni else "vni"
