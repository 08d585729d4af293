"""Words with and without marks find what readers may see, and nothing typed ever fails."""

import unicodedata

import pytest

from articles.desk.acts.publishing import withdraw
from articles.desk.article import Article
from articles.page.search import search
from tests.articles.factory import make_article, make_published

pytestmark = pytest.mark.django_db


def headlines(query):
    return [edition.headline for edition in search(query).editions]


@pytest.mark.parametrize(
    "query",
    ["mong cai", "Móng Cái", "MÓNG  CÁI", "móng cái", unicodedata.normalize("NFD", "Móng Cái")],
)
def test_marks_capitals_and_composition_make_no_difference(query):
    make_published(headline="Thành phố Móng Cái đón khách")
    make_published(headline="Hải Hà đón khách")
    assert headlines(query) == ["Thành phố Móng Cái đón khách"]


def test_exact_marks_come_first():
    make_published(headline="Cán bộ về thôn")
    make_published(headline="Thuyền cận bờ gặp sóng")
    assert headlines("cán bộ") == ["Cán bộ về thôn", "Thuyền cận bờ gặp sóng"]
    assert headlines("cận bờ") == ["Thuyền cận bờ gặp sóng", "Cán bộ về thôn"]


def test_exact_marks_count_in_the_text_too():
    make_published(headline="Tin một", body="<p>Đoàn cán bộ thăm xã đảo.</p>")
    make_published(headline="Tin hai", body="<p>Tàu đi cận bờ.</p>")
    assert headlines("cán bộ") == ["Tin một", "Tin hai"]


def test_words_side_by_side_come_before_words_apart():
    make_published(headline="Bóng đá ở Móng Cái")
    make_published(headline="Đá bóng")
    make_published(headline="Quả bóng và hòn đá")
    assert headlines("bóng đá")[0] == "Bóng đá ở Móng Cái"
    assert len(headlines("bóng đá")) == 3


def test_d_with_a_stroke_is_found_by_a_plain_d():
    make_published(headline="Đường mới")
    assert headlines("duong moi") == headlines("đường mới") == ["Đường mới"]


def test_drafts_and_withdrawn_articles_are_not_found():
    make_article(headline="Bản nháp bí mật")
    edition = make_published(headline="Tin đã gỡ")
    withdraw(Article.objects.get(pk=edition.article), None, "Gỡ.", signed_by="BBT")
    assert headlines("ban nhap bi mat") == []
    assert headlines("tin da go") == []


@pytest.mark.parametrize(
    "query",
    [
        *("", " ", '"', "'", "*", "a*", "(", "NEAR(", "AND", "OR NOT", "-", ":", "^", "\\", "%"),
        *("a" * 5_000, "\x00", "😀", "words:", '{"a": 1}', "tin; DROP TABLE", "a_b", "_", "中文"),
    ],
)
def test_nothing_typed_ever_fails(client, query):
    make_published()
    assert client.get("/tim-kiem/", {"q": query}).status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "abc", "999", "1" * 40, "²"])
def test_a_nonsense_page_of_results_never_fails(client, number):
    make_published(headline="Tin tức")
    assert client.get("/tim-kiem/", {"q": "tin tuc", "trang": number}).status_code == 200
