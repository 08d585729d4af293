"""Roles at desks: who gives them, for how long, and that nobody gives one to themselves."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from articles.desk.roles.assignment import DeskAssignment
from articles.desk.roles.rights import may
from tests.people.factory import make_organisation

from ..factory import make_article, make_category, make_user
from .typing import LIST, text

pytestmark = pytest.mark.django_db

ADD = reverse("admin:articles_deskassignment_add")
ALL = reverse("admin:articles_deskassignment_changelist")


def day(days=0):
    """Today, or so many days later."""
    return timezone.localdate() + timedelta(days)


def typed_day(days):
    return f"{day(days):%d/%m/%Y}"


def change(assignment, page="change"):
    return reverse(f"admin:articles_deskassignment_{page}", args=[assignment.pk])


def form_of_user(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


@pytest.fixture
def lan(db):
    """Somebody with an account and no role at all."""
    user = make_user("lan", full_name="Trần Thị Lan")
    user.is_staff = False
    user.save()
    return user


@pytest.fixture
def economy(db):
    return make_category("Kinh tế")


@pytest.fixture
def desk(browser_of):
    """The desk as an administrator sees it."""
    return browser_of("administrator")


def fresh(user):
    """The person as the next request knows them."""
    return type(user).objects.get(pk=user.pk)


def user_form(user, rows=(), **answers):
    """What the form of a user posts, with rows of desks."""
    form = {
        "full_name": user.full_name,
        "email": user.email,
        "roles": roles.roles_of(user),
        "trusts": roles.trusts_of(user),
        "is_active": "on",
        "desk_assignments-TOTAL_FORMS": len(rows),
        "desk_assignments-INITIAL_FORMS": sum(1 for row in rows if "id" in row),
    }
    for index, row in enumerate(rows):
        form |= {f"desk_assignments-{index}-{name}": value for name, value in row.items()}
    return {**form, **answers}


# Giving


def test_administrator_gives_a_role_for_a_branch_and_some_days(desk, cast, lan, economy):
    market = make_category("Thị trường", parent=economy)
    answer = desk.post(
        ADD,
        {
            "user": lan.pk,
            "role": "editor",
            "category": economy.pk,
            "starts_on": typed_day(0),
            "until": typed_day(6),
            "note": "Thay anh Phó đi công tác",
        },
    )
    assert answer.status_code == 302
    given = DeskAssignment.objects.get()
    assert (given.until, given.given_by) == (day(6), cast("administrator"))
    assert may(fresh(lan), "write", make_article(category=market))
    assert not may(fresh(lan), "write", make_article(category=make_category("Thể thao")))


def test_who_gets_a_role_at_a_desk_may_enter(desk, lan, economy):
    assert not lan.is_staff
    desk.post(ADD, {"user": lan.pk, "role": "reporter", "category": economy.pk})
    browser = Client()
    browser.force_login(fresh(lan))
    assert browser.get(LIST).status_code == 200
    assert browser.get(reverse("admin:images_image_changelist")).status_code == 200


def test_ticking_no_role_does_not_shut_out_who_holds_one_at_a_desk(desk, lan, economy):
    DeskAssignment.objects.create(user=lan, role="reporter", category=economy)
    desk.post(form_of_user(lan), user_form(lan, email="lan@example.vn"))
    lan.refresh_from_db()
    assert (lan.email, lan.is_staff) == ("lan@example.vn", True)


def test_giving_is_told_in_words_in_both_histories(desk, lan, economy):
    desk.post(
        ADD,
        {"user": lan.pk, "role": "editor", "category": economy.pk, "note": "Ban mới"},
    )
    of_role, of_person = LogEntry.objects.order_by("content_type__model")
    for entry in (of_role, of_person):
        assert "Biên tập viên (Kinh tế)" in entry.get_change_message()
        assert "Ban mới" in entry.get_change_message()
    assert of_person.object_id == str(lan.pk)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"role": "administrator"}, "role"),
        ({"role": "king"}, "role"),
        ({"category": ""}, "__all__"),
        ({"starts_on": typed_day(-1)}, "starts_on"),
        ({"until": typed_day(-1)}, "until"),
        ({"starts_on": typed_day(5), "until": typed_day(3)}, "__all__"),
        ({"user": ""}, "user"),
    ],
)
def test_what_makes_no_sense_is_explained(desk, lan, economy, answers, field):
    answer = desk.post(ADD, {"user": lan.pk, "role": "editor", "category": economy.pk, **answers})
    assert answer.status_code == 200
    assert field in answer.context["adminform"].form.errors
    assert not DeskAssignment.objects.exists()


def test_a_deactivated_account_is_given_nothing(desk, lan, economy):
    type(lan).objects.filter(pk=lan.pk).update(is_active=False)
    answer = desk.post(ADD, {"user": lan.pk, "role": "editor", "category": economy.pk})
    assert "user" in answer.context["adminform"].form.errors


def test_roles_may_overlap(desk, lan, economy):
    for _each in range(2):
        desk.post(ADD, {"user": lan.pk, "role": "editor", "category": economy.pk})
    assert DeskAssignment.objects.count() == 2


# As rows of the user's form


def test_rows_of_the_user_give_change_and_take_back(desk, cast, lan, economy):
    kept = DeskAssignment.objects.create(user=lan, role="editor", category=economy)
    mistaken = DeskAssignment.objects.create(user=lan, role="editor", starts_on=day(3))
    assert "desk_assignments-0-role" in text(desk.get(form_of_user(lan)))
    rows = [
        {"id": kept.pk, "until": typed_day(9)},
        {"id": mistaken.pk, "role": "editor", "starts_on": typed_day(3), "DELETE": "on"},
        {"role": "publisher", "category": economy.pk, "note": "Nghỉ phép"},
    ]
    assert desk.post(form_of_user(lan), user_form(lan, rows)).status_code == 302
    first, second = DeskAssignment.objects.order_by("pk")
    assert (first.pk, first.role, first.until) == (kept.pk, "editor", day(9))
    assert (second.role, second.given_by) == ("publisher", cast("administrator"))
    said = LogEntry.objects.filter(object_id=str(lan.pk), content_type__model="user").get()
    for words in ["Trưởng ban (Kinh tế)", "Nghỉ phép", typed_day(9), typed_day(3)]:
        assert words in said.get_change_message()


def test_row_of_another_person_is_not_touched(desk, cast, lan, economy):
    of_other = DeskAssignment.objects.create(user=cast("reporter"), role="editor", category=economy)
    rows = [{"id": of_other.pk, "until": typed_day(1), "role": "publisher"}]
    desk.post(form_of_user(lan), user_form(lan, rows))
    of_other.refresh_from_db()
    assert (of_other.user, of_other.role, of_other.until) == (cast("reporter"), "editor", None)
    assert not lan.desk_assignments.exists()


# Ending


def test_what_has_begun_is_ended_by_its_last_day_and_otherwise_stands(desk, cast, lan, economy):
    begun = DeskAssignment.objects.create(
        user=lan, role="reporter", category=economy, starts_on=day(-5)
    )
    desk.post(
        change(begun),
        {
            "user": cast("editor").pk,
            "role": "publisher",
            "category": make_category().pk,
            "starts_on": typed_day(0),
            "until": typed_day(-1),
            "note": "Đã về",
        },
    )
    begun.refresh_from_db()
    assert (begun.user, begun.role, begun.category) == (lan, "reporter", economy)
    assert (begun.starts_on, begun.until, begun.note) == (day(-5), day(-1), "Đã về")
    assert begun.is_over
    assert not may(fresh(lan), "add")


def test_what_has_begun_is_never_deleted(desk, lan, economy):
    begun = DeskAssignment.objects.create(user=lan, role="reporter", category=economy)
    assert desk.post(change(begun, "delete"), {"post": "yes"}).status_code == 403
    rows = [{"id": begun.pk, "DELETE": "on"}]
    desk.post(form_of_user(lan), user_form(lan, rows))
    desk.post(ALL, {"action": "delete_selected", "_selected_action": [begun.pk], "post": "yes"})
    assert DeskAssignment.objects.filter(pk=begun.pk).exists()


def test_what_is_over_is_kept_as_it_was(desk, lan, economy):
    over = DeskAssignment.objects.create(user=lan, role="reporter", category=economy, until=day(-1))
    assert desk.post(change(over), {"until": typed_day(9)}).status_code == 403
    rows = [{"id": over.pk, "until": typed_day(9)}]
    desk.post(form_of_user(lan), user_form(lan, rows))
    over.refresh_from_db()
    assert over.until == day(-1)
    assert desk.get(change(over)).status_code == 200


def test_what_is_to_come_can_be_changed_and_taken_back(desk, lan, economy):
    coming = DeskAssignment.objects.create(
        user=lan, role="reporter", category=economy, starts_on=day(2)
    )
    desk.post(
        change(coming),
        {"user": lan.pk, "role": "editor", "category": economy.pk, "starts_on": typed_day(3)},
    )
    coming.refresh_from_db()
    assert (coming.role, coming.starts_on) == ("editor", day(3))
    assert desk.post(change(coming, "delete"), {"post": "yes"}).status_code == 302
    assert not DeskAssignment.objects.exists()
    told = LogEntry.objects.filter(object_id=str(lan.pk), content_type__model="user").first()
    assert "Biên tập viên (Kinh tế)" in told.get_change_message()


def test_what_begins_today_can_still_be_put_off(desk, lan, economy):
    slip = DeskAssignment.objects.create(
        user=lan, role="publisher", category=economy, starts_on=day()
    )
    desk.post(change(slip), {"role": "editor", "starts_on": typed_day(1)})
    slip.refresh_from_db()
    assert (slip.role, slip.starts_on) == ("publisher", day(1))
    assert not may(fresh(lan), "add")


@pytest.mark.parametrize(
    ("starts", "until", "counts"),
    [
        (None, 0, True),
        (0, 0, True),
        (0, None, True),
        (1, None, False),
        (1, 5, False),
        (None, -1, False),
        (-9, -1, False),
        (-9, 9, True),
    ],
)
def test_role_counts_from_its_first_to_its_last_day(lan, economy, starts, until, counts):
    DeskAssignment.objects.create(
        user=lan,
        role="publisher",
        category=economy,
        starts_on=None if starts is None else day(starts),
        until=None if until is None else day(until),
    )
    assert may(fresh(lan), "approve") is counts
    assert fresh(lan).has_perm("articles.change_category") is counts


# The list


def test_list_shows_what_counts_and_finds_what_is_over(desk, cast, lan, economy):
    DeskAssignment.objects.create(user=lan, role="reporter", category=economy, until=day(-1))
    DeskAssignment.objects.create(user=cast("editor"), role="publisher", starts_on=day(4))
    office = make_organisation()
    DeskAssignment.objects.create(user=cast("reporter"), role="editor", organisation=office)

    def shown(**filters):
        rows = desk.get(ALL, filters).context["cl"].result_list
        return {each.user.username for each in rows}

    assert shown() == {"editor", "reporter"}
    assert shown(state="now") == {"reporter"}
    assert shown(state="coming") == {"editor"}
    assert shown(state="over") == {"lan"}
    assert shown(state="all") == {"lan", "editor", "reporter"}
    assert shown(state="all", user=lan.pk) == {"lan"}
    assert shown(state="all", role__exact="publisher") == {"editor"}
    assert shown(user="x'") == {"editor", "reporter"}


def test_list_of_users_names_the_desks(desk, lan, economy, django_assert_max_num_queries):
    for _each in range(10):
        DeskAssignment.objects.create(
            user=make_user(), role="reporter", category=economy, until=day(3)
        )
    address = reverse("admin:accounts_user_changelist")
    with django_assert_max_num_queries(16):
        page = text(desk.get(address))
    assert page.count("Phóng viên (Kinh tế)") == 10


# Nobody raises themselves


def test_administrator_gives_themselves_nothing(desk, cast, economy):
    me = cast("administrator")
    answer = desk.post(ADD, {"user": me.pk, "role": "publisher", "category": economy.pk})
    assert "user" in answer.context["adminform"].form.errors
    assert "một người quản trị khác thực hiện" in text(answer)
    rows = [{"role": "publisher", "category": economy.pk}]
    desk.post(form_of_user(me), user_form(me, rows))
    assert not DeskAssignment.objects.exists()


def test_administrator_changes_nothing_of_their_own(desk, cast, economy):
    me = cast("administrator")
    mine = DeskAssignment.objects.create(
        user=me, role="reporter", category=economy, starts_on=day(1), until=day(2)
    )
    posted = {
        "user": me.pk,
        "role": "publisher",
        "category": economy.pk,
        "starts_on": typed_day(0),
        "until": "",
    }
    assert desk.post(change(mine), posted).status_code == 403
    assert desk.post(change(mine, "delete"), {"post": "yes"}).status_code == 403
    row = {"id": mine.pk, **{name: posted[name] for name in posted if name != "user"}}
    desk.post(form_of_user(me), user_form(me, [row]))
    mine.refresh_from_db()
    assert (mine.role, mine.starts_on, mine.until) == ("reporter", day(1), day(2))


def test_administrator_does_not_pass_another_ones_role_to_themselves(desk, cast, lan, economy):
    coming = DeskAssignment.objects.create(
        user=lan, role="publisher", category=economy, starts_on=day(1)
    )
    me = cast("administrator")
    posted = {"user": me.pk, "role": "publisher", "category": economy.pk}
    answer = desk.post(change(coming), {**posted, "starts_on": typed_day(1)})
    assert "user" in answer.context["adminform"].form.errors
    rows = [{"id": coming.pk, "user": me.pk, **posted, "starts_on": typed_day(1)}]
    desk.post(form_of_user(lan), user_form(lan, rows))
    assert not me.desk_assignments.exists()


@pytest.mark.parametrize("kind", ["roles", "trusts"])
def test_administrator_ticks_nothing_further_for_themselves(desk, cast, kind):
    me = cast("administrator")
    more = {"roles": ["administrator", "publisher"], "trusts": ["articles.erase"]}[kind]
    answer = desk.post(form_of_user(me), user_form(me, **{kind: more}))
    assert kind in answer.context["adminform"].form.errors
    assert roles.roles_of(fresh(me)) == ["administrator"]
    assert roles.trusts_of(fresh(me)) == []


def test_administrator_may_lay_down_a_role_of_their_own(desk, cast):
    me = cast("administrator")
    roles.give(me, "reporter")
    other = make_user()
    roles.give(other, "administrator")
    desk.post(form_of_user(me), user_form(me, roles=["administrator"]))
    assert roles.roles_of(fresh(me)) == ["administrator"]


def test_superuser_may_give_themselves_a_role(client, economy):
    root = make_user("goc", is_superuser=True, full_name="Máy chủ")
    client.force_login(root)
    client.post(ADD, {"user": root.pk, "role": "publisher", "category": economy.pk})
    client.post(form_of_user(root), user_form(root, roles=["editor"]))
    assert root.desk_assignments.count() == 1
    assert roles.roles_of(fresh(root)) == ["editor"]


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor", "publisher"])
def test_who_is_no_administrator_finds_no_page_of_roles_or_users(browser_of, lan, economy, role):
    given = DeskAssignment.objects.create(user=lan, role="reporter", category=economy)
    browser = browser_of(role)
    for address in [ADD, ALL, change(given), change(given, "delete"), form_of_user(lan)]:
        assert browser.get(address).status_code == 403
        assert browser.post(address, {"user": lan.pk, "role": "publisher"}).status_code == 403
    assert list(DeskAssignment.objects.values_list("role", flat=True)) == ["reporter"]
