"""Cited documents at the desk: who cites one, and which the register lacks."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.urls import reverse

from articles.desk.citing import cited_in, missing_documents
from articles.page.edition import Edition
from people.models import OfficialDocument
from tests.people.factory import make_official_document

from ..factory import make_article, make_published
from .typing import text, typed

pytestmark = pytest.mark.django_db

MISSING = reverse("admin:people_officialdocument_missing")


def article(said, on="2018-08-08", **fields):
    at = datetime.fromisoformat(f"{on}T05:00").replace(tzinfo=UTC)
    return make_published(at=at, body=f"<p>Theo Nghị quyết {said}, việc này.</p>", **fields)


def numbers():
    return [(each.number, each.articles) for each in missing_documents()[0]]


def test_what_articles_cite_and_nobody_entered_is_listed_the_most_cited_first():
    for said in ["1-NQ/TU", "2-NQ/TU", "2-NQ/TU", "3-NQ/TU"]:
        article(said)
    make_official_document("3-NQ/TU")
    assert numbers() == [("2-NQ/TU", 2), ("1-NQ/TU", 1)]


def test_document_of_another_day_is_another_one():
    article("12-NQ/TU ngày 04/3/2011")
    make_official_document("12-NQ/TU", "2016-02-01")
    [found], count = missing_documents()
    assert (found.number, f"{found.issued_on}", count) == ("12-NQ/TU", "2011-03-04", 1)
    make_official_document("12-NQ/TU", "2011-03-04")
    assert numbers() == []


def test_document_issued_after_the_article_is_not_meant():
    article("12-NQ/TU", on="2015-01-01")
    make_official_document("12-NQ/TU", "2016-02-01")
    assert numbers() == [("12-NQ/TU", 1)]


def test_only_what_readers_see_counts():
    edition = article("12-NQ/TU")
    Edition.objects.filter(pk=edition.pk).update(live_until=edition.live_from)
    assert numbers() == []


def test_list_leads_to_a_form_that_knows_the_number(client, browser_of):
    edition = article("27/2018/NĐ-CP ngày 01/3/2018", headline="Bài nhắc Nghị định")
    keeper = browser_of("register_keeper")
    page = text(keeper.get(MISSING))
    assert edition.headline in page
    add = reverse("admin:people_officialdocument_add")
    [address] = re.findall(rf'href="({add}\?[^"]*)"', page)
    form = keeper.get(unescape(address)).context["adminform"].form
    assert form["number"].value() == "27/2018/NĐ-CP"
    assert form["issued_on"].value() == "01/03/2018"
    assert form["kind"].value() == "nghi-dinh"


def test_whoever_may_only_look_is_offered_no_form(browser_of):
    article("12-NQ/TU")
    page = text(browser_of("reporter").get(MISSING))
    assert "12-NQ/TU" in page
    assert reverse("admin:people_officialdocument_add") not in page


def test_stranger_is_led_to_the_door(client):
    assert client.get(MISSING).status_code == 302


def test_whole_register_says_so(browser_of):
    assert "đều đã có" in text(browser_of("register_keeper").get(MISSING))


def test_list_costs_the_same_at_any_size(browser_of, django_assert_num_queries):
    keeper = browser_of("register_keeper")
    article("1-NQ/TU")
    keeper.get(MISSING)
    with django_assert_num_queries(3):
        missing_documents()
    for number in range(2, 8):
        article(f"{number}-NQ/TU")
    with django_assert_num_queries(3):
        assert missing_documents()[1] == 7


def test_form_of_a_document_names_who_cites_it(browser_of):
    document = make_official_document("12-NQ/TU", "2016-02-01")
    edition = article("12-NQ/TU", headline="Bài nhắc Nghị quyết")
    keeper = browser_of("register_keeper")
    address = reverse("admin:people_officialdocument_change", args=[document.pk])
    page = text(keeper.get(address))
    assert edition.get_absolute_url() in page
    assert "Bài nhắc Nghị quyết" in page


def test_cited_document_may_be_deleted_and_its_articles_are_counted_first(browser_of, client):
    document = make_official_document("12-NQ/TU", "2016-02-01")
    edition = article("12-NQ/TU")
    keeper = browser_of("register_keeper")
    address = reverse("admin:people_officialdocument_delete", args=[document.pk])
    assert "đang được liệt kê bên 1 tin bài" in text(keeper.get(address))
    assert keeper.post(address, {"post": "yes"}).status_code == 302
    assert not OfficialDocument.objects.exists()
    assert client.get(edition.get_absolute_url()).status_code == 200
    assert numbers() == [("12-NQ/TU", 1)]


class TestBesideTheForm:
    """What the checks say of the documents that a text cites, saved or only typed."""

    BODY = "<p>Theo Nghị quyết số 18,19-NQ/TW và Quyết định 5/QĐ-UBND ngày 03/02/2018.</p>"

    def found(self, browser, article):
        address = reverse("admin:articles_article_change", args=[article.pk])
        page = text(browser.get(address))
        start = page.index("checks__group--cited")
        return page[start : page.index("</details>", start)]

    def test_each_number_is_told_with_what_the_register_knows(self, browser_of):
        document = make_official_document("18-NQ/TW", title="Về tổ chức bộ máy")
        part = self.found(browser_of("publisher"), make_article(body=self.BODY))
        assert reverse("admin:people_officialdocument_change", args=[document.pk]) in part
        assert "Về tổ chức bộ máy" in part
        assert part.count("Chưa có trong danh mục.") == 2
        add = reverse("admin:people_officialdocument_add")
        assert f"{add}?number=19-NQ%2FTW&amp;kind=nghi-quyet" in part
        assert "ngày 03/02/2018" in part

    def test_whoever_may_enter_none_is_offered_no_form(self, browser_of):
        part = self.found(browser_of("editor"), make_article(body=self.BODY))
        assert part.count("Chưa có trong danh mục.") == 3
        assert reverse("admin:people_officialdocument_add") not in part

    def test_what_is_typed_is_read_at_once(self, browser_of):
        make_official_document("18-NQ/TW", title="Về tổ chức bộ máy")
        address = reverse("admin:articles_article_check_new")
        page = text(browser_of("publisher").post(address, typed(body=self.BODY)))
        assert "Về tổ chức bộ máy" in page
        assert "checks__group--cited" not in text(
            browser_of("publisher").post(address, typed(body="<p>Không.</p>"))
        )

    def test_costs_one_question_and_none_without_citations(self, django_assert_num_queries):
        day = date(2018, 8, 8)
        with django_assert_num_queries(1):
            assert [each.number for each in cited_in({"body": self.BODY}, day)] == [
                "18-NQ/TW",
                "19-NQ/TW",
                "5/QĐ-UBND",
            ]
        with django_assert_num_queries(0):
            assert cited_in({"body": "<p>Không.</p>"}, day) == []

    def test_captions_count_as_they_do_in_print(self):
        pictures = [{"caption": "Hội nghị triển khai 12-NQ/TU"}, {}]
        assert [each.number for each in cited_in({"pictures": pictures}, date(2018, 8, 8))] == [
            "12-NQ/TU"
        ]
