"""`manage.py newsroom`: every step from the command line, with a person's own rights."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.publishing import publish
from articles.desk.acts.steps import STEPS
from articles.desk.article import Article, Status
from articles.management.commands.newsroom import OPTIONS, read_moment
from articles.page.clock import FOREVER
from articles.page.correction import Correction
from articles.page.edition import Edition
from articles.page.withdrawal import Withdrawal

from ..factory import approved, edit, make_article, make_publisher

pytestmark = pytest.mark.django_db


def newsroom(*words):
    """What the command says; words as typed."""
    out = StringIO()
    call_command("newsroom", *map(str, words), stdout=out)
    return out.getvalue().strip()


def refused(*words):
    """The lines with which the command says no."""
    with pytest.raises(CommandError) as error:
        newsroom(*words)
    return str(error.value).splitlines()


@pytest.fixture
def article(cast):
    return make_article(author=cast("reporter"), headline="Khai giảng năm học mới")


@pytest.fixture
def take(article, cast):
    """A function that takes a step with the article as the person of a role."""

    def take(verb, role, *words):
        cast(role)
        said = newsroom(verb, article.pk, "--by", role, *words)
        article.refresh_from_db()
        return said

    return take


# Every step


def test_whole_life_of_an_article(take, article):
    assert take("submit", "reporter") == "Đã gửi bài cho ban biên tập."
    assert article.status == Status.SUBMITTED
    take("take-back", "reporter")
    take("submit", "reporter")
    take("send_back", "editor", "--reason", "Thiếu tên hiệu trưởng")
    assert article.status == Status.RETURNED
    take("pass-on", "editor")
    take("approve", "publisher")
    assert article.status == Status.APPROVED
    take("publish", "publisher")
    edition = Edition.objects.live().get()
    assert edition.article == article.pk
    take("correct", "publisher", "--wrong", "7/9", "--right", "7/8", "--kind", "rectification",
         "--apology", "Xin cáo lỗi bạn đọc.", "--change-note", "Sửa ngày")  # fmt: skip
    correction = Correction.objects.get()
    assert (correction.kind, correction.apology) == ("rectification", "Xin cáo lỗi bạn đọc.")
    assert correction.edition.change_note == "Sửa ngày"
    take("withdraw", "publisher", "--reason", "Thông tin sai.", "--note", "CV 12/UBND")
    assert Withdrawal.objects.get().reason == "Thông tin sai."
    assert WorkflowEvent.objects.get(verb="withdraw").note == "CV 12/UBND"
    verbs = WorkflowEvent.objects.filter(refused=False).order_by("pk").values_list("verb", "by")
    assert [verb for verb, _by in verbs] == [
        *("submit", "take_back", "submit", "send_back", "pass_on"),
        *("approve", "publish", "correct", "withdraw"),
    ]
    assert None not in {by for _verb, by in verbs}


def test_scheduling_and_taking_the_schedule_back(take, article):
    approved(article)
    day = timezone.localtime() + timedelta(days=3)
    take("schedule", "publisher", "--at", f"{day:%d/%m/%Y} 08:00",
         "--expires-at", f"{day + timedelta(days=2):%Y-%m-%d} 17:30")  # fmt: skip
    pending = Edition.objects.pending().get()
    assert f"{timezone.localtime(pending.live_from):%d/%m/%Y %H:%M}" == f"{day:%d/%m/%Y} 08:00"
    assert f"{timezone.localtime(pending.expires_at):%H:%M}" == "17:30"
    take("unschedule", "publisher", "--reason", "Chờ ý kiến")
    assert not Edition.objects.pending().exists()
    assert article.status == Status.APPROVED


def test_emergency_is_confirmed_by_a_second_person(take, article, cast):
    take("emergency", "publisher", "--reason", "Bão đổ bộ đêm nay")
    edition = Edition.objects.live().get()
    assert edition.owed_check.by == cast("publisher")
    reasons = refused("confirm", article.pk, "--by", "publisher")
    assert len(reasons) == 2
    second = make_publisher(username="phoban")
    newsroom("confirm", article.pk, "--by", second.username, "--reason", "Đã đọc")
    assert edition.owed_check.confirmation.by == second


def test_bin_and_out_of_it(take, article):
    take("bin", "reporter")
    assert article.binned_at
    take("unbin", "reporter")
    assert article.binned_at is None


def test_major_change_moves_the_date_and_needs_a_note(take, article):
    first = publish(article, None, at=timezone.now() - timedelta(days=2), imported=True)
    approved(edit(article, headline="Cập nhật số trường"))
    assert refused("publish", article.pk, "--by", "publisher", "--major")
    take("publish", "publisher", "--major", "--change-note", "Thêm số trường")
    second = Edition.objects.live().get()
    assert second.published_at > first.published_at
    assert second.change_note == "Thêm số trường"


def test_every_answer_of_every_step_has_an_option():
    answers = {name for step in STEPS.values() for name in (*step.asks, *step.takes)}
    assert answers == {*OPTIONS, "major"}


def test_list_tells_every_step_with_its_options():
    lines = newsroom("--list").splitlines()
    assert [line.split()[0] for line in lines] == list(STEPS)
    assert any("Gỡ bài" in line and line.endswith("--reason [--note]") for line in lines)


# Refusals


def test_refusal_gives_every_reason_a_line_and_changes_nothing(cast):
    article = make_article(author=cast("reporter"), category=None, no_event=False, headline="")
    heading, *reasons = refused("submit", article.pk, "--by", "reporter")
    assert f"#{article.pk}" in heading
    assert len(reasons) == 3
    assert any("chuyên mục" in reason for reason in reasons)
    article.refresh_from_db()
    assert article.status == Status.DRAFT
    event = WorkflowEvent.objects.get()
    assert (event.refused, event.by, event.verb) == (True, cast("reporter"), "submit")


@pytest.mark.parametrize("verb", ["approve", "publish", "withdraw", "emergency", "unschedule"])
def test_nobody_has_more_rights_than_in_the_admin(article, cast, verb):
    publish(article, None)
    cast("editor")
    asked = ["--reason", "Vì"] if STEPS[verb].asks else []
    editions = Edition.objects.count()
    reasons = refused(verb, article.pk, "--by", "editor", *asked)
    assert "Việc này dành cho" in " ".join(reasons)
    assert Edition.objects.live().count() == editions == 1


def test_author_does_not_approve_alone(cast):
    article = make_article(author=cast("publisher"))
    newsroom("pass_on", article.pk, "--by", "publisher")
    assert refused("approve", article.pk, "--by", "publisher")
    article.refresh_from_db()
    assert (article.status, article.approved_hash) == (Status.IN_REVIEW, "")


def test_an_article_one_may_not_see_is_as_good_as_none(article, cast):
    unknown = refused("submit", 999999, "--by", cast("contributor").username)
    foreign = refused("submit", article.pk, "--by", "contributor")
    assert foreign == [unknown[0].replace("999999", str(article.pk))]
    assert not WorkflowEvent.objects.exists()


@pytest.mark.parametrize("number", ["abc", "-1", "1.5", "٣", "9" * 30, "1 OR 1", ""])
def test_nonsense_for_a_number(cast, number):
    cast("editor")
    assert len(refused("submit", "--by=editor", "--", number)) == 1


@pytest.mark.parametrize("verb", ["delete", "duplicate", "erase", "publish now", ""])
def test_unknown_step_names_those_there_are(article, cast, verb):
    cast("publisher")
    (line,) = refused(verb, article.pk, "--by", "publisher")
    assert ", ".join(STEPS) in line


def test_a_person_is_always_named(article):
    assert "--by" in refused("submit", article.pk)[0]
    assert "khongai" in refused("submit", article.pk, "--by", "khongai")[0]
    assert "REPORTER" in refused("submit", article.pk, "--by", "REPORTER")[0]


@pytest.mark.parametrize("closed", ["is_active", "is_staff"])
def test_a_closed_account_does_nothing(article, cast, closed):
    user = cast("reporter")
    setattr(user, closed, False)
    user.save()
    assert "reporter" in refused("submit", article.pk, "--by", "reporter")[0]
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_missing_and_surplus_answers_are_told_together(article, cast):
    approved(article)
    cast("publisher")
    lines = refused("schedule", article.pk, "--by=publisher", "--wrong=x", "--expires-at=mai")
    assert len(lines) == 3
    for word in ["--at", "--wrong", "--expires-at"]:
        assert any(word in line for line in lines)
    assert not WorkflowEvent.objects.filter(verb="schedule").exists()


@pytest.mark.parametrize("verb", ["send_back", "withdraw", "emergency"])
def test_a_reason_is_asked_for_and_blanks_are_none(article, cast, verb):
    publish(article, None)
    edit(article, headline="Sửa")
    cast("publisher")
    assert "--reason" in refused(verb, article.pk, "--by", "publisher")[0]
    assert refused(verb, article.pk, "--by", "publisher", "--reason", "   ")
    assert Edition.objects.live().count() == 1


def test_unknown_kind_of_correction(article, cast):
    publish(article, None)
    cast("publisher")
    words = ["--by=publisher", "--wrong=7/9", "--right=7/8", "--kind=lie"]
    assert "rectification" in refused("correct", article.pk, *words)[0]
    assert not Correction.objects.exists()


# Dates


@pytest.mark.parametrize(
    "text",
    [
        *("2026-11-24 08:00", "24/11/2026 08:00", "2026-11-24T08:00", "2026-11-24T08:00+07:00"),
        *("2026-11-24T01:00Z", "2026-11-24 01:00:00+00:00", "  24/11/2026   08:00 "),
    ],
)
def test_ways_to_write_eight_in_the_morning(text):
    assert read_moment(text) == datetime(2026, 11, 24, 1, tzinfo=UTC)


NONSENSE = [
    *("", "mai", "08:00", "2026-11-24", "24/11/2026", "20261124", "31/02/2026 08:00"),
    *("2026-02-30 08:00", "24/13/2026 08:00", "2026-11-24 25:00", "11/24/2026 08:00"),
    *("0001-01-01 00:00", "9999-12-31T23:59-14:00", "24/11/26 08:00", "2026-11-24 08:00+99:00"),
]


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_for_a_date(article, cast, text):
    approved(article)
    cast("publisher")
    (line,) = refused("schedule", article.pk, "--by=publisher", f"--at={text}")
    assert "24/11/2026 08:00" in line
    assert not Edition.objects.exists()


def test_a_moment_that_has_passed_is_refused_by_the_verb(article, cast):
    approved(article)
    cast("publisher")
    assert refused("schedule", article.pk, "--by=publisher", "--at=2018-08-07 08:00")
    assert WorkflowEvent.objects.get(verb="schedule").refused


@pytest.mark.parametrize("dates", [{"at": FOREVER}, {"expires_at": FOREVER + timedelta(days=1)}])
def test_the_end_of_time_is_no_date(article, cast, dates):
    approved(article)
    with pytest.raises(Exception, match="quá xa"):
        publish(Article.objects.get(pk=article.pk), cast("publisher"), **dates)
    assert not Edition.objects.exists()


# The program itself


def test_refusal_is_an_exit_code_and_no_traceback(tmp_path):
    root = Path(__file__).resolve().parents[3]
    environment = {
        **os.environ,
        "NEWSROOM_DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    command = [sys.executable, root / "manage.py", "newsroom", "fly", "1", "--by", "x"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=root)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "Traceback" not in ran.stderr
    assert "fly" in ran.stderr
    assert settings.LANGUAGE_CODE == "vi"
    assert "Không có bước" in ran.stderr
