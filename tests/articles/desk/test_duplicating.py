"""A copy of an article takes its text along, and nothing of its life."""

from datetime import date

import pytest

from articles.desk.article import Article, ArticleImage, Contributor, Status
from articles.desk.duplicating import duplicate
from articles.desk.versions.saving import save_version

from ..factory import make_article, make_category, make_published
from .typing import address, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(cast, make_image):
    article = make_article(
        author=cast("reporter"), headline="Khai giảng", event_date=date(2018, 9, 5)
    )
    article.refresh_from_db()
    article.further_categories.add(make_category("Giáo dục"))
    ArticleImage.objects.create(article=article, image=make_image(), caption="Lễ", order=1)
    Contributor.objects.create(article=article, name="Hoàng Anh")
    save_version(article, None)
    return article


def test_copy_has_text_pictures_and_byline(article, cast):
    twin = duplicate(article, cast("editor"))
    twin.refresh_from_db()
    assert twin.headline == "Khai giảng (bản sao)"
    assert twin.search_text == "khai giang (ban sao)"
    assert (twin.body, twin.category) == (article.body, article.category)
    assert [row.caption for row in twin.gallery.all()] == ["Lễ"]
    assert [row.name for row in twin.contributors.all()] == ["Hoàng Anh"]
    assert twin.further_categories.count() == 1


def test_copy_is_a_draft_of_who_made_it_without_the_old_event(article, cast):
    twin = duplicate(article, cast("editor"))
    assert (twin.status, twin.author, twin.event_date) == (Status.DRAFT, cast("editor"), None)
    assert (twin.version, twin.versions.count()) == (1, 1)


def test_original_is_unchanged(article, cast):
    before = Article.objects.filter(pk=article.pk).values().get()
    duplicate(article, cast("editor"))
    assert Article.objects.filter(pk=article.pk).values().get() == before
    assert article.gallery.count() == article.contributors.count() == 1


def test_copy_of_a_published_article_was_never_public(cast):
    twin = duplicate(Article.objects.get(pk=make_published().article), cast("editor"))
    assert twin.status == Status.DRAFT


def test_headline_of_a_copy_fits_however_long_the_old_one(cast):
    twin = duplicate(make_article(headline="ă" * 250), cast("editor"))
    twin.full_clean()


def test_button_makes_one_copy_and_a_visit_none(article, browser_of):
    editor = browser_of("editor")
    editor.get(address(article, "duplicate"))
    assert Article.objects.count() == 1
    page = text(editor.post(address(article, "duplicate"), follow=True))
    assert "Đây là bản sao" in page
    assert Article.objects.count() == 2


def test_who_writes_no_articles_copies_none(article, browser_of):
    answer = browser_of("register_keeper").post(address(article, "duplicate"))
    assert answer.status_code in {403, 404}
    assert Article.objects.count() == 1
