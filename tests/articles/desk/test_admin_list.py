"""The list of articles: found without marks, filtered by state, and as quick as ever."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.desk.acts.public_state import PublicState, public_state, with_public_state
from articles.desk.acts.publishing import (
    confirm,
    publish,
    publish_in_an_emergency,
    unschedule,
    withdraw,
)
from articles.desk.acts.workflow import pass_on, submit
from articles.desk.admin.listing import CappedPaginator
from articles.desk.admin.todo import Todo
from articles.desk.article import Article
from articles.desk.versions.saving import save_version
from tests.people.factory import make_organisation

from ..clock import clock_at
from ..factory import (
    edit,
    make_approved,
    make_article,
    make_category,
    make_published,
    make_publisher,
    make_user,
)
from .conftest import NAMES
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
        make_published(category=category, author=make_user())
    assert questions() == for_one <= 12


# Who wrote it, who handled it, where it belongs, when it was


@pytest.fixture
def archive(cast):
    """Articles that differ in author, editor, office and days: headline → article."""
    reporter, editor = cast("reporter"), cast("editor")
    office = make_organisation("UBND phường Móng Cái 1")
    with clock_at(local(2026, 3, 1)):
        old = make_published(headline="Tháng ba", author=reporter)
    with clock_at(local(2026, 3, 20)):
        make_published(headline="Cuối tháng", author=editor, organisation=office)
    pass_on(make_article(headline="Đang chờ", author=reporter), editor)
    Article.objects.filter(pk=old.article).update(updated_at=local(2026, 3, 2))
    return {article.headline: article for article in Article.objects.all()}


def local(year, month, day, hour=12, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=timezone.get_current_timezone())


def test_any_author_can_be_chosen(browser_of, cast, archive):
    found = headlines(browser_of("publisher"), author=cast("reporter").pk)
    assert found == {"Tháng ba", "Đang chờ"}


def test_whoever_edited_or_decided_can_be_chosen(browser_of, cast, archive):
    assert headlines(browser_of("publisher"), hand=cast("editor").pk) == {"Đang chờ"}
    article = edit(archive["Tháng ba"], lead="Sửa")
    save_version(edit_without_saving(article, lead="Sửa nữa"), cast("editor"))
    found = headlines(browser_of("publisher"), hand=cast("editor").pk)
    assert found == {"Đang chờ", "Tháng ba"}


def edit_without_saving(article, **fields):
    article.refresh_from_db()
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    return article


def test_office_can_be_chosen_once_it_has_an_article(browser_of, archive):
    make_organisation("Chưa có bài")
    office = archive["Cuối tháng"].organisation_id
    assert headlines(browser_of("publisher"), office=office) == {"Cuối tháng"}
    assert "Chưa có bài</option>" not in text(browser_of("publisher").get(LIST))


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ({"since": "01/03/2026", "until": "19/03/2026"}, {"Tháng ba"}),
        ({"since": "20/03/2026", "until": "20/03/2026"}, {"Cuối tháng"}),
        ({"since": "2/3/2026"}, {"Cuối tháng"}),
        ({"until": "2026-03-19"}, {"Tháng ba"}),
        ({"since": "21/03/2026"}, set()),
    ],
)
def test_days_of_publishing_count_from_first_to_last(browser_of, archive, days, found):
    assert headlines(browser_of("publisher"), dated="published", **days) == found


def test_days_of_changing_are_days_here(browser_of, archive):
    publisher = browser_of("publisher")
    Article.objects.filter(headline="Tháng ba").update(updated_at=local(2026, 3, 2, 23, 59))
    Article.objects.filter(headline="Cuối tháng").update(updated_at=local(2026, 3, 3, 0, 0))
    assert headlines(publisher, since="02/03/2026", until="02/03/2026") == {"Tháng ba"}
    assert headlines(publisher, since="03/03/2026", until="03/03/2026") == {"Cuối tháng"}


def test_taken_back_schedule_was_not_published(browser_of):
    article = make_approved(headline="Hẹn rồi thôi")
    publish(article, None, at=local(2031, 1, 1))
    unschedule(article, None)
    days = {"dated": "published", "since": "01/01/2031"}
    assert headlines(browser_of("publisher"), **days) == set()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"since": "32/01/2026"}, "Nhập một ngày hợp lệ."),
        ({"since": "hôm qua"}, "Nhập một ngày hợp lệ."),
        ({"since": "02/01/2026", "until": "01/01/2026"}, "Ngày cuối sớm hơn ngày đầu."),
        ({"author": "999999"}, 'class="errorlist"'),
        ({"office": "x"}, 'class="errorlist"'),
        ({"hand": "1 OR 1=1"}, 'class="errorlist"'),
        ({"dated": "sold"}, 'class="errorlist"'),
    ],
)
def test_what_is_not_understood_is_told_beside_its_field(browser_of, archive, query, told):
    answer = browser_of("publisher").get(LIST, query)
    assert answer.status_code == 200
    assert told in text(answer)


def test_who_sees_their_own_alone_may_not_ask_for_others(browser_of, cast):
    make_article(headline="Của người khác", author=cast("reporter"))
    make_article(headline="Của tôi", author=cast("contributor"))
    contributor = browser_of("contributor")
    assert headlines(contributor, author=cast("reporter").pk) == {"Của tôi"}
    page = text(contributor.get(LIST))
    assert 'name="author"' not in page
    assert NAMES["reporter"] not in page


# What awaits


def test_list_shows_what_each_pile_of_the_first_page_holds(browser_of, cast, make_image):
    publisher, silent = cast("publisher"), make_image(alt_text="")
    submit(make_article(headline="Chờ tôi", author=cast("reporter")), None)
    submit(make_article(headline="Tôi gửi", author=publisher), None)
    edit(Article.objects.get(pk=make_published(headline="Đang sửa").article), lead="Mới")
    publish_in_an_emergency(make_article(headline="Khẩn"), publisher, "Bão")
    make_article(headline="Ảnh câm", lead_image=silent)
    publish_in_an_emergency(
        make_article(headline="Ảnh câm đã đăng", lead_image=silent), publisher, "Bão"
    )
    browser = browser_of("publisher")
    found = {todo: headlines(browser, todo=todo.value) for todo in Todo}
    assert found == {
        Todo.ME: {"Chờ tôi"},
        Todo.SENT: {"Tôi gửi"},
        Todo.CHANGED: {"Đang sửa"},
        Todo.OWED: {"Khẩn", "Ảnh câm đã đăng"},
        Todo.SILENT: {"Ảnh câm"},
        Todo.SILENT_PUBLIC: {"Ảnh câm đã đăng"},
    }


def test_nonsense_awaits_nothing_in_particular(browser_of):
    make_article(headline="Bài")
    assert headlines(browser_of("editor"), todo="nonsense") == {"Bài"}


# What is set is seen, and taken away with one tap


def test_filters_that_are_set_are_named_and_can_be_taken_away(browser_of, cast, archive):
    query = {"author": cast("reporter").pk, "status__exact": "in_review", "q": "dang"}
    page = text(browser_of("publisher").get(LIST, query))
    assert "Bộ lọc · 2" in page
    for name, value in [("Tác giả", NAMES["reporter"]), ("Trạng thái", "Chờ duyệt")]:
        assert f'<span class="quiet">{name}:</span> {value}' in page
    without_status = f"?author={query['author']}&amp;q=dang"
    assert f'<a href="{without_status}"><span class="quiet">Trạng thái' in page
    assert 'class="filters-bar__clear" href="?q=dang"' in page


def test_form_of_the_filters_keeps_the_others(browser_of, archive):
    page = text(browser_of("publisher").get(LIST, {"status__exact": "draft", "q": "ba", "p": 2}))
    form = page[page.index('class="fields-filter"') :]
    form = form[: form.index("</form>")]
    assert '<input type="hidden" name="status__exact" value="draft">' in form
    assert '<input type="hidden" name="q" value="ba">' in form
    assert 'name="p"' not in form


def test_list_without_filters_says_so_by_saying_nothing(browser_of):
    assert "filters-bar__active" not in text(browser_of("publisher").get(LIST))


SORTED = 'ORDER BY "articles_article"."updated_at"'


FILTERS = [
    {},
    {"q": "mong cai"},
    {"status__exact": "draft"},
    {"mine": "yes"},
    {"kind__exact": "notice"},
    {"category": "1"},
    {"since": "01/01/2026", "until": "02/01/2026"},
]


def test_no_list_walks_more_than_it_shows(browser_of):
    """What sorts, filters and searches is in one index, so the database need not sort anything."""
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's plan")
    editor = browser_of("editor")
    make_article(headline="Móng Cái", category=make_category(pk=1))
    for query in FILTERS:
        with CaptureQueriesContext(connection) as asked:
            editor.get(LIST, query)
        listing = next(each["sql"] for each in asked if SORTED in each["sql"])
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {listing}")
            plan = " ".join(row[3] for row in cursor.fetchall())
        assert "TEMP B-TREE FOR ORDER BY" not in plan, query
        assert "article_last_changed" in plan or "article_by_status" in plan, query


def test_what_was_published_in_an_emergency_is_marked_until_it_is_confirmed(browser_of, cast):
    article = make_article(author=cast("reporter"))
    publish_in_an_emergency(article, cast("publisher"), "Bão")
    assert "badge--owed" in text(browser_of("reporter").get(LIST))
    second = make_publisher()
    confirm(article, second)
    assert "badge--owed" not in text(browser_of("reporter").get(LIST))
