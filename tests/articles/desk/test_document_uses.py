"""Where a document is used is told in its form, and what is used is not deleted."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from articles.desk.acts.publishing import publish
from articles.desk.admin.article import ArticleAdmin, hold_what_is_named
from articles.desk.admin.where_used import WhereUsed
from articles.desk.article import Article, ArticleDocument
from articles.desk.uses.document_uses import reasons_to_keep, unused
from documents.intake import storage
from documents.models import Document
from images.models import Image
from tests.people.factory import make_official_document

from ..factory import edit, make_article
from .test_documents import attach, link_to
from .typing import ADD, address, text, typed

pytestmark = pytest.mark.django_db

LISTS = {"document": "admin:documents_document", "image": "admin:images_image"}


def page_of(row, page="change"):
    return reverse(f"{LISTS[row._meta.model_name]}_{page}", args=[row.pk])


def bulk(browser, *rows):
    sent = {"action": "delete_selected", "_selected_action": [each.pk for each in rows]}
    place = reverse(f"{LISTS[rows[0]._meta.model_name]}_changelist")
    return browser.post(place, {**sent, "post": "yes"}, follow=True)


@pytest.fixture
def document(make_document):
    return make_document("Kế hoạch")


def no_longer_attached(document):
    article = attach(make_article(), (document, ""))
    publish(article, None)
    article.documents.all().delete()
    return edit(article)


USES = {
    "attached": lambda document: attach(make_article(), (document, "")),
    "linked": lambda document: make_article(body=link_to(document)),
    "edition": no_longer_attached,
}


@pytest.mark.parametrize("use", USES)
def test_used_document_is_kept_and_says_where(browser_of, document, use):
    USES[use](document)
    editor = browser_of("editor")
    [(number, said)] = reasons_to_keep([document]).items()
    assert (number, bool(said)) == (document.pk, True)
    form = text(editor.get(page_of(document)))
    assert f"Tài liệu không xóa được vì đang được dùng: {said}" in form
    assert page_of(document, "delete") not in form
    for send in (editor.get, editor.post):
        answer = text(send(page_of(document, "delete"), {"post": "yes"}))
        assert said in answer
        assert 'value="yes"' not in answer
    assert Document.objects.filter(pk=document.pk).exists()
    assert not unused(Document.objects.all()).exists()


def test_unused_document_goes_with_its_file(
    browser_of, document, django_capture_on_commit_callbacks
):
    article = make_article(body=link_to(document))
    edit(article, body="<p>Chữ.</p>")
    name = document.file
    editor = browser_of("editor")
    assert "Không nơi nào dùng" in text(editor.get(page_of(document, "delete")))
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(page_of(document, "delete"), {"post": "yes"})
    assert not Document.objects.exists()
    assert not storage().exists(name)


def test_many_are_deleted_only_where_nothing_uses_any(browser_of, document, make_document):
    other = make_document("Dự toán")
    attach(make_article(), (document, ""))
    page = text(bulk(browser_of("editor"), document, other))
    assert "<b>Kế hoạch</b>: 1 bài trên bàn biên tập" in page
    assert Document.objects.count() == 2
    bulk(browser_of("editor"), other)
    assert list(Document.objects.all()) == [document]


def test_list_finds_what_nothing_uses(browser_of, document, make_document):
    other = make_document("Dự toán")
    attach(make_article(), (document, ""))
    page = browser_of("editor").get(reverse("admin:documents_document_changelist"), {"use": "none"})
    assert list(page.context["cl"].result_list) == [other]


def test_form_tells_readers_pages_and_own_drafts_only(browser_of, cast, document):
    live = publish(attach(make_article(headline="Đang đăng"), (document, "")), None)
    hidden = attach(make_article(headline="Bài kín", author=cast("editor")), (document, ""))
    own = make_article(headline="Bài tôi", author=cast("contributor"), body=link_to(document))
    page = text(browser_of("editor").get(page_of(document)))
    assert live.get_absolute_url() in page
    assert address(hidden) in page
    page = text(browser_of("contributor").get(page_of(document)))
    assert "Bài kín" not in page
    assert address(own) in page
    assert "bản nháp khác" in page


@pytest.mark.parametrize("many", [1, 6])
def test_reasons_cost_the_same_for_any_number(make_document, django_assert_num_queries, many):
    documents = [make_document() for _ in range(many)]
    for each in documents:
        publish(attach(make_article(body=link_to(each)), (each, "")), None)
    with django_assert_num_queries(5):
        assert len(reasons_to_keep(documents)) == many


def test_file_of_an_official_document_is_kept_and_says_so(make_document, browser_of):
    document = make_document()
    official = make_official_document(file=document)
    assert reasons_to_keep([document]) == {document.pk: "là tệp của 1 văn bản trong danh mục"}
    assert document not in unused(Document.objects.all())
    page = browser_of("editor").get(page_of(document)).content.decode()
    assert reverse("admin:people_officialdocument_change", args=[official.pk]) in page
    assert "Chưa dùng" not in page


# A use that comes between the look and the deletion


@pytest.fixture(params=["document", "image"])
def row(request, make_document, make_image):
    return make_document() if request.param == "document" else make_image()


def use_now(row):
    if isinstance(row, Image):
        return make_article(lead_image=row)
    return attach(make_article(), (row, ""))


@pytest.fixture
def look_too_early(monkeypatch):
    """Nothing used it yet when the desk looked."""
    for admin in WhereUsed.__subclasses__():
        monkeypatch.setattr(admin, "reasons_to_keep", staticmethod(lambda rows: {}))


TOLD = "đúng lúc này vừa có người bắt đầu dùng"


@pytest.mark.usefixtures("look_too_early")
def test_use_in_the_same_moment_is_told_and_keeps_one(browser_of, row):
    use_now(row)
    answer = browser_of("editor").post(page_of(row, "delete"), {"post": "yes"}, follow=True)
    assert answer.status_code == 200
    assert TOLD in text(answer)
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.usefixtures("look_too_early")
def test_use_in_the_same_moment_is_told_and_keeps_all(browser_of, row):
    use_now(row)
    answer = bulk(browser_of("editor"), row)
    assert answer.status_code == 200
    assert TOLD in text(answer)
    assert "Đã xóa" not in text(answer)
    assert type(row).objects.filter(pk=row.pk).exists()


def test_refusal_of_the_database_itself_is_told_too(browser_of, row, monkeypatch):
    """A use that came after Django's own look: the foreign key refuses, with another error."""

    def refuse(self, request, given):
        raise IntegrityError("violates foreign key constraint")

    for admin in WhereUsed.__subclasses__():
        monkeypatch.setattr(admin, "delete_model", refuse, raising=False)
        monkeypatch.setattr(admin, "delete_queryset", refuse, raising=False)
    editor = browser_of("editor")
    assert TOLD in text(editor.post(page_of(row, "delete"), {"post": "yes"}, follow=True))
    assert TOLD in text(bulk(editor, row))


def test_database_refuses_to_lose_a_document_of_a_text(document):
    make_article(body=link_to(document))
    with pytest.raises(ProtectedError):
        document.delete()
    assert Article.objects.get().body_documents.exists()
    assert not ArticleDocument.objects.exists()


# A save that chose what is deleted in the same moment


@pytest.mark.parametrize("is_new", [True, False])
def test_deletion_in_the_moment_of_a_save_is_told_and_nothing_typed_is_lost(
    browser_of, cast, row, monkeypatch, is_new
):
    """The form is valid, the row goes, and the database refuses what names it."""
    page, tries = ArticleAdmin.page, []

    def refused_first(self, request, *more):
        tries.append(request)
        if len(tries) == 1:
            raise IntegrityError("violates foreign key constraint")
        type(row).objects.filter(pk=row.pk).delete()
        return page(self, request, *more)

    article = None if is_new else make_article(author=cast("reporter"))
    chosen = (
        {"lead_image": row.pk}
        if isinstance(row, Image)
        else {"documents": [{"document": row.pk, "title": "", "order": "1"}]}
    )
    reporter = browser_of("reporter")
    monkeypatch.setattr(ArticleAdmin, "page", refused_first)
    form = typed(article, lead="Gõ rất lâu.", **chosen)
    answer = reporter.post(ADD if is_new else address(article), form)
    assert answer.status_code == 200
    assert 'class="errorlist"' in text(answer)
    assert "Gõ rất lâu." in text(answer)
    assert not Article.objects.filter(lead="Gõ rất lâu.").exists()


@pytest.mark.django_db(transaction=True)
def test_row_that_went_before_the_commit_is_missed_before_saying_saved(document):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite locks the whole database when a transaction begins")
    article = make_article()
    with transaction.atomic():
        ArticleDocument.objects.create(article=article, document_id=document.pk + 1)
        with pytest.raises(IntegrityError):
            hold_what_is_named()
        transaction.set_rollback(True)
