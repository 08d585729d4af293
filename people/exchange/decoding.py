"""The bytes of a file that somebody uploads, read as text; what is no Unicode is told in words."""

import codecs

from django.utils.translation import gettext as _

from people.exchange.register_file import BadValue
from vietnamese import legacy_encoding, nfc, plain

# Bytes: a register of ten thousand rows is smaller.
LARGEST = 2_000_000
_VIETNAMESE = set("ăâđêôơưĂÂĐÊÔƠƯ")


def read_bytes(data):
    """Return the text of a file. Raises `BadValue` where it is no text in Unicode.

    UTF-8, and UTF-16 as Excel's "Unicode text" has it, with its mark.
    """
    refuse_size(len(data))
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return plain(data.decode("utf-16"))
        except UnicodeDecodeError as error:
            raise BadValue(_("The file is broken: its text cannot be read.")) from error
    if data.startswith(b"PK"):
        raise BadValue(_("This is an Excel workbook. In Excel choose “Save as”, then “CSV UTF-8”."))
    if b"\x00" in data[:200]:
        raise BadValue(
            _("The file seems to be UTF-16 without its mark, or no text. Save it as CSV UTF-8.")
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadValue(refusal_of(data)) from error
    return checked(text)


def refuse_size(size):
    """Refuse more bytes than are read, with `BadValue`."""
    if size > LARGEST:
        told = {"size": f"{size / 1e6:.1f}".replace(".", ","), "most": LARGEST // 1_000_000}
        raise BadValue(_("The file has %(size)s MB; at most %(most)s MB are read.") % told)


def checked(text):
    """Return a text made plain; one typed for old fonts is refused with `BadValue`."""
    for line in text.splitlines()[:200]:
        if legacy_encoding(line):
            raise BadValue(
                _("The text is typed for an old font (%(font)s). Convert it to Unicode first.")
                % {"font": "TCVN3 / VNI"}
            )
    return plain(text)


def refusal_of(data):
    """Return in words what bytes that are no UTF-8 seem to be."""
    latin = data.decode("latin-1")
    if any(legacy_encoding(line) for line in latin.splitlines()[:200]):
        return _("The file is typed for an old font (%(font)s). Convert it to Unicode first.") % {
            "font": "TCVN3 / VNI"
        }
    windows = nfc(data.decode("cp1258", errors="replace"))
    if _VIETNAMESE & set(windows):
        return _(
            "The file is in Windows-1258, not in Unicode. In Excel choose “Save as”, then "
            "“CSV UTF-8”."
        )
    return _("The file is no UTF-8. In Excel choose “Save as”, then “CSV UTF-8”.")
