"""Documents that pages beside the news lead to: who gets them, and what keeps them."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles.desk.erasure.forgetting_documents import forget_document
from articles.desk.pages.page import Page
from articles.desk.pages.publishing import publish, withdraw
from articles.desk.text.links import broken_links
from articles.desk.uses.document_uses import reasons_to_keep, unused
from articles.page.erasure import Erasure
from articles.page.pages.page_edition import PageDocument
from documents.models import Document
from tests.articles.factory import make_page
from tests.documents.making import kept, stored_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path):
    with stored_in(tmp_path):
        yield


@pytest.fixture
def document():
    return kept(1, title="Danh mục thủ tục")


@pytest.fixture
def intro(document):
    return make_page(title="Thông tin", body=f'<p><a href="{document.url}">Danh mục</a></p>')


def test_readers_get_it_while_a_live_page_leads_to_it(client, document, intro):
    assert client.get(document.url).status_code == 404
    publish(intro)
    assert broken_links(intro.body) == []
    assert client.get(document.url).status_code == 200
    assert document.url in client.get("/trang/thong-tin/").content.decode()
    intro.body = "<p>Không còn.</p>"
    intro.save()
    assert client.get(document.url).status_code == 200  # readers still see the page as it was
    publish(intro)
    assert client.get(document.url).status_code == 404


def test_a_withdrawn_page_offers_nothing(client, document, intro):
    publish(intro)
    withdraw(intro, "Gỡ.")
    assert client.get(document.url).status_code == 404


def test_what_a_page_led_to_is_kept(document, intro):
    assert document in unused(Document.objects.all())
    publish(intro)
    assert document not in unused(Document.objects.all())
    assert "1 trang giới thiệu" in reasons_to_keep([document])[document.pk]
    with pytest.raises(ProtectedError), transaction.atomic():
        document.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        PageDocument.objects.all().delete()


def test_one_erased_by_order_is_words_for_readers_and_on_the_desk(client, document, intro):
    publish(intro)
    order = Erasure.objects.create(
        target="document",
        number=document.pk,
        basis="Luật",
        document="1/QĐ",
        by="a",
        second_person="b",
        at=timezone.now(),
    )
    forget_document(document, order)
    shown = client.get("/trang/thong-tin/").content.decode()
    assert "Danh mục</p>" in shown
    assert document.url not in shown
    assert client.get(document.url).status_code == 404
    assert Page.objects.get().body == "<p>Danh mục</p>"
