"""What the editor asks the server for: a paste tidied, an article to link to."""

import pytest
from django.urls import reverse

from ...vietnamese.old_fonts import in_vni
from ..factory import edit, make_article, make_published

pytestmark = pytest.mark.django_db

PASTE = reverse("admin:articles_article_paste")
LINK_TO = reverse("admin:articles_article_link_to")


def found(browser, query):
    return browser.get(LINK_TO, {"q": query}).json()["found"]


def test_paste_comes_back_as_it_would_be_saved(browser_of):
    html = '<p class=MsoNormal style="color:red">Chữ <span style="font-weight:700">đậm</span></p>'
    answer = browser_of("contributor").post(PASTE, {"html": html})
    assert answer.json() == {"html": "<p>Chữ <strong>đậm</strong></p>", "refused": ""}


def test_paste_in_an_old_font_is_refused_with_a_word_on_how_to_convert(browser_of):
    old = in_vni("Ủy ban nhân dân phường đã tổ chức hội nghị")
    answer = browser_of("reporter").post(PASTE, {"html": f"<p>{old}</p>"}).json()
    assert answer["html"] == ""
    assert "VNI-Windows" in answer["refused"]
    assert "Ctrl+Shift+F6" in answer["refused"]


@pytest.mark.parametrize("role", ["register_keeper", "administrator"])
def test_who_does_not_write_gets_neither(browser_of, role):
    make_published(headline="Kinh tế biển")
    assert browser_of(role).post(PASTE, {"html": "x"}).status_code == 403
    assert browser_of(role).get(LINK_TO, {"q": "kinh"}).status_code == 403


def test_paste_is_posted_and_search_is_asked(browser_of):
    assert browser_of("reporter").get(PASTE).status_code == 405
    assert browser_of("reporter").post(LINK_TO).status_code == 405


def test_articles_are_found_by_words_without_marks(browser_of):
    edition = make_published(headline="Kinh tế biển khởi sắc")
    make_published(headline="Ngày hội đọc sách")
    [one] = found(browser_of("reporter"), "bien kinh te")
    assert one["headline"] == "Kinh tế biển khởi sắc"
    assert one["address"] == edition.get_absolute_url()
    assert one["is_public"]
    assert found(browser_of("reporter"), f"#{edition.article}") == [one]


def test_what_readers_see_is_named_as_they_see_it(browser_of):
    edition = make_published(headline="Tên bạn đọc thấy")
    article = type(make_article()).objects.get(pk=edition.article)
    edit(article, headline="Tên đang sửa")
    [one] = found(browser_of("contributor"), "ten dang sua")
    assert one["headline"] == "Tên bạn đọc thấy"


def test_hidden_articles_are_marked_and_shown_only_to_who_may_see_them(browser_of, cast):
    mine = make_article(headline="Tin kín của tôi", author=cast("contributor"))
    make_article(headline="Tin kín của người khác", author=cast("publisher"))
    [one] = found(browser_of("contributor"), "tin kín")
    assert (one["headline"], one["is_public"]) == ("Tin kín của tôi", False)
    assert one["note"] == "chưa đăng"
    assert one["address"].endswith(f"-{mine.pk}/")
    assert len(found(browser_of("editor"), "tin kín")) == 2


def test_nothing_typed_finds_nothing(browser_of):
    make_published()
    assert found(browser_of("reporter"), "  ") == []


def test_search_costs_the_same_for_many(browser_of, django_assert_max_num_queries):
    for _ in range(12):
        make_published(headline="Kinh tế biển")
    browser = browser_of("reporter")
    with django_assert_max_num_queries(9):
        assert len(found(browser, "kinh te")) == 8
