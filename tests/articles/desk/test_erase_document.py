"""Erasing a document by order: two persons, the ledger, and nothing of it left."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone

from articles.desk.acts.publishing import publish
from articles.desk.acts.refusal import Refused
from articles.desk.erasure.erasing import erase_document, replay
from articles.desk.text.typed import as_posted
from articles.desk.versions.autosave import Autosave
from articles.desk.versions.content import content_of
from articles.page.erasure import Erasure
from articles.page.search import search
from documents.intake import storage
from documents.models import Document
from documents.naming import name_of
from tests.people.factory import make_official_document
from vietnamese import fold

from ..factory import make_article, make_user
from .open_form import lists
from .test_documents import attach, link_to
from .test_erase_picture import order
from .test_erasing import tables_that_say
from .typing import text, typed

SECRET = "Danhsáchmật"
ORDER = {"basis": "Luật", "document": "9/QĐ", "by": "quantri", "second_person": "truongban"}


def page_of(document, page="erase"):
    return reverse(f"admin:documents_document_{page}", args=[document.pk])


@pytest.fixture
def offered(ledger, make_document, transactional_db, cast):
    """A document whose secret title stands wherever a title can."""
    document = make_document(SECRET)
    linking = make_article(body=f"<p>Bài còn lại.</p>{link_to(document)}")
    publish(linking, None)
    attached = attach(make_article(headline="Bài có văn bản"), (document, f"{SECRET} riêng"))
    publish(attached, None)
    form = typed(attached, body=link_to(document))
    Autosave.objects.create(
        user=cast("reporter"),
        article=attached,
        form=as_posted(lists(form)),
        version_read=attached.version,
        saved_at=timezone.now(),
    )
    return document, linking, attached


def test_nothing_of_it_is_left(offered, client):
    document, _linking, _attached = offered
    live = document.url
    assert client.get(live).status_code == 200
    assert {"articles_editiondocument", "articles_version", "articles_autosave"} <= tables_that_say(
        SECRET
    )
    assert len(search(SECRET)) == 1
    erase_document(document, **ORDER)
    assert tables_that_say(SECRET) == tables_that_say(fold(SECRET)) == set()
    assert len(search(SECRET)) == 0
    assert client.get(live).status_code == 404
    assert not storage().exists(name_of(document.sha256, document.kind))
    document.refresh_from_db()
    assert (document.title, document.file, bool(document.erasure)) == ("", "", True)


def test_articles_stay_without_it_and_links_become_words(offered, client):
    document, linking, attached = offered
    erase_document(document, **ORDER)
    for article in (linking, attached):
        article.refresh_from_db()
        assert "documents" not in content_of(article)
        assert document.key not in article.body
    assert "Xem văn bản" in linking.body
    assert not linking.body_documents.exists()
    page = text(client.get(f"/tin/x-{linking.pk}/", follow=True))
    assert "Xem văn bản" in page
    assert document.key not in page
    assert "Tài liệu đính kèm" not in text(client.get(f"/tin/x-{attached.pk}/", follow=True))


def test_what_was_typed_and_not_saved_loses_it_too(offered):
    document, _linking, _attached = offered
    erase_document(document, **ORDER)
    form = Autosave.objects.get().form
    assert form["documents-0-title"] == [""]
    assert form["documents-0-DELETE"] == ["on"]
    assert document.key not in form["body"][0]
    assert "Xem văn bản" in form["body"][0]


def test_other_documents_of_the_same_article_stay(ledger, make_document, transactional_db):
    one, other = make_document("Một"), make_document("Hai")
    article = attach(make_article(), (one, ""), (other, "Tên riêng"))
    edition = publish(article, None)
    erase_document(one, **ORDER)
    assert [row.document for row in article.documents.all()] == [other]
    assert [row.title for row in edition.documents.all()] == ["", "Tên riêng"]


def test_order_is_carried_out_again_after_a_restore(offered, ledger):
    document, _linking, _attached = offered
    erase_document(document, **ORDER)
    [entry] = map(json.loads, ledger.read_text().splitlines())
    assert (entry["target"], entry["number"]) == ("document", document.pk)
    # As a copy from before the order would bring it back.
    Document.objects.filter(pk=document.pk).update(title=SECRET, file="x", erasure=None)
    ledger.write_text(json.dumps({**entry, "at": "2018-09-05T08:00:00+00:00"}) + "\n")
    assert replay() == 1
    assert replay() == 0
    document.refresh_from_db()
    assert (document.title, bool(document.erasure)) == ("", True)


def test_same_file_cannot_come_back_and_nothing_is_erased_twice(offered):
    document, _linking, _attached = offered
    erase_document(document, **ORDER)
    with pytest.raises(Refused):
        erase_document(document, **ORDER)
    with pytest.raises(Refused, match="hai người"):
        erase_document(document, **{**ORDER, "second_person": "quantri"})
    assert Erasure.objects.count() == 1


# At the desk


@pytest.mark.django_db
def test_two_persons_erase_it_at_the_desk(browser_of, trusted, make_document):
    document = make_document("Danh sách")
    publish(attach(make_article(), (document, "")), None)
    publisher = browser_of("publisher")
    assert page_of(document) in text(publisher.get(page_of(document, "change")))
    assert "đang tải được tài liệu này trong 1 bài" in text(publisher.get(page_of(document)))
    answer = publisher.post(page_of(document), order(second_password="wrong"))
    assert answer.status_code == 422
    assert not Erasure.objects.exists()
    answer = publisher.post(page_of(document), order())
    assert (answer.status_code, answer.url) == (302, page_of(document, "change"))
    row = Erasure.objects.get()
    assert (row.target, row.number, row.second_person) == ("document", document.pk, "phapche")
    page = text(publisher.get(answer.url))
    assert "Đã xóa tài liệu." in page
    assert page_of(document) not in page
    assert "đã được xóa" in text(publisher.get(page_of(document)))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["contributor", "reporter", "editor", "publisher"])
def test_who_is_not_trusted_does_not(browser_of, ledger, make_document, role):
    document = make_document()
    browser = browser_of(role)
    assert browser.get(page_of(document)).status_code == 403
    assert browser.post(page_of(document), order()).status_code == 403
    assert page_of(document) not in text(browser.get(page_of(document, "change")))
    assert not Erasure.objects.exists()


@pytest.mark.django_db
def test_command_asks_for_two_who_are_trusted(trusted, cast, make_document, capsys):
    document = make_document()
    given = {"basis": "Luật", "document": "9/QĐ", "by": "publisher"}
    cast("editor")
    with pytest.raises(CommandError, match="not trusted"):
        call_command("erase_document", document.pk, second_person="editor", **given)
    with pytest.raises(CommandError, match="no document 999"):
        call_command("erase_document", 999, second_person="phapche", **given)
    call_command("erase_document", document.pk, second_person="phapche", **given)
    assert "Erased document" in capsys.readouterr().out
    document.refresh_from_db()
    assert document.erasure == Erasure.objects.get().pk


@pytest.mark.django_db
def test_a_person_left_out_of_the_order_is_asked_for(make_document):
    make_user("ai-do")
    with pytest.raises(Refused):
        erase_document(make_document(), **{**ORDER, "basis": " "})


def test_official_document_stays_without_its_file(ledger, make_document, transactional_db):
    document = make_document(SECRET)
    official = make_official_document(file=document)
    erase_document(document, **ORDER)
    official.refresh_from_db()
    assert official.file is None
    assert tables_that_say(SECRET) == set()
