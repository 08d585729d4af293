"""One step for many articles of the list: what is offered, what is told, what is left alone."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.publishing import publish
from articles.desk.acts.workflow import put_in_bin, submit
from articles.desk.admin.bulk import DONE, MOST
from articles.desk.article import Article, Status
from articles.desk.roles.assignment import DeskAssignment
from articles.page.edition import Edition

from ..factory import approved, edit, make_approved, make_article, make_category, make_user
from .typing import LIST, text

pytestmark = pytest.mark.django_db


def press(browser, name, *articles, query="", **more):
    """Tick articles (or numbers) and press the button; the page that follows."""
    ticked = [getattr(each, "pk", each) for each in articles]
    form = {"action": name, "index": "0", "select_across": "0", "_selected_action": ticked}
    return browser.post(LIST + query, {**form, **more}, follow=True)


def offered(browser, query=""):
    page = text(browser.get(LIST + query))
    if 'name="action"' not in page:
        return []
    select = re.search(r'<select name="action".*?</select>', page, re.S).group()
    return re.findall(r'<option value="(\w+)"', select)


def confirmed(browser, page, *untick):
    """Press the button of the page that asks, with every box ticked but some."""
    html = text(page)
    ticked = re.findall(r'name="_selected_action" value="(\d+)"', html)
    keep = [each for each in ticked if int(each) not in {article.pk for article in untick}]
    seen = re.findall(r'name="seen" value="([^"]*)"', html)
    form = {"action": "publish", "index": "0", "_selected_action": keep, "seen": seen}
    return browser.post(LIST, form, follow=True)


def statuses(*articles):
    return [Article.objects.get(pk=each.pk).status for each in articles]


# What is offered


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("contributor", ["submit", "take_back", "bin"]),
        ("reporter", ["submit", "take_back", "bin"]),
        ("editor", ["submit", "take_back", "pass_on", "bin"]),
        ("publisher", ["submit", "take_back", "pass_on", "publish", "bin"]),
    ],
)
def test_only_steps_of_ones_roles_are_offered_and_approving_never(browser_of, cast, role, names):
    make_article(author=cast(role))
    assert offered(browser_of(role)) == names
    put_in_bin(make_article(author=cast(role)), None)
    assert offered(browser_of(role), "?bin=yes") == ["unbin"]


def test_role_at_a_desk_is_offered_its_steps_while_it_lasts():
    stand_in = make_user()
    today = timezone.localdate()
    duty = DeskAssignment.objects.create(user=stand_in, role="publisher", until=today)
    make_article()
    browser = Client()
    browser.force_login(stand_in)
    assert "publish" in offered(browser)
    duty.starts_on = duty.until = today - timedelta(days=1)
    duty.save()
    assert browser.get(LIST).status_code == 403


@pytest.mark.parametrize("name", ["approve", "withdraw", "delete_selected", "publish", "unbin", ""])
def test_step_that_is_not_offered_is_not_taken(browser_of, cast, name):
    article = make_article(author=cast("reporter"))
    press(browser_of("editor"), name, article)
    assert statuses(article) == [Status.DRAFT]
    assert not WorkflowEvent.objects.exists()


def test_a_visit_takes_no_step(browser_of, cast):
    article = make_article(author=cast("reporter"))
    browser_of("reporter").get(
        LIST, {"action": "submit", "index": "0", "_selected_action": article.pk}
    )
    assert statuses(article) == [Status.DRAFT]


# What is done, and what is told


def test_each_article_is_told_about(browser_of, cast):
    good = [make_article(author=cast("reporter")) for _ in range(3)]
    bad = make_article(author=cast("reporter"), headline="Thiếu <ngày>", no_event=False)
    page = text(press(browser_of("editor"), "pass_on", *good, bad))
    assert statuses(*good, bad) == [*[Status.IN_REVIEW] * 3, Status.DRAFT]
    assert "3 bài đã chuyển duyệt." in page
    assert "1 bài chưa được:" in page
    assert re.search(r"Thiếu &lt;ngày&gt;</a>: [^<]*ngày diễn ra sự kiện", page)
    events = WorkflowEvent.objects.filter(verb="pass_on")
    assert {each.by for each in events} == {cast("editor")}
    assert sorted(each.refused for each in events) == [False, False, False, True]


@pytest.mark.parametrize(
    ("name", "role", "status"),
    [("submit", "reporter", Status.SUBMITTED), ("pass_on", "editor", Status.IN_REVIEW)],
)
def test_sending_and_passing_on(browser_of, cast, name, role, status):
    articles = [make_article(author=cast("reporter")) for _ in range(2)]
    page = text(press(browser_of(role), name, *articles))
    assert statuses(*articles) == [status] * 2
    assert DONE[name] % {"count": 2} in page


def test_taking_back_what_is_ones_own(browser_of, cast):
    mine = make_article(author=cast("reporter"))
    foreign = make_article(author=cast("contributor"), headline="Của người khác")
    submit(mine, mine.author)
    submit(foreign, foreign.author)
    page = text(press(browser_of("reporter"), "take_back", mine, foreign))
    assert statuses(mine, foreign) == [Status.DRAFT, Status.SUBMITTED]
    assert "Của người khác</a>: " in page


def test_bin_and_out_of_it(browser_of, cast):
    drafts = [make_article(author=cast("reporter")) for _ in range(2)]
    public = Article.objects.get(pk=publish(make_article(author=cast("reporter")), None).article)
    press(browser_of("editor"), "bin", *drafts, public)
    assert set(Article.objects.binned()) == set(drafts)
    press(browser_of("reporter"), "unbin", *drafts, query="?bin=yes")
    assert not Article.objects.binned().exists()


def test_article_of_another_desk_is_refused_and_stays(cast):
    culture, sport = make_category("Văn hóa"), make_category("Thể thao")
    editor = make_user()
    DeskAssignment.objects.create(user=editor, role="editor", category=culture)
    ours = make_article(author=cast("reporter"), category=culture)
    theirs = make_article(author=cast("reporter"), category=sport, headline="Bóng đá")
    browser = Client()
    browser.force_login(editor)
    page = text(press(browser, "pass_on", ours, theirs))
    assert statuses(ours, theirs) == [Status.IN_REVIEW, Status.DRAFT]
    assert "Bóng đá</a>: " in page


def test_number_one_may_not_see_is_passed_over_in_silence(browser_of, cast):
    mine = make_article(author=cast("contributor"))
    hidden = make_article(author=cast("reporter"), headline="Bài kín")
    page = text(press(browser_of("contributor"), "submit", mine, hidden))
    assert statuses(mine, hidden) == [Status.SUBMITTED, Status.DRAFT]
    assert "Bài kín" not in page
    assert not WorkflowEvent.objects.filter(article=hidden.pk).exists()


def test_nonsense_for_numbers_is_passed_over(browser_of, cast):
    article = make_article(author=cast("reporter"))
    answer = press(browser_of("editor"), "pass_on", "abc", "-1", "9" * 40, "٣", article.pk, "")
    assert answer.status_code == 200
    assert statuses(article) == [Status.IN_REVIEW]
    assert press(browser_of("editor"), "pass_on", "abc").status_code == 200
    assert press(browser_of("editor"), "pass_on").status_code == 200


def test_article_that_left_the_filter_meanwhile_is_told_about(browser_of, cast):
    article = make_article(author=cast("reporter"), headline="Vừa gửi xong")
    submit(article, article.author)
    page = text(press(browser_of("editor"), "submit", article, query="?status__exact=draft"))
    assert "Vừa gửi xong</a>: " in page


def test_all_of_a_filter_are_taken_together(browser_of, cast):
    drafts = [make_article(author=cast("reporter")) for _ in range(3)]
    other = make_article(author=cast("reporter"), kind="notice")
    press(browser_of("editor"), "pass_on", drafts[0], query="?kind__exact=news", select_across="1")
    assert statuses(*drafts, other) == [*[Status.IN_REVIEW] * 3, Status.DRAFT]


def test_too_many_at_once_are_left_alone(browser_of, cast, monkeypatch):
    assert MOST == 200
    monkeypatch.setattr("articles.desk.admin.bulk.MOST", 2)
    drafts = [make_article(author=cast("reporter")) for _ in range(3)]
    for answer in [
        press(browser_of("editor"), "pass_on", drafts[0], select_across="1"),
        press(browser_of("editor"), "pass_on", *drafts),
    ]:
        assert "tối đa 2 bài" in text(answer)
    assert statuses(*drafts) == [Status.DRAFT] * 3
    press(browser_of("editor"), "pass_on", *drafts[:2])
    assert statuses(*drafts) == [Status.IN_REVIEW, Status.IN_REVIEW, Status.DRAFT]


# Publishing several


@pytest.fixture
def two(cast):
    return [make_approved(author=cast("reporter"), headline=f"Bài {name}") for name in "AB"]


def test_publishing_asks_first_and_then_publishes(browser_of, two, cast):
    publisher = browser_of("publisher")
    draft = make_article(author=cast("reporter"), headline="Chưa duyệt")
    page = press(publisher, "publish", *two, draft)
    assert not Edition.objects.exists()
    assert "Bài A" in text(page)
    assert "Những bài chưa đăng được" in text(page)
    answer = confirmed(publisher, page)
    assert "2 bài đã đăng." in text(answer)
    assert {each.headline for each in Edition.objects.live()} == {"Bài A", "Bài B"}
    assert {
        each.by.username for each in WorkflowEvent.objects.filter(verb="publish", refused=False)
    } == {"publisher"}


def test_unticked_article_waits(browser_of, two):
    publisher = browser_of("publisher")
    confirmed(publisher, press(publisher, "publish", *two), two[1])
    assert statuses(*two) == [Status.PUBLISHED, Status.APPROVED]


def test_page_tells_of_the_schedule_that_would_be_taken_back(browser_of, two):
    publish(two[0], None)
    approved(edit(two[0], headline="Bài A mới"))
    publish(two[0], None, at=timezone.now() + timedelta(hours=5))
    edit(two[0], headline="Bài A mới hơn")
    approved(two[0])
    page = text(press(browser_of("publisher"), "publish", *two))
    assert page.count("Bước này sẽ hủy lịch hẹn trước") == 1
    assert page.count("Thay cho bản đang đăng") == 1


def test_what_was_changed_and_approved_anew_since_is_not_published(browser_of, two):
    publisher = browser_of("publisher")
    page = press(publisher, "publish", *two)
    approved(edit(two[0], headline="Người khác sửa và duyệt lại"))
    answer = text(confirmed(publisher, page))
    assert [each.headline for each in Edition.objects.all()] == ["Bài B"]
    assert "Bài đã thay đổi trong khi trang này đang mở" in answer
    assert "1 bài đã đăng." in answer


def test_what_was_changed_unseen_is_not_published(browser_of, two):
    publisher = browser_of("publisher")
    page = press(publisher, "publish", *two)
    edit(two[0], headline="Sửa sau khi duyệt")
    confirmed(publisher, page)
    assert [each.headline for each in Edition.objects.all()] == ["Bài B"]


@pytest.mark.parametrize("seen", [[""], ["garbage"], ["1:1-"], ["{pk}:{version}-"], ["{pk}:1-x"]])
def test_nobody_publishes_several_past_the_page_that_shows_them(browser_of, two, seen):
    values = [each.format(pk=two[0].pk, version=two[0].version) for each in seen]
    press(browser_of("publisher"), "publish", two[0], seen=values)
    assert not Edition.objects.exists()


def test_published_article_is_not_published_again_with_others(browser_of, two):
    publish(two[0], None)
    page = press(browser_of("publisher"), "publish", *two)
    assert re.findall(r'name="_selected_action" value="(\d+)"', text(page)) == [str(two[1].pk)]
    seen = f"{two[0].pk}:{two[0].version}-{two[0].approved_hash}"
    press(browser_of("publisher"), "publish", two[0], seen=[seen])
    assert Edition.objects.count() == 1


def test_publisher_of_one_desk_publishes_nothing_of_another(cast):
    culture, sport = make_category("Văn hóa"), make_category("Thể thao")
    head = make_user()
    DeskAssignment.objects.create(user=head, role="publisher", category=culture)
    ours = make_approved(author=cast("reporter"), category=culture)
    theirs = make_approved(author=cast("reporter"), category=sport)
    browser = Client()
    browser.force_login(head)
    page = press(browser, "publish", ours, theirs)
    confirmed(browser, page)
    seen = f"{theirs.pk}:{theirs.version}-{theirs.approved_hash}"
    press(browser, "publish", theirs, seen=[seen])
    assert statuses(ours, theirs) == [Status.PUBLISHED, Status.APPROVED]


def test_second_press_of_the_same_page_publishes_nothing_more(browser_of, two):
    publisher = browser_of("publisher")
    page = press(publisher, "publish", *two)
    confirmed(publisher, page)
    confirmed(publisher, page)
    assert Edition.objects.count() == 2
