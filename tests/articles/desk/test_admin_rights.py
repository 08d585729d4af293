"""Who sees and changes what: by role, by authorship, by where the article stands."""

import pytest

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.workflow import put_in_bin, submit
from articles.desk.article import Article, Status
from articles.page.edition import Edition

from ..factory import make_article, make_published
from .typing import ADD, LIST, address, text, typed

pytestmark = pytest.mark.django_db

ROLES = ["contributor", "reporter", "editor", "publisher"]
ASKING = ["schedule", "withdraw", "send_back", "correct", "emergency", "erase"]
AT_ONCE = ["submit", "take_back", "pass_on", "approve", "publish", "unschedule", "confirm"]
AT_ONCE += ["bin", "unbin", "duplicate"]


@pytest.fixture
def of_reporter(cast):
    return make_article(author=cast("reporter"), headline="Bài của phóng viên")


def test_contributor_sees_own_articles_alone(browser_of, cast, of_reporter):
    own = make_article(author=cast("contributor"), headline="Bài của cộng tác viên")
    contributor = browser_of("contributor")
    page = text(contributor.get(LIST))
    assert own.headline in page
    assert of_reporter.headline not in page
    assert contributor.get(address(own)).status_code == 200
    assert contributor.get(address(of_reporter)).status_code == 302


@pytest.mark.parametrize("place", ["preview", "history", *ASKING, *AT_ONCE])
def test_contributor_finds_no_page_of_anothers_article(browser_of, of_reporter, place):
    contributor = browser_of("contributor")
    assert contributor.get(address(of_reporter, place)).status_code == 404
    assert contributor.post(address(of_reporter, place)).status_code == 404
    version = address(of_reporter, "version", 1)
    assert contributor.get(version).status_code == 404
    assert contributor.post(version).status_code == 404


def test_contributor_cannot_write_on_anothers_article(browser_of, of_reporter):
    browser_of("contributor").post(address(of_reporter), typed(of_reporter, headline="Đổi"))
    of_reporter.refresh_from_db()
    assert of_reporter.headline == "Bài của phóng viên"


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor"])
def test_who_does_not_publish_cannot_by_pressing_a_button_that_is_not_there(browser_of, cast, role):
    article = make_article(author=cast(role))
    answer = browser_of(role).post(address(article), typed(article, lead="Mới", _publish="1"))
    article.refresh_from_db()
    assert (article.status, article.lead) == (Status.DRAFT, "Mới")
    assert not Edition.objects.exists()
    assert WorkflowEvent.objects.get(article=article.pk, refused=True).verb == "publish"
    assert answer.status_code == 302


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor"])
@pytest.mark.parametrize("step", ["schedule", "withdraw", "correct", "erase", "emergency"])
def test_who_does_not_publish_cannot_by_an_address(browser_of, cast, role, step):
    article = Article.objects.get(pk=make_published(author=cast(role)).article)
    browser = browser_of(role)
    assert browser.get(address(article, step)).status_code == 403
    assert browser.post(address(article, step), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor", "publisher"])
def test_nobody_erases_without_being_trusted_with_it(browser_of, cast, role):
    article = make_article(author=cast(role))
    assert browser_of(role).get(address(article, "erase")).status_code == 403
    assert "Xóa theo yêu cầu" not in text(browser_of(role).get(address(article)))


def test_reporter_reads_others_articles_and_changes_nothing(browser_of, cast):
    article = make_article(author=cast("contributor"), body="<p>Đọc <strong>được</strong>.</p>")
    reporter = browser_of("reporter")
    page = text(reporter.get(address(article)))
    assert "<p>Đọc <strong>được</strong>.</p>" in page
    assert 'name="headline"' not in page
    assert 'name="_continue"' not in page
    assert reporter.post(address(article), typed(article, headline="Đổi")).status_code == 409
    article.refresh_from_db()
    assert article.version == 1


def test_reporter_cannot_send_others_articles(browser_of, cast):
    article = make_article(author=cast("contributor"))
    for page in ["send_back", "take_back", "bin"]:
        assert browser_of("reporter").post(address(article, page)).status_code == 403


def test_author_has_no_hand_on_an_article_that_was_sent(browser_of, of_reporter):
    submit(of_reporter, of_reporter.author)
    page = text(browser_of("reporter").get(address(of_reporter)))
    assert 'name="headline"' not in page
    assert "Rút về để viết tiếp" in page


def test_editor_writes_on_articles_of_others(browser_of, of_reporter):
    submit(of_reporter, of_reporter.author)
    browser_of("editor").post(address(of_reporter), typed(of_reporter, headline="Biên tập"))
    of_reporter.refresh_from_db()
    assert (of_reporter.headline, of_reporter.author.username) == ("Biên tập", "reporter")
    assert of_reporter.versions.first().saved_by.username == "editor"


def test_nobody_writes_on_what_lies_in_the_bin(browser_of, of_reporter):
    put_in_bin(of_reporter, of_reporter.author)
    editor = browser_of("editor")
    assert "thùng rác" in text(editor.get(address(of_reporter)))
    assert editor.post(address(of_reporter), typed(of_reporter, lead="x")).status_code == 409


@pytest.mark.parametrize("role", ["register_keeper", "administrator"])
def test_who_keeps_other_things_has_no_articles(browser_of, of_reporter, role):
    browser = browser_of(role)
    assert browser.get(LIST).status_code == 403
    assert browser.get(ADD).status_code == 403
    assert browser.get(address(of_reporter)).status_code in {302, 403, 404}
    assert browser.get(address(of_reporter, "preview")).status_code in {403, 404}


def test_stranger_is_sent_to_sign_in(client, of_reporter):
    for page in ["change", "preview", "duplicate", "erase", "history"]:
        answer = client.post(address(of_reporter, page))
        assert answer.status_code == 302
        assert "/login/" in answer.url


def test_nobody_deletes_an_article_by_the_admins_own_page(browser_of, of_reporter):
    publisher = browser_of("publisher")
    assert publisher.post(address(of_reporter, "delete"), {"post": "yes"}).status_code == 403
    publisher.post(LIST, {"action": "delete_selected", "_selected_action": [of_reporter.pk]})
    assert Article.objects.filter(pk=of_reporter.pk).exists()


def test_who_may_not_is_told_so_with_a_way_back(browser_of):
    answer = browser_of("reporter").get("/quan-tri/articles/alert/add/")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Bạn không có quyền làm việc này" in page
    assert 'href="/quan-tri/"' in page
