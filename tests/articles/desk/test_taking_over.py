"""Taking over: the colleague's text becomes a version of theirs, and nobody's save is lost."""

import pytest
import time_machine

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.refusal import Refused
from articles.desk.acts.workflow import put_in_bin, submit
from articles.desk.article import Article, Status
from articles.desk.versions.autosave import Autosave
from articles.desk.versions.restoring import restore
from articles.desk.versions.saving import save_version
from articles.desk.versions.taking_over import news_since, take_over

from ..factory import approved, edit, make_article
from .open_form import Window
from .typing import address, text, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(cast):
    return make_article(author=cast("reporter"), headline="Đã lưu")


@pytest.fixture
def at(browser_of, cast, article):
    """A function that opens the form for the person of a role."""

    def open_form(role):
        article.refresh_from_db()
        return Window(browser_of(role), cast(role), Article.objects.get(pk=article.pk))

    return open_form


@pytest.fixture
def typed_by_editor(at):
    """The editor's open form, with a text that is not saved."""
    window = at("editor")
    window.type(headline="Của Phó", body="<p>Phó gõ dở</p>")
    return window


def press(browser_of, cast, article, by="reporter", of="editor"):
    return browser_of(by).post(address(article, "take_over"), {"of": cast(of).pk}, follow=True)


def test_text_becomes_a_version_of_its_own_and_the_article_stands(
    typed_by_editor, browser_of, cast, article
):
    page = text(press(browser_of, cast, article))
    assert "Bản gõ của Lê Văn Phó được giữ thành phiên bản 2." in page
    version = article.versions.get(number=2)
    assert (version.is_aside, version.saved_by.username) == (True, "editor")
    assert version.content["headline"] == "Của Phó"
    article.refresh_from_db()
    assert (article.headline, article.version, article.status) == ("Đã lưu", 2, Status.DRAFT)
    assert not Autosave.objects.exists()


def test_it_stands_in_the_diary(typed_by_editor, browser_of, cast, article):
    press(browser_of, cast, article)
    entry = WorkflowEvent.objects.get(verb="take_over")
    assert (entry.by.username, entry.version) == ("reporter", 2)
    page = text(browser_of("publisher").get(address(article)))
    assert "đã nhận viết tiếp" in page


def test_the_other_is_told_who_took_over_and_where_their_text_is(
    typed_by_editor, browser_of, cast, article
):
    with time_machine.travel("2026-03-02T08:30:00+07:00", tick=False):
        press(browser_of, cast, article)
        said = typed_by_editor.send().json()["told"]
    assert "Đặng Thị Mộng đã nhận viết tiếp bài này lúc 08:30." in said
    assert "được giữ thành phiên bản 2" in said
    link = address(article, "version", 2)
    assert f'href="{link}"' in said
    assert "Phó gõ dở" in text(typed_by_editor.browser.get(link))


def test_the_others_next_save_meets_the_conflict_page(typed_by_editor, browser_of, cast, article):
    press(browser_of, cast, article)
    answer = typed_by_editor.save(lead="Gõ thêm sau đó")
    page = text(answer)
    assert answer.status_code == 409
    assert "Gõ thêm sau đó" in page
    assert "Đặng Thị Mộng đã nhận viết tiếp bài này" in page
    assert "Lê Văn Phó saved" not in page
    article.refresh_from_db()
    assert article.headline == "Đã lưu"


def test_who_took_over_goes_on_and_saves(typed_by_editor, browser_of, cast, article, at):
    press(browser_of, cast, article)
    window = at("reporter")
    window.fields["lead"] = "Viết tiếp"
    assert window.save().status_code == 302
    article.refresh_from_db()
    assert (article.lead, article.version) == ("Viết tiếp", 3)
    numbers = list(article.versions.values_list("number", "is_aside"))
    assert numbers == [(3, False), (2, True), (1, False)]


def test_text_of_who_takes_over_goes_on_from_there(typed_by_editor, at, browser_of, cast, article):
    own = at("reporter")
    own.type(lead="Của tôi")
    press(browser_of, cast, article)
    page = text(own.browser.get(address(article) + "?restore=1"))
    assert 'name="version_read" value="2"' in page


def test_version_kept_aside_can_be_brought_back(typed_by_editor, browser_of, cast, article):
    press(browser_of, cast, article)
    restore(article.versions.get(number=2), cast("reporter"), version_read=2)
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Của Phó", 3)


def test_saving_what_stands_after_a_take_over_makes_no_version(
    typed_by_editor, browser_of, cast, article
):
    press(browser_of, cast, article)
    article.refresh_from_db()
    assert save_version(article, cast("reporter")).number == 1
    assert article.versions.count() == 2


def test_saving_the_text_kept_aside_makes_a_version_all_the_same(
    typed_by_editor, browser_of, cast, article, at
):
    press(browser_of, cast, article)
    window = at("reporter")
    window.fields.update(headline="Của Phó", body="<p>Phó gõ dở</p>")
    window.save()
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Của Phó", 3)
    assert not article.versions.get(number=3).is_aside


def test_an_approval_is_not_touched(typed_by_editor, browser_of, cast, article):
    before = approved(article).approved_hash
    take_over(article, cast("publisher"), cast("editor"))
    article.refresh_from_db()
    assert (article.status, article.approved_hash) == (Status.APPROVED, before)
    assert before


def test_text_that_no_form_would_take_is_kept_whole(at, browser_of, cast, article):
    window = at("editor")
    window.type(headline="", body="<p>Chưa có tít</p>", event_date="31/02/2018", no_event=None)
    press(browser_of, cast, article)
    version = article.versions.get(is_aside=True)
    assert "headline" not in version.content
    assert version.content["body"] == "<p>Chưa có tít</p>"
    assert "31/02/2018" in WorkflowEvent.objects.get(verb="take_over").note
    restore(version, cast("editor"))  # and can be brought back as it is


def test_what_is_typed_after_it_is_kept_again(typed_by_editor, browser_of, cast, article):
    press(browser_of, cast, article)
    assert not typed_by_editor.type().json()["is_kept"]  # that is version 2 by now
    assert typed_by_editor.type(lead="Gõ tiếp, chưa biết").json()["is_kept"]
    page = text(typed_by_editor.browser.get(address(article)))
    assert "Bạn có bản gõ chưa lưu" in page


def test_third_person_is_told_who_took_over_from_whom(
    typed_by_editor, at, browser_of, cast, article
):
    third = at("publisher")
    press(browser_of, cast, article)
    said = third.send().json()["told"]
    assert "Đặng Thị Mộng đã nhận viết tiếp bài này từ Lê Văn Phó" in said


# Refused


def test_nothing_typed_is_nothing_to_take_over(browser_of, cast, article, at):
    at("editor").send()
    page = text(press(browser_of, cast, article))
    assert "Lê Văn Phó không còn chữ nào chưa lưu ở bài này." in page
    assert article.versions.count() == 1
    assert [each.refused for each in WorkflowEvent.objects.filter(verb="take_over")] == [True]


def test_button_is_there_only_where_there_is_text(at, article):
    at("editor").send()
    reporter = at("reporter")
    assert "Nhận viết tiếp" not in reporter.send().json()["told"]
    at("editor").type(lead="Gõ")
    assert "Nhận viết tiếp" in reporter.send().json()["told"]
    assert "Nhận viết tiếp" in text(reporter.browser.get(address(article)))


def test_who_may_only_read_neither_sees_the_button_nor_takes_over(
    typed_by_editor, browser_of, cast, article
):
    submit(article, cast("reporter"))
    page = text(browser_of("reporter").get(address(article)))
    assert "Lê Văn Phó" in page
    assert "Nhận viết tiếp" not in page
    answer = browser_of("reporter").post(address(article, "take_over"), {"of": cast("editor").pk})
    assert answer.status_code == 403
    with pytest.raises(Refused):
        take_over(article, cast("reporter"), cast("editor"))
    assert Autosave.objects.count() == 1


def test_stranger_finds_nothing(typed_by_editor, browser_of, cast, article):
    answer = browser_of("contributor").post(
        address(article, "take_over"), {"of": cast("editor").pk}
    )
    assert answer.status_code == 404


def test_visit_takes_nothing_over(typed_by_editor, browser_of, article):
    assert browser_of("reporter").get(address(article, "take_over")).status_code == 302
    assert article.versions.count() == 1


@pytest.mark.parametrize("of", ["", "abc", "0", "999999", "-1"])
def test_nonsense_is_nobody(browser_of, article, of):
    assert browser_of("reporter").post(address(article, "take_over"), {"of": of}).status_code == 404


def test_nobody_takes_over_from_themselves(at, browser_of, cast, article):
    at("reporter").type(lead="Của tôi")
    page = text(press(browser_of, cast, article, by="reporter", of="reporter"))
    assert "Đây là bản gõ của chính bạn" in page
    assert Autosave.objects.count() == 1


def test_nothing_is_taken_over_in_the_bin(typed_by_editor, browser_of, cast, article):
    put_in_bin(article, None)
    answer = browser_of("reporter").post(address(article, "take_over"), {"of": cast("editor").pk})
    assert answer.status_code == 403


# News


def test_what_was_saved_comes_before_a_take_over_among_others(
    typed_by_editor, browser_of, cast, article
):
    take_over(article, cast("reporter"), cast("editor"))
    article.refresh_from_db()
    assert news_since(article, 1, cast("publisher")).taken_over_by == cast("reporter")
    edit(article, lead="Mới")
    assert news_since(article, 1, cast("publisher")).version.number == 3
    assert news_since(article, 1, cast("editor")).version.number == 2
    assert news_since(article, 3, cast("editor")) is None


def test_conflict_with_a_later_save_names_who_saved(at, browser_of, cast, article):
    window = at("editor")
    browser_of("reporter").post(address(article), typed(article, lead="Đã sửa"))
    page = text(window.save(lead="Của tôi"))
    assert "Đặng Thị Mộng" in page
