"""The monthly table: each article once, in the month readers first got it, and by whose work."""

import zipfile
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from articles.desk.acts.publishing import correct, publish, unschedule, withdraw
from articles.desk.erasure.erasing import erase_article
from articles.desk.reports.monthly import (
    first_editions,
    month_after,
    month_before,
    month_of,
    monthly_table,
)
from articles.desk.versions.saving import save_version
from tests.people.factory import make_organisation

from ..clock import clock_at
from ..factory import approved, edit, make_approved, make_article, make_category
from .typing import text

pytestmark = pytest.mark.django_db

MONTHLY = reverse("admin:articles_article_monthly")
WORKBOOK = reverse("admin:articles_article_monthly_workbook")
NOVEMBER = date(2026, 11, 1)
START = datetime(2026, 11, 2, 1, tzinfo=UTC)


@pytest.fixture
def hands():
    with clock_at(START) as hands:
        yield hands


def written(*byline, **fields):
    """An article with a byline of (name, part) pairs, approved."""
    article = make_article(**fields)
    for order, (name, part) in enumerate(byline):
        article.contributors.create(name=name, part=part, order=order)
    save_version(article, None)
    return approved(article)


def cells_of(content):
    """The sheets of a workbook as {name: rows of texts}, read as plain XML."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        read = {name: archive.read(name) for name in archive.namelist()}
    shared = [
        "".join(part.text or "" for part in each.iter(f"{{{space['m']}}}t"))
        for each in ElementTree.fromstring(read["xl/sharedStrings.xml"])
    ]
    names = [
        each.get("name")
        for each in ElementTree.fromstring(read["xl/workbook.xml"]).find("m:sheets", space)
    ]
    sheets = {}
    for number, name in enumerate(names, start=1):
        sheet = ElementTree.fromstring(read[f"xl/worksheets/sheet{number}.xml"])
        assert not list(sheet.iter(f"{{{space['m']}}}f")), "a formula"
        sheets[name] = [
            [
                shared[int(cell.find("m:v", space).text)]
                if cell.get("t") == "s"
                else cell.find("m:v", space).text
                for cell in row
            ]
            for row in sheet.iter(f"{{{space['m']}}}row")
        ]
    return sheets


# What counts


def test_each_article_counts_once_in_the_month_it_first_appeared(hands):
    article = make_approved()
    first = publish(article, None)
    hands.moment += timedelta(hours=1)
    publish(approved(edit(article, lead="Mới")), None, major=True, change_note="Bổ sung")
    correct(article, None, kind="correction", wrong="a", right="b")
    hands.moment = datetime(2026, 12, 5, tzinfo=UTC)
    withdraw(article, None, "Gỡ.", signed_by="BBT")
    hands.moment += timedelta(hours=1)
    publish(approved(article), None)
    assert first_editions(NOVEMBER) == [first]
    assert first_editions(date(2026, 12, 1)) == []


def test_a_withdrawn_article_was_published_all_the_same(hands):
    article = make_approved()
    first = publish(article, None)
    withdraw(article, None, "Gỡ.", signed_by="BBT")
    assert first_editions(NOVEMBER) == [first]


def test_what_has_not_begun_or_was_taken_back_does_not_count(hands):
    article = make_approved()
    publish(article, None, at=START + timedelta(hours=2))
    assert first_editions(NOVEMBER) == []
    unschedule(article, None)
    hands.moment += timedelta(days=1)
    assert first_editions(NOVEMBER) == []
    second = publish(approved(article), None)
    assert first_editions(NOVEMBER) == [second]


def test_months_begin_at_midnight_in_vietnam(hands):
    hands.moment = datetime(2026, 10, 31, 16, 59, tzinfo=UTC)
    last = publish(make_approved(), None)
    hands.moment = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)
    first = publish(make_approved(), None)
    assert first_editions(date(2026, 10, 1)) == [last]
    assert first_editions(NOVEMBER) == [first]


def test_contributors_count_by_name_and_part(hands):
    publish(written(("Hải Đăng", "author"), ("Thu Báu", "photographer")), None)
    publish(written(("Hải Đăng", "author"), ("Hải Đăng", "photographer")), None)
    publish(written(), None)
    table = monthly_table(NOVEMBER)
    assert len(table.editions) == 3
    # By given name, as a Vietnamese list of persons is.
    assert table.contributors == [
        ("Thu Báu", "Ảnh", 1),
        ("Hải Đăng", "Bài", 2),
        ("Hải Đăng", "Ảnh", 1),
    ]
    assert len(table.works) == 4


def test_categories_and_organisations_are_counted(hands):
    office = make_organisation("UBND thành phố")
    news, town = make_category("Thời sự"), make_category("Đô thị")
    publish(make_approved(category=news, organisation=office), None)
    publish(make_approved(category=news), None)
    publish(make_approved(category=town, organisation=office), None)
    table = monthly_table(NOVEMBER)
    assert table.categories == [("Đô thị", 1), ("Thời sự", 2)]
    assert table.organisations == [("UBND thành phố", 2)]


def test_an_erased_article_counts_without_its_words(hands, tmp_path, settings, browser_of):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    article = written(("Hải Đăng", "author"), headline="Phải quên")
    publish(article, None)
    erase_article(article.pk, basis="Luật", document="1/QĐ", by="a", second_person="b")
    publisher = browser_of("publisher")
    page = text(publisher.get(MONTHLY, {"month": "2026-11"}))
    assert "(đã xóa theo yêu cầu)" in page
    assert "Phải quên" not in page
    sheets = cells_of(publisher.get(WORKBOOK, {"month": "2026-11"}).content)
    assert "Phải quên" not in str(sheets)
    assert "(đã xóa theo yêu cầu)" in str(sheets)


def test_the_table_is_one_query_however_many_articles(hands, django_assert_num_queries):
    office = make_organisation("UBND thành phố")
    for number in range(12):
        publish(written((f"Người {number}", "author"), organisation=office), None)
    with django_assert_num_queries(1):
        table = monthly_table(NOVEMBER)
        assert [each.get_absolute_url() for each in table.editions]
        assert len(table.contributors) == 12


# The page


def test_the_page_shows_totals_and_the_articles(hands, browser_of):
    edition = publish(written(("Hải Đăng", "author"), headline="Khai hội"), None)
    page = text(browser_of("publisher").get(MONTHLY, {"month": "2026-11"}))
    for shown in ["<b>1</b> bài đã đăng", "Hải Đăng", "Khai hội", edition.category.name]:
        assert shown in page
    assert f'href="{edition.get_absolute_url()}"' in page
    assert "02/11/2026" in page
    assert "?month=2026-10" in page
    assert "?month=2026-12" in page


@pytest.mark.parametrize(
    "month", ["", "2026-13", "vớ vẩn", "0000-01", "99999-01", "-", "2026-11-1"]
)
def test_nonsense_means_the_current_month(hands, browser_of, time_machine, month):
    time_machine.move_to(datetime(2026, 10, 31, 18, tzinfo=UTC), tick=False)  # November in Vietnam
    answer = browser_of("publisher").get(MONTHLY, {"month": month})
    assert answer.status_code == 200
    assert answer.context["month"] == "2026-11"


def test_the_month_shown_is_among_those_to_choose(hands, browser_of):
    for month, label in [("2026-11", "11/2026"), ("1998-02", "02/1998")]:
        page = text(browser_of("publisher").get(MONTHLY, {"month": month}))
        assert f'<option value="{month}" selected>{label}</option>' in page


def test_an_empty_month_says_so(hands, browser_of):
    publisher = browser_of("publisher")
    page = text(publisher.get(MONTHLY, {"month": "2020-01"}))
    assert "Tháng này không đăng bài nào." in page
    assert "Tải về" not in page
    sheets = cells_of(publisher.get(WORKBOOK, {"month": "2020-01"}).content)
    assert all("Tháng này không đăng bài nào." in str(rows) for rows in sheets.values())


@pytest.mark.parametrize("role", ["reporter", "editor", "publisher", "administrator"])
def test_staff_may_read_it(browser_of, role):
    for address in [MONTHLY, WORKBOOK]:
        assert browser_of(role).get(address).status_code == 200


@pytest.mark.parametrize("role", ["contributor", "register_keeper"])
def test_others_may_not(browser_of, role):
    for address in [MONTHLY, WORKBOOK]:
        assert browser_of(role).get(address).status_code == 403


def test_strangers_are_sent_to_sign_in(client):
    for address in [MONTHLY, WORKBOOK]:
        assert "/login/" in client.get(address).url


# The workbook


def test_the_workbook_holds_what_the_accounting_office_needs(hands, browser_of):
    office = make_organisation("UBND thành phố")
    article = written(
        ("Hải Đăng", "author"),
        ("Thu Báu", "photographer"),
        headline="Khai hội",
        category=make_category("Văn hóa"),
        organisation=office,
    )
    edition = publish(article, None)
    answer = browser_of("publisher").get(WORKBOOK, {"month": "2026-11"})
    assert 'filename="bai-da-dang-2026-11.xlsx"' in answer.headers["Content-Disposition"]
    sheets = cells_of(answer.content)
    assert list(sheets) == [
        *("Theo tác giả", "Theo chuyên mục", "Theo cơ quan, đơn vị"),
        *("Danh sách bài", "Chi tiết nhuận bút"),
    ]
    assert "tháng 11/2026" in sheets["Theo tác giả"][0][0]
    assert sheets["Theo tác giả"][-2:] == [["Thu Báu", "Ảnh", "1"], ["Hải Đăng", "Bài", "1"]]
    assert sheets["Theo chuyên mục"][-2:] == [["Văn hóa", "1"], ["Tổng cộng", "1"]]
    assert sheets["Theo cơ quan, đơn vị"][-2:] == [["UBND thành phố", "1"], ["Tổng cộng", "1"]]
    address = f"http://testserver{edition.get_absolute_url()}"
    listed = [str(edition.article), "Khai hội", "02/11/2026", address]
    assert sheets["Danh sách bài"][-1] == [
        *listed,
        *("Văn hóa", "UBND thành phố", "Hải Đăng (Bài); Thu Báu (Ảnh)"),
    ]
    assert sheets["Chi tiết nhuận bút"][-2:] == [
        ["Thu Báu", "Ảnh", *listed],
        ["Hải Đăng", "Bài", *listed],
    ]


@pytest.mark.parametrize(
    "typed", ["=1+1", "{=1}", "+84", "-1", "@x", "https://a.vn/", "007", "1e5"]
)
def test_what_was_typed_stays_text_in_the_workbook(hands, browser_of, typed):
    publish(written((typed, "author"), headline=typed), None)
    sheets = cells_of(browser_of("publisher").get(WORKBOOK, {"month": "2026-11"}).content)
    assert sheets["Theo tác giả"][-1] == [typed, "Bài", "1"]
    assert sheets["Danh sách bài"][-1][1] == typed


# Months


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [
        (date(2026, 1, 1), date(2025, 12, 1), date(2026, 2, 1)),
        (date(2026, 12, 1), date(2026, 11, 1), date(2027, 1, 1)),
        (date(2026, 6, 1), date(2026, 5, 1), date(2026, 7, 1)),
    ],
)
def test_months_follow_each_other(month, before, after):
    assert (month_before(month), month_after(month)) == (before, after)
    assert month_of(f"{month:%Y-%m}") == month
