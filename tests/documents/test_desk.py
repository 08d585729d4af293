"""The store of documents at the desk: list, form, uploads, and the window to choose from."""

import errno

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from documents.intake import storage
from documents.models import Document
from tests.articles.factory import make_user

from .making import core, docx, kept, pdf, upload

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/documents/document/"
ADD = f"{LIST}add/"
CHOOSE = f"{LIST}chon/"
UPLOAD = f"{LIST}tai-len/"


def change_url(document):
    return reverse("admin:documents_document_change", args=[document.pk])


@pytest.fixture
def full_disk(monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage(), "_save", refuse)


@pytest.fixture
def staff(client):
    """Return a function that signs in a staff member with permissions named like add_document."""

    def sign_in(*permissions):
        user = make_user("nhanvien")
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user)
        return client

    return sign_in


def test_list_shows_documents_and_finds_them_without_marks(desk):
    kept(1, title="Kế hoạch phòng cháy")
    kept(2, title="Thông báo tuyển dụng")
    page = desk.get(LIST).content.decode()
    assert "Kế hoạch phòng cháy" in page
    assert "PDF" in page
    found = desk.get(LIST, {"q": "ke hoach"}).content.decode()
    assert "Kế hoạch phòng cháy" in found
    assert "Thông báo tuyển dụng" not in found


def test_list_costs_the_same_with_many_documents(desk, django_assert_max_num_queries):
    for seed in range(5):
        kept(seed)
    with django_assert_max_num_queries(12):
        desk.get(LIST)


def test_several_are_taken_in_and_one_refusal_holds_up_none(desk, files):
    answer = desk.post(
        ADD,
        {
            "files": [
                upload(pdf(seed=1), "bao-cao_quy-1.PDF"),
                upload(b"MZ", "virus.pdf"),
                upload(docx(parts=core("Bùi Văn C")), "123.docx"),
            ]
        },
    )
    page = answer.content.decode()
    assert "virus.pdf" in page
    assert "không phải PDF" in page
    assert "Bùi Văn C" in page  # the uploader learns whom the file names
    titles = set(Document.objects.values_list("title", flat=True))
    assert "Bao cao quy 1" in titles
    assert any(title.startswith("Tài liệu ngày") for title in titles)
    assert len(files()) == len(titles) == 2


def test_one_document_opens_to_be_named(desk):
    answer = desk.post(ADD, {"files": [upload(pdf())]})
    document = Document.objects.get()
    assert answer.url == change_url(document)
    desk.post(change_url(document), {"title": "  Quyết định   số 9 "})
    document.refresh_from_db()
    assert document.title == "Quyết định số 9"
    assert document.uploaded_by.username == "quantri"


def test_form_tells_the_author_named_in_the_file(desk):
    document = kept(content=docx(parts=core("Bùi Văn C")))
    page = desk.get(change_url(document)).content.decode()
    assert "Bùi Văn C" in page
    assert document.url in page


def test_same_file_again_is_told_with_a_link(desk):
    document = kept(title="Kế hoạch số 12")
    page = desk.post(ADD, {"files": [upload(pdf())]}).content.decode()
    assert "đã có trong kho" in page
    assert change_url(document) in page
    assert Document.objects.count() == 1


def test_full_disk_is_an_error_of_the_form_and_keeps_nothing(desk, full_disk, files):
    answer = desk.post(ADD, {"files": [upload(pdf())]})
    assert answer.status_code == 200
    assert "ổ đĩa của máy chủ đã đầy" in answer.content.decode()
    assert not Document.objects.exists()
    assert files() == []


def test_window_lists_finds_and_takes_in(desk):
    kept(1, title="Kế hoạch phòng cháy")
    kept(2, title="Thông báo")
    page = desk.get(CHOOSE, {"q": "ke hoach", "CKEditorFuncNum": "7"}).content.decode()
    assert 'data-function="7"' in page
    assert "Kế hoạch phòng cháy" in page
    assert "Thông báo" not in page
    answer = desk.post(f"{CHOOSE}?CKEditorFuncNum=7", {"files": [upload(pdf(seed=3))]})
    assert answer.url == f"{CHOOSE}?CKEditorFuncNum=7"
    assert Document.objects.count() == 3


def test_window_escapes_what_a_title_holds(desk):
    kept(title='<script>alert(1)</script>"onclick="x')
    page = desk.get(CHOOSE).content.decode()
    assert "<script>alert(1)" not in page
    assert '"onclick="x' not in page


def test_script_takes_in_one_and_answers_in_words(desk):
    content = docx(parts=core("Bùi C"))
    answer = desk.post(UPLOAD, {"upload": upload(content, "a-b-c.docx")}).json()
    document = Document.objects.get()
    assert answer["uploaded"] == 1
    assert answer["url"] == document.url
    assert "Bùi C" in answer["note"]
    again = desk.post(UPLOAD, {"upload": upload(content)}).json()
    assert again["keptBefore"] is True
    refused = desk.post(UPLOAD, {"upload": upload(b"nothing")}).json()
    assert refused["uploaded"] == 0
    assert "PDF" in refused["error"]["message"]
    assert desk.get(UPLOAD).status_code == 400


def test_who_may_look_may_not_upload_or_change(staff):
    document = kept()
    client = staff("view_document")
    assert client.get(LIST).status_code == 200
    assert client.get(CHOOSE).status_code == 200
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, {"files": [upload(pdf(seed=2))]}).status_code == 403
    assert client.post(CHOOSE, {"files": [upload(pdf(seed=2))]}).status_code == 403
    assert client.post(UPLOAD, {"upload": upload(pdf(seed=2))}).status_code == 403
    assert client.post(change_url(document), {"title": "Khác"}).status_code == 403
    assert Document.objects.get().title == document.title


def test_who_has_no_right_sees_nothing(staff):
    client = staff()
    assert [client.get(each).status_code for each in (LIST, CHOOSE, ADD)] == [403] * 3


def test_unused_document_is_deleted_with_its_file(desk, files, django_capture_on_commit_callbacks):
    document = kept()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{LIST}{document.pk}/delete/", {"post": "yes"})
    assert not Document.objects.exists()
    assert files() == []
