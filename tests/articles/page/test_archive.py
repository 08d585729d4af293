"""News by month, with its calendar."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.desk.acts.publishing import withdraw
from articles.desk.article import Article
from articles.page.frame.site import SiteIdentity

from ..clock import clock_at
from ..factory import make_published

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 9, 7, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def hands(time_machine):
    time_machine.move_to(NOON, tick=False)
    with clock_at(NOON) as hands:
        yield hands


def published(day, hour=5, month=8, year=2026, **fields):
    return make_published(at=datetime(year, month, day, hour, tzinfo=UTC), **fields)


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_root_leads_to_the_newest_month(client):
    assert client.get("/luu-tru/")["Location"] == "/luu-tru/2026/09/"
    published(3)
    assert client.get("/luu-tru/")["Location"] == "/luu-tru/2026/08/"


def test_a_year_leads_to_its_newest_month_with_news(client):
    published(31, month=12, year=2025, hour=16)
    published(31, month=12, year=2025, hour=18)  # a new year has begun here
    published(3, month=2, year=2025)
    assert client.get("/luu-tru/2025/")["Location"] == "/luu-tru/2025/12/"
    assert client.get("/luu-tru/2026/")["Location"] == "/luu-tru/2026/01/"
    assert client.get("/luu-tru/2024/").status_code == 404
    assert client.get("/luu-tru/9999/").status_code == 404


@pytest.mark.parametrize(
    ("cut", "whole"),
    [("/tin/", "/luu-tru/"), ("/chuyen-muc/", "/so-do-trang/"), ("/trang/", "/so-do-trang/")],
)
def test_an_address_cut_short_leads_on(client, cut, whole):
    answer = client.get(cut)
    assert (answer.status_code, answer["Location"]) == (302, whole)
    assert client.post(cut).status_code == 405


def test_a_month_shows_its_articles_newest_first_and_no_others(client):
    published(31, month=7, headline="Tháng bảy")
    published(2, headline="Sớm")
    published(20, headline="Muộn")
    published(1, month=9, headline="Tháng chín")
    html = page(client, "/luu-tru/2026/08/")
    assert html.index("Muộn") < html.index("Sớm")
    assert "Tháng bảy" not in html
    assert "Tháng chín" not in html
    assert "2 bài" in html
    assert 'href="/luu-tru/2026/07/" rel="prev"' in html
    assert 'href="/luu-tru/2026/09/" rel="next"' in html


def test_a_day_is_one_of_this_country(client):
    # 18:00 in London is one o'clock of the next morning here.
    published(6, hour=16, headline="Đêm mồng sáu")
    published(6, hour=18, headline="Rạng sáng mồng bảy")
    html = page(client, "/luu-tru/2026/08/?ngay=7")
    assert "Rạng sáng mồng bảy" in html
    assert "Đêm mồng sáu" not in html
    assert 'href="?ngay=6"' in html
    assert 'aria-current="date">7<' in html


@pytest.mark.parametrize("text", ["", "0", "32", "5", "abc", "-1", "٧", "7" * 30])
def test_a_day_that_cannot_be_shows_the_whole_month(client, text):
    published(7, headline="Mồng bảy")
    assert "Mồng bảy" in page(client, f"/luu-tru/2026/08/?ngay={text}")


@pytest.mark.parametrize(
    "address", ["2026/13/", "2026/00/", "2026/8/", "2026/10/", "2026/06/", "9999/12/", "0999/01/"]
)
def test_a_month_that_has_none_is_not_there(client, address):
    published(7)
    assert client.get(f"/luu-tru/{address}").status_code == 404


def test_an_empty_month_between_says_so(client):
    published(7, month=6)
    assert "Không có bài nào" in page(client, "/luu-tru/2026/08/")
    assert "Không có bài nào" in page(client, "/luu-tru/2026/09/")


def test_on_a_site_without_articles_this_month_says_so(client):
    assert "Không có bài nào" in page(client, "/luu-tru/2026/09/")


def test_each_year_leads_to_a_month_that_is_there(client):
    published(7, year=2024, month=11)
    html = page(client, "/luu-tru/2025/10/")
    assert 'href="/luu-tru/2024/11/">2024<' in html
    assert 'href="/luu-tru/2026/09/">2026<' in html
    assert 'href="/luu-tru/2025/12/">Tháng 12<' in html


def test_what_was_withdrawn_counts_nowhere(client):
    published(7, headline="Còn đăng")
    gone = published(8, headline="Đã gỡ")
    withdraw(Article.objects.get(pk=gone.article), None, "Gỡ.", signed_by="BBT")
    html = page(client, "/luu-tru/2026/08/")
    assert "Đã gỡ" not in html
    assert "1 bài" in html
    assert 'href="?ngay=8"' not in html


def test_it_pages_by_key_within_the_day(client, monkeypatch):
    monkeypatch.setattr("articles.page.lists.archive.LISTED", 2)
    for hour in range(3):
        published(7, hour=hour, headline=f"Bài {hour} giờ")
    published(8, headline="Hôm sau")
    html = page(client, "/luu-tru/2026/08/?ngay=7")
    [more] = [
        part.split('"')[0] for part in html.split('class="button" href="')[1:] if "sau=" in part
    ]
    assert more.startswith("?ngay=7&amp;sau=")
    older = page(client, "/luu-tru/2026/08/" + more.replace("&amp;", "&"))
    assert "Bài 0 giờ" in older
    assert "Hôm sau" not in older


@pytest.mark.parametrize("size", [1, 30])
def test_it_costs_the_same_at_any_size(client, django_assert_num_queries, size):
    for number in range(size):
        make_published(at=NOON - timedelta(days=30, hours=number))
    SiteIdentity.objects.create(name="Móng Cái")
    with django_assert_num_queries(5):
        client.get("/luu-tru/2026/08/")
