"""Documents attached to an article, through every stage from the form to the frozen edition."""

import json
from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.desk.acts.publishing import publish
from articles.desk.acts.refusal import Refused
from articles.desk.article import Article, ArticleDocument
from articles.desk.duplicating import duplicate
from articles.desk.printing import print_article
from articles.desk.text.figures import tidy_body
from articles.desk.text.typed import typed_content
from articles.desk.uses.rewording import printed_of, reword
from articles.desk.versions.autosave import Autosave
from articles.desk.versions.content import content_of, hash_of
from articles.desk.versions.restoring import restore
from articles.desk.versions.saving import save_version
from articles.desk.versions.side import difference as difference_of
from articles.desk.versions.side import difference_from_live, side_of, version_side
from articles.desk.versions.taking_over import take_over
from articles.page.edition import Edition, EditionDocument
from articles.page.search import search
from documents.models import Document

from ..factory import edit, make_approved, make_article
from .open_form import Window
from .test_conflict import both_save
from .typing import ADD, address, text, typed

pytestmark = pytest.mark.django_db


def attach(article, *rows):
    """Attach documents to a saved article, each with a title of this use, as a new version."""
    article.refresh_from_db()
    for order, (document, title) in enumerate(rows, start=1):
        ArticleDocument.objects.create(article=article, document=document, title=title, order=order)
    save_version(article, None)
    return article


def link_to(document, words="Xem văn bản"):
    return tidy_body(f'<p><a href="{document.url}">{words}</a></p>')


def shown(difference):
    """The documents of a difference, as {field: (old texts, new texts)}."""
    return {
        fact.name: tuple(
            ["".join(mark.text for mark in entry) for entry in side]
            for side in (fact.old, fact.new)
        )
        for fact in difference.facts
    }


# The form


def test_rows_are_saved_in_their_order_with_titles_of_their_own(browser_of, make_document):
    first, second = make_document("Kế hoạch"), make_document("Dự toán")
    rows = [
        {"document": first.pk, "title": "", "order": "2"},
        {"document": second.pk, "title": "  Dự toán\n 2018 ", "order": "1"},
    ]
    browser_of("reporter").post(ADD, typed(documents=rows))
    article = Article.objects.get()
    assert [(row.document, row.title) for row in article.documents.all()] == [
        (second, "Dự toán 2018"),
        (first, ""),
    ]
    assert content_of(article)["documents"] == [
        {"document": second.pk, "title": "Dự toán 2018"},
        {"document": first.pk},
    ]


def test_form_shows_title_and_size_of_what_was_chosen(browser_of, cast, make_document):
    article = attach(make_article(author=cast("reporter")), (make_document("Kế hoạch"), ""))
    page = text(browser_of("reporter").get(address(article)))
    assert "Kế hoạch" in page
    assert "PDF · " in page


@pytest.mark.parametrize("chosen", ["", "99999", "abc", "9" * 30])
def test_row_without_a_document_is_told_and_its_title_stays(browser_of, db, chosen):
    rows = [{"document": chosen, "title": "Chỉ có tên", "order": ""}]
    page = text(browser_of("reporter").post(ADD, typed(documents=rows)))
    assert 'class="errorlist"' in page
    assert "Chỉ có tên" in page
    assert not Article.objects.exists()


def test_erased_document_cannot_be_chosen(browser_of, make_document):
    document = make_document()
    Document.objects.filter(pk=document.pk).update(title="", file="", erasure=1)
    rows = [{"document": document.pk, "title": "Cũ", "order": ""}]
    browser_of("reporter").post(ADD, typed(documents=rows))
    assert not Article.objects.exists()


# Contents and versions


def test_article_without_documents_keeps_the_hash_it_had():
    """Written down before articles could attach documents."""
    article = Article.objects.create(
        headline="Cảng Vạn Gia", body="<p>Sáng nay.</p>", no_event=True
    )
    before = "38a38aae5a12e3543fd4d4e771ce2c1b19f1f8e1e30a39545a14b7b96ed5009e"
    assert save_version(article, None).hash == before
    assert print_article(article, date(2018, 9, 5))[1] == before


def test_version_keeps_them_beside_its_content(make_document):
    document = make_document()
    article = attach(make_article(), (document, "Tên riêng"))
    version = article.versions.first()
    assert version.documents == [{"document": document.pk, "title": "Tên riêng"}]
    assert "documents" not in version.content
    assert hash_of(version.whole) == version.hash == hash_of(content_of(article))


titles = st.lists(st.text(max_size=30).map(lambda text: " ".join(text.split())), max_size=3)


@settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(before=titles, after=titles)
def test_any_version_comes_back_as_it_was(make_document, before, after):
    article, kept = make_article(), []
    for named in (before, after):
        article.documents.all().delete()
        attach(
            article, *((known_document(make_document, at), each) for at, each in enumerate(named))
        )
        kept.append(article.versions.first())
    for version in kept:
        restore(version, None)
        article.refresh_from_db()
        assert content_of(article) == version.whole
        assert article.versions.first().hash == version.hash


def known_document(make_document, at):
    """The same few documents for every example."""
    known = list(Document.objects.order_by("pk"))
    return known[at] if at < len(known) else make_document()


def test_document_that_was_erased_since_does_not_come_back(make_document):
    document = make_document()
    article = attach(make_article(), (document, ""))
    version = article.versions.first()
    article.documents.all().delete()
    Document.objects.filter(pk=document.pk).update(title="", file="", erasure=1)
    restore(version, None)
    assert not article.documents.exists()


def test_copy_has_them_too(make_document, cast):
    article = attach(make_article(), (make_document(), "Tên riêng"))
    twin = duplicate(article, cast("editor"))
    assert [row.title for row in twin.documents.all()] == ["Tên riêng"]
    assert article.documents.count() == 1


def test_comparing_tells_of_each_in_words(make_document):
    one, two = make_document("Kế hoạch"), make_document("Dự toán")
    article = attach(make_article(), (one, ""))
    old = article.versions.first()
    article.documents.all().delete()
    attach(article, (two, "Dự toán thu"), (one, ""))
    facts = shown(difference_of(version_side(old), version_side(article.versions.first())))
    assert facts == {
        "documents": (
            [f"Kế hoạch (PDF, № {one.pk})"],
            [f"Dự toán thu (PDF, № {two.pk})", f"Kế hoạch (PDF, № {one.pk})"],
        )
    }


def test_exchange_under_the_same_title_is_a_difference(make_document):
    article = attach(make_article(), (make_document(), "Kế hoạch"))
    old = article.versions.first()
    article.documents.all().delete()
    attach(article, (make_document(), "Kế hoạch"))
    assert "documents" in shown(
        difference_of(version_side(old), version_side(article.versions.first()))
    )


def test_edition_and_article_compare_as_printed(make_document):
    article = attach(make_article(), (make_document("Kế hoạch"), ""))
    publish(article, None)
    assert difference_from_live(article).is_empty
    article.documents.update(title="Kế hoạch mới")
    assert "documents" in shown(difference_from_live(article))
    assert side_of(article, "edition-1").content["documents"]


# Typed, not saved


def test_what_is_typed_is_kept_and_comes_back(browser_of, cast, make_document):
    document = make_document("Kế hoạch")
    article = make_article(author=cast("reporter"))
    window = Window(browser_of("reporter"), cast("reporter"), article)
    rows = typed(article, documents=[{"document": document.pk, "title": "Bản gõ", "order": "1"}])
    assert window.type(**rows).status_code == 200
    assert Autosave.objects.get().form["documents-0-title"] == ["Bản gõ"]
    version = take_over(article, cast("editor"), cast("reporter"))
    assert version.documents == [{"document": document.pk, "title": "Bản gõ"}]


def test_title_that_no_version_can_hold_is_given_back(browser_of, cast, make_document):
    form = typed(
        documents=[
            {"document": "77777", "title": "Không có tệp", "order": ""},
            {"document": make_document().pk, "title": "x" * 300, "order": ""},
        ]
    )
    data = QueryDict(mutable=True)
    data.update({name: str(value) for name, value in form.items()})
    told = typed_content(data)
    assert len(told.content["documents"]) == 1
    assert len(told.content["documents"][0]["title"]) == 250
    assert "Không có tệp" in json.dumps(told.left_out, ensure_ascii=False)
    assert "x" * 300 in json.dumps(told.left_out)


def test_conflict_names_the_documents_of_both(browser_of, cast, make_document):
    article = make_article(author=cast("reporter"))
    theirs = {"documents": [{"document": make_document("Của họ").pk, "title": "", "order": "1"}]}
    mine = {"documents": [{"document": make_document("Của tôi").pk, "title": "", "order": "1"}]}
    page = text(both_save(article, browser_of, theirs, mine))
    assert "<mark>Của họ</mark>" in page
    assert "<mark>Của tôi</mark>" in page
    assert 'name="documents-0-document"' in page


# What readers get


def test_edition_freezes_title_and_content(make_document):
    document = make_document("Kế hoạch")
    article = attach(make_article(), (document, ""), (make_document("Hai"), "Phụ lục"))
    edition = publish(article, None)
    row = edition.documents.first()
    assert (row.title, row.sha256, row.place) == ("Kế hoạch", document.sha256, "attached")
    assert edition.has_documents
    assert "documents" not in edition.content
    assert hash_of(printed_of(edition)) == edition.hash
    document.title = "Tên mới"
    document.save()
    assert [row.title for row in edition.documents.all()] == ["Kế hoạch", "Phụ lục"]
    assert hash_of(printed_of(Edition.objects.get())) == edition.hash


def test_another_document_makes_another_edition_and_leaves_the_first(make_document):
    old, new = make_document("Cũ"), make_document("Mới")
    article = attach(make_article(), (old, ""))
    first = publish(article, None)
    article.documents.update(document=new)
    save_version(article, None)
    second = publish(article, None)
    assert second != first
    assert [row.document for row in first.documents.all()] == [old]
    assert [row.document for row in second.documents.all()] == [new]


def test_attaching_voids_an_approval(make_document):
    article = make_approved()
    attach(article, (make_document(), ""))
    article.refresh_from_db()
    assert (article.status, article.approved_hash) == ("in_review", "")


def test_renewed_words_of_a_picture_keep_the_documents(make_document, make_image, cast):
    image, document = make_image(alt_text="Cũ"), make_document()
    article = attach(make_article(lead_image=image), (document, "Kế hoạch"))
    publish(article, None)
    image.alt_text = "Mới"
    image.save()
    edition = reword(article, cast("publisher"), image)
    assert (edition.number, edition.has_documents) == (2, True)
    assert [(row.title, row.document) for row in edition.documents.all()] == [
        ("Kế hoạch", document)
    ]
    assert hash_of(printed_of(edition)) == edition.hash


def test_search_finds_an_article_by_the_title_of_its_document(make_document):
    article = attach(make_article(), (make_document("Quyết định 4127"), ""))
    publish(article, None)
    assert [each.article for each in search("quyet dinh 4127").editions] == [article.pk]


def test_preview_shows_them_as_the_page_will(browser_of, cast, make_document):
    document = make_document("Kế hoạch")
    article = attach(make_article(author=cast("reporter")), (document, "Kế hoạch mùa thu"))
    frame = text(browser_of("reporter").get(address(article, "preview_frame")))
    assert "Tài liệu đính kèm" in frame
    assert "Kế hoạch mùa thu" in frame
    assert browser_of("reporter").get(document.url).status_code == 200


# Links in a text


def test_link_stands_in_a_text_without_the_words_of_the_title(browser_of, make_document):
    document = make_document("Danh sách nhạy cảm")
    browser_of("reporter").post(ADD, typed(body=f'<p><a href="{document.url}">Xem văn bản</a></p>'))
    article = Article.objects.get()
    assert article.body == (
        f'<p><a href="/tai-lieu/{document.key}/tai-lieu.pdf" rel="noopener">Xem văn bản</a></p>'
    )
    assert [row.document for row in article.body_documents.all()] == [document]


def test_linked_document_is_used_while_the_text_links_to_it(make_document):
    first, second = make_document(), make_document()
    article = make_article(body=link_to(first) + link_to(second) + link_to(first))
    assert {row.document for row in article.body_documents.all()} == {first, second}
    edit(article, body=link_to(second))
    assert {row.document for row in article.body_documents.all()} == {second}
    edit(article, body="<p>Chữ.</p>")
    assert not article.body_documents.exists()


def test_save_that_changes_no_link_asks_nothing(make_document, django_assert_num_queries):
    article = make_article(body=link_to(make_document()))
    article.body += "<p>Thêm.</p>"
    article.save()
    with django_assert_num_queries(12):
        save_version(article, None)


def test_linked_document_is_served_while_the_edition_is_live(make_document, client):
    document = make_document("Kế hoạch")
    article = make_article(body=link_to(document))
    assert client.get(document.url).status_code == 404
    edition = publish(article, None)
    assert [(row.place, row.title) for row in edition.documents.all()] == [("body", "Kế hoạch")]
    assert client.get(document.url).status_code == 200
    page = text(client.get(edition.get_absolute_url()))
    assert "Tài liệu đính kèm" not in page
    edit(article, body="<p>Không còn.</p>")
    publish(article, None)
    assert client.get(document.url).status_code == 404


def test_nothing_but_a_document_of_the_store_is_noted(make_document):
    body = '<p><a href="/tai-lieu/0123456789abcdef/x.pdf">a</a> <a href="https://x.vn/">b</a></p>'
    article = make_article(body=body)
    assert not article.body_documents.exists()
    assert "documents" not in print_article(article, date(2018, 9, 5))[0]
    with pytest.raises(Refused, match="Không có tài liệu này trong kho"):
        publish(article, None)
    assert not EditionDocument.objects.exists()
