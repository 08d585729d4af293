"""From the bytes of a file to text."""

import codecs

from .imported_article import ImportRefused

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# A stray NUL in a text is dropped later; more than one byte in a hundred is no text at all.
_BINARY_SHARE = 100


def read_text(data: bytes) -> str:
    """The text of ``data``: UTF-8 (with or without a byte order mark) or UTF-16 with one.

    Nothing is guessed: an 8-bit Vietnamese encoding cannot be told from another, so anything else
    raises ImportRefused("not_text"); no bytes at all raise ImportRefused("empty").
    """
    if not data.strip():
        raise ImportRefused("empty")
    encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportRefused("not_text") from error
    if text.count("\x00") * _BINARY_SHARE > len(text):
        raise ImportRefused("not_text")
    return text
