"""
The door of the store: from an uploaded file to a document.

What a file is, its content says, never its name or what the browser calls it. A file is kept as it
is, byte for byte, or refused in words (docs/decisions/documents-as-they-are.md).
"""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from documents import office, pdf
from documents.models import Document, Kind
from documents.naming import name_of
from uploads.receiving import NotReceived

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the compound file of .doc, .xls, .ppt
LOCKED = "EncryptedPackage".encode("utf-16-le")  # in it, where a new document has a password


class AlreadyKept(ValidationError):
    """The store has this document, or had it before it was erased; `document` is its row."""

    def __init__(self, document):
        self.document = document
        message = (
            _("This document was erased by order and cannot come back.")
            if document.erasure
            else _("This document is here already: “%(title)s”.") % {"title": document.title}
        )
        super().__init__(message, code="already_kept")


@dataclass(frozen=True)
class CheckedFile:
    """A file fit to be kept; ``author`` is the person it names, or empty."""

    content: bytes
    kind: str
    sha256: str
    author: str = ""


def take_in(upload):
    """
    Return the `CheckedFile` of an uploaded file.

    ``upload`` is a Django ``File``. Raises ``ValidationError`` (`AlreadyKept` for a document the
    store has) with a message for the person who chose the file.
    """
    refuse_size(upload)
    upload.seek(0)
    checked = check(upload.read())
    if existing := Document.objects.filter(sha256=checked.sha256).first():
        raise AlreadyKept(existing)
    return checked


def check(content):
    """Return the `CheckedFile` of a file's bytes, or refuse it."""
    kind, author = kind_and_author(content)
    return CheckedFile(content, kind, hashlib.sha256(content).hexdigest(), author)


def kind_and_author(content):
    """Return (`Kind`, the author it names) of a file's bytes, or refuse it."""
    if content.startswith(b"%PDF-"):
        return Kind.PDF, pdf.look_through(content)
    if content.startswith(b"PK\x03\x04"):
        return office.look_through(content)
    if content.startswith(OLD_OFFICE):
        if LOCKED in content:
            raise ValidationError(
                _("This file is protected by a password. Save it without one, and upload that."),
                code="locked",
            )
        raise ValidationError(
            _(
                "This is a file of old Word, Excel or PowerPoint (.doc, .xls, .ppt). Save it as "
                "DOCX, XLSX or PDF, and upload that."
            ),
            code="old_format",
        )
    raise ValidationError(
        _("This file is no PDF, DOCX or XLSX. Save or print it as PDF, and upload that."),
        code="no_document",
    )


def storage_refusal():
    """Return why a document is not there, for a disk that is full or does not answer."""
    return _(
        "The document could not be stored: the server's disk is full or does not answer. "
        "Nothing was kept. Tell the administrator, and try again later."
    )


def refuse_size(upload):
    if isinstance(upload, NotReceived):
        raise ValidationError(storage_refusal(), code="not_stored")
    if not upload.size:
        raise ValidationError(_("This file is empty. Choose another one."), code="empty")
    if upload.size > settings.DOCUMENT_MAX_BYTES:
        raise ValidationError(
            _(
                "This file is too large (%(size)s). The limit is %(limit)s: save it with smaller "
                "pictures, or in parts."
            )
            % {
                "size": filesizeformat(upload.size),
                "limit": filesizeformat(settings.DOCUMENT_MAX_BYTES),
            },
            code="too_large",
        )


def put_file(document, checked):
    """
    Give an unsaved `Document` its file, on the disk too.

    Raises ``OSError`` when the disk refuses, and then keeps nothing. Where the transaction does not
    commit the file stays without a row; it has no address, and the same file upload uses it.
    """
    document.kind, document.sha256 = checked.kind, checked.sha256
    document.size = len(checked.content)
    document.file = storage().save(
        name_of(checked.sha256, checked.kind), ContentFile(checked.content)
    )


def keep(checked, **words):
    """
    Put a `CheckedFile` into the store and return its `Document`.

    ``words`` are the fields title and uploaded_by. Raises ``OSError`` as `put_file` does, and
    ``IntegrityError`` where the same file was kept in this very moment.
    """
    document = Document(**words)
    put_file(document, checked)
    with transaction.atomic():
        document.save(force_insert=True)
    return document


def storage():
    """Return the storage of the documents' files."""
    return storages["documents"]
