"""How a document leaves: erased by order, with its row kept, or deleted because nothing uses it."""

from django.db import transaction

from documents.intake import storage
from documents.models import Document, Kind
from documents.naming import name_of


def forget(document, erasure):
    """
    Empty a document: its title at once, its file when the transaction commits.

    The row, its number and its hash stay, so that the same file cannot come back. ``erasure`` is
    the number in the ledger of erasures. Doing it again deletes what a restored copy brought back.
    """
    Document.objects.filter(pk=document.pk).update(
        title="", file="", search_text="", erasure=erasure
    )
    document.erasure = erasure
    delete_file_later(document.sha256)


def delete_file_later(sha256):
    """Delete the file with that hash once the transaction has committed."""
    transaction.on_commit(lambda: delete_file(sha256), robust=True)


def delete_file(sha256):
    """Delete the file with that hash, whichever kind it is."""
    for kind in Kind.values:
        storage().delete(name_of(sha256, kind))


def delete_file_with_row(sender, instance, **kwargs):
    """Let the file follow a deleted row (connected to `post_delete`)."""
    delete_file_later(instance.sha256)
