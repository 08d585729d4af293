"""Bringing a version back: as the newest one, over nothing that somebody else saved meanwhile."""

from datetime import date

import pytest

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.refusal import Refused
from articles.desk.acts.workflow import put_in_bin, submit
from articles.desk.article import Article, ArticleImage, Contributor
from articles.desk.erasure.erasing import erase_article
from articles.desk.versions.content import content_of
from articles.desk.versions.restoring import restore
from articles.desk.versions.saving import save_version
from articles.desk.versions.version import Version
from images.erasing import forget

from ..factory import edit, make_article, make_category
from .typing import address, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(cast, make_image):
    """An article with something in every field, its second version."""
    image = make_image()
    figure = (
        f'<figure class="image" data-image="{image.pk}"><img alt="Mô tả" src="{image.url}">'
        "<figcaption>Chú thích &amp; nguồn</figcaption></figure>"
    )
    article = make_article(
        author=cast("reporter"),
        headline="Bản đầu",
        body=f"<p>Trước</p>{figure}<p>Sau</p>",
        kind="reprint",
        event_date=date(2018, 8, 7),
        source_name="Báo Quảng Ninh",
        source_url="https://baoquangninh.example/1",
        lead_image=make_image(),
        lead_image_caption="Ảnh chính",
        lead_image_alt="Mô tả chính",
    )
    article.further_categories.add(make_category("Giáo dục"))
    ArticleImage.objects.create(article=article, image=make_image(), caption="Một", order=1)
    ArticleImage.objects.create(article=article, caption="Chờ ảnh", order=2)
    Contributor.objects.create(article=article, name="Hoàng Anh", part="photographer")
    save_version(article, cast("reporter"))
    return article


def rewrite(article):
    """Change everything about an article."""
    article.gallery.all().delete()
    article.contributors.all().delete()
    article.further_categories.clear()
    return edit(
        article,
        headline="Bản sau",
        lead="",
        body="<p>Khác</p>",
        kind="news",
        event_date=None,
        no_event=True,
        source_name="",
        source_url="",
        lead_image=None,
        lead_image_caption="",
        lead_image_alt="",
        category=make_category(),
    )


def test_restored_version_is_what_it_was_and_the_newest(article, cast):
    old = article.versions.first()
    rewrite(article)
    restore(old, cast("editor"))
    newest = article.versions.first()
    assert newest.hash == old.hash
    assert newest.number == old.number + 2
    assert newest.saved_by == cast("editor")
    assert WorkflowEvent.objects.filter(verb="restore", by=cast("editor")).exists()


def test_restoring_leaves_out_pictures_that_were_erased(article):
    old, gone = article.versions.first(), article.lead_image
    rewrite(article)
    forget(gone, 1)
    restore(old, None)
    assert Article.objects.get().lead_image is None


def test_what_was_erased_or_binned_is_not_restored(article):
    old = article.versions.first()
    put_in_bin(article, None)
    with pytest.raises(Refused, match="thùng rác"):
        restore(old, None)
    erase_article(article.pk, basis="x", document="1", by="a", second_person="b")
    old.refresh_from_db()
    with pytest.raises(Refused, match="xóa"):
        restore(old, None)


def test_article_that_stands_like_this_already_is_left_alone(article, cast):
    same = article.versions.first()
    rows = list(article.gallery.values_list("pk", flat=True))
    restore(same, cast("editor"))
    assert article.versions.count() == 2
    assert list(article.gallery.values_list("pk", flat=True)) == rows
    assert not WorkflowEvent.objects.filter(verb="restore").exists()


def test_nothing_is_written_over_that_was_not_read(article, cast):
    old = article.versions.first()
    rewrite(article)
    before = content_of(Article.objects.get())
    with pytest.raises(Refused, match="lưu thêm"):
        restore(old, cast("editor"), version_read=2)
    assert content_of(Article.objects.get()) == before
    restore(old, cast("editor"), version_read=3)
    assert article.versions.first().hash == old.hash


def keep_aside(article, **content):
    """A version that somebody typed and never saved, as taking over leaves it."""
    article.refresh_from_db()
    number = article.version + 1
    Article.objects.filter(pk=article.pk).update(version=number)
    content = {"kind": "news", "headline": "Gõ dở", **content}
    return Version.objects.create(
        article=article, number=number, content=content, hash="0" * 64, is_aside=True
    )


def test_what_was_kept_aside_is_restored_like_any_other(article, cast):
    aside = keep_aside(article, body="<p>Gõ dở dang.</p>")
    restored = restore(aside, cast("editor"))
    assert (restored.headline, restored.body) == ("Gõ dở", "<p>Gõ dở dang.</p>")
    assert [each.is_aside for each in article.versions.all()] == [False, True, False, False]


# By the page


def press(browser, article, number, **sent):
    """Press the button of a version's page as it was when the page was opened."""
    return browser.post(address(article, "version", number), sent)


def test_who_may_write_brings_a_version_back_by_a_press(article, browser_of):
    rewrite(article)
    answer = press(browser_of("reporter"), article, 2, version_read="3")
    assert answer.status_code == 302
    assert Article.objects.get().headline == "Bản đầu"


def test_who_may_not_write_is_refused(article, browser_of, cast):
    rewrite(article)
    submit(article, None)
    assert press(browser_of("reporter"), article, 2, version_read="3").status_code == 403
    assert Article.objects.get().headline == "Bản sau"


def test_who_may_not_see_it_finds_nothing(article, browser_of):
    assert press(browser_of("contributor"), article, 1, version_read="1").status_code == 404


@pytest.mark.parametrize("read", [None, "", "2", "abc", "-1", "2.0", "9" * 40, "²"])
def test_press_on_an_old_page_writes_nothing_and_tells(article, browser_of, read):
    rewrite(article)
    sent = {} if read is None else {"version_read": read}
    answer = press(browser_of("reporter"), article, 2, **sent)
    assert answer.status_code == 409
    assert "Chưa có gì bị ghi đè" in text(answer)
    assert 'name="version_read" value="3"' in text(answer)  # pressing again acts on what is shown
    assert Article.objects.get().headline == "Bản sau"
    assert WorkflowEvent.objects.filter(verb="restore", refused=True).exists()


def test_press_that_changes_nothing_says_so(article, browser_of):
    answer = press(browser_of("reporter"), article, 2, version_read="2")
    assert answer.status_code == 302
    assert article.versions.count() == 2


def test_visit_alone_changes_nothing(article, browser_of):
    rewrite(article)
    browser_of("reporter").get(address(article, "version", 2))
    assert Article.objects.get().headline == "Bản sau"


def test_version_says_what_bringing_it_back_would_change(article, browser_of):
    rewrite(article)
    page = text(browser_of("reporter").get(address(article, "version", 2)))
    assert "đầu</ins>" in page.replace('<span class="visually-hidden">]</span>', "")
    assert "Khôi phục phiên bản này" in page


def test_version_that_stands_now_is_not_offered(article, browser_of):
    page = text(browser_of("reporter").get(address(article, "version", 2)))
    assert "Bài viết hiện nay đúng như phiên bản này" in page
    assert "Khôi phục phiên bản này" not in page


def test_version_kept_aside_says_so(article, browser_of):
    aside = keep_aside(article)
    page = text(browser_of("reporter").get(address(article, "version", aside.number)))
    assert "Bản giữ riêng 3" in page
    assert "Khôi phục phiên bản này" in page


def test_erased_version_shows_nothing_and_is_not_offered(article, browser_of, cast):
    rewrite(article)
    erase_article(article.pk, basis="x", document="1", by="a", second_person="b")
    page = text(browser_of("editor").get(address(article, "version", 2)))
    assert "Phiên bản này đã bị xóa theo yêu cầu" in page
    assert "Bản đầu" not in page
    assert "Khôi phục phiên bản này" not in page
    assert press(browser_of("editor"), article, 2, version_read="3").status_code == 403


@pytest.mark.parametrize("number", [0, 99, 10**30])
def test_no_such_version_is_not_found(article, browser_of, number):
    assert browser_of("reporter").get(address(article, "version", number)).status_code == 404
