"""What stands beside articles: categories, lead stories, banners, the site's own details."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.page.category import Category
from articles.page.frame.banner import Banner
from articles.page.frame.site import SiteIdentity
from articles.page.lists.home import Lead

from ..factory import make_article, make_category, make_published
from .typing import text

pytestmark = pytest.mark.django_db


def add(model):
    return reverse(f"admin:articles_{model}_add")


def change(model, row):
    return reverse(f"admin:articles_{model}_change", args=[row.pk])


def test_publisher_makes_a_category_with_an_address_from_its_name(browser_of):
    browser_of("publisher").post(add("category"), {"name": "Đô thị", "position": "1"})
    assert Category.objects.get().slug == "do-thi"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "bắt buộc"),
        ({"slug": "kinh te!"}, "errorlist"),
        ({"slug": "kinh-te"}, "errorlist"),
        ({"parent": "99999"}, "errorlist"),
        ({"position": "-1"}, "errorlist"),
    ],
)
def test_category_that_cannot_be_is_told(browser_of, changes, told):
    make_category("Kinh tế")
    form = {"name": "Khác", "position": "1", **changes}
    assert told in text(browser_of("publisher").post(add("category"), form))
    assert Category.objects.count() == 1


def test_category_cannot_stand_under_itself_or_too_deep(browser_of):
    top = make_category("Một")
    middle = make_category("Hai", parent=top)
    lowest = make_category("Ba", parent=middle)
    publisher = browser_of("publisher")
    form = {"name": "Một", "slug": top.slug, "position": "0", "parent": lowest.pk}
    assert "“Ba” đang nằm dưới “Một”" in text(publisher.post(change("category", top), form))
    form["parent"] = top.pk
    assert "trong chính nó" in text(publisher.post(change("category", top), form))
    form = {"name": "Bốn", "position": "0", "parent": lowest.pk}
    assert "ba cấp" in text(publisher.post(add("category"), form))


def test_reporter_changes_no_categories(browser_of):
    assert browser_of("reporter").post(add("category"), {"name": "x"}).status_code == 403


def test_lead_story_must_be_public(browser_of):
    draft, live = make_article(), make_published()
    editor = browser_of("editor")
    form = {"article": draft.pk, "order": "1"}
    assert "Hãy đăng bài trước" in text(editor.post(add("lead"), form))
    editor.post(add("lead"), {**form, "article": live.article})
    assert Lead.objects.get().article == live.article
    listed = text(editor.get(reverse("admin:articles_lead_changelist")))
    assert live.headline in listed


def test_banner_is_chosen_by_its_picture_and_ends_after_it_begins(browser_of, make_image):
    image = make_image()
    publisher = browser_of("publisher")
    assert "data-image-chooser" in text(publisher.get(add("banner")))
    form = {"place": "head", "image": image.pk, "alt_text": "Chào", "order": "0"}
    dates = {
        **{"shown_from_0": "02/01/2027", "shown_from_1": "08:00"},
        **{"shown_until_0": "01/01/2027", "shown_until_1": "08:00"},
    }
    assert "kết thúc phải sau" in text(publisher.post(add("banner"), {**form, **dates}))
    publisher.post(add("banner"), form)
    assert Banner.objects.get().image == image


@pytest.mark.parametrize("number", ["", "abc", "99999", "9" * 30])
def test_banner_without_a_picture_of_the_library_is_told(browser_of, number):
    answer = browser_of("publisher").post(
        add("banner"), {"place": "head", "image": number, "order": "0"}
    )
    assert "errorlist" in text(answer)
    assert not Banner.objects.exists()


def test_staff_are_told_of_banners_whose_window_has_passed(browser_of, make_image):
    publisher = browser_of("publisher")
    listed = reverse("admin:articles_banner_changelist")
    banner = Banner.objects.create(image=make_image(), alt_text="Lễ hội")
    assert "đã quá hạn" not in text(publisher.get(listed))
    banner.shown_until = timezone.now() - timedelta(days=3)
    banner.save()
    assert "1 băng rôn đã quá hạn" in text(publisher.get(listed))
    assert "Băng rôn đã quá hạn hiện" in text(publisher.get(reverse("admin:index")))
    assert "Băng rôn đã quá hạn hiện" not in text(browser_of("editor").get(reverse("admin:index")))


def test_only_a_category_banner_belongs_to_a_category(browser_of, make_image):
    category = make_category("Kinh tế")
    form = {"place": "head", "category": category.pk, "image": make_image().pk, "order": "0"}
    publisher = browser_of("publisher")
    assert "ở đầu chuyên mục" in text(publisher.post(add("banner"), form))
    publisher.post(add("banner"), {**form, "place": "category"})
    assert Banner.objects.get().category == category


def test_site_has_one_identity(browser_of):
    publisher = browser_of("publisher")
    publisher.post(add("siteidentity"), {"name": "Cổng thông tin Móng Cái", "neighbours": "newest"})
    assert SiteIdentity.objects.get().name == "Cổng thông tin Móng Cái"
    assert publisher.get(add("siteidentity")).status_code == 403


def test_site_identity_is_changed_and_shown(browser_of, client):
    identity = SiteIdentity.objects.create(name="Cũ")
    posted = {"name": "Tên mới", "neighbours": "newest"}
    browser_of("administrator").post(change("siteidentity", identity), posted)
    assert "Tên mới" in text(client.get("/"))
    assert browser_of("editor").post(change("siteidentity", identity)).status_code == 403


def test_a_head_of_desk_chooses_what_stands_beside_articles(browser_of):
    site = SiteIdentity.objects.create(name="Cổng")
    change = reverse("admin:articles_siteidentity_change", args=[site.pk])
    for chosen, kept in [("around", "around"), ("everything", "around"), ("older", "older")]:
        browser_of("publisher").post(change, {"name": "Cổng", "neighbours": chosen})
        site.refresh_from_db()
        assert site.neighbours == kept
