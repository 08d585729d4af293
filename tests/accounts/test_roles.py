import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from accounts import roles

pytestmark = pytest.mark.django_db


def test_every_role_stands_after_migrating():
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.ROLES)


def test_no_role_names_a_permission_that_does_not_exist():
    assert roles.missing_permissions() == []


def test_a_name_nobody_defines_is_missed(monkeypatch):
    role = roles.Role("editor", "", "", ("articles.fly_article", "nowhere.*", "people.*"))
    monkeypatch.setitem(roles.ROLES, "editor", role)
    assert roles.missing_permissions() == ["articles.fly_article", "nowhere.*"]
    [warning] = roles.check_permissions(databases=["default"])
    assert "articles.fly_article" in warning.msg
    roles.lay()  # what is missing is skipped, and the rest is laid
    assert Group.objects.get(name="editor").permissions.exists()


def test_a_role_has_exactly_what_the_table_says():
    group = Group.objects.get(name="contributor")
    group.permissions.add(Permission.objects.get(codename="delete_user"))
    group.permissions.remove(Permission.objects.get(codename="add_image"))
    roles.lay()
    held = {roles.full_name(each) for each in group.permissions.all()}
    assert held == set(roles.ROLES["contributor"].permissions)


def test_laying_again_writes_nothing(django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as queries:
        roles.lay()
    written = [
        each["sql"] for each in queries if each["sql"].startswith(("INSERT", "DELETE", "UPD"))
    ]
    assert written == []


def test_what_persons_are_trusted_with_is_in_no_role():
    held = Permission.objects.filter(group__name__in=roles.ROLES)
    assert not {roles.full_name(each) for each in held} & set(roles.TRUSTS)


@pytest.mark.parametrize(
    ("code", "may", "may_not"),
    [
        ("contributor", "images.add_image", "articles.view_edition"),
        ("reporter", "articles.view_edition", "articles.add_lead"),
        ("editor", "articles.add_lead", "articles.add_banner"),
        ("publisher", "articles.add_banner", "accounts.change_user"),
        ("register_keeper", "people.change_official", "articles.add_lead"),
        ("administrator", "accounts.change_user", "articles.add_banner"),
    ],
)
def test_each_role_may_do_its_own_work_and_not_the_next(make_person, code, may, may_not):
    person = make_person("ai", code)
    assert person.has_perm(may)
    assert not person.has_perm(may_not)


def test_only_an_administrator_may_touch_accounts():
    for code in set(roles.ROLES) - {"administrator"}:
        names = roles.expand(roles.ROLES[code], roles.existing())
        assert not [name for name in names if name.startswith(("accounts.", "auth."))], code


def test_giving_and_taking_a_role_takes_effect_at_once(make_person):
    person = make_person("ai")
    assert not person.is_staff
    roles.give(person, "reporter")
    roles.give(person, "editor")
    assert roles.roles_of(person) == ["reporter", "editor"]
    assert person.is_staff
    assert person.has_perm("articles.add_lead")
    roles.take(person, "editor")
    assert not person.has_perm("articles.add_lead")
    roles.take(person, "reporter")
    person.refresh_from_db()
    assert not person.is_staff


def test_a_role_that_is_none_is_refused(make_person):
    with pytest.raises(KeyError):
        make_person("ai", "king")


def test_roles_leave_other_groups_alone(make_person):
    person = make_person("ai", "reporter")
    person.groups.add(Group.objects.create(name="choir"))
    roles.set_roles(person, ["editor"])
    assert set(person.groups.values_list("name", flat=True)) == {"choir", "editor"}


def test_first_administrator_is_made_by_command(monkeypatch, capsys):
    monkeypatch.setenv("FIRST", "đủ-dài-và-khó-đoán")
    call_command("make_user", "an", "--role=administrator", "--password-from-env=FIRST")
    user = get_user_model().objects.get(username="an")
    assert user.check_password("đủ-dài-và-khó-đoán")
    assert roles.roles_of(user) == ["administrator"]
    assert not user.is_superuser


@pytest.mark.parametrize("password", ["", "short", "1234567890123"])
def test_command_refuses_a_weak_password(monkeypatch, password):
    monkeypatch.setenv("FIRST", password)
    with pytest.raises(CommandError):
        call_command("make_user", "an", "--role=administrator", "--password-from-env=FIRST")
    assert not get_user_model().objects.exists()


def test_command_refuses_a_name_that_differs_in_case_only(monkeypatch, make_person):
    make_person("an")
    monkeypatch.setenv("FIRST", "đủ-dài-và-khó-đoán")
    with pytest.raises(CommandError):
        call_command("make_user", "An", "--role=reporter", "--password-from-env=FIRST")
