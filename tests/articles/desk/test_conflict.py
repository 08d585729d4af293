"""Two browsers save one article: the second sees both texts, and neither is lost."""

import re
from html import unescape

import pytest

from articles.desk.acts.workflow import submit
from articles.desk.article import Article, ArticleImage, Contributor
from articles.desk.versions.saving import save_version

from ..factory import make_article
from .typing import address, text, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(cast):
    return make_article(
        author=cast("reporter"),
        headline="Chung",
        body="<p>Câu một.</p><p>Câu hai.</p><p>Câu ba.</p>",
    )


def hidden_fields(page):
    """What the conflict page would send when its button is pressed."""
    fields = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        if name != "csrfmiddlewaretoken":
            fields.setdefault(unescape(name), []).append(unescape(value))
    return fields


def both_save(article, browser_of, theirs=None, mine=None):
    """The editor saves while the reporter still has the old form open; the reporter's answer."""
    form = typed(article, **(mine or {"headline": "Của tôi", "body": "<p>Câu hai của tôi.</p>"}))
    browser_of("editor").post(address(article), typed(article, **(theirs or {"lead": "Của họ"})))
    article.refresh_from_db()
    return browser_of("reporter").post(address(article), form)


def test_second_save_gets_both_texts_and_changes_nothing(article, browser_of):
    theirs = {"body": "<p>Câu một.</p><p>Câu hai của họ.</p><p>Câu ba.</p>"}
    answer = both_save(article, browser_of, theirs)
    page = text(answer)
    assert answer.status_code == 409
    assert "Lê Văn Phó" in page
    assert "<mark>Câu hai của họ.</mark>" in page
    assert "<mark>Câu hai của tôi.</mark>" in page
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Chung", 2)


def test_mine_can_be_saved_over_and_theirs_stays_a_version(article, browser_of):
    page = text(both_save(article, browser_of))
    browser_of("reporter").post(address(article), hidden_fields(page))
    article.refresh_from_db()
    assert (article.headline, article.lead) == ("Của tôi", "Tóm tắt của bài viết.")
    assert [each.content.get("lead") for each in article.versions.all()] == [
        "Tóm tắt của bài viết.",
        "Của họ",
        "Tóm tắt của bài viết.",
    ]
    assert [each.saved_by.username for each in article.versions.all()[:2]] == ["reporter", "editor"]


def test_dropping_mine_leads_to_what_was_saved(article, browser_of):
    page = text(both_save(article, browser_of))
    assert f'href="{address(article)}"' in page


def test_third_save_in_between_is_a_conflict_again(article, browser_of):
    page = text(both_save(article, browser_of))
    browser_of("editor").post(address(article), typed(article, lead="Lại sửa"))
    assert browser_of("reporter").post(address(article), hidden_fields(page)).status_code == 409


@pytest.mark.parametrize("version", [None, "", "abc", "-1", "1.0", "999", "0", " 1"])
def test_version_missing_or_garbled_never_writes_over(article, browser_of, version):
    form = typed(article, headline="Đè lên", version_read=version)
    assert browser_of("editor").post(address(article), form).status_code == 409
    article.refresh_from_db()
    assert article.headline == "Chung"


@pytest.mark.parametrize("button", ["_publish", "_submit", "_schedule", "_preview"])
def test_no_step_is_taken_in_a_conflict(article, browser_of, button):
    form = typed(article, headline="Cũ", **{button: "1"})
    browser_of("editor").post(address(article), typed(article, lead="Của họ"))
    assert browser_of("publisher").post(address(article), form).status_code == 409
    article.refresh_from_db()
    assert article.status == "draft"


def test_change_of_rows_alone_is_a_conflict_and_shown(article, browser_of):
    theirs = {"contributors": [{"name": "Ảnh của họ", "part": "photographer", "order": "1"}]}
    mine = {"contributors": [{"name": "Ảnh của tôi", "part": "photographer", "order": "1"}]}
    page = text(both_save(article, browser_of, theirs, mine))
    assert "<mark>Ảnh của họ</mark>" in page
    assert "<mark>Ảnh của tôi</mark>" in page


def test_row_deleted_meanwhile_comes_back_with_mine(article, browser_of):
    row = Contributor.objects.create(article=article, name="Hoàng Anh", order=1)
    save_version(article, None)
    old = {"id": row.pk, "name": row.name, "part": row.part, "order": 1}
    page = text(both_save(article, browser_of, {"contributors": [{**old, "DELETE": "on"}]}))
    assert not article.contributors.exists()
    answer = browser_of("reporter").post(address(article), hidden_fields(page))
    assert answer.status_code == 302
    assert [each.name for each in article.contributors.all()] == ["Hoàng Anh"]


def test_row_deleted_by_both_stays_deleted(article, browser_of):
    row = ArticleImage.objects.create(article=article, caption="Chờ ảnh", order=1)
    save_version(article, None)
    gone = [
        {
            "id": row.pk,
            "caption": "Chờ ảnh",
            "alt_text": "",
            "order": 1,
            "image": "",
            "DELETE": "on",
        }
    ]
    page = text(
        both_save(article, browser_of, {"gallery": gone}, {"gallery": gone, "headline": "Của tôi"})
    )
    assert browser_of("reporter").post(address(article), hidden_fields(page)).status_code == 302
    assert not article.gallery.exists()


def test_who_may_no_longer_change_it_gets_the_typed_text_back(article, browser_of):
    form = typed(article, body="<p>Gõ xong thì bài đã gửi.</p>")
    submit(article, article.author)
    answer = browser_of("reporter").post(address(article), form)
    page = text(answer)
    assert answer.status_code == 409
    assert "Gõ xong thì bài đã gửi." in page
    assert "Lưu bản của tôi" not in page
    article.refresh_from_db()
    assert "Câu một" in article.body


def test_who_may_not_see_it_learns_nothing_from_a_conflict(article, browser_of):
    form = typed(article, version_read="99")
    answer = browser_of("contributor").post(address(article), form)
    assert answer.status_code == 302
    assert "Câu một" not in text(answer)


def test_typed_script_does_not_run_on_the_conflict_page(article, browser_of):
    mine = {"headline": '"><script>alert(1)</script>', "body": "<p>x</p><script>alert(2)</script>"}
    page = text(both_save(article, browser_of, None, mine))
    assert "<script>alert" not in page


def test_invalid_text_of_mine_is_shown_as_typed(article, browser_of):
    page = text(both_save(article, browser_of, None, {"event_date": "31/02/2018"}))
    assert "31/02/2018" in page
    assert Article.objects.get().event_date is None


def test_saving_over_an_invalid_text_tells_what_is_wrong(article, browser_of):
    page = text(both_save(article, browser_of, None, {"event_date": "31/02/2018"}))
    answer = browser_of("reporter").post(address(article), hidden_fields(page))
    assert "Nhập một ngày hợp lệ" in text(answer)
