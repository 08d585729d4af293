"""Pages beside the news as readers meet them, and the map of the site."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles.desk.pages.publishing import publish, withdraw
from articles.page.clock import now
from articles.page.frame.site import SiteIdentity
from articles.page.pages import page_edition
from articles.page.pages.page_edition import PageEdition
from tests.articles.factory import make_category, make_page
from tests.people.factory import make_organisation

pytestmark = pytest.mark.django_db


def html(client, address):
    return client.get(address).content.decode()


def test_a_page_shows_title_summary_text_and_who_answers_for_it(client):
    publish(
        make_page(
            title="Chức năng, nhiệm vụ",
            lead="Trang này làm gì.",
            body="<h2>Một</h2><table><tr><td>Ô</td></tr></table>",
            responsible="Ban Biên tập",
        )
    )
    shown = html(client, "/trang/chuc-nang-nhiem-vu/")
    for each in ["Trang này làm gì.", "<h2>Một</h2>", "table-scroll", "Ban Biên tập", "Cập nhật"]:
        assert each in shown
    assert '"BreadcrumbList"' in shown


def test_an_address_a_page_once_had_leads_on_for_ever(client):
    page = make_page(title="Giới thiệu")
    publish(page)
    for slug in ["ve-chung-toi", "toa-soan"]:
        page.slug = slug
        page.save()
        publish(page)
    for old in ["gioi-thieu", "ve-chung-toi"]:
        answer = client.get(f"/trang/{old}/")
        assert (answer.status_code, answer["Location"]) == (301, "/trang/toa-soan/")
    withdraw(page, "Không còn.")
    for old in ["gioi-thieu", "toa-soan"]:
        assert client.get(f"/trang/{old}/").status_code == 410


def test_an_edition_that_has_not_begun_does_not_show(client):
    edition = publish(make_page(title="Ngày mai"))
    assert page_edition.answer("ngay-mai", edition.live_from - timedelta(seconds=1)).status == 404
    PageEdition.objects.create(
        page=999, number=1, slug="sap-toi", title="Sắp tới", live_from=now() + timedelta(hours=1)
    )
    assert client.get("/trang/sap-toi/").status_code == 404
    assert "Sắp tới" not in html(client, "/so-do-trang/")


@pytest.mark.parametrize("slug", ["khong-co", "a" * 3000])
def test_no_such_page_answers_404(client, slug):
    assert client.get(f"/trang/{slug}/").status_code == 404


def test_the_contact_page_opens_with_the_contacts(client):
    SiteIdentity.objects.create(name="Móng Cái", telephone="0203 388 1111", email="a@b.example")
    office = make_organisation("Công an phường", telephone="0203 222 3333")
    make_organisation("Hội không có điện thoại")
    assert client.get("/lien-he/")["Location"] == reverse("organisations")
    publish(make_page(title="Gửi ý kiến", opening="contacts", body=""))
    answer = client.get("/lien-he/")
    assert answer["Location"] == "/trang/gui-y-kien/"
    shown = html(client, "/trang/gui-y-kien/")
    main = shown[shown.index("<main") : shown.index("</main>")]
    assert "tel:02033881111" in main
    assert office.get_absolute_url() in main
    assert "Hội không có điện thoại" not in main


def test_the_map_of_the_site_has_every_category_and_page(client, django_assert_num_queries):
    SiteIdentity.objects.create(name="Móng Cái")
    top = make_category("Kinh tế")
    below = make_category("Du lịch", parent=top)
    lowest = make_category("Bãi biển", parent=below)
    publish(make_page(title="Giới thiệu"))
    make_page(title="Bản nháp")
    with django_assert_num_queries(4):
        shown = html(client, "/so-do-trang/")
    for each in [top, below, lowest]:
        assert each.get_absolute_url() in shown
    assert "/trang/gioi-thieu/" in shown
    assert "Bản nháp" not in shown
    for name in ["leaders", "organisations", "search", "corrections", "feed"]:
        assert f'href="{reverse(name)}"' in shown


def test_what_a_page_costs(client, django_assert_num_queries):
    SiteIdentity.objects.create(name="Móng Cái")
    publish(make_page(title="Giới thiệu"))
    with django_assert_num_queries(3):
        client.get("/trang/gioi-thieu/")


def test_the_map_is_right_with_nothing_in_it(client):
    assert "Chưa có chuyên mục nào" in html(client, "/so-do-trang/")


def test_search_engines_are_told_of_pages_and_categories(client):
    category = make_category("Kinh tế")
    publish(make_page(title="Giới thiệu"))
    make_page(title="Bản nháp")
    listed = html(client, "/sitemap-trang.xml")
    assert "http://testserver/trang/gioi-thieu/" in listed
    assert category.get_absolute_url() in listed
    assert "ban-nhap" not in listed
    assert "/sitemap-trang.xml" in html(client, "/sitemap.xml")


@pytest.mark.parametrize(
    "name", ["search", "corrections", "leaders", "organisations", "official_documents"]
)
def test_every_list_says_where_one_is(client, name):
    assert '<nav class="breadcrumbs"' in html(client, reverse(name))
