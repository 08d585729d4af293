"""Arranging the menu and the directory of portals at the desk."""

import pytest
from django.urls import reverse

from articles.desk.pages.publishing import publish
from articles.desk.roles.assignment import DeskAssignment
from articles.page.frame.furniture import furnished
from articles.page.frame.menu_item import MenuItem, Portal
from articles.page.lists.home import Lead
from articles.page.topic import merge
from tests.articles.factory import make_category, make_page, make_published, make_topic

from .typing import text

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_menuitem_changelist")
ADD = reverse("admin:articles_menuitem_add")
START = reverse("admin:articles_menuitem_start")
PORTAL = reverse("admin:articles_portal_add")
PORTALS = reverse("admin:articles_portal_changelist")


def test_the_menu_of_today_is_written_down_once_and_stays_the_same(browser_of):
    for name in ["Chính trị", "Kinh tế"]:
        make_category(name)
    before = furnished()["menu"]
    publisher = browser_of("publisher")
    assert "Sắp xếp từ đây" in text(publisher.get(LIST))
    for _click in range(2):
        publisher.post(START)
    after = furnished()["menu"]
    assert after.items == before.items
    assert after.footer == before.footer
    assert MenuItem.objects.count() == len(before.items) + len(before.footer)
    assert "Sắp xếp từ đây" not in text(publisher.get(LIST))


def test_the_list_shows_where_each_leads_and_keeps_the_order_typed(browser_of):
    first = MenuItem.objects.create(target="leaders", order=1)
    second = MenuItem.objects.create(target="page", page=make_page().pk, label="Nháp", order=2)
    publisher = browser_of("publisher")
    assert "Không đến đâu" in text(publisher.get(LIST))
    publisher.post(
        LIST,
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "2",
            "form-0-id": first.pk,
            "form-0-order": "5",
            "form-0-is_visible": "on",
            "form-1-id": second.pk,
            "form-1-order": "3",
            "_save": "1",
        },
    )
    rows = MenuItem.objects.values_list("target", "order", "is_visible")
    assert set(rows) == {("leaders", 5, True), ("page", 3, False)}


def test_the_list_reads_as_the_menu_does(browser_of):
    second = MenuItem.objects.create(label="Hai", target="heading", order=20)
    MenuItem.objects.create(place="footer", target="feed", order=1)
    MenuItem.objects.create(label="Dưới hai", target="leaders", parent=second, order=1)
    MenuItem.objects.create(label="Một", target="search", order=10)
    page = make_page(title="Giới thiệu")
    publish(page)
    MenuItem.objects.create(target="page", page=page.pk, order=30)
    listed = text(browser_of("publisher").get(LIST + "?q="))
    listed = listed[listed.index('id="result_list"') :]
    names = ["Một", "Hai", "Dưới hai", "Giới thiệu", "RSS"]
    places = [listed.index(f">{name}</span>") for name in names]
    assert places == sorted(places)


def test_the_form_costs_the_same_with_many_pages(browser_of, django_assert_max_num_queries):
    publish(make_page(title="Có rồi"))
    publisher = browser_of("publisher")
    with django_assert_max_num_queries(30) as few:
        publisher.get(ADD)
    for _number in range(4):
        make_page()
    with django_assert_max_num_queries(len(few)):
        shown = text(publisher.get(ADD))
    assert ">Có rồi</option>" in shown
    assert shown.count("(chưa công khai)</option>") == 4


def test_an_item_leads_to_a_topic(browser_of):
    storm = make_topic("Bão số 3")
    publisher = browser_of("publisher")
    form = {"place": "menu", "target": "topic", "order": "1", "is_visible": "on"}
    assert "Hãy chọn dòng sự kiện." in text(publisher.post(ADD, form))
    assert "Bão số 3 (chưa có bài nào)</option>" in text(publisher.get(ADD))
    publisher.post(ADD, {**form, "topic": storm.pk})
    item = MenuItem.objects.get()
    assert (item.topic, str(item)) == (storm, "Bão số 3")
    assert "Không đến đâu" in text(publisher.get(LIST))


def test_the_form_of_a_merged_topic_shows_what_it_goes_on_as(browser_of):
    storm, yagi = make_topic("Bão số 3"), make_topic("Bão Yagi")
    item = MenuItem.objects.create(target="topic", topic=storm)
    merge(storm, yagi)
    address = reverse("admin:articles_menuitem_change", args=[item.pk])
    publisher = browser_of("publisher")
    shown = text(publisher.get(address))
    assert f'<option value="{yagi.pk}" selected>' in shown
    assert f'<option value="{storm.pk}"' not in shown
    form = {"place": "menu", "target": "topic", "order": "1"}
    assert "errorlist" in text(publisher.post(address, {**form, "topic": storm.pk}))
    publisher.post(address, {**form, "topic": yagi.pk})
    assert MenuItem.objects.get().topic == yagi


def test_an_own_address_is_kept_without_its_host_and_must_lead_somewhere(browser_of):
    publisher = browser_of("publisher")
    form = {"place": "menu", "label": "Lãnh đạo", "target": "address", "order": "1"}
    publisher.post(ADD, {**form, "address": "http://testserver/lanh-dao/", "is_visible": "on"})
    assert MenuItem.objects.get().address == "/lanh-dao/"
    answer = publisher.post(ADD, {**form, "address": "/khong-co-trang-nay/"})
    assert "không có trang nào" in text(answer)
    assert MenuItem.objects.count() == 1


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor", "administrator"])
def test_only_a_head_of_desk_arranges(browser_of, role):
    browser = browser_of(role)
    assert browser.post(START).status_code == 403
    assert browser.post(ADD, {"label": "x", "target": "leaders"}).status_code == 403
    portal = {"name": "x", "address": "https://example.vn", "order": "0"}
    assert browser.post(PORTAL, portal).status_code == 403
    assert not MenuItem.objects.exists()
    assert not Portal.objects.exists()


def test_a_portal_is_entered(browser_of):
    form = {"name": "Cổng tỉnh", "address": "quangninh.example", "group": "Tỉnh", "order": "0"}
    browser_of("publisher").post(PORTAL, form)
    assert Portal.objects.get().address == "https://quangninh.example"
    refused = browser_of("publisher").post(PORTAL, {**form, "address": "javascript:alert(1)"})
    assert refused.status_code == 200
    assert Portal.objects.count() == 1


def test_who_heads_only_a_part_of_the_newsroom_changes_nothing_of_the_whole(cast, client):
    stand_in, page = cast("editor"), make_page()
    sport = make_category("Thể thao")
    given = DeskAssignment.objects.create(user=stand_in, role="publisher", category=sport)
    client.force_login(stand_in)
    assert client.post(START).status_code == 403
    portal = {"name": "Cổng", "address": "https://example.vn", "order": "0"}
    assert client.post(PORTAL, portal).status_code == 403
    withdrawal = reverse("admin:articles_page_withdraw", args=[page.pk])
    assert client.post(withdrawal, {"reason": "x"}).status_code == 403
    DeskAssignment.objects.filter(pk=given.pk).update(category=None)
    assert client.post(START).status_code == 302
    assert client.post(PORTAL, portal).status_code == 302


@pytest.mark.parametrize(
    ("address", "is_whole"),
    [
        (LIST, True),
        (LIST + "?place__exact=menu", True),
        (PORTALS, True),
        (PORTALS + "?q=tinh", False),
        (reverse("admin:articles_lead_changelist"), True),
    ],
)
def test_rows_are_dragged_where_all_of_their_group_are_shown(browser_of, address, is_whole):
    MenuItem.objects.create(target="leaders")
    Portal.objects.create(name="tinh", address="https://example.vn/")
    shown = text(browser_of("publisher").get(address))
    assert ('id="ordering"' in shown) == is_whole
    assert "desk/ordering" in shown


def test_leads_are_put_in_order_in_their_list(browser_of):
    first, second = [Lead.objects.create(article=make_published().article) for _each in range(2)]
    address = reverse("admin:articles_lead_changelist")
    typed = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "_save": "1"}
    for index, (lead, order) in enumerate([(first, 2), (second, 1)]):
        typed |= {f"form-{index}-id": lead.pk, f"form-{index}-order": order}
    browser_of("publisher").post(address, typed)
    assert list(Lead.objects.standing()) == [second, first]
