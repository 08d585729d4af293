"""The menu, the foot of the page and the directory of portals, as readers see them."""

import pytest
from django.core.exceptions import ValidationError

from articles.desk.acts import publishing
from articles.desk.pages.publishing import publish, withdraw
from articles.page.frame.furniture import furnished
from articles.page.frame.menu_item import MenuItem, Portal
from articles.page.frame.site import SiteIdentity
from articles.page.topic import merge
from tests.articles.factory import (
    edit,
    make_article,
    make_category,
    make_page,
    make_published,
    make_topic,
)
from tests.articles.page.test_templates import Elements

pytestmark = pytest.mark.django_db


def item(**fields):
    row = MenuItem(**fields)
    row.full_clean()
    row.save()
    return row


def labels(entries):
    return [each.label for each in entries]


@pytest.fixture
def economy():
    return make_category("Kinh tế", position=2)


def test_a_new_town_starts_with_its_categories(economy):
    make_category("Chính trị", position=1)
    make_category("Du lịch", parent=economy)
    menu = furnished()["menu"]
    assert labels(menu.items) == ["Chính trị", "Kinh tế"]
    assert labels(menu.on_phone) == [
        *("Chính trị", "Kinh tế"),
        *("Lãnh đạo", "Cơ quan, đơn vị", "Văn bản"),
    ]
    assert "Sơ đồ trang" in labels(menu.footer)
    assert menu.portals == []


def test_rows_stand_in_their_order_one_level_deep(economy):
    town = item(label="Về phường", target="heading", order=2)
    page = make_page(title="Giới thiệu")
    publish(page)
    item(target="page", page=page.pk, parent=town, order=2)
    item(target="leaders", parent=town, order=1)
    item(target="category", category=economy, order=1)
    item(label="Ẩn", target="search", order=0, is_visible=False)
    item(label="Cổng tỉnh", target="address", address="https://example.vn/", order=3)
    menu = furnished()["menu"]
    assert labels(menu.items) == ["Kinh tế", "Về phường", "Cổng tỉnh"]
    assert labels(menu.items[1].children) == ["Lãnh đạo", "Giới thiệu"]
    assert menu.items[1].children[1].url == "/trang/gioi-thieu/"
    assert labels(menu.on_phone)[3:] == ["Cơ quan, đơn vị", "Văn bản"]


def test_what_readers_cannot_open_is_not_shown(economy):
    page = make_page(title="Giới thiệu")
    heading = item(label="Về phường", target="heading")
    item(target="page", page=page.pk, parent=heading)
    item(target="category", category=economy)
    assert labels(furnished()["menu"].items) == ["Kinh tế"]
    publish(page)
    assert labels(furnished()["menu"].items) == ["Về phường", "Kinh tế"]
    page.title, page.slug = "Giới thiệu phường", "ve-phuong"
    page.save()
    publish(page)
    [shown] = furnished()["menu"].items[0].children
    assert (shown.label, shown.url) == ("Giới thiệu phường", "/trang/ve-phuong/")
    withdraw(page, "Gỡ.")
    assert labels(furnished()["menu"].items) == ["Kinh tế"]


def published_on(topic):
    article = make_article()
    article.topics.add(topic)
    edit(article)
    publishing.publish(article, None)
    return article


def test_a_topic_is_shown_while_it_lists_anything(economy):
    storm = make_topic("Bão số 3")
    item(target="topic", topic=storm)
    item(target="category", category=economy)
    assert labels(furnished()["menu"].items) == ["Kinh tế"]
    article = published_on(storm)
    [shown, _economy] = furnished()["menu"].items
    assert (shown.label, shown.url) == ("Bão số 3", "/chu-de/bao-so-3/")
    publishing.withdraw(article, None, "Gỡ.")
    assert labels(furnished()["menu"].items) == ["Kinh tế"]


def test_a_topic_that_was_merged_leads_to_the_other_one():
    storm = make_topic("Bão số 3")
    item(target="topic", topic=storm)
    published_on(storm)
    merge(storm, make_topic("Bão Yagi"))
    [shown] = furnished()["menu"].items
    assert (shown.label, shown.url) == ("Bão Yagi", "/chu-de/bao-yagi/")
    MenuItem.objects.update(label="Chống bão")
    assert labels(furnished()["menu"].items) == ["Chống bão"]


def test_the_menu_costs_no_question_of_its_own(client, economy, django_assert_num_queries):
    SiteIdentity.objects.create(name="Móng Cái")
    edition = make_published(category=economy)
    page = make_page()
    publish(page)
    heading = item(label="Về phường", target="heading")
    for number in range(10):
        item(target="page", page=page.pk, parent=heading, label=f"Mục {number}")
        item(target="topic", topic=make_topic())
        Portal.objects.create(name=f"Cổng {number}", address="https://example.vn/", group="Tỉnh")
    with django_assert_num_queries(5):
        client.get(edition.get_absolute_url())
    with django_assert_num_queries(2):
        assert len(furnished()["menu"].items[0].children) == 10


def test_where_one_is_is_marked_and_elsewhere_is_said(client, economy):
    page = make_page(title="Giới thiệu")
    publish(page)
    heading = item(label="Về phường", target="heading", order=2)
    item(target="page", page=page.pk, parent=heading)
    item(target="category", category=economy, order=1)
    item(label="Tỉnh", target="address", address="https://example.vn/", order=3)
    html = client.get("/trang/gioi-thieu/").content.decode()
    links = Elements(html[: html.index("<main")]).all("a")
    marked = {each["href"]: each["aria-current"] for each in links if "aria-current" in each}
    assert marked == {"/trang/gioi-thieu/": "page"}
    assert {each["rel"] for each in links if "example.vn" in each["href"]} == {"external"}
    article = client.get(make_published(category=economy).get_absolute_url()).content.decode()
    links = Elements(article[: article.index("<main")]).all("a")
    marked = {each["href"]: each["aria-current"] for each in links if "aria-current" in each}
    assert marked == {economy.get_absolute_url(): "true"}


def test_two_levels_bring_their_style_and_one_does_not(client, economy):
    item(target="category", category=economy)
    assert "submenu" not in client.get("/").content.decode()
    heading = item(label="Về phường", target="heading")
    item(target="leaders", parent=heading)
    assert "css/submenu.css" in client.get("/").content.decode()


def test_other_portals_stand_in_groups_in_the_foot(client):
    for order, (name, group) in enumerate(
        [("Cổng A", "Tỉnh"), ("Cổng B", "Trung ương"), ("Cổng C", "Tỉnh")]
    ):
        Portal.objects.create(
            name=name, group=group, order=order, address=f"https://{order}.example.vn/"
        )
    html = client.get("/").content.decode()
    foot = html[html.index("<footer") :]
    assert foot.index("Cổng A") < foot.index("Cổng C") < foot.index("Cổng B")
    assert foot.count('rel="external"') == 3
    assert "<img" not in foot


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"target": "category"}, "category"),
        ({"target": "page"}, "page"),
        ({"target": "address", "label": "x"}, "address"),
        ({"target": "address", "label": "x", "address": "javascript:alert(1)"}, "address"),
        ({"target": "address", "label": "x", "address": "//evil.example/"}, "address"),
        ({"target": "address", "label": "", "address": "/lanh-dao/"}, "label"),
        ({"target": "heading"}, "label"),
    ],
)
def test_an_item_that_leads_nowhere_is_refused(fields, wrong):
    with pytest.raises(ValidationError) as refusal:
        item(**fields)
    assert wrong in refusal.value.message_dict
    assert not MenuItem.objects.exists()


def test_a_third_level_and_another_place_are_refused():
    top = item(label="Một", target="heading")
    below = item(target="leaders", parent=top)
    for fields in [
        {"target": "search", "parent": below},
        {"target": "search", "parent": top, "place": "footer"},
    ]:
        with pytest.raises(ValidationError):
            item(**fields)
    top.parent = item(label="Hai", target="heading")
    with pytest.raises(ValidationError):
        top.full_clean()
