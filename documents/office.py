"""
Whether a file is a Word or Excel document that may be offered (ECMA-376, Part 2).

Both are ZIP archives. The archive's own list is read before anything in it, and it bounds how much
is inflated: of the parts only those that say what the others are, where they point, and who wrote
them.
"""

import zipfile
from io import BytesIO
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents.models import Kind
from vietnamese import one_line

TYPES = "[Content_Types].xml"
CORE = "docProps/core.xml"
PREFIX = "application/vnd.openxmlformats-officedocument."
MAIN = {
    f"{PREFIX}wordprocessingml.document.main+xml": Kind.DOCX,
    f"{PREFIX}spreadsheetml.sheet.main+xml": Kind.XLSX,
}
# In the type of a part: what runs, or holds what runs.
ACTIVE = ["macro", "vba", "activex", "oleobject"]
ACTIVE_ENDINGS = (".bin", ".docm", ".xlsm", ".dotm", ".xltm", ".exe", ".dll", ".js", ".vbs")
# Pieces of Excel and Word that end in .bin and only describe a printer.
HARMLESS = ("printersettings",)

END = b"PK\x05\x06"
END_SIZE = 22  # bytes of the end record, without a comment
MOST_ENTRIES = 5_000
MOST_LIST_BYTES = 1_000_000
MOST_WHOLE = 300_000_000  # bytes, everything inflated
MOST_PART = 1_000_000  # bytes of one part that is read
MOST_READ = 4_000_000  # bytes of all parts that are read


def look_through(content):
    """
    Return (`Kind`, author) of an office document; the author is a text, or empty.

    ``content`` is the whole file as bytes. Raises ``ValidationError`` in words for the uploader.
    """
    parts = list_of(content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        reader = Reader(archive)
        types = [
            (attributes.get("PartName", ""), attributes.get("ContentType", ""))
            for _tag, attributes, _text in reader.elements(TYPES)
        ]
        kind = kind_of(types, parts)
        refuse_active(types, parts)
        for name in parts:
            if name.lower().endswith(".rels"):
                refuse_relations(reader.elements(name))
        author = ""
        if CORE in parts:
            for tag, _attributes, text in reader.elements(CORE):
                if tag.rpartition(" ")[2] in {"creator", "lastModifiedBy"} and text.strip():
                    author = author or one_line(text)[:200]
    return kind, author


def list_of(content):
    """Return the names in an archive; its list is bounded before it is read."""
    record = content[-END_SIZE:]
    if not record.startswith(END) or record[-2:] != b"\0\0":
        raise damaged()
    count, size = int.from_bytes(record[10:12], "little"), int.from_bytes(record[12:16], "little")
    if count > MOST_ENTRIES or size > MOST_LIST_BYTES:
        raise too_much()
    if content[-END_SIZE - 20 : -END_SIZE].startswith(b"PK\x06\x07"):
        raise damaged()  # the list of an archive beyond 4 GB, which this is not
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise damaged() from None
    names = [each.filename for each in entries]
    if len({name.lower() for name in names}) != len(names) or len(names) > MOST_ENTRIES:
        raise damaged()
    if any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        raise damaged()
    if sum(each.file_size for each in entries) > MOST_WHOLE:
        raise too_much()
    if any(each.flag_bits & 1 for each in entries):
        raise ValidationError(
            _("This file is protected by a password. Save it without one, and upload that."),
            code="locked",
        )
    if TYPES not in names:
        raise ValidationError(
            _(
                "This is an archive and no document. Upload the documents in it, one by one, as "
                "PDF, DOCX or XLSX."
            ),
            code="no_document",
        )
    return names


def kind_of(types, parts):
    """Return the `Kind` that the main part says."""
    for name, kind_name in types:
        kind = MAIN.get(kind_name)
        if kind and name.lstrip("/") in parts:
            return kind
    told = " ".join(kind_name for _name, kind_name in types).lower()
    if "macro" in told:
        raise active()
    if "presentationml" in told:
        raise ValidationError(
            _("Presentations are not taken in. Save it as PDF, and upload that."),
            code="no_document",
        )
    raise ValidationError(
        _("This is no Word or Excel document. Save it as DOCX, XLSX or PDF, and upload that."),
        code="no_document",
    )


def refuse_active(types, parts):
    """Refuse macros, controls and programs."""
    told = {kind_name.lower() for _name, kind_name in types}
    if any(word in each for each in told for word in ACTIVE):
        raise active()
    for name in parts:
        low = name.lower()
        if low.endswith(ACTIVE_ENDINGS) and not any(word in low for word in HARMLESS):
            raise active()


def refuse_relations(elements):
    """Refuse what fetches something from elsewhere when it is opened; links to click may stand."""
    for _tag, attributes, _text in elements:
        is_link = attributes.get("Type", "").endswith("/hyperlink")
        if attributes.get("TargetMode", "").lower() == "external" and not is_link:
            raise ValidationError(
                _(
                    "This document fetches something from another place when it is opened (a "
                    "template, a linked picture or another file). Break that link, or save it as "
                    "PDF, and upload that."
                ),
                code="fetches",
            )


class Reader:
    """Reads XML parts of an archive, all together at most `MOST_READ` bytes."""

    def __init__(self, archive):
        self.archive = archive
        self.left = MOST_READ

    def elements(self, name):
        """Return [(tag with its namespace, attributes, text)] of a part, in order of closing."""
        info = self.archive.getinfo(name)
        if info.file_size > min(MOST_PART, self.left):
            raise too_much()
        self.left -= info.file_size
        try:
            with self.archive.open(info) as part:
                return elements_in(part.read(MOST_PART))
        except (zipfile.BadZipFile, OSError, NotImplementedError, EOFError, RuntimeError):
            raise damaged() from None
        except Exception as error:  # the decoders of compressed parts have errors of their own
            if isinstance(error, ValidationError):
                raise
            raise damaged() from error


def elements_in(xml):
    """Return the elements of an XML text; one with a document type of its own is refused."""
    found, open_elements = [], []
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(tag, attributes):
        open_elements.append((tag, attributes, []))

    def end(_tag):
        tag, attributes, texts = open_elements.pop()
        found.append((tag, attributes, "".join(texts)))

    def text(letters):
        if open_elements:
            open_elements[-1][2].append(letters)

    def no_document_type(*_parts):
        # Entities are the way to make a few bytes into gigabytes; office programs write none.
        raise damaged()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = no_document_type
    parser.Parse(xml, True)
    return found


def damaged():
    return ValidationError(
        _("This file is damaged or incomplete. Open it, save it again, and upload that."),
        code="unreadable",
    )


def too_much():
    return ValidationError(
        _("This file unpacks to far too much. Save it as PDF, and upload that."),
        code="too_much",
    )


def active():
    return ValidationError(
        _(
            "This document holds macros, controls or programs. Save it as DOCX or XLSX without "
            "macros, or as PDF, and upload that."
        ),
        code="active",
    )
