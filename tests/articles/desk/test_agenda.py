"""The agenda: what appears, what ends and which checks fall due, day by day."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.desk.acts.owed_check import Confirmation, OwedCheck
from articles.desk.acts.publishing import publish, unschedule, withdraw
from articles.desk.admin.agenda import DAYS, agenda
from articles.desk.article import Article
from articles.page.frame.banner import Banner
from articles.page.lists.home import Lead

from ..clock import clock_at
from ..factory import edit, make_approved, make_article, make_published
from .typing import address, text

pytestmark = pytest.mark.django_db

AGENDA = reverse("admin:agenda")
TODAY = date(2026, 11, 24)  # a Tuesday


def at(day, hour=0, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=timezone.get_current_timezone())


NOW = at(24, 10)


def entries(user, begin=TODAY):
    """What the agenda shows: (day, hour, what, title)."""
    with clock_at(NOW):
        return [
            (day.date.day, entry.hour, entry.what, entry.title)
            for day in agenda(user, begin)
            for entry in day.entries
        ]


def scheduled(headline, at, **fields):
    expires_at = fields.pop("expires_at", None)
    with clock_at(NOW):
        article = make_approved(headline=headline, **fields)
        return publish(article, None, at=at, expires_at=expires_at)


def owe(edition, by, due_at, **fields):
    return OwedCheck.objects.create(
        article=edition.article, edition=edition, by=by, cause="policy", at=NOW, due_at=due_at
    )


def test_what_appears_and_ends_stands_under_its_day_here(cast):
    scheduled("Sáng mai", at(25, 8), expires_at=at(27, 17, 30))
    scheduled("Ngay sau nửa đêm", at(25, 0, 5))
    scheduled("Trước nửa đêm", at(24, 23, 55))
    assert entries(cast("publisher")) == [
        (24, "23:55", "lên trang", "Trước nửa đêm"),
        (25, "00:05", "lên trang", "Ngay sau nửa đêm"),
        (25, "08:00", "lên trang", "Sáng mai"),
        (27, "17:30", "hết hạn", "Sáng mai"),
    ]


def test_end_at_midnight_is_the_end_of_the_day_before(cast):
    scheduled("Đến hết ngày 26", at(25, 0), expires_at=at(27, 0))
    assert entries(cast("publisher")) == [
        (25, "00:00", "lên trang", "Đến hết ngày 26"),
        (26, "24:00", "hết hạn", "Đến hết ngày 26"),
    ]


def test_bounds_of_the_window(cast):
    scheduled("Vào ngày đầu", at(24, 23, 59))
    scheduled("Ngày thứ mười bốn", at(7, 23, 59, month=12))
    scheduled("Ngày thứ mười lăm", at(8, 0, 0, month=12))
    scheduled("Hết cùng lúc", at(30, 8), expires_at=at(8, 0, month=12))
    found = {(day, title) for day, _hour, _what, title in entries(cast("publisher"))}
    assert found == {
        (24, "Vào ngày đầu"),
        (7, "Ngày thứ mười bốn"),
        (30, "Hết cùng lúc"),
        (7, "Hết cùng lúc"),
    }


def test_hours_of_the_night_are_told_apart(cast):
    for hour in [0, 4, 5, 21, 22]:
        scheduled(f"{hour} giờ", at(26, hour))
    with clock_at(NOW):
        shown = {
            e.title: e.part_of_night for d in agenda(cast("publisher"), TODAY) for e in d.entries
        }
    assert shown == {
        "0 giờ": "rạng sáng",
        "4 giờ": "rạng sáng",
        "5 giờ": "",
        "21 giờ": "",
        "22 giờ": "đêm",
    }


def test_what_was_taken_back_replaced_or_withdrawn_is_off_the_agenda(cast):
    with clock_at(NOW):
        back = make_approved(headline="Hẹn rồi thôi")
        publish(back, None, at=at(25, 8))
        unschedule(back, None)
        gone = make_approved(headline="Đã gỡ")
        publish(gone, None, expires_at=at(27, 8))
        withdraw(gone, None, "Sai")
    assert entries(cast("publisher")) == []


def test_leads_and_banners_that_end_are_on_it(cast, make_image):
    with clock_at(at(20)):
        edition = make_published(headline="Tin đầu trang")
    Lead.objects.create(article=edition.article, until=at(26, 12))
    Banner.objects.create(
        image=make_image(), alt_text="Tết", shown_from=at(25, 6), shown_until=at(28)
    )
    assert entries(cast("publisher")) == [
        (25, "06:00", "băng rôn lên trang", "Tết"),
        (26, "12:00", "thôi làm tin đầu trang chủ", "Tin đầu trang"),
        (27, "24:00", "băng rôn hết hạn", "Tết"),
    ]


def test_checks_due_stand_under_their_day_and_overdue_ones_under_today(cast):
    head = cast("publisher")
    with clock_at(at(20)):
        done, late, due = (make_published(headline=each) for each in ["Xong", "Trễ", "Sắp"])
    late, due, done = owe(late, head, at(21, 9)), owe(due, head, at(25, 9)), owe(done, head, at(25))
    Confirmation.objects.create(check_owed=done, by=cast("editor"), at=NOW)
    assert entries(cast("publisher")) == [
        (24, "09:00", "quá hạn hậu kiểm", "Trễ"),
        (25, "09:00", "hạn hậu kiểm", "Sắp"),
    ]


def test_week_that_is_over_shows_what_appeared(cast):
    with clock_at(at(10)):
        publish(make_approved(headline="Đã lên trang"), None, at=at(12, 7))
    assert entries(cast("publisher"), date(2026, 11, 10)) == [
        (12, "07:00", "lên trang", "Đã lên trang")
    ]


# On its page


def see(browser, **query):
    with clock_at(NOW):
        return browser.get(AGENDA, query)


def test_today_is_marked_and_empty_days_say_so(browser_of):
    page = text(see(browser_of("publisher")))
    assert page.count("Không có gì được lên lịch.") == DAYS
    assert page.count('aria-current="date"') == 1
    assert page.index('aria-current="date"') < page.index("Thứ Ba, 24/11/2026")
    assert "Thứ Hai, 07/12/2026" in page
    assert "08/12/2026" not in page


def test_weeks_can_be_turned(browser_of):
    page = text(see(browser_of("publisher")))
    assert 'rel="prev" href="?tu=2026-11-17"' in page
    assert 'rel="next" href="?tu=2026-12-01"' in page
    later = text(see(browser_of("publisher"), tu="2026-12-01"))
    assert "Thứ Hai, 14/12/2026" in later
    assert 'aria-current="date"' not in later
    assert f'href="{AGENDA}">Hôm nay</a>' in later


@pytest.mark.parametrize("day", ["", "x", "2026-02-30", "0001-01-01", "9999-12-31", "20261124;--"])
def test_nonsense_for_a_day_means_today(browser_of, day):
    answer = see(browser_of("publisher"), tu=day)
    assert answer.status_code == 200
    assert "Thứ Ba, 24/11/2026" in text(answer)


def test_lines_lead_to_the_articles(browser_of):
    edition = scheduled("Sáng <mai>", at(25, 8))
    page = text(see(browser_of("publisher")))
    assert f'href="{address(edition.article)}">Sáng &lt;mai&gt;</a>' in page


def test_contributor_sees_their_own_alone(browser_of, cast, make_image):
    own = scheduled("Của tôi", at(25, 8), author=cast("contributor"))
    other = scheduled("Của người khác", at(25, 9), expires_at=at(26, 9))
    owe(own, cast("publisher"), at(26))
    owe(other, cast("publisher"), at(26))
    Lead.objects.create(article=other.article, until=at(26))
    Banner.objects.create(image=make_image(), alt_text="Băng rôn kín", shown_until=at(28))
    page = text(see(browser_of("contributor")))
    assert "Của tôi" in page
    assert "bài của bạn" in page
    assert "Của người khác" not in page
    assert "Băng rôn kín" not in page
    assert {title for *_rest, title in entries(cast("reporter"))} >= {"Của tôi", "Của người khác"}


def test_who_has_no_part_in_articles_has_none_in_the_agenda(browser_of):
    for role in ["register_keeper", "administrator"]:
        assert see(browser_of(role)).status_code == 403
    assert see(Client()).status_code == 302


def test_it_stands_in_the_bar_for_who_may_open_it(browser_of):
    link = f'<a href="{AGENDA}"'
    assert link in text(browser_of("contributor").get("/quan-tri/"))
    assert link not in text(browser_of("administrator").get("/quan-tri/"))


# How much is asked


@pytest.mark.parametrize("role", ["contributor", "publisher"])
def test_it_asks_the_same_however_much_there_is(browser_of, cast, role, make_image):
    browser = browser_of(role)

    def questions():
        see(browser)
        with CaptureQueriesContext(connection) as asked:
            see(browser)
        return len(asked)

    def more(times):
        for _ in range(times):
            edition = scheduled("Tin", at(25, 8), author=cast(role), expires_at=at(27))
            owe(edition, cast("editor"), at(26))
            Lead.objects.create(article=edition.article, until=at(26))
            Banner.objects.create(image=make_image(), shown_until=at(28))

    more(1)
    for_few = questions()
    more(6)
    assert questions() == for_few <= 12


def test_no_question_walks_the_archive(cast):
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's plan")
    scheduled("Tin", at(25, 8), expires_at=at(27))
    with CaptureQueriesContext(connection) as asked:
        entries(cast("publisher"))
    plans = []
    for question in asked:
        if "articles_edition" not in question["sql"]:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {question['sql']}")
            plans.append(" ".join(row[3] for row in cursor.fetchall()))
    assert "edition_scheduled" in plans[0]
    assert "edition_expiring" in plans[1]
    assert not any("SCAN articles_edition" in plan for plan in plans)


def test_days_are_days_whatever_the_article_became(cast):
    edition = scheduled("Sẽ đổi", at(25, 8))
    with clock_at(NOW):
        edit(Article.objects.get(pk=edition.article), headline="Tên mới trên bàn")
        make_article()
    assert [title for *_rest, title in entries(cast("publisher"))] == ["Sẽ đổi"]
