"""How a picture leaves: erased by order, with its row kept, or deleted because nothing uses it."""

from contextlib import suppress
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.db import transaction

from images.addresses import name_of
from images.models import Image
from images.storage import originals


def forget(image, erasure):
    """
    Empty a picture: its words at once, its files when the transaction commits.

    The row, its number and its hash stay, so that the same picture cannot come back. ``erasure`` is
    the number in the ledger of erasures. Doing it again deletes what a restored copy brought back.
    The object itself is stale afterwards, and the database refuses to save it.
    """
    Image.objects.filter(pk=image.pk).update(
        title="",
        alt_text="",
        caption="",
        credit="",
        licence="",
        child_note="",
        perceptual_hash="",
        search_text="",
        focal_x=0.5,
        focal_y=0.5,
        picture="",
        original="",
        renditions_ready=False,
        renditions_failed="",
        erasure=erasure,
    )
    image.erasure = erasure
    delete_files_later(image.sha256)


def delete_files_later(sha256):
    """Delete every file of the picture with that hash once the transaction has committed."""
    # Robust: a file that resists is written to the log, and the others still go.
    for delete in (delete_public_files, delete_originals):
        transaction.on_commit(lambda delete=delete: delete(sha256), robust=True)


def delete_public_files(sha256):
    """Delete the public picture and whatever stands in the folder of its renditions."""
    name = name_of(sha256)
    folder = name.removesuffix(".jpg")
    default_storage.delete(name)
    with suppress(FileNotFoundError):
        for rendition in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{rendition}")
    default_storage.delete(folder)


def delete_originals(sha256):
    """Delete the original, in whichever format it was kept."""
    name = PurePosixPath(name_of(sha256))
    for suffix in (".jpg", ".png"):
        originals().delete(str(name.with_suffix(suffix)))


def delete_files_with_row(sender, instance, **kwargs):
    """Let the files follow a deleted row (connected to `post_delete`)."""
    delete_files_later(instance.sha256)
