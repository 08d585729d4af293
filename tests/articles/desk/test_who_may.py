"""The page that tells who may do what with an article, and why."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import roles
from articles.desk.acts.policy import DeskPolicy
from articles.desk.acts.publishing import publish_in_an_emergency
from articles.desk.acts.standing import Standing
from articles.desk.acts.workflow import pass_on, submit
from articles.desk.article import Article
from articles.desk.erasure.erasing import erase_article
from articles.desk.roles.assignment import DeskAssignment
from articles.desk.roles.rights import acts, look_up, may
from articles.desk.roles.who_may import active_staff, who_may
from tests.people.factory import make_organisation

from ..factory import make_article, make_category, make_user
from .typing import address, text

pytestmark = pytest.mark.django_db


def answers(article, user):
    """{act: its answer} as ``user`` reads them."""
    standing = Standing(Article.objects.get(pk=article.pk))
    return {answer.act: answer for answer in who_may(standing, user)}


def named(answer):
    return {name for who in answer.who for name in who.names}


@pytest.fixture
def article(cast):
    """Sent to the editors by the reporter."""
    article = make_article(author=cast("reporter"), category=make_category("Kinh tế"))
    submit(article, None)
    return article


def test_every_act_about_an_article_is_told(article, cast):
    assert {*answers(article, cast("reporter"))} == {*acts()} - {"add"}


def test_names_stand_beside_what_gives_them_the_right(article, cast):
    everybody = [cast(role) for role in ["contributor", "editor", "publisher", "administrator"]]
    week = timezone.localdate() + timedelta(7)
    DeskAssignment.objects.create(
        user=everybody[0], role="editor", category=article.category, until=week
    )
    told = answers(article, everybody[1])
    assert named(told["approve"]) == {"Nguyễn Thu Hà"}
    assert named(told["take_back"]) == {"Đặng Thị Mộng"}
    assert named(told["pass_on"]) == {"Nguyễn Thu Hà", "Lê Văn Phó", "Phạm Thị Lan"}
    why = {who.names[0]: who.why for who in told["pass_on"].who}
    assert why["Lê Văn Phó"] == "Biên tập viên, mọi chuyên mục"
    assert why["Phạm Thị Lan"] == f"Biên tập viên (Kinh tế), đến hết ngày {week:%d/%m/%Y}"
    assert told["take_back"].who[0].why == "Phóng viên, mọi chuyên mục, với tư cách tác giả"
    assert "Vũ Thị Quản" not in named(told["view"])


def test_what_somebody_may_for_good_is_not_said_to_end(article, cast):
    week = timezone.localdate() + timedelta(7)
    DeskAssignment.objects.create(
        user=cast("reporter"), role="editor", category=article.category, until=week
    )
    told = answers(article, cast("reporter"))
    assert [who.why for who in told["view"].who] == ["Phóng viên, mọi chuyên mục"]
    assert [who.why for who in told["write"].who] == [
        f"Biên tập viên (Kinh tế), đến hết ngày {week:%d/%m/%Y}"
    ]


def test_who_asks_learns_every_reason(article, cast):
    DeskAssignment.objects.create(
        user=cast("reporter"), role="publisher", category=make_category("Thể thao")
    )
    mine = answers(article, cast("reporter"))
    assert mine["view"].is_possible
    assert mine["take_back"].is_possible
    assert "ban khác" in " ".join(mine["approve"].reasons)
    assert any("người khác" in reason for reason in mine["approve"].reasons)
    assert mine["write"].reasons


def test_four_eyes_are_told_by_name(article, cast):
    head = cast("publisher")
    Article.objects.filter(pk=article.pk).update(author=head)
    told = answers(article, head)["approve"]
    assert (named(told), told.barred) == (set(), ["Nguyễn Thu Hà"])
    DeskPolicy.objects.create(four_eyes="afterwards")
    told = answers(article, head)["approve"]
    assert (named(told), told.barred, told.reasons) == ({"Nguyễn Thu Hà"}, [], [])


def test_who_published_alone_is_not_named_as_the_second_person(article, cast):
    publish_in_an_emergency(article, cast("publisher"), "Bão đến gần")
    assert answers(article, cast("editor"))["confirm"].barred == ["Nguyễn Thu Hà"]


def test_who_left_or_has_no_account_at_the_desk_is_not_named(article, cast):
    cast("editor")
    type(article.author).objects.filter(username="editor").update(is_active=False)
    assert "Lê Văn Phó" not in named(answers(article, cast("reporter"))["view"])


def test_names_are_those_of_whom_the_rights_say_so(article, cast):
    """Looked up together or each alone, the answer is the same."""
    office = make_organisation()
    article.organisation = make_organisation("Phòng Kinh tế", parent=office)
    article.save()
    people = [cast(role) for role in roles.ROLES]
    for number, person in enumerate(people):
        DeskAssignment.objects.create(user=person, role="editor", organisation=office)
        DeskAssignment.objects.create(
            user=person,
            role="publisher",
            category=article.category,
            until=timezone.localdate() - timedelta(number % 2),
        )
    duty, eraser = make_user(full_name="Trực ban"), make_user(full_name="Người xóa")
    roles.set_trusts(duty, ["articles.publish_in_emergency"])
    roles.set_trusts(eraser, ["articles.erase"])
    boss = make_user(full_name="Máy chủ", is_superuser=True)
    make_user(full_name="Không vai trò")
    told = answers(article, boss)
    standing = Standing(Article.objects.get(pk=article.pk))
    for act, answer in told.items():
        alone = [type(boss).objects.get(pk=each.pk) for each in active_staff()]
        allowed = {str(each) for each in alone if may(each, act, standing.article)}
        assert named(answer) | {*answer.barred} == allowed, act
    assert named(told["erase"]) == {"Người xóa", "Máy chủ"}


def test_trust_held_through_a_group_is_found(article):
    person = make_user(full_name="Trực ban")
    group = person.groups.create(name="duty")
    group.permissions.add(Permission.objects.get(codename="publish_in_emergency"))
    person = type(person).objects.get(pk=person.pk)
    look_up([person])
    assert may(person, "emergency", article)


def test_staff_of_any_size_costs_the_same(article, cast, browser_of):
    pass_on(article, None)
    reporter = browser_of("reporter")
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert reporter.get(address(article, "who_may")).status_code == 200
        counts.append(len(queries))
        for number in range(40):
            person = make_user()
            roles.give(person, ["editor", "publisher", "reporter"][number % 3])
            DeskAssignment.objects.create(user=person, role="publisher", category=article.category)
    assert counts[1] <= counts[0] + 2  # the tree of categories, now that somebody has a branch


def test_page_is_read_by_who_may_see_the_article(article, cast, browser_of):
    page = text(browser_of("editor").get(address(article, "who_may")))
    assert "Ai được làm gì với bài này, và vì sao" in page
    assert "Biên tập viên, mọi chuyên mục" in page
    for role in ["contributor", "administrator", "register_keeper"]:
        assert browser_of(role).get(address(article, "who_may")).status_code in {403, 404}


def test_page_of_an_erased_article_names_nobody_but_its_readers(article, cast, browser_of):
    erase_article(article.pk, basis="Luật", document="1/QĐ", by="a", second_person="b")
    told = answers(article, cast("editor"))
    assert {act for act, answer in told.items() if answer.who} == {"view"}
    assert browser_of("editor").get(address(article, "who_may")).status_code == 200
