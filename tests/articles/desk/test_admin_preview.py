"""The preview is the page, only marked."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.desk.article import Article
from articles.desk.publishing import correct, publish
from articles.desk.workflow import submit
from articles.page.category import Category
from articles.page.edition import Edition
from tests.people.factory import appoint, make_official, make_position

from ..clock import clock_at
from ..factory import edit, make_article, make_published
from .typing import address, text, typed

pytestmark = pytest.mark.django_db


def main_part(page):
    """What stands in the page's article and below, without what only a preview has."""
    return re.sub(r"\s+", " ", page[page.index("<article") : page.index("</main>")])


def test_preview_is_the_page_that_publishing_makes(browser_of, cast, make_image, client):
    official = make_official("Ngô Hoàng Ngân")
    appoint(official, make_position("Bí thư Thành ủy"), "2016")
    image = make_image()
    figure = (
        f'<figure class="image" data-image="{image.pk}"><img alt="Cảng" src="{image.url}">'
        "<figcaption>Tàu vào cảng</figcaption></figure>"
    )
    article = make_article(
        author=cast("reporter"),
        body=f"<h2>Cảng</h2><p>Đồng chí Ngô Hoàng Ngân.</p>{figure}",
        lead_image=make_image(),
        event_date=date(2018, 8, 7),
    )
    with clock_at(timezone.now()):
        preview = browser_of("reporter").get(address(article, "preview"))
        edition = publish(article, None)
    assert main_part(text(preview)) == main_part(text(client.get(edition.get_absolute_url())))
    assert "Bí thư Thành ủy" in text(preview)


def test_preview_is_marked_and_kept_by_nobody(browser_of, cast):
    article = make_article(author=cast("reporter"))
    answer = browser_of("reporter").get(address(article, "preview"))
    assert '<meta name="robots" content="noindex' in text(answer)
    assert "Xem thử: bạn đọc không thấy trang này" in text(answer)
    assert "no-store" in answer["Cache-Control"]
    assert not Edition.objects.exists()


def test_preview_of_a_live_story_shows_the_text_after_the_last_save(browser_of, client):
    edition = make_published(at=timezone.now() - timedelta(days=9), lead="Cũ")
    article = edit(Article.objects.get(pk=edition.article), lead="Mới")
    preview = text(browser_of("editor").get(address(article, "preview")))
    assert "Mới" in preview
    assert "Mới" not in text(client.get(edition.get_absolute_url()))
    assert f"{timezone.localtime(edition.published_at):%d/%m/%Y}" in preview


def test_preview_bears_the_corrections_of_the_article(browser_of):
    edition = make_published()
    article = Article.objects.get(pk=edition.article)
    correct(article, None, kind="correction", wrong="12 tỷ", right="21 tỷ")
    assert "21 tỷ" in text(browser_of("editor").get(address(article, "preview")))


def test_preview_of_almost_nothing_is_a_page(browser_of, cast):
    article = make_article(author=cast("reporter"), body="", lead="", category=None)
    assert browser_of("reporter").get(address(article, "preview")).status_code == 200


def test_preview_where_there_is_no_category_at_all_is_a_page(browser_of, cast):
    article = make_article(author=cast("reporter"), category=None)
    Category.objects.all().delete()
    assert browser_of("reporter").get(address(article, "preview")).status_code == 200


def test_preview_button_saves_first(browser_of, cast):
    article = make_article(author=cast("reporter"))
    answer = browser_of("reporter").post(
        address(article), typed(article, lead="Vừa gõ", _preview="1"), follow=True
    )
    assert "Vừa gõ" in text(answer)
    assert "bạn đọc không thấy trang này" in text(answer)


def test_reader_of_a_sent_article_may_preview_it(browser_of, cast):
    article = submit(make_article(author=cast("contributor")), None)
    assert browser_of("reporter").get(address(article, "preview")).status_code == 200
    assert browser_of("register_keeper").get(address(article, "preview")).status_code in {403, 404}
