"""Warnings that an editor settles with a reason, and what they keep from going on until then."""

import json

import pytest

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.publishing import publish, withdraw
from articles.desk.acts.refusal import Refused
from articles.desk.acts.standing import Standing
from articles.desk.acts.workflow import approve, pass_on, submit
from articles.desk.article import Article
from articles.desk.duplicating import duplicate
from articles.desk.erasure.erasing import erase_article
from articles.desk.titles.waiver import Waiver
from articles.desk.titles.waiving import take_up_again, waive

from ..factory import approved, edit, make_article, make_published, make_publisher, make_user
from .typing import address, text

pytestmark = pytest.mark.django_db

SLIP = "Móng Cái ,ngày mới."
BODY = f"<p>Câu đầu.</p><p>{SLIP}</p>"


@pytest.fixture
def article():
    return make_article(author=make_user(), body=BODY)


@pytest.fixture
def editor():
    return make_publisher()


def found(article):
    return Standing(Article.objects.get(pk=article.pk)).checked


def keys(article):
    return [(each.code, each.passage) for each in found(article).warnings]


def test_warning_stands_in_the_way_until_it_is_waived(article, editor):
    submit(article, None)  # who hands it in is held up by nothing
    with pytest.raises(Refused, match="2 cảnh báo"):
        pass_on(article, editor)
    assert waive(article, editor, keys(article), "Trích nguyên văn") == 2
    pass_on(article, editor)
    approve(article, make_publisher())


def test_error_is_never_waived(editor):
    article = make_article(author=make_user(), body="<h4>Nhảy cấp</h4><p>Chữ.</p>")
    key = ("heading_skipped", "Nhảy cấp")
    with pytest.raises(Refused, match="phải sửa"):
        waive(article, editor, [key], "Cứ thế")
    Waiver.objects.create(article=article, code=key[0], passage=key[1], reason="Cứ thế")
    with pytest.raises(Refused, match="Nhảy cấp"):
        pass_on(article, editor)
    assert [each.code for each in found(article).errors] == ["heading_skipped"]


def test_error_keeps_an_approved_text_from_appearing(editor):
    target = make_published()
    link = f'<p>Đọc <a href="{target.get_absolute_url()}">bài trước</a>.</p>'
    article = approved(make_article(author=make_user(), body=link))
    withdraw(Article.objects.get(pk=target.article), None, "Theo yêu cầu")
    with pytest.raises(Refused, match="bài trước"):
        publish(article, editor)


def test_waiver_survives_edits_of_other_sentences_and_falls_with_its_own(article, editor):
    waive(article, editor, keys(article), "Tên riêng")
    edit(article, body=f"<p>Câu đầu đã viết lại.</p><p>{SLIP} Thêm một câu.</p>")
    assert found(article).warnings == []
    edit(article, body="<p>Móng Cái ,ngày mới đã khác.</p>")
    assert len(found(article).warnings) == 2


def test_waiving_asks_for_a_reason_and_a_tick(article, editor):
    for given, reason in [(keys(article), "  "), ([], "Tên riêng"), (keys(article), "x" * 301)]:
        with pytest.raises(Refused):
            waive(article, editor, given, reason)
    assert not Waiver.objects.exists()


def test_waiving_twice_keeps_the_first_reason(article, editor):
    waive(article, editor, keys(article), "Tên riêng")
    assert (
        waive(article, editor, [(each.code, each.passage) for each in Waiver.objects.all()], "B")
        == 0
    )
    assert {each.reason for each in Waiver.objects.all()} == {"Tên riêng"}


def test_diary_tells_who_waived_how_many_and_why(article, editor):
    waive(article, editor, keys(article), "Tên riêng")
    entry = WorkflowEvent.objects.get(verb="waive")
    assert (entry.by, entry.reason) == (editor, "2 phát hiện: Tên riêng")


def test_waived_warning_can_count_again(article, editor):
    given = keys(article)
    waive(article, editor, given, "Tên riêng")
    assert take_up_again(article, editor, given[:1]) == 1
    assert keys(article) == given[:1]


def test_who_may_not_write_may_not_waive(article):
    with pytest.raises(Refused):
        waive(article, make_user(), keys(article), "Tên riêng")
    assert not Waiver.objects.exists()
    assert WorkflowEvent.objects.filter(verb="waive", refused=True).exists()


def test_copy_begins_without_waivers(article, editor):
    waive(article, editor, keys(article), "Tên riêng")
    assert len(found(duplicate(article, editor)).warnings) == 2


def test_erasing_takes_the_quoted_words_along(article, editor, tmp_path, settings):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    waive(article, editor, keys(article), "Tên riêng")
    erase_article(article.pk, basis="Luật", document="1/QĐ", by="a", second_person="b")
    assert not Waiver.objects.exists()


# At the desk


def typed(article, **changes):
    return {"headline": article.headline, "body": article.body, "kind": "news", **changes}


def test_live_check_tells_of_what_is_typed_and_saves_nothing(browser_of, cast):
    article = make_article(author=cast("reporter"))
    answer = browser_of("reporter").post(
        address(article, "check"), typed(article, body="<p>Kết quả của của đợt  này.</p>")
    )
    page = text(answer)
    assert "Từ này bị lặp." in page
    assert "Thừa dấu cách." in page
    article.refresh_from_db()
    assert article.version == 1


def test_live_check_works_for_half_a_form_and_a_new_article(browser_of, cast):
    reporter = browser_of("reporter")
    new = address(make_article(author=cast("reporter")), "check").rsplit("/", 3)[0] + "/check/"
    answer = reporter.post(new, {"headline": "Hết rồi.", "event_date": "không phải ngày"})
    assert "Cuối tiêu đề không đặt dấu chấm." in text(answer)
    assert reporter.post(new, {}).status_code == 200


def test_typed_markup_is_shown_and_never_run(browser_of, cast):
    article = make_article(author=cast("reporter"))
    nasty = 'Đi ,<img src=x onerror="alert(1)">'
    answer = browser_of("reporter").post(address(article, "check"), typed(article, lead=nasty))
    assert "<img src=x" not in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [("editor", 200), ("reporter", 403), ("contributor", 404)]
)
def test_live_check_is_for_who_may_write(browser_of, role, status):
    article = make_article(author=make_user())
    posted = browser_of(role).post(address(article, "check"), typed(article))
    assert posted.status_code == status
    assert browser_of(role).get(address(article, "check")).status_code in {404, 405}


def test_waiving_beside_the_form_answers_with_what_is_left(browser_of, article):
    given = [json.dumps(each, ensure_ascii=False) for each in keys(article)]
    editor = browser_of("editor")
    answer = editor.post(
        address(article, "waive"),
        typed(article, finding=given[:1], waive_reason="Tên riêng"),
    )
    assert answer.status_code == 200
    assert Waiver.objects.get().reason == "Tên riêng"
    answer = editor.post(address(article, "waive"), typed(article, finding=given[1:]))
    assert answer.status_code == 422
    assert "Hãy nêu lý do" in text(answer)


def test_waiving_works_without_a_script_and_takes_no_nonsense(browser_of, article):
    editor = browser_of("editor")
    given = [json.dumps(each) for each in keys(article)]
    answer = editor.post(
        address(article, "waive"),
        {"finding": given, "waive_reason": "Tên riêng", "waive_reason_other": "Theo văn bản số 5"},
    )
    assert (answer.status_code, answer.url) == (302, address(article, "change") + "#checks")
    assert {each.reason for each in Waiver.objects.all()} == {"Theo văn bản số 5"}
    editor.post(address(article, "waive"), {"again": [given[0], "[]", "{", "[1, 2]"]})
    assert Waiver.objects.count() == 1


@pytest.mark.parametrize(("role", "status"), [("reporter", 403), ("contributor", 404)])
def test_waiving_is_for_who_may_write(browser_of, article, role, status):
    given = [json.dumps(each) for each in keys(article)]
    posted = {"finding": given, "waive_reason": "Tên riêng"}
    assert browser_of(role).post(address(article, "waive"), posted).status_code == status
    assert not Waiver.objects.exists()


def test_form_shows_the_checks_of_what_was_saved(browser_of, article):
    page = text(browser_of("editor").get(address(article, "change")))
    assert "Kiểm tra bài" in page
    assert "Không đặt dấu cách trước dấu câu." in page
