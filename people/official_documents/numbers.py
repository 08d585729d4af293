"""Numbers of official documents: in one form to compare them by, and the kind that they tell."""

import re

from vietnamese import fold, one_line

_PIECE = re.compile(r"\d+|[a-z]+")
_WORD_BEFORE = re.compile(r"^số\s*:?\s*(?=\d)", re.IGNORECASE)
_AROUND_SIGN = re.compile(r"\s*([-–/])\s*")
_LETTERS = re.compile(r"\d[a-z]?[-/](?P<letters>[a-z]+)(?=[-/])")
_SHAPE = re.compile(r"\d+/?\d*[a-z]+[a-z\d/]*")

# What the letters after a number stand for, folded; the values are those of `Kind`. "QĐ" is a
# decision far more often than a regulation of the Party ("Quy định"), and the keeper may choose.
_KINDS = {
    "nq": "nghi-quyet",
    "qd": "quyet-dinh",
    "qc": "quy-che",
    "kl": "ket-luan",
    "ct": "chi-thi",
    "tb": "thong-bao",
    "hd": "huong-dan",
    "bc": "bao-cao",
    "ctr": "chuong-trinh",
    "kh": "ke-hoach",
    "nd": "nghi-dinh",
    "tt": "thong-tu",
    "ttlt": "thong-tu-lien-tich",
    "cd": "cong-dien",
    "ttr": "to-trinh",
    "pl": "phap-lenh",
}


def key_of(number):
    """Return a number as it is compared, however it is typed: "18-NQ/TW", "18nq/tw" → "18nqtw".

    Signs go, but between two figures: 27/2018/NĐ-CP gives "27/2018ndcp". So do zeros before a
    figure. "" for what holds neither letter nor figure.
    """
    key = ""
    for piece in _PIECE.findall(fold(number)):
        if piece.isdigit():
            piece = piece.lstrip("0") or "0"
            piece = f"/{piece}" if key[-1:].isdigit() else piece
        key += piece
    return key


def tidy_number(text):
    """Return a number as it is printed: on one line, without "số", no space around its signs."""
    return _AROUND_SIGN.sub(r"\1", _WORD_BEFORE.sub("", one_line(text))).replace("–", "-")


def is_number(text):
    """Tell whether a text can be the number of a document: figures, and letters after them."""
    return _SHAPE.fullmatch(key_of(text)) is not None


def kind_told_by(number):
    """Return the value of `Kind` that the letters of a number tell, "" where they tell none."""
    match = _LETTERS.search(fold(number))
    return _KINDS.get(match["letters"], "") if match else ""
