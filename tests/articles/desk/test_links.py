"""Links to our own pages: which of them lead nowhere, and why."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.desk.acts.publishing import publish, withdraw
from articles.desk.text.links import Link, broken_links, links_in
from articles.page.category import CategorySlug
from tests.people.factory import make_official, make_organisation

from ..clock import clock_at
from ..factory import edit, make_approved, make_article, make_category, make_published

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 8, 7, 5, tzinfo=UTC)  # 12:00 in Vietnam


def link(address, words="xem bài"):
    return f'<p>Trước <a href="{address}" rel="noopener">{words}</a> sau</p>'


def reasons(*addresses, at=None):
    return [each.reason for each in broken_links("".join(map(link, addresses)), at)]


def test_links_are_read_with_their_words():
    body = (
        link("/a/", "một <strong>hai</strong>\n ba") + '<a name="x">b</a>' + link("/b/?x=1&amp;y")
    )
    assert links_in(body) == [Link("/a/", "một hai ba"), Link("/b/?x=1&y", "xem bài")]


def test_live_article_is_fine_under_any_slug():
    edition = make_published()
    assert reasons(edition.get_absolute_url(), f"/tin/ten-cu-{edition.article}/") == []
    assert reasons(f"/tin/ten-cu-{edition.article}", f"/tin/x-{edition.article}/?a=1#b") == []


def test_never_public_article_is_told():
    article = make_article()
    [broken] = broken_links(link(f"/tin/x-{article.pk}/", "bài trước"))
    assert (broken.href, broken.text) == (f"/tin/x-{article.pk}/", "bài trước")
    assert broken.reason == "Bài chưa từng đăng."
    assert reasons("/tin/khong-co-999999/") == ["Bài chưa từng đăng."]


def test_scheduled_article_is_told_with_its_hour():
    with clock_at(NOON):
        article = make_approved()
        publish(article, None, at=NOON + timedelta(hours=3))
        address = f"/tin/x-{article.pk}/"
        assert reasons(address) == ["Bài này đến 15:00 07/08/2026 mới đăng."]
        # Who appears after it may link to it.
        assert reasons(address, at=NOON + timedelta(hours=4)) == []


def test_withdrawn_and_expired_articles_are_told():
    with clock_at(NOON) as hands:
        gone, over = make_published().article, make_approved()
        publish(over, None, expires_at=NOON + timedelta(hours=1))
        hands.moment += timedelta(minutes=30)
        withdraw(type(over).objects.get(pk=gone), None, "Sai nội dung", signed_by="Ban biên tập")
        hands.moment += timedelta(hours=1)
        assert reasons(f"/tin/x-{gone}/", f"/tin/x-{over.pk}/") == [
            "Bài đã bị gỡ lúc 12:30 07/08/2026.",
            "Bài đã hết hạn đăng lúc 13:00 07/08/2026.",
        ]


def test_withdrawn_article_that_came_back_is_fine():
    article = type(make_article()).objects.get(pk=make_published().article)
    withdraw(article, None, "Sai nội dung", signed_by="Ban biên tập")
    publish(edit(article, lead="Đã sửa."), None)
    assert reasons(f"/tin/x-{article.pk}/") == []


def test_category_answers_by_any_address_it_had():
    category = make_category("Kinh tế")
    CategorySlug.objects.create(slug="ten-cu", category=category)
    assert reasons("/chuyen-muc/kinh-te/", "/chuyen-muc/ten-cu/", "/rss/kinh-te/") == []
    assert reasons("/chuyen-muc/khong-co/") == ["Không có chuyên mục này."]


def test_official_and_organisation_are_looked_up():
    official, organisation = make_official(), make_organisation()
    assert reasons(official.get_absolute_url(), organisation.get_absolute_url()) == []
    assert reasons("/lanh-dao/x-999/", "/co-quan-don-vi/x-999/") == [
        "Không có người này trong danh bạ.",
        "Không có cơ quan này trong danh bạ.",
    ]


@pytest.mark.parametrize("address", ["/", "/tim-kiem/?q=x", "/dinh-chinh/", "/lanh-dao/", "/rss/"])
def test_standing_pages_are_fine(address):
    assert reasons(address) == []


def test_unknown_page_and_staff_page_are_told():
    assert reasons("/khong-co/", "/quan-tri/articles/article/") == [
        "Cổng không có trang nào ở địa chỉ này.",
        "Trang này chỉ cán bộ mở được.",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/tin/x-1/",
        "//example.org/x/",
        "mailto:a@example.org",
        "#muc",
        "tin/x-1/",
    ],
)
def test_links_elsewhere_are_not_followed(address, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert reasons(address) == []


def test_our_own_host_written_out_counts_as_ours(settings):
    settings.ALLOWED_HOSTS = ["news.example.vn"]
    assert reasons("https://news.example.vn/tin/x-999999/") == ["Bài chưa từng đăng."]


def test_one_query_for_many_articles(django_assert_num_queries):
    addresses = [make_published().get_absolute_url() for _ in range(5)] + ["/tin/x-999999/"]
    with django_assert_num_queries(1):
        assert len(reasons(*addresses)) == 1


def test_link_survives_a_change_of_slug(client):
    edition = make_published(headline="Tên cũ")
    publish(edit(type(make_article()).objects.get(pk=edition.article), headline="Tên mới"), None)
    answer = client.get(edition.get_absolute_url())
    assert answer.status_code == 301
    assert answer["Location"].startswith("/tin/ten-moi-")
    assert reasons(edition.get_absolute_url()) == []
