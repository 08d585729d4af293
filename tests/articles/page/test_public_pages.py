"""What citizens meet at each address, and what it costs."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk.acts.publishing import correct, publish, withdraw
from articles.desk.article import Article
from articles.desk.filling import fill
from articles.page.frame.site import SiteIdentity
from articles.page.lists.home import Lead
from articles.page.machines.sitemaps import STRETCH
from tests.articles.factory import edit, make_article, make_category, make_published
from tests.people.factory import appoint, make_official, make_organisation, make_position

pytestmark = pytest.mark.django_db


def page(client, address):
    return client.get(address).content.decode()


def test_article_shows_its_live_edition(client):
    edition = make_published(headline="Khai mạc lễ hội", lead="Sáng nay.", body="<p>Đông vui.</p>")
    text = page(client, edition.get_absolute_url())
    for shown in ["Khai mạc lễ hội", "Sáng nay.", "<p>Đông vui.</p>"]:
        assert shown in text


def test_a_draft_over_a_live_story_does_not_show(client):
    article = make_article(headline="Bản đã đăng")
    edition = publish(article, None)
    edit(article, headline="Bản nháp mới", body="<p>Chưa ai được đọc.</p>")
    text = page(client, edition.get_absolute_url())
    assert "Bản đã đăng" in text
    assert "Bản nháp mới" not in text
    assert "Chưa ai được đọc" not in text


def test_wrong_slug_is_led_to_the_right_address(client):
    edition = make_published(headline="Tiêu đề đúng")
    answer = client.get(reverse("article", args=["tieu-de-cu", edition.article]))
    assert answer.status_code == 301
    assert answer["Location"] == edition.get_absolute_url()


@pytest.mark.parametrize("number", [0, 999_999, 10**30])
def test_unknown_article_answers_404(client, number):
    assert client.get(f"/tin/khong-co-{number}/").status_code == 404


def test_a_draft_answers_404(client):
    article = make_article()
    assert client.get(f"/tin/bai-viet-{article.pk}/").status_code == 404


def test_a_schedule_never_shows(client):
    article = make_article(headline="Tin ngày mai")
    edition = publish(article, None, at=timezone.now() + timedelta(hours=1))
    assert client.get(edition.get_absolute_url()).status_code == 404
    part = f"/sitemap-{edition.article // STRETCH}.xml"
    for address in ["/", article.category.get_absolute_url(), "/rss/", part]:
        assert "ngay-mai" not in page(client, address)
    assert "Tin ngày mai" not in page(client, "/tim-kiem/?q=ngay+mai")


def test_a_withdrawn_article_answers_410_and_why(client):
    edition = make_published()
    article = Article.objects.get(pk=edition.article)
    withdraw(article, None, "Bài viết trùng nội dung.", signed_by="Ban Biên tập")
    answer = client.get(edition.get_absolute_url())
    assert answer.status_code == 410
    assert "Bài viết trùng nội dung." in answer.content.decode()
    assert "Ban Biên tập" in answer.content.decode()


def test_an_expired_article_answers_410(client, time_machine):
    start = datetime(2026, 3, 2, 1, tzinfo=UTC)
    edition = publish(
        make_article(),
        None,
        at=timezone.now() + timedelta(minutes=1),
        expires_at=timezone.now() + timedelta(hours=1),
    )
    time_machine.move_to(max(start, edition.expires_at))
    assert client.get(edition.get_absolute_url()).status_code == 410


def test_a_correction_stands_on_the_article_and_in_the_list(client):
    edition = make_published()
    article = Article.objects.get(pk=edition.article)
    correct(article, None, kind="correction", wrong="ngày 7/9", right="ngày 7/8")
    for address in [edition.get_absolute_url(), "/dinh-chinh/"]:
        text = page(client, address)
        assert "ngày 7/9" in text
        assert "ngày 7/8" in text


def test_related_items_are_fifteen_live_ones_without_the_article_itself(client):
    category = make_category("Văn hóa")
    editions = [make_published(category=category) for _ in range(18)]
    gone = Article.objects.get(pk=editions[5].article)
    withdraw(gone, None, "Gỡ.", signed_by="BBT")
    shown = editions[0]
    answer = client.get(shown.get_absolute_url())
    related = answer.context["related"]
    assert len(related) == 15
    assert shown.article not in {each.article for each in related}
    assert gone.pk not in {each.article for each in related}
    assert [each.article for each in related] == [
        each.article for each in reversed(editions) if each.article != gone.pk
    ][:15]
    for each in related:
        assert answer.content.decode().count(f'href="{each.get_absolute_url()}"') == 1


def test_category_pages_lead_through_every_article_once(client):
    category = make_category("Kinh tế")
    for minute in range(45):
        make_published(
            at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute // 3), category=category
        )
    seen, cursor = [], None
    while True:
        answer = client.get(category.get_absolute_url(), {"sau": str(cursor)} if cursor else {})
        seen += [each.article for each in answer.context["page"]]
        cursor = answer.context["page"].next
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize(
    "cursor", ["", "abc", "-1-2", "9" * 17 + "-1", "1-", "0-0", "'; --", "١-٢"]
)
def test_a_malformed_cursor_never_fails(client, cursor):
    category = make_published().content["category"]
    address = make_category().get_absolute_url()
    assert category
    assert client.get(address, {"sau": cursor}).status_code == 200


def test_old_slug_of_a_category_answers_301_for_ever(client):
    category = make_category("Xã hội")
    old = category.get_absolute_url()
    category.slug = "van-hoa-xa-hoi"
    category.save()
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, category.get_absolute_url())


def test_an_article_of_a_subcategory_is_listed_above_it(client):
    top = make_category("Chính trị")
    below = make_category("Xây dựng Đảng", parent=top)
    edition = make_published(category=below)
    assert edition.headline in page(client, top.get_absolute_url())


def test_leads_stand_first_and_once(client):
    category = make_category("Thời sự", on_home=True)
    editions = [make_published(category=category) for _ in range(6)]
    Lead.objects.create(article=editions[0].article, order=1)
    Lead.objects.create(article=editions[1].article, order=2, until=timezone.now())
    answer = client.get("/")
    leads = [each.article for each in answer.context["leads"]]
    # The lead set by hand, then the newest; the one whose time is over takes no place.
    assert leads == [editions[number].article for number in (0, 5, 4, 3)]
    [(_category, block)] = answer.context["blocks"]
    assert not set(leads) & {each.article for each in block}


def test_empty_site_is_a_page_all_the_same(client):
    lists = ["/lanh-dao/", "/co-quan-don-vi/", "/van-ban/", "/dinh-chinh/"]
    for address in ["/", "/tim-kiem/", *lists, "/rss/"]:
        assert client.get(address).status_code == 200
    assert client.get("/sitemap.xml").status_code == 200
    assert client.get("/sitemap-news.xml").status_code == 200


def test_unknown_address_answers_404_with_the_menu(client):
    make_category("Kinh tế")
    answer = client.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "Kinh tế" in answer.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_readers_pages_answer_reading_only(client, method):
    assert getattr(client, method)("/").status_code == 405


def test_readers_pages_set_no_cookie(client):
    edition = make_published()
    for address in ["/", edition.get_absolute_url(), "/tim-kiem/?q=a"]:
        assert not client.get(address).cookies


@pytest.mark.parametrize("size", [60, 2_000])
def test_pages_cost_the_same_at_any_size(client, django_assert_max_num_queries, size):
    categories = [make_category(f"Mục {number}", on_home=True) for number in range(6)]
    SiteIdentity.objects.create(name="Cổng tin Móng Cái")
    edition = make_published(category=categories[0])
    fill(size)
    Lead.objects.create(article=edition.article)
    correct(
        Article.objects.get(pk=edition.article), None, kind="correction", wrong="một", right="hai"
    )
    # Five, one for its corrections, one for the editions before it.
    with django_assert_max_num_queries(7):
        client.get(edition.get_absolute_url())
    with django_assert_max_num_queries(8):
        client.get("/")
    with django_assert_max_num_queries(5):
        client.get(categories[0].get_absolute_url())


@pytest.mark.parametrize(("state", "told"), [("unverified", True), ("press", False)])
def test_an_appointment_nobody_checked_is_marked_so(client, state, told):
    official = make_official("Vũ Văn Kinh")
    position = make_position("Chủ tịch UBND", organisation=make_organisation("UBND Thành phố"))
    appoint(official, position, since="2016-06-01", source_state=state)
    for address in [official.get_absolute_url(), "/lanh-dao/"]:
        assert ("chưa đối chiếu nguồn" in page(client, address)) == told
