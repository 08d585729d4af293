"""Five wrong passwords for one account from one address, then a quarter of an hour of rest."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.accounts.conftest import PASSWORD

LOGIN = "/quan-tri/login/"


def sign_in(client, username="phongvien", password="sai", **headers):
    return client.post(LOGIN, {"username": username, "password": password}, **headers)


@pytest.fixture
def locked(client, reporter):
    for _attempt in range(5):
        answer = sign_in(client)
    return answer


def test_the_fifth_wrong_password_locks_and_says_until_when(client, reporter):
    with time_machine.travel("2026-03-02T08:00:00+07:00", tick=False):
        answers = [sign_in(client) for _attempt in range(5)]
    assert [each.status_code for each in answers] == [200, 200, 200, 200, 429]
    assert "08:15" in answers[-1].text
    assert answers[-1]["Retry-After"] == "900"
    assert "Tạm dừng đăng nhập" in answers[-1].text
    assert "Account locked" not in answers[-1].text


def test_the_right_password_does_not_open_while_locked(client, locked):
    assert sign_in(client, password=PASSWORD).status_code == 429


def test_other_accounts_and_other_addresses_are_free(client, locked, administrator):
    assert sign_in(client, "quantri", PASSWORD).status_code == 302
    client.logout()
    assert sign_in(client, password=PASSWORD, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_opens_again_after_a_quarter_of_an_hour(client, locked):
    with time_machine.travel(timezone.now() + timedelta(minutes=14)):
        assert sign_in(client, password=PASSWORD).status_code == 429
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert sign_in(client, password=PASSWORD).status_code == 302


def test_a_success_forgets_the_wrong_tries(client, reporter):
    for _round in range(2):
        for _attempt in range(4):
            assert sign_in(client).status_code == 200
        assert sign_in(client, password=PASSWORD).status_code == 302
        client.logout()


def test_a_new_password_from_an_administrator_unlocks(client, locked, reporter, administrator):
    browser = type(client)()
    browser.force_login(administrator)
    new = "hoàn-toàn-mới-nhé"
    browser.post(
        f"/quan-tri/accounts/user/{reporter.pk}/password/", {"password1": new, "password2": new}
    )
    assert sign_in(client, password=new).status_code == 302


def test_a_header_of_the_client_s_own_does_not_get_around_it(client, reporter):
    answers = [
        sign_in(
            client, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}", HTTP_X_REAL_IP=f"10.0.0.{number}"
        )
        for number in range(6)
    ]
    assert answers[-1].status_code == 429


def test_nor_does_it_behind_a_proxy(client, reporter, settings):
    settings.PROXIES = 1
    answers = [
        sign_in(client, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 203.0.113.5")
        for number in range(6)
    ]
    assert answers[-1].status_code == 429


def test_behind_a_proxy_readers_of_one_proxy_are_told_apart(client, locked, settings):
    settings.PROXIES = 1
    for _attempt in range(5):
        sign_in(client, HTTP_X_FORWARDED_FOR="203.0.113.5")
    assert sign_in(client, HTTP_X_FORWARDED_FOR="203.0.113.5").status_code == 429
    free = sign_in(client, password=PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.6")
    assert free.status_code == 302


@pytest.mark.parametrize("disguise", [" phongvien", "phongvien ", "ｐhongvien"])
def test_a_name_written_otherwise_counts_with_the_others(client, reporter, disguise):
    for _attempt in range(4):
        sign_in(client)
    assert sign_in(client, disguise).status_code == 429


def test_deactivated_accounts_are_refused_like_wrong_passwords(client, reporter):
    reporter.is_active = False
    reporter.save()
    answer = sign_in(client, password=PASSWORD)
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_script_gets_the_same_page_and_no_open_door(client, locked):
    answer = sign_in(client, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    assert answer.status_code == 429
    assert "Access-Control-Allow-Origin" not in answer
