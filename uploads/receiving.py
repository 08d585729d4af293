"""Receiving uploads: a file the disk has no room for is told in the form, not by an error page."""

import logging
from contextlib import suppress
from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

logger = logging.getLogger(__name__)


class NotReceived(UploadedFile):
    """A file that was sent and could not be put down: it has a name and a size, and no content."""


class WaryUploadHandler(TemporaryFileUploadHandler):
    """
    Django's handler for large files, for a disk that may fill up while they come in.

    What was written of the file goes at once; the rest is read and dropped, so that the other
    fields of the form arrive and nothing typed is lost.
    """

    def new_file(self, *args, **kwargs):
        self.is_failed, self.file = False, None
        try:
            super().new_file(*args, **kwargs)
        except OSError:
            self.fail()

    def receive_data_chunk(self, raw_data, start):
        if self.is_failed:
            return
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            self.fail()

    def file_complete(self, file_size):
        if not self.is_failed:
            try:
                return super().file_complete(file_size)
            except OSError:  # the last of it was only written now
                self.fail()
        return NotReceived(BytesIO(), self.file_name, self.content_type, file_size)

    def upload_interrupted(self):
        if not getattr(self, "is_failed", False):
            super().upload_interrupted()

    def fail(self):
        """Let go of what was written, and go on without it."""
        logger.exception("An upload could not be put down")
        if self.file is not None:
            with suppress(OSError):
                super().upload_interrupted()
        self.is_failed = True
