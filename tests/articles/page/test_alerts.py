"""What readers see of alerts and banners, and what it costs."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.desk.alerting import raise_alert
from articles.page.frame.alert import Alert
from articles.page.frame.banner import Banner
from articles.page.frame.site import SiteIdentity
from tests.images.making import kept

from ..clock import clock_at
from ..factory import make_category, make_published

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 9, 7, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def hands():
    with clock_at(NOON) as hands:
        yield hands


def page(client, address="/"):
    return client.get(address).content.decode()


def raised(level, text, hours=2):
    return raise_alert(None, level, text, NOON + timedelta(hours=hours))


@pytest.mark.parametrize("has_identity", [True, False])
def test_the_gravest_stands_first_and_above_the_masthead(client, has_identity):
    if has_identity:
        SiteIdentity.objects.create(name="Móng Cái")
    raised(1, "Nghỉ lễ.")
    raised(4, "Sơ tán ngay.")
    raised(3, "Bão gần.")
    html = page(client)
    order = [html.index(each) for each in ["Sơ tán ngay.", "Bão gần.", "Nghỉ lễ.", "masthead"]]
    assert order == sorted(order)
    assert "Khẩn cấp:" in html
    assert "Đến 14:00 ngày 07/09/2026" in html


def test_only_an_emergency_cannot_be_put_away(client):
    raised(4, "Sơ tán ngay.")
    assert "data-alert" not in page(client)
    notice = raised(1, "Nghỉ lễ.")
    html = page(client)
    assert html.count("data-alert=") == 1
    assert notice.key in html


def test_another_text_or_level_has_another_key():
    one, other = Alert(level=1, text="Nghỉ lễ."), Alert(level=1, text="Nghỉ lễ hai ngày.")
    assert len({one.key, other.key, Alert(level=2, text="Nghỉ lễ.").key}) == 3
    assert one.key == Alert(level=1, text="Nghỉ lễ.").key


def test_it_goes_at_its_end_without_anybody_doing_anything(client, hands):
    raised(3, "Bão gần.")
    hands.moment = NOON + timedelta(hours=2) - timedelta(microseconds=1)
    assert "Bão gần." in page(client)
    hands.moment += timedelta(microseconds=1)
    assert "Bão gần." not in page(client)
    assert "alerts.css" not in page(client)


def test_words_in_an_alert_are_only_words(client):
    raised(3, "<script>alert(1)</script> & co")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in page(client)


def test_alerts_and_banners_cost_no_query(client, django_assert_num_queries):
    SiteIdentity.objects.create(name="Móng Cái")
    edition = make_published()
    address = edition.get_absolute_url()
    client.get(address)
    with django_assert_num_queries(5):
        client.get(address)
    for level in [1, 2, 3, 4]:
        raised(level, f"Cảnh báo {level}.")
    wide, narrow = kept(1), kept(2)
    for place in Banner.Place.values:
        Banner.objects.create(place=place, image=wide, phone_image=narrow, alt_text="Chào")
    with django_assert_num_queries(5):
        html = page(client, address)
    assert "Cảnh báo 4." in html
    assert "side-banner" in html


# Banners


def test_a_category_wears_its_own_banner_before_the_one_of_all(client):
    one, other = make_category("Kinh tế"), make_category("Thể thao")
    place = Banner.Place.CATEGORY
    Banner.objects.create(image=kept(1), alt_text="Đầu trang")
    assert 'alt="Đầu trang"' in page(client, one.get_absolute_url())
    Banner.objects.create(place=place, image=kept(2), alt_text="Mọi chuyên mục")
    Banner.objects.create(place=place, category=one, image=kept(3), alt_text="Riêng kinh tế")
    assert 'alt="Riêng kinh tế"' in page(client, one.get_absolute_url())
    assert 'alt="Mọi chuyên mục"' in page(client, other.get_absolute_url())
    assert 'alt="Đầu trang"' in page(client)


def test_banners_beside_an_article_stand_two_at_most(client):
    edition = make_published()
    for number in range(3):
        Banner.objects.create(
            place=Banner.Place.SIDE, image=kept(number), alt_text=f"Bên {number}", order=number
        )
    html = page(client, edition.get_absolute_url())
    assert [f"Bên {number}" in html for number in range(3)] == [True, True, False]
    assert "Bên 0" not in page(client)


def test_a_phone_gets_its_own_picture(client):
    banner = Banner.objects.create(image=kept(1), phone_image=kept(2, 600, 400), alt_text="Chào")
    html = page(client)
    assert '<source media="(max-width: 40rem)" width="600" height="400"' in html
    assert banner.phone_image.picture.name.removesuffix(".jpg") in html


def test_a_banner_outside_its_window_is_not_shown(client, hands):
    Banner.objects.create(image=kept(1), alt_text="Chào", shown_until=NOON + timedelta(hours=1))
    assert 'alt="Chào"' in page(client)
    hands.moment += timedelta(hours=1)
    assert 'alt="Chào"' not in page(client)
