"""Where picture files lie: readers' files under the media address, originals out of reach."""

import os
from contextlib import suppress
from pathlib import Path

from django.core.files.storage import FileSystemStorage, storages
from django.utils.crypto import get_random_string
from django.utils.deconstruct import deconstructible


@deconstructible(path="images.storage.WholeFileStorage")
class WholeFileStorage(FileSystemStorage):
    """
    Files that appear whole or not at all.

    Readers keep a picture for a year, so half of one must never have an address. A file is named
    by its content: writing it again replaces it by the same.
    """

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        unfinished = f"{name}.{get_random_string(8)}.part"
        try:
            super()._save(unfinished, content)
            os.replace(self.path(unfinished), self.path(name))
        except BaseException:
            with suppress(OSError):
                Path(self.path(unfinished)).unlink(missing_ok=True)
            raise
        return name


@deconstructible(path="images.storage.OriginalStorage")
class OriginalStorage(WholeFileStorage):
    """Files for the owner of the machine alone, without any address."""

    def __init__(self, **options):
        options.setdefault("file_permissions_mode", 0o600)
        options.setdefault("directory_permissions_mode", 0o700)
        super().__init__(**options)

    def url(self, name):
        raise ValueError("Originals are not accessible by an address.")


def originals():
    """Return the storage of originals; a function, so that migrations name it, not its place."""
    return storages["originals"]
