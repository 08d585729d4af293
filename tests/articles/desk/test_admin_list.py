"""The list of articles: found without marks, filtered by state, and as quick as ever."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.desk.admin.listing import CappedPaginator
from articles.desk.article import Article
from articles.desk.public_state import PublicState, public_state, with_public_state
from articles.desk.publishing import publish, withdraw

from ..clock import clock_at
from ..factory import make_article, make_category, make_published
from .typing import LIST, text

pytestmark = pytest.mark.django_db


def headlines(browser, **query):
    page = text(browser.get(LIST, query))
    return {each.headline for each in Article.objects.all() if f">{each.headline} <span" in page}


@pytest.mark.parametrize(
    "words", ["mong cai", "Móng Cái", "CÁI móng", "mo\u0301ng", "  cai  ", "đau tu", "dau tu"]
)
def test_search_finds_with_and_without_marks(browser_of, words):
    make_article(headline="Móng Cái: hội nghị đầu tư")
    make_article(headline="Hải Hà khai giảng")
    assert headlines(browser_of("editor"), q=words) == {"Móng Cái: hội nghị đầu tư"}


@pytest.mark.parametrize("words", ["%", "_", "'", '"', "\\", "x" * 500, "\x00", "100%"])
def test_search_takes_any_characters_as_they_are(browser_of, words):
    make_article(headline="Móng Cái")
    answer = browser_of("editor").get(LIST, {"q": words})
    assert answer.status_code == 200
    assert "Móng Cái</" not in text(answer)


def test_search_finds_by_number(browser_of):
    article = make_article(headline="Bài có số")
    assert headlines(browser_of("editor"), q=str(article.pk)) == {"Bài có số"}
    assert headlines(browser_of("editor"), q=f"#{article.pk}") == {"Bài có số"}
    assert headlines(browser_of("editor"), q="9" * 40) == set()


def test_new_headline_is_found_and_the_old_one_is_not(browser_of):
    article = make_article(headline="Tên cũ")
    article.headline = "Tên mới"
    article.save()
    assert headlines(browser_of("editor"), q="ten moi") == {"Tên mới"}
    assert headlines(browser_of("editor"), q="ten cu") == set()


NOON = timezone.now().replace(microsecond=0)


@pytest.fixture
def one_of_each(db):
    """An article in each public state, and the moment at which they are so."""
    with clock_at(NOON - timedelta(days=2)):
        publish(make_article(headline="live"), None)
        publish(make_article(headline="expired"), None, expires_at=NOON - timedelta(days=1))
        gone = make_article(headline="withdrawn")
        publish(gone, None)
        withdraw(gone, None, "Sai")
        publish(make_article(headline="scheduled"), None, at=NOON + timedelta(days=1))
        make_article(headline="never")
    return NOON


@pytest.mark.parametrize("state", PublicState)
def test_list_can_show_one_public_state(browser_of, one_of_each, state):
    with clock_at(one_of_each):
        assert headlines(browser_of("editor"), public=state.value) == {state.value}


def test_each_article_bears_its_public_state(browser_of, one_of_each):
    with clock_at(one_of_each):
        states = {
            each.headline: public_state(each) for each in with_public_state(Article.objects.all())
        }
        page = text(browser_of("editor").get(LIST))
    assert states == {state.value: state for state in PublicState}
    for state in PublicState:
        assert f'<span class="badge badge--{state.value}">{state.label}</span>' in page


def test_last_edition_decides_the_state_of_one_that_came_back(db):
    article = make_article()
    with clock_at(NOON - timedelta(days=4)):
        publish(article, None)
        withdraw(article, None, "Sai")
    with clock_at(NOON - timedelta(days=2)):
        publish(article, None, expires_at=NOON - timedelta(days=1))
    with clock_at(NOON):
        assert public_state(with_public_state(Article.objects.all()).get()) == PublicState.EXPIRED


def test_state_of_a_live_article_with_a_schedule_is_live(db):
    article = make_article()
    with clock_at(NOON - timedelta(days=1)):
        publish(article, None)
        article.refresh_from_db()
        article.lead = "Mới"
        article.save()
        publish(article, None, at=NOON + timedelta(days=1))
    with clock_at(NOON):
        assert public_state(with_public_state(Article.objects.all()).get()) == PublicState.LIVE


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status__exact": "draft"}, {"Của tôi", "Thể thao"}),
        ({"mine": "yes"}, {"Của tôi"}),
        ({"kind__exact": "notice"}, {"Thông báo"}),
        ({"public": "nonsense"}, {"Của tôi", "Thể thao", "Thông báo"}),
        ({"category": "nonsense"}, {"Của tôi", "Thể thao", "Thông báo"}),
        ({"category": "999999"}, {"Của tôi", "Thể thao", "Thông báo"}),
        ({"bin": "nonsense"}, {"Của tôi", "Thể thao", "Thông báo"}),
    ],
)
def test_filters(browser_of, cast, query, found):
    culture = make_category("Văn hóa")
    make_article(headline="Của tôi", author=cast("editor"), category=make_category("Kinh tế"))
    make_article(headline="Thể thao", category=make_category("Thể thao", parent=culture))
    make_published(headline="Thông báo", kind="notice", category=culture)
    assert headlines(browser_of("editor"), **query) == found


def test_category_brings_what_is_filed_below_it(browser_of):
    culture = make_category("Văn hóa")
    make_article(headline="Bóng chuyền", category=make_category("Thể thao", parent=culture))
    make_article(headline="Chợ", category=make_category("Kinh tế"))
    assert headlines(browser_of("editor"), category=culture.pk) == {"Bóng chuyền"}


def test_empty_list_says_what_to_do(browser_of):
    assert "Viết bài đầu tiên" in text(browser_of("reporter").get(LIST))
    page = text(browser_of("reporter").get(LIST, {"q": "khongco"}))
    assert "Hãy bớt một từ hoặc bỏ một bộ lọc" in page


@pytest.mark.parametrize("number", ["0", "-1", "abc", "99999", "2"])
def test_nonsense_for_a_page_is_no_error_of_the_server(browser_of, number):
    make_article()
    assert browser_of("editor").get(LIST, {"p": number}).status_code in {200, 302}


def test_count_is_capped(browser_of, monkeypatch):
    monkeypatch.setattr(CappedPaginator, "MOST", 60)
    Article.objects.bulk_create(Article(headline=f"Bài {number}") for number in range(70))
    editor = browser_of("editor")
    first, second = text(editor.get(LIST)), text(editor.get(LIST, {"p": 2}))
    assert "1.000+ bài viết" in first
    assert first.count('class="field-status_badge"') == 50
    assert second.count('class="field-status_badge"') == 10
    assert 'rel="next"' in first
    assert 'rel="next"' not in second


def test_list_asks_as_much_for_many_as_for_one(browser_of):
    editor, category = browser_of("editor"), make_category()

    def questions():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            editor.get(LIST)
        return len(asked)

    make_article(category=category)
    questions()
    for_one = questions()
    for _ in range(10):
        make_published(category=category)
    assert questions() == for_one <= 9


SORTED = 'ORDER BY "articles_article"."updated_at"'


def test_no_list_walks_more_than_it_shows(browser_of):
    """What sorts, filters and searches is in one index, so the database need not sort anything."""
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's plan")
    editor = browser_of("editor")
    make_article(headline="Móng Cái")
    for query in [{}, {"q": "mong cai"}, {"status__exact": "draft"}]:
        with CaptureQueriesContext(connection) as asked:
            editor.get(LIST, query)
        listing = next(each["sql"] for each in asked if SORTED in each["sql"])
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {listing}")
            plan = " ".join(row[3] for row in cursor.fetchall())
        assert "TEMP B-TREE FOR ORDER BY" not in plan
        assert "article_last_changed" in plan or "article_by_status" in plan
