"""The audit: who may read the diary of all articles, how it is searched, and what leaves as CSV."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.desk.acts.event import WorkflowEvent, record
from articles.desk.acts.publishing import withdraw
from articles.desk.acts.workflow import send_back, submit
from articles.desk.admin.audit import day_of
from articles.desk.article import Article, Status
from articles.desk.reports.audit import csv_of, defused, search_entries

from ..factory import make_article, make_published
from .typing import text

pytestmark = pytest.mark.django_db

AUDIT = reverse("admin:articles_workflowevent_changelist")
EXPORT = reverse("admin:articles_workflowevent_export")


@pytest.fixture
def story(cast):
    """An article that was sent to the editors, sent back, published and withdrawn."""
    article = make_article(author=cast("reporter"), headline="Đêm hội trăng rằm")
    submit(article, cast("reporter"))
    send_back(article, cast("editor"), "Thiếu tên hiệu trưởng")
    make_published(headline="Bài khác")
    return article


def happened(at, verb="publish", **fields):
    """An entry of a day of old; entries are written with the clock of their own moment."""
    [entry] = WorkflowEvent.objects.bulk_create([WorkflowEvent(verb=verb, article=7, **fields)])
    # The guards allow no date of one's own, so it is set where they look away.
    from articles.page import guards

    with guards.lifted():
        WorkflowEvent.objects.filter(pk=entry.pk).update(at=at)
    return entry


def entries_of(response):
    return list(response.context["cl"].result_list)


def entry_page(entry):
    return reverse("admin:articles_workflowevent_change", args=[entry.pk])


def rows_of(response):
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


# Who may


@pytest.mark.parametrize("role", ["publisher", "administrator"])
def test_who_answers_for_the_newsroom_reads_the_diary(browser_of, story, role):
    browser = browser_of(role)
    assert "Đã gửi bài cho ban biên tập" in text(browser.get(AUDIT))
    assert browser.get(entry_page(WorkflowEvent.objects.first())).status_code == 200
    assert browser.post(EXPORT).status_code == 200


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor", "register_keeper"])
def test_others_do_not(browser_of, story, role):
    browser = browser_of(role)
    for answer in [
        browser.get(AUDIT),
        browser.get(entry_page(WorkflowEvent.objects.first())),
        browser.post(EXPORT),
    ]:
        assert answer.status_code == 403
    assert not LogEntry.objects.exists()


def test_strangers_are_sent_to_sign_in(client, story):
    for address in [AUDIT, EXPORT]:
        assert "/login/" in client.post(address).url


def test_nobody_writes_into_the_diary_by_its_pages(browser_of, story):
    publisher = browser_of("publisher")
    entry = WorkflowEvent.objects.first()
    before = list(WorkflowEvent.objects.values())
    assert publisher.get(f"{AUDIT}add/").status_code == 403
    assert publisher.post(entry_page(entry), {"verb": "x", "reason": "x"}).status_code == 403
    delete = reverse("admin:articles_workflowevent_delete", args=[entry.pk])
    assert publisher.post(delete, {"post": "yes"}).status_code == 403
    publisher.post(AUDIT, {"action": "delete_selected", "_selected_action": [entry.pk]})
    assert list(WorkflowEvent.objects.values()) == before


def test_administrator_reads_what_happened_and_nothing_of_the_article(browser_of, story):
    administrator = browser_of("administrator")
    page = text(administrator.get(AUDIT))
    assert f"#{story.pk}" in page
    assert "Thiếu tên hiệu trưởng" in page
    assert "Đêm hội trăng rằm" not in page
    assert reverse("admin:articles_article_change", args=[story.pk]) not in page
    page = text(browser_of("publisher").get(AUDIT))
    assert "Đêm hội trăng rằm" in page
    assert reverse("admin:articles_article_change", args=[story.pk]) in page


def test_the_inner_note_is_for_those_who_may_see_the_article(browser_of, story, cast):
    edition = make_published()
    article = Article.objects.get(pk=edition.article)
    withdraw(article, cast("publisher"), "Sai sự thật.", note="Theo công văn 15/CV")
    entry = WorkflowEvent.objects.get(verb="withdraw")
    assert "Theo công văn 15/CV" in text(browser_of("publisher").get(entry_page(entry)))
    administrator = browser_of("administrator")
    assert "Sai sự thật." in text(administrator.get(entry_page(entry)))
    for role in ["publisher", "administrator"]:
        browser = browser_of(role)
        assert "công văn" not in text(browser.get(AUDIT))
        assert "công văn" not in str(rows_of(browser.post(EXPORT)))
    assert "công văn" not in text(administrator.get(entry_page(entry)))
    assert not entries_of(administrator.get(AUDIT, {"q": "công văn"}))


# Finding


def test_the_newest_entry_comes_first(browser_of, story):
    rows = entries_of(browser_of("publisher").get(AUDIT))
    assert rows == list(WorkflowEvent.objects.order_by("-at", "-pk"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hieu truong", {"send_back"}),
        ("HIỆU TRƯỞNG thiếu", {"send_back"}),
        ("Đặng Thị Mộng", {"submit"}),
        ("dang mong", {"submit"}),
        ("không ai nói vậy", set()),
    ],
)
def test_words_find_reasons_and_persons_with_or_without_marks(story, words, found):
    rows = search_entries(WorkflowEvent.objects.all(), words)
    assert {each.verb for each in rows} == found


@pytest.mark.parametrize("shape", ["{}", "#{}", " {} "])
def test_a_number_finds_its_article(story, shape):
    rows = search_entries(WorkflowEvent.objects.all(), shape.format(story.pk))
    assert {each.article for each in rows} == {story.pk}
    assert {each.verb for each in rows} == {"submit", "send_back"}


@pytest.mark.parametrize("words", ["%", "_", "'", "9" * 40, "١٢", "\x00"])
def test_odd_words_find_nothing_and_break_nothing(browser_of, story, words):
    answer = browser_of("publisher").get(AUDIT, {"q": words})
    assert answer.status_code == 200


def test_filters_by_act_person_and_outcome(browser_of, story, cast):
    record(story, "publish", cast("editor"), reason="Chưa có ảnh.", refused=True)
    publisher = browser_of("publisher")

    def verbs(**filters):
        return [each.verb for each in entries_of(publisher.get(AUDIT, filters))]

    assert verbs(act="send_back") == ["send_back"]
    assert verbs(person=cast("reporter").pk) == ["submit"]
    assert verbs(person="system") == ["publish"]
    assert verbs(outcome="refused") == ["publish"]
    assert "publish" not in verbs(outcome="done", person=cast("editor").pk)
    assert verbs(person=cast("editor").pk, outcome="refused") == ["publish"]
    assert len(verbs(person="khong-co", outcome="x", act="")) == 4


def test_days_are_whole_days_of_the_newsroom(browser_of, cast):
    # 23:30 on 30 November and 00:30 on 1 December, in Vietnam.
    last = happened(datetime(2026, 11, 30, 16, 30, tzinfo=UTC))
    next_day = happened(datetime(2026, 11, 30, 17, 30, tzinfo=UTC))
    publisher = browser_of("publisher")

    def found(**days):
        return entries_of(publisher.get(AUDIT, days))

    assert found(**{"from": "2026-11-30", "to": "2026-11-30"}) == [last]
    assert found(**{"from": "01/12/2026"}) == [next_day]
    assert found(to="2026-11-30") == [last]
    assert found(**{"from": "vớ vẩn", "to": "99/99/9999"}) == [next_day, last]
    page = publisher.get(AUDIT, {"from": "2026-12-02", "to": "2026-12-01", "act": "publish"})
    assert "Ngày cuối đứng trước ngày đầu" in text(page)
    # The form of the days keeps the other filters.
    assert '<input type="hidden" name="act" value="publish">' in text(page)


@pytest.mark.parametrize("typed", ["", "0001-01-01", "9999-12-31", "2026-13-01", "hôm nay"])
def test_what_is_no_day_is_no_filter(typed):
    assert day_of(typed) is None


def test_an_empty_diary_and_an_empty_search_say_so(browser_of, db):
    publisher = browser_of("publisher")
    assert "Chưa có việc gì" in text(publisher.get(AUDIT))
    assert "Không có mục nào như vậy" in text(publisher.get(AUDIT, {"q": "xyz"}))


def test_a_refused_try_is_told_as_one(browser_of, story, cast):
    record(story, "publish", cast("editor"), reason="Bài chưa có ảnh.", refused=True)
    page = text(browser_of("publisher").get(AUDIT))
    assert "Định đăng bài nhưng chưa được" in page
    assert "badge--refused" in page
    assert "Bài chưa có ảnh." in page


# What it costs


def cost(browser, **filters):
    """How many queries one look at the list takes."""
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(AUDIT, filters).status_code == 200
    return len(asked)


def write_long_diary(cast, length):
    """Entries of the last years, most of them by two persons, a few of them rare or refused."""
    persons = [cast("reporter").pk, cast("editor").pk]
    rows = (
        WorkflowEvent(
            article=number % 9_000,
            verb="erase" if number % 30_000 == 0 else ["submit", "publish"][number % 2],
            by_id=persons[number % 2],
            reason="Thiếu ảnh",
            search_text="thieu anh",
            refused=number % 5_000 == 0,
        )
        for number in range(length)
    )
    WorkflowEvent.objects.bulk_create(rows, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_workflowevent")


def test_a_long_diary_is_read_off_its_indexes(browser_of, cast, story):
    publisher = browser_of("publisher")
    cost(publisher)
    of_a_short_one = cost(publisher)
    write_long_diary(cast, 100_000)
    newest = WorkflowEvent.objects.order_by("-at", "-pk")
    for filters, index in [
        ({}, "event_newest"),
        ({"by": cast("reporter")}, "event_newest_of_person"),
        ({"by": cast("publisher")}, "event_newest_of_person"),
        ({"verb": "erase"}, "event_newest_of_act"),
        ({"refused": True}, "event_newest_refused"),
    ]:
        plan = newest.filter(**filters)[:50].explain()
        assert "TEMP B-TREE" not in plan, filters
        assert "Seq Scan" not in plan, filters
        assert index in plan, plan
    assert cost(publisher) == of_a_short_one <= 12
    assert "Hơn 1.000 mục" in text(publisher.get(AUDIT))


# What leaves as CSV


def test_csv_holds_what_the_filters_leave(browser_of, story, cast):
    publisher = browser_of("publisher")
    header, row = rows_of(publisher.post(f"{EXPORT}?act=send_back&from=2020-01-01"))
    assert header[:4] == ["Ngày", "Giờ", "Người thực hiện", "Tên đăng nhập"]
    cells = dict(zip(header, row, strict=True))
    entry = WorkflowEvent.objects.get(verb="send_back")
    at = timezone.localtime(entry.at)
    assert (cells["Ngày"], cells["Giờ"]) == (f"{at:%d/%m/%Y}", f"{at:%H:%M:%S}")
    assert cells["Người thực hiện"] == "Lê Văn Phó"
    assert cells["Tên đăng nhập"] == "editor"
    assert cells["Việc"] == "Đã trả bài lại cho tác giả"
    assert cells["Số bài"] == str(story.pk)
    assert cells["Trạng thái sau"] == str(Status.RETURNED.label)
    assert cells["Lý do"] == "Thiếu tên hiệu trưởng"
    assert cells["Bị từ chối"] == "không"


def test_csv_writes_the_hour_of_the_newsroom():
    happened(datetime(2026, 11, 30, 17, 30, tzinfo=UTC))
    written = b"".join(csv_of(WorkflowEvent.objects.all())).decode()
    assert "01/12/2026,00:30:00" in written


@pytest.mark.parametrize(
    "reason",
    ["=HYPERLINK(1)", "+84 33", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "\n@x"],
)
def test_no_cell_becomes_a_formula(browser_of, story, cast, reason):
    record(story, "bin", cast("reporter"), reason=reason)
    header, row = rows_of(browser_of("publisher").post(f"{EXPORT}?act=bin"))
    assert row[header.index("Lý do")].startswith("'")


def test_plain_cells_stay_as_they_are():
    for cell in ["", "Bài 12/QĐ - sửa", "a=b", "1+1", "'nháy"]:
        assert defused(cell) == cell


def test_the_whole_hash_stands_with_the_entry(browser_of, story):
    entry = WorkflowEvent.objects.exclude(hash="").first()
    publisher = browser_of("publisher")
    assert entry.hash not in re.sub(r'title="[^"]*"', "", text(publisher.get(AUDIT)))
    assert f"<code>{entry.hash}</code>" in text(publisher.get(entry_page(entry)))


def test_what_was_taken_along_is_written_down_without_the_words_searched(browser_of, story, cast):
    browser_of("publisher").post(f"{EXPORT}?q=hieu+truong&act=send_back")
    entry = LogEntry.objects.get()
    assert entry.user == cast("publisher")
    assert "1 mục" in entry.change_message
    assert "send_back" in entry.change_message
    assert "hieu" not in entry.change_message


def test_a_mere_visit_takes_nothing_along(browser_of, story):
    answer = browser_of("publisher").get(EXPORT)
    assert (answer.status_code, answer.url) == (302, AUDIT)
    assert not LogEntry.objects.exists()


def test_csv_of_a_filter_that_cannot_be_read_goes_back_to_the_list(browser_of, story):
    answer = browser_of("publisher").post(f"{EXPORT}?khong_co=1")
    assert (answer.status_code, answer.url) == (302, AUDIT)
    assert not LogEntry.objects.exists()


def test_csv_is_sent_in_stretches(story, django_assert_num_queries):
    for _number in range(5):
        record(story, "edit", None)
    with django_assert_num_queries(2):  # persons, entries
        lines = list(csv_of(WorkflowEvent.objects.all()))
    # The mark, the header, and one piece for each entry: nothing is gathered first.
    assert len(lines) == 2 + WorkflowEvent.objects.count()


def test_older_pages_keep_the_filters(browser_of, story, cast):
    for _number in range(60):
        record(story, "edit", cast("reporter"))
    page = text(browser_of("publisher").get(AUDIT, {"act": "edit"}))
    assert "?act=edit&amp;p=2" in page
    second = browser_of("publisher").get(AUDIT, {"act": "edit", "p": 2})
    assert len(entries_of(second)) == 10
    # Clocks may stand still within one test; the number decides then.
    assert entries_of(second)[0].at <= timezone.now() + timedelta(seconds=1)
