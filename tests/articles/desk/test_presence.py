"""Who has an article open, since when, and what they are told. Nobody is locked out."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.desk.article import Article
from articles.desk.versions.presence import Presence
from articles.desk.versions.restoring import restore

from ..factory import edit, make_article
from .open_form import Window
from .typing import address, text, typed

pytestmark = pytest.mark.django_db

MORNING = "2026-03-02T08:12:00+07:00"


@pytest.fixture
def article(cast):
    return make_article(author=cast("reporter"), headline="Chung")


@pytest.fixture
def at(browser_of, cast, article):
    """A function that opens the form for the person of a role."""
    return lambda role: Window(browser_of(role), cast(role), article)


def told(answer):
    return answer.json()["told"]


def test_who_has_it_open_is_told_with_since_when(at, article):
    with time_machine.travel(MORNING, tick=False) as clock:
        at("editor").send()
        clock.shift(timedelta(seconds=50))
        assert "Lê Văn Phó đang mở bài này từ 08:12." in told(at("reporter").send())
        assert "Lê Văn Phó đang mở bài này từ 08:12." in text(
            at("publisher").browser.get(address(article))
        )


def test_last_typing_is_told_in_minutes(at):
    with time_machine.travel(MORNING, tick=False) as clock:
        editor = at("editor")
        editor.type(lead="Sửa")
        assert "gõ lần cuối vừa xong" in told(at("reporter").send())
        clock.shift(timedelta(seconds=59))
        editor.send()
        clock.shift(timedelta(seconds=1))
        assert "từ 08:12, gõ lần cuối 1 phút trước." in told(at("reporter").send())


def test_nobody_is_told_of_themselves(at):
    editor = at("editor")
    assert told(editor.type(lead="Sửa")) == ""
    assert told(at("editor").send()) == ""


def test_it_counts_for_a_minute_and_begins_anew(at):
    with time_machine.travel(MORNING, tick=False) as clock:
        at("editor").send()
        clock.shift(timedelta(seconds=60))
        assert told(at("reporter").send()) == ""
        at("editor").send()
        assert "từ 08:13." in told(at("reporter").send())


def test_signs_of_life_carry_it_on(at):
    with time_machine.travel(MORNING, tick=False) as clock:
        editor = at("editor")
        for _ping in range(20):
            editor.send()
            clock.shift(timedelta(seconds=10))
        assert "từ 08:12." in told(at("reporter").send())
    assert Presence.objects.count() == 2


def test_leaving_ends_it_at_once_and_keeps_what_was_typed(at):
    editor = at("editor")
    editor.send()
    form = {**typed(editor.article), "lead": "Chữ cuối cùng"}
    form = {name: each if isinstance(each, list) else [str(each)] for name, each in form.items()}
    editor.send(form, leaving=True)
    assert not Presence.objects.exists()
    assert "Lê Văn Phó có bản gõ chưa lưu ở đây" in told(at("reporter").send())


def test_who_left_text_behind_is_told_of_with_the_day(at):
    with time_machine.travel(MORNING, tick=False) as clock:
        at("editor").type(lead="Trước kỳ nghỉ")
        clock.shift(timedelta(days=9))
        said = told(at("reporter").send())
    assert "gõ lần cuối lúc 08:12 02/03/2026" in said


def test_nobody_is_locked_out_by_somebody_who_is_there(at, article):
    at("editor").type(lead="Đang gõ")
    reporter = at("reporter")
    reporter.fields["lead"] = "Tôi lưu trước"
    assert reporter.save().status_code == 302
    article.refresh_from_db()
    assert article.lead == "Tôi lưu trước"


def test_newer_version_is_told_before_saving(at, article):
    editor = at("editor")
    assert told(editor.send()) == ""
    reporter = at("reporter")
    reporter.fields["lead"] = "Đã sửa"
    with time_machine.travel("2026-03-02T08:20:00+07:00", tick=False):
        reporter.save()
        said = told(editor.send())
    assert "Đặng Thị Mộng đã lưu phiên bản 2 lúc 08:20." in said
    assert f'href="{address(article, "compare")}?left=1&amp;right=2"' in said
    assert editor.browser.get(address(article, "compare") + "?left=1&right=2").status_code == 200


def test_restored_version_is_told_as_well(at, article, cast):
    edit(article, lead="Hai")
    editor = at("editor")
    editor.article = Article.objects.get()
    assert told(editor.send()) == ""
    restore(article.versions.get(number=1), cast("reporter"))
    assert "đã lưu phiên bản 3" in told(editor.send())


def test_names_are_told_as_text(at, cast):
    user = cast("editor")
    user.full_name = "<script>alert(1)</script>"
    user.save()
    at("editor").type(lead="x")
    assert "<script>" not in told(at("reporter").send())


def test_old_presence_shows_nothing_and_harms_nothing(at, cast, article):
    long_ago = timezone.now() - timedelta(days=400)
    Presence.objects.create(article=article, user=cast("editor"), since=long_ago, seen_at=long_ago)
    assert told(at("reporter").send()) == ""
    at("editor").send()
    assert Presence.objects.get(user=cast("editor")).since > long_ago


def test_sign_of_life_asks_few_questions(at, django_assert_max_num_queries):
    for role in ["editor", "publisher"]:
        at(role).type(lead=role)
    reporter = at("reporter")
    reporter.send()
    with django_assert_max_num_queries(12):
        reporter.send()
