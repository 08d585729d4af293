"""Who wrote an article and where it was taken from, as the lines around it say."""

import re
from typing import NamedTuple

from vietnamese import nfc


class Byline(NamedTuple):
    """A line that names an author or a source; ``label`` is what stood before the name."""

    author: str | None
    source: str | None
    label: str


_AUTHOR = re.compile(
    nfc(
        r"(?P<label>(?:tác giả|người viết|người đưa tin|người đăng|phóng viên|pv|ctv|thực hiện|"
        r"(?:tin|bài)(?:(?:\s*[,&-]\s*|\s+và\s+)ảnh)?|ảnh)\s*:)\s*(?P<name>\S.*)"
    ),
    re.IGNORECASE,
)
_SOURCE = re.compile(
    nfc(r"(?P<label>nguồn(?:\s+tin)?\s*:|theo(?=\s))\s*(?P<name>\S.*)"), re.IGNORECASE
)
_NAME_WORD = re.compile(r"[^\W\d_]+")
_PHOTO = nfc("ảnh:")  # before a name a credit, before anything else a caption
_LONGEST_NAME = 5  # words, the dash between two names not counted
_LONGEST_LABELLED = 14


def labelled_byline(text: str) -> Byline | None:
    """The by-line that ``text`` is by its label: "Tác giả: …", "Tin, ảnh: …", "Nguồn: …"."""
    inner = text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text
    if len(inner.split()) > _LONGEST_LABELLED or inner.endswith((".", ";", "!", "?")):
        return None
    match = _AUTHOR.fullmatch(inner)
    if match and (match["label"].lower() != _PHOTO or _is_name(match["name"])):
        return Byline(match["name"], None, match["label"])
    match = _SOURCE.fullmatch(inner)
    # "Theo đó" goes on with the story; a source is a name.
    if match and match["name"][0].isupper():
        return Byline(None, match["name"], match["label"])
    return None


def closing_byline(text: str) -> Byline | None:
    """The by-line that ``text`` is as an article's last line: with a label, or a bare name.

    A bare name is at most five words, all with a capital, without closing punctuation: "Thu Hà",
    "Hoàng Nga - Văn Hải", "BBT", "Hoàng Nga (Trung tâm Truyền thông và Văn hóa)".
    """
    if labelled := labelled_byline(text):
        return labelled
    name, bracket, source = text.removesuffix(")").partition("(")
    if bool(bracket) != text.endswith(")") or not _is_name(name):
        return None
    return Byline(name.strip(), source.strip() or None, "")


def _is_name(text: str) -> bool:
    words = [word for word in re.split(r"[\s,&–-]+", text) if word]
    return (
        0 < len(words) <= _LONGEST_NAME
        and all(word == nfc("và") or word[0].isupper() for word in words)
        and all(_NAME_WORD.fullmatch(word) for word in words)
    )
