"""Each save that changed anything is a version; one that changed nothing is none."""

import pytest

from articles.desk.acts.event import WorkflowEvent
from articles.desk.article import Article, Contributor, Status
from articles.desk.versions.saving import save_version
from articles.page.edition import Edition

from ..factory import approved, make_article, make_published
from .typing import address, text, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(cast):
    return make_article(author=cast("reporter"), headline="Bản đầu")


def test_save_is_a_version_with_its_author(article, browser_of, cast):
    answer = browser_of("reporter").post(
        address(article), typed(article, headline="Bản hai"), follow=True
    )
    article.refresh_from_db()
    newest = article.versions.first()
    assert (article.version, newest.number) == (2, 2)
    assert (newest.saved_by, newest.content["headline"]) == (cast("reporter"), "Bản hai")
    assert "Đã lưu bài." in text(answer)


def test_identical_save_is_no_version_and_moves_nothing(article, browser_of):
    before = Article.objects.values().get()
    answer = browser_of("reporter").post(address(article), typed(article), follow=True)
    assert article.versions.count() == 1
    assert Article.objects.values().get() == before
    assert "Không có gì thay đổi" in text(answer)


@pytest.mark.parametrize(
    "rows",
    [
        {"contributors": [{"name": "Hoàng Anh", "part": "author", "order": "1"}]},
        {"gallery": [{"image": "", "caption": "Chờ ảnh", "alt_text": "", "order": "1"}]},
    ],
)
def test_save_of_nothing_but_rows_is_a_version(article, browser_of, rows):
    changed = article.updated_at
    browser_of("reporter").post(address(article), typed(article, **rows))
    article.refresh_from_db()
    assert article.version == 2
    assert article.versions.count() == 2
    assert article.updated_at > changed


def test_deleted_row_is_a_version(article, browser_of):
    row = Contributor.objects.create(article=article, name="Hoàng Anh")
    save_version(article, None)
    rows = [{"id": row.pk, "name": row.name, "part": row.part, "order": 1, "DELETE": "on"}]
    browser_of("reporter").post(address(article), typed(article, contributors=rows))
    article.refresh_from_db()
    assert not article.contributors.exists()
    assert article.version == 3


def test_edit_of_a_published_article_leaves_readers_page_until_published_again(browser_of, client):
    edition = make_published(headline="Bản bạn đọc thấy", body="<p>Cũ</p>")
    article = Article.objects.get(pk=edition.article)
    publisher = browser_of("publisher")
    publisher.post(address(article), typed(article, body="<p>Mới</p>"))
    article.refresh_from_db()
    assert article.status == Status.DRAFT
    assert "<p>Cũ</p>" in text(client.get(edition.get_absolute_url()))
    publisher.post(address(article), typed(article, _pass_on="1"))
    publisher.post(address(approved(article)), {"_publish": "1", "version_read": 2})
    assert "<p>Mới</p>" in text(client.get(edition.get_absolute_url()))
    assert Edition.objects.count() == 2


def test_edit_after_publishing_stands_in_the_diary(browser_of):
    article = Article.objects.get(pk=make_published().article)
    browser_of("editor").post(address(article), typed(article, lead="Sửa"))
    entry = WorkflowEvent.objects.filter(verb="edit").get()
    assert (entry.by.username, entry.to_status) == ("editor", Status.DRAFT)
    assert "đã sửa bài sau khi duyệt hoặc đăng" in text(browser_of("editor").get(address(article)))
