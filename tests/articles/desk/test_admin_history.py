"""Looking back: the diary in words, every version, and two states beside each other."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.desk.acts import diary
from articles.desk.acts.event import record
from articles.desk.acts.publishing import withdraw
from articles.desk.acts.steps import STEPS
from articles.desk.acts.workflow import submit
from articles.desk.article import Article
from articles.desk.erasure.erasing import erase_article
from articles.desk.versions.version import Version

from ..factory import edit, make_article, make_published
from .typing import address, text

pytestmark = pytest.mark.django_db


def test_history_tells_all_in_words(browser_of, cast):
    article = make_article(author=cast("reporter"))
    submit(article, cast("reporter"))
    page = text(browser_of("reporter").get(address(article, "history")))
    assert "Đặng Thị Mộng" in page
    assert "đã gửi bài cho ban biên tập" in page
    assert "Phiên bản 1" in page


def test_history_shows_when_readers_saw_what(browser_of):
    edition = make_published(headline="Đã đăng")
    page = text(browser_of("editor").get(address(edition.article, "history")))
    assert "Đã đăng" in page
    assert "9999" not in page


def test_diary_says_every_act_in_words():
    """No act may stand in the diary as a word of the code."""
    desk = Path(diary.__file__).parents[1]
    sources = "".join(path.read_text() for path in desk.rglob("*.py"))
    acts = set(re.findall(r'record\(\s*\w+,\s*"(\w+)"', sources))
    acts |= set(STEPS)
    assert {"submit", "bin", "edit", "withdraw", "restore", "duplicate"} <= acts
    assert acts <= set(diary.SAID)
    assert set(STEPS) <= set(diary.TRIED)
    assert {"publish", "schedule", "correct", "import"} <= set(diary.SAID)


# Two states beside each other


@pytest.fixture
def story():
    """An article that was published, approved and changed since: versions 1 to 3."""
    article = Article.objects.get(pk=make_published(headline="Bản một").article)
    article = edit(article, headline="Bản hai")
    record(article, "approve", None)
    return edit(article, headline="Bản ba")


def compared(browser, article, left=None, right=None):
    sides = {"left": left, "right": right}
    return browser.get(
        address(article, "compare"), {name: key for name, key in sides.items() if key is not None}
    )


def marked(page):
    """(removed, added) words of a page, without the words for those who listen."""
    page = re.sub(r'<span class="visually-hidden">.*?</span>', "", page)
    page = page[page.index('class="passage') :]
    return re.findall(r"<del>(.*?)</del>", page), re.findall(r"<ins>(.*?)</ins>", page)


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("1", "3", (["một"], ["ba"])),
        ("3", "1", (["ba"], ["một"])),
        ("live", "3", (["một"], ["ba"])),
        ("3", "live", (["ba"], ["một"])),
        ("approved", "3", (["hai"], ["ba"])),
        ("edition-1", "2", (["một"], ["hai"])),
        (None, None, (["hai"], ["ba"])),
    ],
)
def test_any_two_states_are_compared(story, browser_of, left, right, words):
    answer = compared(browser_of("editor"), story, left, right)
    assert answer.status_code == 200
    assert marked(text(answer)) == words


def test_marks_are_told_to_those_who_listen(story, browser_of):
    page = text(compared(browser_of("editor"), story, "1", "3"))
    assert '<del><span class="visually-hidden">[bỏ: </span>một' in page
    assert '<ins><span class="visually-hidden">[thêm: </span>ba' in page


def test_nothing_differs_is_said(story, browser_of):
    page = text(compared(browser_of("editor"), story, "live", "1"))
    assert "Không có gì khác: hai bản giống nhau." in page


@pytest.mark.parametrize(
    "key",
    ["0", "99", "9" * 30, "-1", "abc", "edition-9", "edition-", "edition-edition-1", "", "1 ", "²"],
)
def test_no_such_state_is_not_found(story, browser_of, key):
    if key:
        assert compared(browser_of("editor"), story, key, "1").status_code == 404
        assert compared(browser_of("editor"), story, "1", key).status_code == 404
    else:
        assert compared(browser_of("editor"), story, key, key).status_code == 200


def test_state_of_another_article_is_not_found(story, browser_of):
    other = make_article()
    assert compared(browser_of("editor"), other, "1", "3").status_code == 404


def test_nothing_live_or_approved_is_said(browser_of):
    article = make_article()
    page = text(compared(browser_of("editor"), article, "live", "1"))
    assert "Hiện bạn đọc không thấy bài viết này" in page
    page = text(compared(browser_of("editor"), article, "approved", "1"))
    assert "chưa có bản nào được duyệt" in page


def test_withdrawn_edition_is_not_live_but_compared_by_its_number(story, browser_of):
    withdraw(story, None, "Sai sự thật")
    assert "không thấy bài viết này" in text(compared(browser_of("editor"), story, "live", "3"))
    assert marked(text(compared(browser_of("editor"), story, "edition-1", "3")))[0] == ["một"]


@pytest.mark.parametrize("left", ["1", "edition-1", "approved"])
def test_erased_states_show_nothing(story, browser_of, left):
    erase_article(story.pk, basis="x", document="1", by="a", second_person="b")
    for page in [
        text(compared(browser_of("editor"), story, left, "2")),
        text(browser_of("editor").get(address(story, "history"))),
    ]:
        assert "xóa theo yêu cầu" in page
        assert "Bản một" not in page
        assert "Bản hai" not in page


def test_typed_tags_are_shown_as_text(browser_of):
    article = make_article(headline="Một")
    edit(article, headline="<script>alert(1)</script>", lead="&lt;b&gt;")
    page = text(compared(browser_of("editor"), article, "1", "2"))
    assert "<script>alert" not in page
    assert "alert" in page


@pytest.mark.parametrize("side", ["history", "compare", "preview", "preview_frame", "version"])
def test_side_doors_are_shut_to_who_may_not_see_the_article(browser_of, cast, side):
    article = make_article(author=cast("reporter"), headline="Chưa ai biết")
    more = [1] if side == "version" else []
    assert browser_of("reporter").get(address(article, side, *more)).status_code == 200
    assert browser_of("editor").get(address(article, side, *more)).status_code == 200
    for stranger in ["contributor", "register_keeper"]:
        answer = browser_of(stranger).get(address(article, side, *more))
        assert answer.status_code in {403, 404}
        assert "Chưa ai biết" not in text(answer)


def test_nobody_signed_in_is_led_to_the_door(client, story):
    for side in ["history", "compare", "preview", "preview_frame"]:
        answer = client.get(address(story, side))
        assert answer.status_code == 302
        assert "login" in answer["Location"] or "dang-nhap" in answer["Location"]


# The list of versions


def add_versions(article, count):
    """Give an article many versions at once."""
    start = article.version
    Version.objects.bulk_create(
        Version(
            article=article,
            number=number,
            content={"kind": "news", "headline": f"Bản {number}"},
            hash=f"{number:064}",
        )
        for number in range(start + 1, start + count + 1)
    )
    Article.objects.filter(pk=article.pk).update(version=start + count)


def test_history_offers_one_click_for_each_comparison(story, browser_of):
    page = text(browser_of("editor").get(address(story, "history")))
    for pair in [
        *("left=2&amp;right=3", "left=live&amp;right=3", "left=approved&amp;right=3"),
        "left=edition-1&amp;right=3",
    ]:
        assert f"?{pair}" in page
    assert page.count('type="radio" name="left"') == 4  # three versions, one edition
    assert "left=approved&amp;right=2" not in page  # it is what was approved


def test_version_before_one_is_not_what_was_kept_aside(story, browser_of):
    Version.objects.create(article=story, number=4, content={}, hash="4" * 64, is_aside=True)
    Version.objects.create(article=story, number=5, content={}, hash="5" * 64)
    page = text(browser_of("editor").get(address(story, "history")))
    assert "left=3&amp;right=5" in page
    assert "left=3&amp;right=4" in page
    assert "giữ riêng" in page


def test_history_leads_through_all_versions_page_by_page(story, browser_of):
    add_versions(story, 297)
    browser, seen, where = browser_of("editor"), [], address(story, "history")
    while where:
        page = text(browser.get(where))
        seen += map(int, re.findall(r'name="left" value="(\d+)"', page))
        older = re.search(r'href="([^"]+\?before=\d+)"', page)
        where = older and older[1]
    assert seen == list(range(300, 0, -1))


@pytest.mark.parametrize("before", ["abc", "-1", "9" * 30, "", "²"])
def test_garbled_page_of_the_history_is_the_first(story, browser_of, before):
    answer = browser_of("editor").get(address(story, "history"), {"before": before})
    assert 'name="left" value="3"' in text(answer)


def test_pages_cost_the_same_with_three_hundred_versions(
    story, browser_of, django_assert_num_queries
):
    browser = browser_of("editor")
    addresses = [
        address(story, "history"),
        address(story, "compare") + "?left=1&right=3",
        address(story, "compare") + "?left=live&right=3",
        address(story, "version", 1),
    ]
    browser.get(addresses[0])
    counts = []
    for where in addresses:
        with CaptureQueriesContext(connection) as queries:
            browser.get(where)
        counts.append(len(queries))
    add_versions(story, 297)
    for where, count in zip(addresses, counts, strict=True):
        with django_assert_num_queries(count):
            browser.get(where)
    assert max(counts) <= 25
