"""A disk that fills up while a file comes in: an error of the form, and nothing half written."""

import errno
import os
from pathlib import Path

import pytest

from documents.models import Document
from images.models import Image
from tests.documents.making import pdf
from tests.documents.making import upload as document_upload
from tests.images.making import photo, upload
from tests.images.test_desk import ADD, MANY, WORDS, staff  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def straight_to_disk(settings, tmp_path):
    """Every upload goes into a folder that is looked at afterwards."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    return tmp_path


@pytest.fixture(params=["at once", "half-way", "at the end"])
def full_disk(request, monkeypatch):
    """A disk that refuses the file when it is opened, while it is written, or when it is closed."""
    refusal = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def refuse(*args, **kwargs):
        raise refusal

    room = "django.core.files.uploadhandler"
    if request.param == "at once":
        monkeypatch.setattr(f"{room}.TemporaryUploadedFile", refuse)
    elif request.param == "half-way":
        monkeypatch.setattr(f"{room}.TemporaryFileUploadHandler.receive_data_chunk", refuse)
    else:
        monkeypatch.setattr(f"{room}.TemporaryFileUploadHandler.file_complete", refuse)


def left(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def test_picture_is_told_in_the_form_and_words_stay(staff, full_disk, straight_to_disk):  # noqa: F811
    desk = staff("view_image", "add_image", "change_image")
    answer = desk.post(ADD, {**WORDS, "title": "Tên đã gõ", "upload": upload(photo())})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Không lưu được ảnh" in page
    assert "Tên đã gõ" in page
    assert not Image.objects.exists()
    assert left(straight_to_disk) == []


def test_many_pictures_are_told_one_by_one(staff, full_disk, straight_to_disk):  # noqa: F811
    desk = staff("view_image", "add_image", "change_image")
    answer = desk.post(MANY, {"files": [upload(photo(seed=1)), upload(photo(seed=2))]})
    assert answer.content.decode().count("Không lưu được ảnh") >= 2
    assert left(straight_to_disk) == []


def test_document_is_told_in_the_form(staff, full_disk, straight_to_disk):  # noqa: F811
    desk = staff("view_document", "add_document", "change_document")
    answer = desk.post("/quan-tri/documents/document/add/", {"files": [document_upload(pdf())]})
    assert answer.status_code == 200
    assert "ổ đĩa của máy chủ đã đầy" in answer.content.decode()
    assert not Document.objects.exists()
    assert left(straight_to_disk) == []


def test_large_picture_comes_in_where_there_is_room(staff):  # noqa: F811
    desk = staff("view_image", "add_image", "change_image")
    assert desk.post(ADD, {**WORDS, "title": "Cảng", "upload": upload(photo())}).status_code == 302
    assert Image.objects.get().title == "Cảng"
