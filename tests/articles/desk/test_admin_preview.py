"""The preview is the page, only marked."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.desk.acts.publishing import correct, publish
from articles.desk.acts.workflow import submit
from articles.desk.article import Article, ArticleImage, Contributor
from articles.desk.text.figures import write_figure
from articles.page.category import Category
from articles.page.edition import Edition
from tests.people.factory import appoint, make_official, make_position

from ..clock import clock_at
from ..factory import edit, make_article, make_category, make_published
from .typing import address, text, typed

pytestmark = pytest.mark.django_db


def page_of(browser, article):
    """The page inside the preview's frames."""
    return browser.get(address(article, "preview_frame"))


def without_strip(page):
    """The page without the one piece that only a preview has."""
    strip = re.compile(r'<link rel="stylesheet" href="[^"]*preview\.css">.*?preview-strip.*?</p>')
    assert len(strip.findall(page)) == 1
    return strip.sub("", page)


def test_preview_is_to_the_byte_the_page_that_publishing_makes(
    browser_of, cast, make_image, client
):
    official = make_official("Ngô Hoàng Ngân")
    appoint(official, make_position("Bí thư Thành ủy"), "2016")
    image = make_image()
    figure = write_figure(image, "Cảng", "Tàu vào cảng")
    article = make_article(
        author=cast("reporter"),
        body=f"<h2>Cảng</h2><p>Đồng chí Ngô Hoàng Ngân.</p>{figure}",
        lead_image=make_image(),
        event_date=date(2018, 8, 7),
    )
    ArticleImage.objects.create(article=article, image=make_image(), caption="Một", order=1)
    Contributor.objects.create(article=article, name="Hoàng Anh")
    make_published(at=timezone.now() - timedelta(days=1))  # stands beside it
    with clock_at(timezone.now()):
        preview = text(page_of(browser_of("reporter"), article))
        edition = publish(article, None)
    assert without_strip(preview) == text(client.get(edition.get_absolute_url()))
    assert "Bí thư Thành ủy" in preview


def test_preview_of_a_change_is_to_the_byte_the_next_edition(browser_of, client):
    then = timezone.now() - timedelta(days=9)
    article = Article.objects.get(pk=make_published(at=then, lead="Cũ").article)
    correct(article, None, kind="correction", wrong="12 tỷ", right="21 tỷ")
    article = edit(article, lead="Mới", source_name="Báo Quảng Ninh")
    with clock_at(timezone.now()):
        preview = text(page_of(browser_of("editor"), article))
        edition = publish(article, None)
    assert without_strip(preview) == text(client.get(edition.get_absolute_url()))
    assert "21 tỷ" in preview


def test_preview_is_marked_and_kept_by_nobody(browser_of, cast):
    article = make_article(author=cast("reporter"))
    for page in ["preview", "preview_frame"]:
        answer = browser_of("reporter").get(address(article, page))
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
    assert "Xem thử: bạn đọc không thấy trang này" in text(answer)
    assert not Edition.objects.exists()


def test_only_the_frame_may_be_framed_and_only_by_this_site(browser_of, cast):
    article = make_article(author=cast("reporter"))
    frame = page_of(browser_of("reporter"), article)
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in frame["Content-Security-Policy"]
    for page in ["preview", "history", "compare", "change"]:
        answer = browser_of("reporter").get(address(article, page))
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_preview_shows_the_page_at_two_widths(browser_of, cast):
    article = make_article(author=cast("reporter"))
    answer = browser_of("reporter").get(address(article, "preview"))
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    assert text(answer).count(f'<iframe src="{address(article, "preview_frame")}"') == 2


def test_preview_of_a_live_story_shows_the_text_after_the_last_save(browser_of, client):
    edition = make_published(at=timezone.now() - timedelta(days=9), lead="Cũ")
    article = edit(Article.objects.get(pk=edition.article), lead="Mới")
    preview = text(page_of(browser_of("editor"), article))
    assert "Mới" in preview
    assert "Mới" not in text(client.get(edition.get_absolute_url()))
    assert f"{timezone.localtime(edition.published_at):%d/%m/%Y}" in preview


def test_preview_bears_the_corrections_of_the_article(browser_of):
    edition = make_published()
    article = Article.objects.get(pk=edition.article)
    correct(article, None, kind="correction", wrong="12 tỷ", right="21 tỷ")
    assert "21 tỷ" in text(page_of(browser_of("editor"), article))


@pytest.mark.parametrize(
    "lacking",
    [{"category": None}, {"headline": ""}, {"body": "", "lead": ""}, {"no_event": False}],
)
def test_preview_of_half_a_draft_is_a_page(browser_of, cast, lacking):
    article = make_article(author=cast("reporter"), **lacking)
    assert page_of(browser_of("reporter"), article).status_code == 200
    assert browser_of("reporter").get(address(article, "preview")).status_code == 200


def test_preview_of_an_empty_draft_is_a_page_without_any_category(browser_of, cast):
    article = make_article(author=cast("reporter"), category=None, headline="", body="", lead="")
    Category.objects.all().delete()
    assert page_of(browser_of("reporter"), article).status_code == 200


def test_preview_says_where_a_draft_without_category_stands(browser_of, cast):
    make_category("Kinh tế")
    article = make_article(author=cast("reporter"), category=None)
    assert "Chưa chọn chuyên mục" in text(browser_of("reporter").get(address(article, "preview")))
    article = edit(article, category=Category.objects.get())
    page = text(browser_of("reporter").get(address(article, "preview")))
    assert "Chưa chọn chuyên mục" not in page


def test_preview_leaves_out_a_caption_that_waits_for_its_picture(browser_of, cast):
    article = make_article(author=cast("reporter"))
    ArticleImage.objects.create(article=article, caption="Chờ ảnh", order=1)
    assert "Chờ ảnh" not in text(page_of(browser_of("reporter"), article))


def test_preview_button_saves_first(browser_of, cast):
    article = make_article(author=cast("reporter"))
    browser = browser_of("reporter")
    answer = browser.post(address(article), typed(article, lead="Vừa gõ", _preview="1"))
    assert answer["Location"] == address(article, "preview")
    assert "Vừa gõ" in text(page_of(browser, article))


def test_reader_of_a_sent_article_may_preview_it(browser_of, cast):
    article = submit(make_article(author=cast("contributor")), None)
    assert browser_of("reporter").get(address(article, "preview")).status_code == 200
    assert browser_of("register_keeper").get(address(article, "preview")).status_code in {403, 404}


@pytest.mark.django_db(transaction=True)
def test_frames_load_in_a_real_browser(page, context, live_server, cast, browser_of):
    article = make_article(author=cast("reporter"), headline="Trong khung")
    cookie = browser_of("reporter").cookies["newsroom_session"].value
    context.add_cookies([{"name": "newsroom_session", "value": cookie, "url": live_server.url}])
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(live_server.url + address(article, "preview"))
    phone = page.frame_locator(".preview__phone iframe")
    desktop = page.frame_locator(".preview__desktop iframe")
    phone.get_by_role("heading", name="Trong khung").wait_for()
    desktop.get_by_role("heading", name="Trong khung").wait_for()
    assert phone.locator("html").evaluate("() => innerWidth") == 360
    assert desktop.locator("html").evaluate("() => innerWidth") == 1280
    # Pages of readers refuse to be framed, so a link opens beside the preview.
    with context.expect_page() as opened:
        phone.get_by_role("link", name="Trang chủ").first.click()
    assert opened.value.url == f"{live_server.url}/"
    assert complaints == []
