"""An administrator keeps the accounts of others."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from accounts import roles
from accounts.models import User
from tests.accounts.conftest import PASSWORD

ADD = "/quan-tri/accounts/user/add/"
LIST = "/quan-tri/accounts/user/"


def change(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


def filled(user, **answers):
    """What the change form of a user posts when only ``answers`` were changed."""
    form = {
        "full_name": user.full_name,
        "email": user.email,
        "roles": roles.roles_of(user),
        "trusts": roles.trusts_of(user),
        "is_active": "on" if user.is_active else None,
        "desk_assignments-TOTAL_FORMS": 0,
        "desk_assignments-INITIAL_FORMS": 0,
        **answers,
    }
    return {name: value for name, value in form.items() if value is not None}


NEW = {
    "username": "lan",
    "full_name": "  Trần   Thị Lan ",
    "email": "lan@example.vn",
    "password1": PASSWORD,
    "password2": PASSWORD,
    "roles": ["reporter", "editor"],
}


def test_creates_a_user_who_can_sign_in(desk, client):
    desk.post(ADD, NEW)
    lan = User.objects.get(username="lan")
    assert lan.full_name == "Trần Thị Lan"
    assert roles.roles_of(lan) == ["reporter", "editor"]
    assert lan.is_staff
    assert not lan.is_superuser
    client.logout()
    answer = client.post(
        "/quan-tri/login/?next=/quan-tri/", {"username": "lan", "password": PASSWORD}
    )
    assert answer.url == "/quan-tri/"


def test_creating_is_logged_in_words(desk):
    desk.post(ADD, NEW)
    [entry] = LogEntry.objects.all()
    assert entry.object_repr == "Trần Thị Lan"
    assert "Biên tập viên" in entry.get_change_message()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "QuanTri"}, "username"),
        ({"full_name": " "}, "full_name"),
        ({"email": "lan"}, "email"),
        ({"password1": "ngắn", "password2": "ngắn"}, "password2"),
        ({"password2": "một câu khác hẳn"}, "password2"),
        ({"roles": ["king"]}, "roles"),
    ],
)
def test_bad_answers_are_explained_and_kept(desk, answers, field):
    answer = desk.post(ADD, {**NEW, **answers})
    assert answer.status_code == 200
    assert field in answer.context["adminform"].form.errors
    assert "lan@example.vn" in answer.text or field == "email"
    assert not User.objects.filter(username="lan").exists()


@pytest.mark.parametrize(
    "extra",
    [
        {"is_superuser": "on"},
        {"is_staff": "on", "roles": []},
        {"groups": ["1", "2", "3", "4", "5", "6"], "roles": []},
        {"user_permissions": ["1", "2", "3"]},
        {"username": "quantri"},
        {"password": "md5$x$y"},
        {"trusts": ["accounts.change_user"]},
    ],
)
def test_fields_that_are_not_in_the_form_do_nothing(desk, reporter, extra):
    before = User.objects.values().get(pk=reporter.pk)
    answer = desk.post(change(reporter), {**filled(reporter), **extra})
    after = User.objects.get(pk=reporter.pk)
    assert answer.status_code == (200 if "trusts" in extra else 302)
    assert not after.is_superuser
    assert (after.username, after.password) == (before["username"], before["password"])
    assert not after.user_permissions.exists()
    assert roles.roles_of(after) == (extra.get("roles", ["reporter"]))
    assert after.is_staff == bool(roles.roles_of(after))


def test_extra_fields_make_no_superuser_of_a_new_user(desk):
    desk.post(ADD, {**NEW, "roles": [], "is_superuser": "on", "is_staff": "on", "groups": ["1"]})
    lan = User.objects.get(username="lan")
    assert not lan.is_superuser
    assert not lan.is_staff
    assert not lan.groups.exists()


def test_gives_and_takes_roles_and_logs_which(desk, reporter):
    desk.post(change(reporter), filled(reporter, roles=["publisher"]))
    assert roles.roles_of(User.objects.get(pk=reporter.pk)) == ["publisher"]
    message = LogEntry.objects.get().get_change_message()
    assert "Trưởng ban" in message
    assert "Phóng viên" in message


def test_trusts_a_person_and_takes_it_back(desk, reporter):
    desk.post(change(reporter), filled(reporter, trusts=["articles.erase"]))
    assert User.objects.get(pk=reporter.pk).has_perm("articles.erase")
    desk.post(change(reporter), filled(reporter, trusts=[]))
    assert not User.objects.get(pk=reporter.pk).has_perm("articles.erase")


def test_deactivated_user_is_signed_out_at_once(desk, reporter, client):
    browser = type(client)()
    browser.force_login(reporter)
    assert browser.get("/quan-tri/").status_code == 200
    desk.post(change(reporter), filled(reporter, is_active=None))
    assert browser.get("/quan-tri/").status_code == 302
    assert "ngừng" in LogEntry.objects.get().get_change_message().lower()


def test_new_password_signs_the_person_out_and_is_logged(desk, reporter, client):
    browser = type(client)()
    browser.force_login(reporter)
    page = reverse("admin:auth_user_password_change", args=[reporter.pk])
    assert 'name="usable_password"' not in desk.get(page).text
    new = "hoàn-toàn-mới-nhé"
    answer = desk.post(page, {"password1": new, "password2": new, "usable_password": "false"})
    assert answer.status_code == 302
    reporter.refresh_from_db()
    assert reporter.check_password(new)
    assert browser.get("/quan-tri/").status_code == 302
    assert LogEntry.objects.filter(object_id=reporter.pk).exists()


def test_weak_new_password_is_refused(desk, reporter):
    page = reverse("admin:auth_user_password_change", args=[reporter.pk])
    answer = desk.post(page, {"password1": "123", "password2": "123"})
    assert answer.status_code == 200
    reporter.refresh_from_db()
    assert reporter.check_password(PASSWORD)


def test_nobody_is_deleted(desk, reporter):
    page = reverse("admin:accounts_user_delete", args=[reporter.pk])
    assert desk.post(page, {"post": "yes"}).status_code == 403
    desk.post(LIST, {"action": "delete_selected", "_selected_action": [reporter.pk], "post": "yes"})
    assert User.objects.filter(pk=reporter.pk).exists()


# The last administrator


def test_the_last_administrator_keeps_the_role(desk, administrator):
    answer = desk.post(change(administrator), filled(administrator, roles=["reporter"]))
    assert "quản trị viên cuối cùng" in answer.text
    assert roles.roles_of(User.objects.get(pk=administrator.pk)) == ["administrator"]


def test_an_inactive_second_does_not_count(desk, administrator, second_administrator):
    User.objects.filter(pk=second_administrator.pk).update(is_active=False)
    answer = desk.post(change(administrator), filled(administrator, roles=[]))
    assert "quản trị viên cuối cùng" in answer.text


def test_the_last_administrator_stays_active_even_for_a_superuser(client, superuser, administrator):
    client.force_login(superuser)
    answer = client.post(change(administrator), filled(administrator, is_active=None))
    assert "quản trị viên cuối cùng" in answer.text
    assert User.objects.get(pk=administrator.pk).is_active


def test_one_of_two_administrators_may_go(desk, second_administrator):
    answer = desk.post(change(second_administrator), filled(second_administrator, roles=[]))
    assert answer.status_code == 302
    assert roles.roles_of(User.objects.get(pk=second_administrator.pk)) == []


def test_nobody_deactivates_themselves(desk, administrator, second_administrator):
    answer = desk.post(change(administrator), filled(administrator, is_active=None))
    assert "tài khoản của chính mình" in answer.text
    assert User.objects.get(pk=administrator.pk).is_active


# Superusers


def test_an_administrator_cannot_touch_a_superuser(desk, superuser):
    answer = desk.post(change(superuser), filled(superuser, full_name="Khác", roles=["reporter"]))
    password = reverse("admin:auth_user_password_change", args=[superuser.pk])
    assert answer.status_code == 403
    assert desk.post(password, {"password1": "x" * 20, "password2": "x" * 20}).status_code == 403
    superuser.refresh_from_db()
    assert superuser.full_name == "Máy chủ"
    assert superuser.check_password(PASSWORD)


def test_a_superuser_stays_staff_without_roles(client, superuser, administrator):
    client.force_login(superuser)
    client.post(change(superuser), filled(superuser, full_name="Khác"))
    superuser.refresh_from_db()
    assert superuser.full_name == "Khác"
    assert superuser.is_staff
    assert superuser.is_superuser


# Who sees what


@pytest.mark.parametrize("code", sorted(set(roles.ROLES) - {"administrator"}))
def test_other_roles_see_no_accounts(client, make_person, code):
    client.force_login(make_person("ai", code))
    assert client.get(LIST).status_code == 403
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, NEW).status_code == 403


def test_groups_are_not_shown(desk):
    assert desk.get("/quan-tri/auth/group/").status_code == 404
    assert "auth/group" not in desk.get("/quan-tri/").text


def test_list_shows_roles_in_vietnamese_with_few_queries(
    desk, make_person, reporter, django_assert_max_num_queries
):
    for number in range(20):
        make_person(f"pv{number}", "reporter", full_name=f"Người {number}")
    with django_assert_max_num_queries(15):
        page = desk.get(LIST).text
    assert "Đặng Thị Mộng" in page
    assert "Phóng viên" in page


def test_list_filters_by_role_and_finds_names_without_marks(desk, reporter):
    assert "phongvien" in desk.get(LIST, {"role": "reporter"}).text
    assert "phongvien" not in desk.get(LIST, {"role": "editor"}).text
    assert "phongvien" in desk.get(LIST, {"q": "dang mong"}).text
    assert "phongvien" not in desk.get(LIST, {"q": "khong co ai"}).text


def test_form_explains_each_role_in_vietnamese(desk, reporter):
    page = desk.get(change(reporter)).text
    for words in ["Cộng tác viên", "Trưởng ban (duyệt và đăng)", "Người giữ danh bạ", "Quản trị"]:
        assert words in page
    for name in ["is_superuser", "user_permissions", 'name="groups"', 'name="is_staff"']:
        assert name not in page
