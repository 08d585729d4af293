"""The search page: filters, chips, refusals, the register above the articles, and help."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.page.search.nearest import nearest
from articles.page.search.question import Question
from tests.articles.factory import make_category, make_published
from tests.people.factory import (
    appoint,
    make_official,
    make_organisation,
    make_position,
    province_and_town,
)

pytestmark = pytest.mark.django_db


def page(client, **values):
    response = client.get(
        "/tim-kiem/", {name.replace("_", "-"): each for name, each in values.items()}
    )
    assert response.status_code == 200
    return response.content.decode()


def headlines(html):
    found = re.findall(r'class="result__headline"><a [^>]*>(.*?)</a>', html, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", each).strip() for each in found]


def test_an_empty_search_explains_itself(client):
    html = page(client)
    assert "ngoặc kép" in html
    assert "noindex" in html
    assert "css/search.css" in html
    assert "<details" in html
    assert '<details class="search-filters" open' not in html


def test_what_was_typed_is_never_markup(client):
    make_published(headline="Chợ <script>alert(1)</script> đêm", body="<p>Chợ &lt;b&gt; đêm</p>")
    html = page(client, q='"chợ" <script>')
    assert "<script>alert" not in html
    assert "<mark>Chợ</mark>" in html
    html = page(client, q="chợ")
    assert "&lt;script&gt;" in html


def test_the_passage_shows_the_words_with_their_marks(client):
    make_published(headline="Tin sáng", body="<p>Trời mưa.</p><p>Đoàn về Móng Cái làm việc.</p>")
    assert "Đoàn về <mark>Móng Cái</mark> làm việc." in page(client, q="mong cai")


def test_filters_narrow_and_chips_take_them_away(client):
    economy = make_category("Kinh tế")
    office = make_organisation("Sở Y tế")
    march = datetime(2024, 3, 5, 3, tzinfo=UTC)
    make_published(at=march, headline="Hội chợ một", category=economy, organisation=office)
    make_published(headline="Hội chợ hai", category=make_category("Xã hội"))
    asked = {"q": "hội chợ", "chuyen_muc": economy.slug, "co_quan": office.pk}
    html = page(client, **asked, tu="2024-03-05", den="2024-03-05")
    assert headlines(html) == ["Hội chợ một"]
    assert '<details class="search-filters" open' in html
    assert html.count('class="chip"') == 4
    assert "từ 05/03/2024" in html
    without = re.search(r'class="chip" href="\?([^"]*)"[^>]*>Kinh tế', html)[1]
    assert "chuyen-muc" not in without
    assert f"co-quan={office.pk}" in without
    assert headlines(page(client, q="hội chợ", den="2024-03-04")) == []


def test_days_are_taken_day_first_too(client):
    make_published(at=datetime(2024, 3, 5, 3, tzinfo=UTC), headline="Hội chợ")
    assert headlines(page(client, q="hội chợ", tu="5/3/2024", den="5.3.2024")) == ["Hội chợ"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"tu": "31/02/2024"}, "“31/02/2024” không phải là một ngày"),
        ({"den": "0001-01-01"}, "không phải là một ngày"),
        ({"den": "9999-12-31"}, "không phải là một ngày"),
        ({"tu": "2024-02-02", "den": "2024-02-01"}, "Ngày bắt đầu sau ngày kết thúc"),
        ({"chuyen_muc": "khong-co"}, "Chuyên mục này không còn"),
        ({"co_quan": "999999999"}, "Danh bạ không có cơ quan này"),
        ({"co_quan": "1' OR 1"}, "Danh bạ không có cơ quan này"),
        ({"can_bo": "Không Ai Cả"}, "Danh bạ không có cán bộ nào tên"),
        ({"can_bo": "😀"}, "Danh bạ không có cán bộ nào tên"),
    ],
)
def test_a_wrong_filter_is_told_and_narrows_nothing(client, values, told):
    make_published(headline="Hội chợ")
    html = page(client, q="hội chợ", **values)
    assert told in html
    assert headlines(html) == ["Hội chợ"]


def test_an_official_is_chosen_by_name_with_or_without_marks(client):
    ngan = make_official("Ngô Hoàng Ngân")
    assert f"Nhắc đến {ngan.full_name}" in page(client, q="x", can_bo="ngo hoang ngan")
    make_official("Ngô Hoàng Ngân")
    html = page(client, q="x", can_bo="Ngô Hoàng Ngân")
    assert "Có nhiều cán bộ tên" in html
    assert html.count("can-bo=") == 2


@pytest.mark.parametrize(
    "query", ["Ngô Hoàng Ngân", "ngo hoang ngan", "Bí thư Ngô Hoàng Ngân", "hoàng ngân"]
)
def test_an_official_stands_above_the_articles_with_the_title_of_today(client, query):
    posts = province_and_town()
    ngan = make_official("Ngô Hoàng Ngân")
    appoint(ngan, posts["deputy"], "2020")
    make_official("Hoàng Văn Bình")
    html = page(client, q=query)
    assert ngan.get_absolute_url() in html
    assert "Phó Bí thư Tỉnh ủy" in html
    assert "Hoàng Văn Bình" not in html


@pytest.mark.parametrize("query", ["chủ tịch ubnd tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh"])
def test_an_official_is_found_by_title_in_either_form(client, query):
    office = make_organisation("Ủy ban nhân dân tỉnh Quảng Ninh", level="province")
    post = make_position("Chủ tịch Ủy ban nhân dân tỉnh Quảng Ninh", organisation=office)
    now, before = make_official("Bùi Văn Khắng"), make_official("Cao Tường Huy")
    appoint(now, post, "2025-01-01")
    appoint(before, post, "2020", "2025-01-01")
    html = page(client, q=query)
    assert now.full_name in html
    assert before.full_name not in html


def test_an_office_that_ended_says_so(client):
    make_organisation("Ủy ban nhân dân thành phố Móng Cái", until="2025-07-01")
    html = page(client, q="ubnd thành phố móng cái")
    assert "Ủy ban nhân dân thành phố Móng Cái" in html
    assert "đã kết thúc hoạt động" in html
    assert "đã kết thúc" not in page(client, q="ubnd phường")


def test_a_part_of_many_names_means_no_office(client):
    for number in range(1, 5):
        make_organisation(f"Đảng ủy phường Móng Cái {number}")
    assert "found-register" not in page(client, q="Móng Cái")
    html = page(client, q="Đảng ủy phường Móng Cái 2")
    assert html.count("found-register__name") == 1


def test_the_order_of_time_is_a_chip_too(client):
    assert "Mới nhất trước<span" in page(client, q="x", xep="moi")


def test_a_common_word_names_no_one(client):
    make_official("Ngô Hoàng Ngân")
    make_organisation("Ủy ban nhân dân tỉnh")
    for query in ["ngân", "tỉnh", "a", "ngân hàng"]:
        assert "found-register" not in page(client, q=query)


def test_nothing_found_leads_on(client):
    category = make_category("Kinh tế")
    make_published(headline="Cửa khẩu thông quan", category=category)
    html = page(client, q="khaaur")
    assert "Không tìm thấy" in html or "Không có bài viết nào" in html
    assert category.get_absolute_url() in html
    html = page(client, q="cửa khảuu")
    assert "Ý bạn là" in html
    assert "cửa khẩu</a>" in html
    html = page(client, q="cửa khảuu", chuyen_muc=category.slug)
    assert re.search(rf'href="\?q=[^"]*chuyen-muc={category.slug}">cửa khẩu</a>', html)


def test_the_nearest_words_are_asked_for_only_where_some_are_unknown():
    known = {"cua": "cửa", "khau": "khẩu"}
    assert nearest(Question.read("cưa khảuu"), known) == "cưa khẩu"
    assert nearest(Question.read("cửa khẩu"), known) == ""
    assert nearest(Question.read("xyzw 123"), known) == ""


def test_nothing_to_look_for_is_told(client):
    assert "ít nhất một từ" in page(client, q="😀 ???")


def test_links_carry_all_filters(client):
    category = make_category("Kinh tế")
    for number in range(21):
        make_published(headline=f"Hội chợ {number}", category=category)
    html = page(client, q='"hội chợ"', chuyen_muc=category.slug, xep="moi")
    following = re.search(r'href="\?([^"]*)" rel="next"', html)[1].replace("&amp;", "&")
    assert f"chuyen-muc={category.slug}" in following
    assert "xep=moi" in following
    response = client.get(f"/tim-kiem/?{following}")
    assert headlines(response.content.decode()) == ["Hội chợ 0"]


def test_a_search_asks_the_same_few_questions_at_any_count(client, django_assert_max_num_queries):
    for number in range(3):
        make_published(headline=f"Hội chợ đêm {number}")
    # What stands on every page, offices to choose from 1, editions, ranks, cards and texts 4,
    # register 4 or 5; the index 1 for each of two kinds, on PostgreSQL 3.
    with django_assert_max_num_queries(18):
        page(client, q="hội chợ đêm")
    for number in range(25):
        make_published(headline=f"Hội chợ đêm {number}")
    with django_assert_max_num_queries(18):
        page(client, q="hội chợ đêm")


NAMES = ["q", "chuyen-muc", "co-quan", "can-bo", "tu", "den", "xep", "trang", "moc", "sau"]


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=60), max_size=6))
def test_no_address_is_an_error(client, values):
    assert client.get("/tim-kiem/", values).status_code == 200


@pytest.mark.parametrize(
    "values",
    [
        {"q": "a" * 10_000},
        {"q": "\x00"},
        {"q": "\u202eabc\u202c móng"},
        {"q": "móng", "moc": "9" * 12, "trang": "10"},
        {"q": "móng", "sau": "2-999999999999"},
        {"q": "móng cái", "sau": "1-0"},
        {"tu": "1945-01-01"},
        {"xep": "moi"},
        {"q": "móng", "co-quan": "9" * 9, "can-bo": "9" * 9},
    ],
)
def test_odd_addresses_are_answered(client, values):
    make_published(headline="Móng Cái")
    assert client.get("/tim-kiem/", values).status_code == 200
