"""The settings of the title check at the desk: one row, edited by who may, counted at once."""

import html

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts import roles
from people.house import HouseStyle
from people.kept_register import current_register
from tests.articles.factory import make_user

pytestmark = pytest.mark.django_db
LIST = reverse("admin:people_housestyle_changelist")
FORM = reverse("admin:people_housestyle_change", args=[1])


def browser_of(role):
    browser, user = Client(), make_user()
    roles.give(user, role)
    browser.force_login(user)
    return browser


def typed(**changes):
    return {
        "territory": "Móng Cái",
        "province": "Quảng Ninh",
        "tone_style": "old",
        "abbreviations": "UBND\nHĐND\n\nBTV  Tỉnh ủy",
        **changes,
    }


@pytest.mark.parametrize("role", ["register_keeper", "administrator"])
def test_first_save_makes_the_one_row(role):
    browser = browser_of(role)
    assert browser.get(LIST).url == FORM
    assert browser.get(FORM).status_code == 200
    assert not HouseStyle.objects.exists()
    assert browser.post(FORM, typed(counts_T05="hint", counts_T12="off")).status_code == 302
    style = HouseStyle.objects.get()
    assert (style.territory, style.province) == ("Móng Cái", "Quảng Ninh")
    assert style.abbreviations == ["UBND", "HĐND", "BTV Tỉnh ủy"]
    assert (style.hints, style.silent) == (["T05"], ["T12"])
    assert current_register().house.hints == {"T05"}


def test_form_shows_what_is_chosen_and_what_each_finding_means():
    HouseStyle(hints=["T05"], silent=["T12"]).save()
    page = html.unescape(browser_of("register_keeper").get(FORM).content.decode())
    assert 'name="counts_T05" value="hint" checked' in page
    assert 'name="counts_T12" value="off" checked' in page
    assert 'name="counts_T01" value="" checked' in page
    assert "Chức danh này đã thôi giữ trước ngày diễn ra sự kiện." in page


def test_what_is_none_of_the_three_is_refused():
    browser = browser_of("register_keeper")
    answer = browser.post(FORM, typed(counts_T05="never"))
    assert answer.status_code == 200
    assert "Mỗi phát hiện hãy chọn một trong ba mức." in html.unescape(answer.content.decode())
    assert browser.post(FORM, typed(tone_style="odd")).status_code == 200
    assert not HouseStyle.objects.exists()


@pytest.mark.parametrize("role", ["reporter", "editor", "publisher"])
def test_others_are_kept_out(role):
    browser = browser_of(role)
    assert browser.get(LIST).status_code == 403
    assert browser.get(FORM).status_code == 403
    assert browser.post(FORM, typed()).status_code == 403
    assert not HouseStyle.objects.exists()


def test_there_is_one_row_that_nobody_deletes():
    HouseStyle(territory="Móng Cái").save()
    HouseStyle(territory="Hạ Long").save()
    assert HouseStyle.objects.get().territory == "Hạ Long"
    with pytest.raises(IntegrityError), transaction.atomic():
        HouseStyle.objects.update(id=2)
    browser = browser_of("register_keeper")
    assert browser.post(reverse("admin:people_housestyle_delete", args=[1])).status_code == 403
    assert browser.get(reverse("admin:people_housestyle_add")).status_code == 403
    assert browser.get(reverse("admin:people_housestyle_change", args=[2])).status_code == 302


def test_history_tells_what_was_changed():
    browser = browser_of("register_keeper")
    browser.post(FORM, typed())
    browser.post(FORM, typed(counts_T12="off"))
    page = browser.get(reverse("admin:people_housestyle_history", args=[1])).content.decode()
    assert "T12" in page
