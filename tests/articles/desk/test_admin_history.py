"""Looking back: the diary in words, every version, and bringing one back."""

import re
from datetime import date
from pathlib import Path

import pytest

from articles.desk import diary
from articles.desk.article import Article, ArticleImage, Contributor
from articles.desk.erasing import erase_article
from articles.desk.event import WorkflowEvent
from articles.desk.refusal import Refused
from articles.desk.restoring import restore
from articles.desk.saving import save_version
from articles.desk.steps import STEPS
from articles.desk.workflow import put_in_bin, submit
from images.erasing import forget

from ..factory import edit, make_article, make_category, make_published
from .typing import address, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(cast, make_image):
    """An article with something in every field, its first version."""
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


def test_version_stands_beside_what_is_now(article, browser_of):
    old = article.versions.first().number
    rewrite(article)
    page = text(browser_of("reporter").get(address(article, "version", old)))
    assert "<mark>Bản đầu</mark>" in page
    assert "<mark>Bản sau</mark>" in page


def test_who_may_write_brings_a_version_back_by_a_press(article, browser_of):
    old = article.versions.first().number
    rewrite(article)
    browser_of("reporter").post(address(article, "version", old))
    article.refresh_from_db()
    assert article.headline == "Bản đầu"
    submit(article, None)
    assert browser_of("reporter").post(address(article, "version", 1)).status_code == 403


@pytest.mark.parametrize("number", [0, 99, 10**30])
def test_no_such_version_is_not_found(article, browser_of, number):
    assert browser_of("reporter").get(address(article, "version", number)).status_code == 404


def test_history_tells_all_in_words(article, browser_of, cast):
    submit(article, cast("reporter"))
    page = text(browser_of("reporter").get(address(article, "history")))
    assert "Đặng Thị Mộng" in page
    assert "đã gửi bài cho ban biên tập" in page
    assert "Phiên bản 1" in page


def test_history_shows_when_readers_saw_what(browser_of):
    edition = make_published(headline="Đã đăng")
    page = text(browser_of("editor").get(address(edition.article, "history")))
    assert "Đã đăng" in page
    assert "9999" not in page


def test_diary_says_every_act_in_words():
    """No act may stand in the diary as a word of the code."""
    desk = Path(diary.__file__).parent
    sources = "".join(path.read_text() for path in desk.rglob("*.py"))
    acts = set(re.findall(r'record\(\s*\w+,\s*"(\w+)"', sources))
    acts |= set(STEPS)
    assert {"submit", "bin", "edit", "withdraw", "restore", "duplicate"} <= acts
    assert acts <= set(diary.SAID)
    assert set(STEPS) <= set(diary.TRIED)
    assert {"publish", "schedule", "correct", "import"} <= set(diary.SAID)
