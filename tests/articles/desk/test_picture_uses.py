"""Where a picture is used is told in its form, and what is used is not deleted."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk.article import Article, ArticleImage
from articles.desk.text.figures import write_figure
from articles.desk.uses.picture_uses import reasons_to_keep, unused
from articles.page.frame.banner import Banner
from articles.page.frame.site import SiteIdentity
from images.models import Image
from people.models import Official

from ..factory import edit, make_article, make_page, make_published
from .typing import address, text

pytestmark = pytest.mark.django_db

LIST = reverse("admin:images_image_changelist")


def form_of(image):
    return reverse("admin:images_image_change", args=[image.pk])


def delete_of(image):
    return reverse("admin:images_image_delete", args=[image.pk])


@pytest.fixture
def image(make_image):
    return make_image(title="Cầu")


def in_the_text(image):
    return f"<p>Chữ.</p>{write_figure(image, 'Cầu', '')}"


def as_gallery(image):
    article = make_article()
    ArticleImage.objects.create(article=article, image=image, order=1)
    return edit(article)


USES = {
    "lead": lambda image: make_article(lead_image=image),
    "text": lambda image: make_article(body=in_the_text(image)),
    "gallery": as_gallery,
    "banner": lambda image: Banner.objects.create(image=image),
    "logo": lambda image: SiteIdentity.objects.create(name="Móng Cái", logo=image),
    "portrait": lambda image: Official.objects.create(full_name="Nguyễn Văn A", portrait=image),
    "edition": lambda image: make_published(lead_image=image),
    "page": lambda image: make_page(body=in_the_text(image)),
}


@pytest.mark.parametrize("use", USES)
def test_used_picture_is_kept_and_says_where(browser_of, image, use):
    USES[use](image)
    editor = browser_of("editor")
    [(number, said)] = reasons_to_keep([image]).items()
    assert (number, bool(said)) == (image.pk, True)
    form = text(editor.get(form_of(image)))
    assert "không xóa được" in form
    assert said in form
    assert delete_of(image) not in form
    for answer in [editor.get(delete_of(image)), editor.post(delete_of(image), {"post": "yes"})]:
        assert said in text(answer)
        assert 'value="yes"' not in text(answer)
    assert Image.objects.filter(pk=image.pk).exists()
    assert not unused(Image.objects.all()).exists()


def test_picture_taken_out_again_is_kept_where_it_was_public(browser_of, image):
    edition = make_published(lead_image=image)
    edit(Article.objects.get(pk=edition.article), lead_image=None)
    browser_of("editor").post(delete_of(image), {"post": "yes"})
    assert Image.objects.filter(pk=image.pk).exists()


def test_unused_picture_goes_with_its_files(browser_of, image, django_capture_on_commit_callbacks):
    article = make_article(body=in_the_text(image))
    edit(article, body="<p>Chữ.</p>")
    storage, name = image.picture.storage, image.picture.name
    editor = browser_of("editor")
    assert delete_of(image) in text(editor.get(form_of(image)))
    assert "Không nơi nào dùng" in text(editor.get(delete_of(image)))
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(delete_of(image), {"post": "yes"})
    assert not Image.objects.exists()
    assert not storage.exists(name)


def bulk(browser, *images):
    sent = {"action": "delete_selected", "_selected_action": [each.pk for each in images]}
    return browser.post(LIST, {**sent, "post": "yes"})


def test_many_are_deleted_only_where_nothing_uses_any(browser_of, image, make_image):
    other = make_image(title="Chợ")
    make_article(lead_image=image)
    page = text(bulk(browser_of("editor"), image, other))
    assert "<b>Cầu</b>: 1 bài trên bàn biên tập" in page
    assert Image.objects.count() == 2
    bulk(browser_of("editor"), other)
    assert list(Image.objects.all()) == [image]


def test_who_only_reports_deletes_nothing(browser_of, image):
    assert browser_of("reporter").post(delete_of(image), {"post": "yes"}).status_code == 403
    bulk(browser_of("reporter"), image)
    assert Image.objects.exists()


def test_form_tells_readers_pages_and_drafts(browser_of, cast, image):
    live = make_published(lead_image=image, headline="Bài đang đăng")
    draft = make_article(body=in_the_text(image), headline="Bài nháp", author=cast("editor"))
    page = text(browser_of("editor").get(form_of(image)))
    assert live.get_absolute_url() in page
    assert address(draft) in page
    assert "Bài nháp" in page


def test_contributor_learns_of_others_drafts_only_that_they_exist(browser_of, cast, image):
    make_article(lead_image=image, headline="Bài kín", author=cast("editor"))
    own = make_article(lead_image=image, headline="Bài của tôi", author=cast("contributor"))
    page = text(browser_of("contributor").get(form_of(image)))
    assert "Bài kín" not in page
    assert address(own) in page
    assert "1 bản nháp khác" in page


def test_long_lists_are_capped_and_cost_the_same(
    browser_of, image, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("articles.desk.uses.picture_uses.MOST", 3)
    for _ in range(5):
        make_published(lead_image=image)
    editor = browser_of("editor")
    editor.get(form_of(image))
    with django_assert_max_num_queries(32):
        page = text(editor.get(form_of(image)))
    assert "và 2 mục nữa" in page


def test_reasons_for_many_cost_the_same(make_image, django_assert_num_queries):
    images = [make_image() for _ in range(6)]
    for each in images:
        make_published(lead_image=each, body=in_the_text(each))
    with django_assert_num_queries(11):
        assert len(reasons_to_keep(images)) == 6


def test_edition_that_is_over_counts_as_such(image):
    make_published(lead_image=image, at=timezone.now() - timezone.timedelta(days=2))
    assert "bạn đọc đang xem" in reasons_to_keep([image])[image.pk]


def test_list_finds_what_nothing_uses(browser_of, image, make_image):
    other = make_image(title="Chợ")
    make_article(lead_image=image)
    page = browser_of("editor").get(LIST, {"use": "none"})
    assert list(page.context["cl"].result_list) == [other]
