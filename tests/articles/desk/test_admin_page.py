"""Categories, leads, banners and the site's name: a refused form keeps what was typed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.page.category import Category
from articles.page.home import Lead
from articles.page.site import Banner, SiteIdentity

from ..factory import make_article, make_category, make_published

pytestmark = pytest.mark.django_db
ADMIN = "/quan-tri/articles"


@pytest.fixture
def desk(browser_of):
    return browser_of("publisher")


def refused(desk, address, **typed):
    """Post a form that must be refused; return the page, which keeps what was typed."""
    answer = desk.post(address, typed)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "errorlist" in page
    return page


def saved(desk, address, **typed):
    assert desk.post(address, typed).status_code == 302


def split(name, moment):
    """A moment as the admin's two boxes hold it."""
    local = timezone.localtime(moment)
    return {f"{name}_0": local.strftime("%d/%m/%Y"), f"{name}_1": local.strftime("%H:%M:%S")}


class TestCategories:
    def test_the_address_is_made_from_the_name(self, desk):
        saved(desk, f"{ADMIN}/category/add/", name="Đời sống", position=1)
        assert Category.objects.get().slug == "doi-song"

    def test_an_address_that_was_another_s_is_refused(self, desk):
        old = make_category("Cũ", slug="cu")
        old.slug = "moi"
        old.save()
        page = refused(desk, f"{ADMIN}/category/add/", name="Khác", slug="cu", position=1)
        assert 'value="Khác"' in page

    @pytest.mark.parametrize("typed", [{"name": ""}, {"slug": "có dấu"}, {"position": "x"}])
    def test_wrong_input_is_refused(self, desk, typed):
        refused(desk, f"{ADMIN}/category/add/", **{"name": "Tên", "position": 1, **typed})
        assert not Category.objects.exists()

    def test_the_tree_stays_a_tree_of_three_levels(self, desk):
        first = make_category("Một")
        second = make_category("Hai", parent=first)
        third = make_category("Ba", parent=second)
        for category, parent in [(first, third), (first, first)]:
            address = f"{ADMIN}/category/{category.pk}/change/"
            refused(desk, address, name=category.name, position=0, parent=parent.pk)
        refused(desk, f"{ADMIN}/category/add/", name="Bốn", position=0, parent=third.pk)

    def test_the_list_reads_like_the_tree(self, desk, django_assert_max_num_queries):
        second = make_category("B", position=2)
        first = make_category("A", position=1)
        make_category("B1", parent=second, position=1)
        child = make_category("A1", parent=first, position=5)
        make_category("A1a", parent=child, position=1)
        with django_assert_max_num_queries(12):
            rows = desk.get(f"{ADMIN}/category/").context["cl"].result_list
        assert [(row.name, row.level) for row in rows] == [
            ("A", 0),
            ("A1", 1),
            ("A1a", 2),
            ("B", 0),
            ("B1", 1),
        ]


class TestLeads:
    def test_a_public_article_can_lead(self, desk):
        edition = make_published()
        saved(desk, f"{ADMIN}/lead/add/", article=edition.article, order=1)
        assert Lead.objects.get().article == edition.article
        assert edition.headline in desk.get(f"{ADMIN}/lead/").content.decode()

    @pytest.mark.parametrize("number", ["", "abc", "-1", "999999", "9" * 40])
    def test_anything_else_cannot(self, desk, number):
        refused(desk, f"{ADMIN}/lead/add/", article=number, order=1)

    def test_a_draft_cannot(self, desk):
        refused(desk, f"{ADMIN}/lead/add/", article=make_article().pk, order=1)


class TestBanners:
    def test_a_banner_hangs_in_its_window(self, desk, make_image, client):
        image, now = make_image(), timezone.now()
        window = {
            **split("shown_from", now - timedelta(hours=1)),
            **split("shown_until", now + timedelta(hours=1)),
        }
        saved(desk, f"{ADMIN}/banner/add/", image=image.pk, alt_text="Lễ hội", order=0, **window)
        assert image.url.removesuffix(".jpg") in client.get("/").content.decode()
        Banner.objects.update(shown_until=now)
        assert image.url.removesuffix(".jpg") not in client.get("/").content.decode()

    @pytest.mark.parametrize(
        "typed",
        [
            {"image": "abc"},
            {"image": "999999"},
            {"link": "javascript:alert(1)"},
            {"link": "https://example.vn/", "alt_text": ""},
            {"shown_from_0": "31/02/2026", "shown_from_1": "08:00"},
        ],
    )
    def test_wrong_input_is_refused(self, desk, make_image, typed):
        form = {"image": make_image().pk, "alt_text": "Lễ hội", "order": 0, **typed}
        refused(desk, f"{ADMIN}/banner/add/", **form)
        assert not Banner.objects.exists()

    def test_it_ends_after_it_begins(self, desk, make_image):
        now = timezone.now()
        window = {**split("shown_from", now), **split("shown_until", now - timedelta(hours=1))}
        form = {"image": make_image().pk, "alt_text": "Lễ hội", "order": 0, **window}
        refused(desk, f"{ADMIN}/banner/add/", **form)


class TestSiteIdentity:
    def test_there_is_one_and_pages_show_it(self, desk, client):
        saved(desk, f"{ADMIN}/siteidentity/add/", name="Cổng tin Hải Hà", governing_body="UBND")
        assert "Cổng tin Hải Hà" in client.get("/").content.decode()
        assert desk.get(f"{ADMIN}/siteidentity/add/").status_code == 403

    def test_a_wrong_address_keeps_what_was_typed(self, desk):
        page = refused(desk, f"{ADMIN}/siteidentity/add/", name="Cổng tin", email="không phải")
        assert 'value="Cổng tin"' in page
        assert not SiteIdentity.objects.exists()


@pytest.mark.parametrize("model", ["category", "banner", "siteidentity"])
def test_a_reporter_may_not_arrange_the_site(browser_of, model):
    assert browser_of("reporter").get(f"{ADMIN}/{model}/add/").status_code == 403
