"""What readers are told of the past: updates, corrections, withdrawals, and nothing of the desk."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.desk.acts.event import WorkflowEvent, record
from articles.desk.acts.publishing import correct, publish, unschedule, withdraw
from articles.desk.article import Article
from articles.page.correction import Correction, newest_corrections
from articles.page.edition import Edition
from articles.page.frame.site import SiteIdentity
from articles.page.past import past_of
from articles.page.withdrawal import Withdrawal
from tests.articles.clock import clock_at
from tests.articles.factory import approved, edit, make_approved, make_published

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 2, 1, tzinfo=UTC)  # 08:00 in Vietnam
SECRET = "Bímậtnộibộ"


def page(client, address):
    return client.get(address).content.decode()


def history(html):
    """The texts of the history of updates, in order; None where there is none."""
    found = re.search(r'<section class="changes".*?</section>', html, re.DOTALL)
    return re.findall(r"<p>(.*?)</p>", found[0], re.DOTALL) if found else None


def data_of(html):
    [written] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return json.loads(written)[0]


@pytest.fixture
def hands():
    """The clock of the site, at eight in the morning; move its ``moment``."""
    with clock_at(START) as hands:
        yield hands


def change(hands, article, *, hours, major=True, note="", **fields):
    """Publish a change some hours later; the edition is returned."""
    hands.moment += timedelta(hours=hours)
    edit(article, **(fields or {"lead": f"Sửa lúc {hands.moment:%d/%m %H:%M}"}))
    return publish(approved(article), None, major=major, change_note=note)


# The history of updates


def test_major_changes_are_told_the_newest_first(client, hands):
    article = make_approved()
    publish(article, None)
    change(hands, article, hours=1, note="Bổ sung số liệu")
    change(hands, article, hours=1, major=False, note="Sửa lỗi chính tả")
    edition = change(hands, article, hours=1, note="Cập nhật danh sách")
    html = page(client, edition.get_absolute_url())
    assert history(html) == ["Cập nhật danh sách", "Bổ sung số liệu", "Đăng lần đầu"]
    assert "Lịch sử cập nhật" in html
    assert "11:00, 02/11/2026" in html
    assert "Sửa lỗi chính tả" not in html


def test_an_article_of_one_edition_has_no_history(client, hands):
    edition = publish(make_approved(), None, change_note="Lần đầu", major=True)
    html = page(client, edition.get_absolute_url())
    assert history(html) is None
    assert "Đăng lần đầu" not in html
    assert "Lần đầu" not in html


def test_a_small_mend_is_told_nowhere_and_moves_no_date(client, hands):
    article = make_approved()
    publish(article, None)
    edition = change(hands, article, hours=2, major=False, note="Sửa dấu phẩy")
    html = page(client, edition.get_absolute_url())
    assert history(html) is None
    assert "Cập nhật:" not in html
    assert data_of(html)["dateModified"] == data_of(html)["datePublished"]
    assert data_of(html)["datePublished"] == "2026-11-02T08:00:00+07:00"


def test_a_change_that_has_not_begun_or_was_taken_back_is_not_told(client, hands):
    article = make_approved()
    first = publish(article, None)
    publish(
        approved(edit(article, lead="Ngày mai")),
        None,
        at=START + timedelta(days=1),
        major=True,
        change_note="Tin ngày mai",
    )
    assert history(page(client, first.get_absolute_url())) is None
    unschedule(article, None)
    change(hands, article, hours=1, note="Tin hôm nay")
    html = page(client, first.get_absolute_url())
    assert history(html) == ["Tin hôm nay", "Đăng lần đầu"]
    assert "Tin ngày mai" not in html


def test_a_scheduled_change_is_told_from_its_moment_on(client, hands):
    article = make_approved()
    first = publish(article, None)
    edit(article, lead="Chiều nay")
    publish(
        approved(article), None, at=START + timedelta(hours=6), major=True, change_note="Tin chiều"
    )
    hands.moment = START + timedelta(hours=6)
    assert history(page(client, first.get_absolute_url())) == ["Tin chiều", "Đăng lần đầu"]


def test_what_was_typed_into_a_note_is_text(client, hands):
    article = make_approved()
    publish(article, None)
    edition = change(hands, article, hours=1, note="<b>đậm</b>\nhai dòng & một")
    html = page(client, edition.get_absolute_url())
    assert "&lt;b&gt;đậm&lt;/b&gt;<br>hai dòng &amp; một" in html


# The dates readers see


def test_both_dates_stand_on_the_page_when_a_change_moved_the_date(client, hands):
    article = make_approved()
    publish(article, None)
    change(hands, article, hours=3, note="Bổ sung")
    edition = change(hands, article, hours=1, major=False)
    html = page(client, edition.get_absolute_url())
    byline = re.search(r'<p class="byline">.*?</p>', html, re.DOTALL)[0]
    assert re.search(r'Cập nhật: <time datetime="2026-11-02T11:00:00\+07:00">', byline)
    assert re.search(r'Đăng lần đầu: <time datetime="2026-11-02T08:00:00\+07:00">', byline)
    assert '"article:published_time" content="2026-11-02T08:00:00+07:00"' in html
    assert '"article:modified_time" content="2026-11-02T11:00:00+07:00"' in html


def test_machines_read_the_first_day_and_the_last_change(client, hands):
    article = make_approved()
    publish(article, None)
    edition = change(hands, article, hours=3, note="Bổ sung")
    data = data_of(page(client, edition.get_absolute_url()))
    assert data["datePublished"] == "2026-11-02T08:00:00+07:00"
    assert data["dateModified"] == "2026-11-02T11:00:00+07:00"
    hands.moment += timedelta(hours=2)
    correct(article, None, kind="correction", wrong="một", right="hai")
    data = data_of(page(client, edition.get_absolute_url()))
    assert data["dateModified"] == "2026-11-02T13:00:00+07:00"


def test_the_past_of_an_edition_ends_with_it(hands):
    article = make_approved()
    first = publish(article, None)
    second = change(hands, article, hours=1, note="Một")
    change(hands, article, hours=1, note="Hai")
    assert past_of(first).changes == ()
    assert [each.change_note for each in past_of(second).changes] == ["Một"]
    assert past_of(second).first_published == START


# What it costs


def test_only_what_has_a_past_asks_for_it(client, hands, django_assert_num_queries):
    SiteIdentity.objects.create(name="Cổng tin Móng Cái")
    article = make_approved()
    edition = publish(article, None)
    with django_assert_num_queries(5):
        client.get(edition.get_absolute_url())
    for number in range(5):
        edition = change(hands, article, hours=1, note=f"Lần {number}")
    with django_assert_num_queries(6):
        client.get(edition.get_absolute_url())


def test_the_list_of_corrections_costs_the_same_on_every_page(client, django_assert_num_queries):
    SiteIdentity.objects.create(name="Cổng tin Móng Cái")
    many_corrections(50)
    address = "/dinh-chinh/"
    while address:
        with django_assert_num_queries(4):
            html = page(client, address)
        older = re.search(r'href="(\?sau=[^"]+)" rel="next"', html)
        address = f"/dinh-chinh/{older[1]}" if older else None


# Corrections


def many_corrections(count):
    """Corrections of one article, two in each moment; their texts are numbered."""
    edition = make_published()
    return Correction.objects.bulk_create(
        Correction(
            article=edition.article,
            edition=edition,
            kind="correction",
            wrong=f"sai {number:03}",
            right=f"đúng {number:03}",
            at=START + timedelta(minutes=number // 2),
        )
        for number in range(count)
    )


def test_a_correction_shows_all_that_it_says(client):
    article = make_approved(headline="Bài có chỗ sai")
    publish(article, None)
    words = {"wrong": "ngày 7/9", "right": "ngày 7/8", "apology": "Chúng tôi thành thật xin lỗi."}
    for kind in ["correction", "rectification", "apology"]:
        correct(article, None, kind=kind, **words)
    edition = Edition.objects.live().get()
    for address in [edition.get_absolute_url(), "/dinh-chinh/"]:
        html = page(client, address)
        for shown in ["Đính chính", "Cải chính", "Xin lỗi", *words.values()]:
            assert shown in html, (address, shown)
    assert html.count(f'href="{edition.get_absolute_url()}"') == 3


def test_corrections_are_led_through_once_each_the_newest_first(client):
    many_corrections(47)
    seen, address = [], "/dinh-chinh/"
    while address:
        html = page(client, address)
        seen += re.findall(r"sai (\d{3})", html)
        older = re.search(r'href="(\?sau=[^"]+)" rel="next"', html)
        assert bool(older) == (len(seen) < 47)
        assert ("noindex" in html) == ("sau=" in address)
        address = f"/dinh-chinh/{older[1]}" if older else None
    assert seen == [f"{number:03}" for number in reversed(range(47))]


def test_corrections_are_read_off_an_index():
    many_corrections(3_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_correction")
    with CaptureQueriesContext(connection) as asked:
        newest_corrections(None, 20)
    [query] = asked.captured_queries
    with connection.cursor() as cursor:
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{explain} {query['sql']}")
        plan = str(cursor.fetchall())
    assert "correction_newest" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


@pytest.mark.parametrize("cursor", ["", "abc", "9" * 17 + "-1", "0-0", "-1--1", "'; --"])
def test_a_malformed_cursor_never_fails(client, cursor):
    many_corrections(3)
    assert client.get("/dinh-chinh/", {"sau": cursor}).status_code == 200


def test_without_corrections_the_list_says_so(client):
    assert "Chưa có thông tin đính chính nào." in page(client, "/dinh-chinh/")
    many_corrections(1)
    end = page(client, "/dinh-chinh/?sau=1-1")
    assert "Không còn thông tin đính chính cũ hơn." in end
    assert 'href="/dinh-chinh/"' in end


def test_the_correction_of_a_withdrawn_article_stays_in_the_list(client):
    article = make_approved(headline="Bài đã gỡ")
    publish(article, None)
    correct(article, None, kind="correction", wrong="một trăm", right="một nghìn")
    withdraw(article, None, "Thông tin sai.", signed_by="Ban Biên tập")
    html = page(client, "/dinh-chinh/")
    assert "một nghìn" in html
    assert "Bài viết không còn đăng." in html
    assert "Bài đã gỡ" not in html


# Withdrawals


def test_a_withdrawn_page_is_signed_and_dated(client, hands):
    article = make_approved()
    edition = publish(article, None)
    hands.moment += timedelta(hours=1)
    withdraw(article, None, "Trùng\nnội dung.", signed_by="Ban Biên tập")
    answer = client.get(edition.get_absolute_url())
    html = answer.content.decode()
    assert answer.status_code == 410
    for shown in ["Trùng<br>nội dung.", "09:00, 02/11/2026", "Ban Biên tập", "noindex"]:
        assert shown in html
    assert edition.headline not in html


def test_what_nobody_signed_the_site_signs(client):
    SiteIdentity.objects.create(name="Cổng tin Móng Cái")
    article = make_approved()
    edition = publish(article, None)
    withdraw(article, None, "Trùng nội dung.")
    html = page(client, edition.get_absolute_url())
    assert re.search(r'<p class="meta">Cổng tin Móng Cái, <time[^>]*>[^<]*</time></p>', html)


# Nothing of the desk


def test_no_public_page_tells_what_the_desk_wrote_for_itself(client, hands):
    """Inner notes, reasons among staff and refused tries stay where they were written."""
    live, gone = make_approved(headline="Bài còn đăng"), make_approved(headline="Bài đã gỡ")
    for article in [live, gone]:
        record(article, "send_back", None, reason=f"{SECRET} lý do trả lại", note=SECRET)
        record(article, "publish", None, reason=f"{SECRET} từ chối", refused=True)
        publish(article, None)
        change(hands, article, hours=1, note="Bổ sung")
        correct(article, None, kind="correction", wrong="một", right="hai")
    last = Edition.objects.of_article(gone.pk).first()
    withdraw(gone, None, "Lý do công khai.", note=f"{SECRET} công văn 15", signed_by="BBT")
    assert SECRET in WorkflowEvent.objects.get(article=gone.pk, verb="withdraw").note
    assert Withdrawal.objects.get().reason == "Lý do công khai."
    addresses = [
        *("/", "/dinh-chinh/", "/rss/", "/sitemap.xml", "/sitemap-news.xml", "/sitemap-0.xml"),
        *("/tim-kiem/?q=bimatnoibo", "/lanh-dao/", "/co-quan-don-vi/", "/robots.txt"),
        Edition.objects.live().get(article=live.pk).get_absolute_url(),
        last.get_absolute_url(),
        live.category.get_absolute_url(),
    ]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code in {200, 410}, address
        assert SECRET not in answer.content.decode(), address
    assert Article.objects.count() == 2
