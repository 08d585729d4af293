"""An address nobody has: what is suggested, what it costs, and that it never fails itself."""

import pytest
from django.db import DatabaseError
from django.test import RequestFactory

from articles.desk.acts.publishing import withdraw
from articles.desk.article import Article
from articles.desk.pages.publishing import publish
from articles.page import missing
from articles.page.frame.site import SiteIdentity
from articles.page.missing import is_junk, words_of
from people.models import Official
from tests.articles.factory import make_article, make_category, make_page, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def bridge():
    return make_published(headline="Khánh thành cầu Bắc Luân bắc qua sông Ka Long")


def asked(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    return answer.context["found"]


# What is suggested


@pytest.mark.parametrize(
    "address", ["/bai-viet-{}/", "/detail/{}", "/tin-tuc/chuyen-cu-{}.html", "/{}/"]
)
def test_the_article_with_the_number_in_the_address(client, bridge, address):
    assert asked(client, address.format(bridge.article)).article == bridge


@pytest.mark.parametrize(
    "address",
    [
        "/khanh-thanh-cau-bac-luan-bac-qua-song-ka-long/",  # no number, no room
        "/tin/khanh-thanh-cau-bac-luan/",  # cut off
        "/tin-tuc/khanh-thanh-cau-bac-luna.html",  # mistyped
        "/news/2019/Khanh_Thanh_Cau_Bac_Luan_bac-qua",  # another site's way of writing
        "/tin/khánh-thành-cầu-bắc-luân/",  # typed with marks
    ],
)
def test_articles_with_the_words_of_the_address(client, bridge, address):
    make_published(headline="Chuyện khác hẳn", body="<p>Cầu.</p>")
    assert asked(client, address).articles == [bridge]


def test_the_search_box_holds_the_words(client, bridge):
    html = client.get("/tin/khanh-thanh-cau/").content.decode()
    assert 'value="khanh thanh cau"' in html
    assert bridge.get_absolute_url() in html


def test_what_readers_may_not_see_is_not_suggested(client, bridge):
    draft = make_article(headline="Khánh thành cầu Bắc Luân thứ hai")
    withdraw(Article.objects.get(pk=bridge.article), None, "Gỡ.", signed_by="BBT")
    make_page(title="Sơ đồ cầu")
    found = asked(client, f"/khanh-thanh-cau-bac-luan-{draft.pk}/")
    assert (found.article, found.articles) == (None, [])
    assert asked(client, "/trang/so-do-cau/").places == []


def test_categories_pages_lists_and_officials_with_a_near_address(client):
    make_category("Kinh tế")
    publish(make_page(title="Giới thiệu"))
    Official.objects.create(full_name="Ngô Hoàng Ngân")
    for address, name in [
        ("/kinh-te/", "Kinh tế"),
        ("/chuyen-muc/kinhte/", "Kinh tế"),
        ("/gioithieu.html", "Giới thiệu"),
        ("/lanhdao/", "Lãnh đạo"),
        ("/ngo-hoang-ngan/", "Ngô Hoàng Ngân"),
    ]:
        assert name in dict(asked(client, address).places), address


def test_an_address_nothing_is_like_suggests_nothing(client, bridge):
    found = asked(client, "/qwerty-zxcvb/")
    assert (found.article, found.articles, found.places) == (None, [], [])


# What it costs


@pytest.mark.parametrize(
    "address",
    [
        *("/wp-login.php", "/wp-admin/", "/index.php", "/.env", "/.git/config", "/xmlrpc/"),
        *("/a/b/shell.aspx", "/favicon.png", "/admin/login/", "/cgi-bin/luci/", "/backup.tar.gz"),
        f"/{'a' * 400}/",
    ],
)
def test_what_only_robots_ask_for_costs_no_query(client, django_assert_num_queries, address):
    assert is_junk(address)
    with django_assert_num_queries(0):
        answer = client.get(address)
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()


@pytest.mark.parametrize("address", ["/tin/a-b-c/", "/abc.html", "/lanh-dao/x-12/", "/2024/tet/"])
def test_what_somebody_may_have_followed_is_no_junk(address):
    assert not is_junk(address)


@pytest.mark.parametrize("articles", [1, 12])
def test_the_work_is_bounded(client, django_assert_max_num_queries, articles):
    SiteIdentity.objects.create(name="Móng Cái")
    for number in range(articles):
        make_published(headline=f"Lễ hội đình Trà Cổ năm thứ {number}")
        make_category(f"Mục {number}")
    with django_assert_max_num_queries(6):
        found = asked(client, "/le-hoi-dinh-tra-co-nam-thu-7777/")
    assert len(found.articles) == min(articles, missing.MOST_ARTICLES)


def test_few_words_are_read_of_a_long_address():
    assert len(words_of("-".join(["le-hoi"] * 50))) == missing.MOST_WORDS


# It never fails itself


@pytest.mark.parametrize("culprit", ["furnished", "suggestions", "worded"])
def test_a_database_that_is_away_is_answered_by_the_bare_page(client, monkeypatch, culprit):
    def fail(*args, **kwargs):
        raise DatabaseError("gone")

    monkeypatch.setattr(missing, culprit, fail)
    answer = client.get("/tin/khanh-thanh-cau/")
    assert answer.status_code == 404
    assert 'value="khanh thanh cau"' in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        *("/", "//", "/%00/", "/\x00-\x00/", '/"><script>/', "/-/", "/a-%/", "/'; DROP TABLE--/"),
        *("/OR-AND-NOT-NEAR/", '/"a-"b-*/', "/日本-語/", "/ệ-ỗ-ặ-ư/", "/1/", "/0/", "/999999999/"),
    ],
)
def test_whatever_is_asked_is_answered(path):
    request = RequestFactory().get("/")
    request.path = path
    answer = missing.not_found(request)
    assert answer.status_code == 404
    assert b"<script>/" not in answer.content


def test_a_fault_says_so_without_the_database(django_assert_num_queries):
    from articles.page.views import server_error

    with django_assert_num_queries(0):
        answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Lỗi thuộc về hệ thống" in answer.content.decode()
    assert 'href="/lien-he/"' in answer.content.decode()
