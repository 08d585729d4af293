"""Alerts: who raises them, what they need, how they end."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import roles
from articles.desk.acts.refusal import Refused
from articles.desk.alerting import end_alert, raise_alert, text_to_share
from articles.page.frame.alert import LONGEST, Alert
from articles.page.guards import lifted

from ..clock import clock_at
from .typing import text

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 9, 7, 5, 0, tzinfo=UTC)  # 12:00 in Việt Nam
STORM = "Bão số 3 đổ bộ tối nay. Không ra khơi. Gọi 112."
ADD = reverse("admin:articles_alert_add")
FORM = {"level": "3", "text": STORM, "ends": "24h"}


@pytest.fixture(autouse=True)
def hands():
    with clock_at(NOON) as hands:
        yield hands


@pytest.fixture
def trusted(cast):
    """A reporter whom the administrator trusts with alerts."""
    person = cast("reporter")
    roles.set_trusts(person, ["articles.raise_alert"])
    return person


@pytest.fixture
def trusted_desk(trusted, browser_of):
    return browser_of("reporter")


def raised(level=3, words=STORM, hours=2, **more):
    return raise_alert(None, level, words, NOON + timedelta(hours=hours), **more)


def test_two_clicks_raise_an_alert(trusted_desk, client):
    assert f'href="{ADD}"' in text(trusted_desk.get(reverse("admin:index")))
    answer = trusted_desk.post(ADD, FORM, follow=True)
    alert = Alert.objects.get()
    assert (alert.level, alert.until) == (3, NOON + timedelta(hours=24))
    assert "trên mọi trang" in text(answer)
    for address in ["/", "/lanh-dao/", "/khong-co/"]:
        assert STORM in text(client.get(address))


def test_sent_twice_it_is_raised_once(trusted_desk):
    trusted_desk.post(ADD, FORM)
    trusted_desk.post(ADD, FORM)
    assert Alert.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "end"),
    [
        ("2h", NOON + timedelta(hours=2)),
        ("today", datetime(2026, 9, 7, 16, 59, 59, tzinfo=UTC)),
        ("3d", NOON + timedelta(days=3)),
    ],
)
def test_ends_are_offered(trusted_desk, code, end):
    trusted_desk.post(ADD, {**FORM, "ends": code})
    assert Alert.objects.get().until == end


def test_another_end_can_be_typed(trusted_desk):
    trusted_desk.post(ADD, {**FORM, "ends": "other", "until_0": "08/09/2026", "until_1": "18:30"})
    assert Alert.objects.get().until == datetime(2026, 9, 8, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"text": ""}, "bắt buộc"),
        ({"text": " \n "}, "bắt buộc"),
        ({"text": "x" * (LONGEST + 1)}, "300"),
        ({"level": "9"}, "errorlist"),
        ({"level": ""}, "errorlist"),
        ({"ends": ""}, "errorlist"),
        ({"ends": "other"}, "hiện đến khi nào"),
        ({"ends": "other", "until_0": "06/09/2026", "until_1": "08:00"}, "sau thời điểm này"),
        ({"ends": "other", "until_0": "06/09/2027", "until_1": "08:00"}, "nhiều nhất 30 ngày"),
        ({"link": "javascript:alert(1)"}, "Bắt đầu bằng"),
        ({"link": "//example.vn"}, "Bắt đầu bằng"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(trusted_desk, changes, told):
    answer = trusted_desk.post(ADD, {**FORM, **changes})
    assert answer.status_code == 422
    assert told in text(answer)
    if "text" not in changes:
        assert STORM in text(answer)
    assert not Alert.objects.exists()


@pytest.mark.parametrize("role", ["reporter", "publisher", "administrator", "register_keeper"])
def test_no_role_brings_the_right_to_raise_one(browser_of, role):
    alert = raised()
    trusted_desk = browser_of(role)
    assert ADD not in text(trusted_desk.get(reverse("admin:index")))
    assert trusted_desk.get(ADD).status_code == 403
    assert trusted_desk.post(ADD, FORM).status_code == 403
    end = reverse("admin:articles_alert_end", args=[alert.pk])
    assert trusted_desk.post(end).status_code == 403
    alert.refresh_from_db()
    assert alert.until > NOON


def test_the_verbs_ask_for_the_right_too(cast):
    with pytest.raises(Refused, match="giao quyền"):
        raise_alert(cast("publisher"), 4, STORM, NOON + timedelta(hours=1))
    with pytest.raises(Refused, match="giao quyền"):
        end_alert(raised(), cast("publisher"))


def test_one_click_ends_it(trusted_desk, hands, trusted, client):
    alert = raised()
    hands.moment += timedelta(minutes=10)
    address = reverse("admin:articles_alert_end", args=[alert.pk])
    assert trusted_desk.get(address).status_code == 405
    trusted_desk.post(address)
    alert.refresh_from_db()
    assert (alert.until, alert.ended_by) == (hands.moment, trusted)
    assert STORM not in text(client.get("/"))
    hands.moment += timedelta(minutes=10)
    trusted_desk.post(address)
    alert.refresh_from_db()
    assert alert.until == NOON + timedelta(minutes=10)


def test_its_page_has_the_words_to_pass_on(trusted_desk):
    alert = raised(link="/tin/bao-so-3-12/")
    page = text(trusted_desk.get(reverse("admin:articles_alert_change", args=[alert.pk])))
    words = text_to_share(alert, "http://testserver/tin/bao-so-3-12/")
    assert words.splitlines() == [
        f"[CẢNH BÁO] {STORM}",
        "Có hiệu lực đến 14:00 07/09/2026.",
        "http://testserver/tin/bao-so-3-12/",
    ]
    assert words in page


def test_the_list_tells_which_stand(trusted_desk):
    raised()
    listed = text(trusted_desk.get(reverse("admin:articles_alert_changelist")))
    assert STORM in listed
    assert "icon-yes" in listed


def test_nobody_changes_or_deletes_one(trusted_desk, trusted):
    alert = raised()
    trusted.user_permissions.add(*Permission.objects.filter(codename__endswith="_alert"))
    assert (
        trusted_desk.post(reverse("admin:articles_alert_delete", args=[alert.pk])).status_code
        == 403
    )
    for change in [
        lambda: Alert.objects.filter(pk=alert.pk).update(text="Khác"),
        lambda: Alert.objects.filter(pk=alert.pk).delete(),
    ]:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.guards
@pytest.mark.django_db(transaction=True)
def test_without_the_guard_it_could_be_changed():
    alert = raised()
    with lifted():
        Alert.objects.filter(pk=alert.pk).update(text="Khác")
    alert.refresh_from_db()
    assert alert.text == "Khác"
