"""Appointing and ending at the desk: what is asked, shown, done, and refused."""

import re

import pytest
from django.urls import reverse

from accounts import roles
from people.history import history_of
from people.models import Appointment
from tests.articles.factory import make_user
from tests.people.factory import appoint, make_official, make_organisation, make_position

pytestmark = pytest.mark.django_db
APPOINT = "/quan-tri/people/appointment/bo-nhiem/"


@pytest.fixture
def keeper(client):
    """A browser in which the register's keeper is signed in."""
    person = make_user("keeper", full_name="Hoàng Thị Sổ")
    roles.give(person, "register_keeper")
    client.force_login(person)
    client.person = person
    return client


@pytest.fixture
def seat():
    return make_position("Chủ tịch UBND TP Móng Cái", seats="one")


@pytest.fixture
def kinh(seat):
    return appoint(make_official("Vũ Văn Kinh"), seat, "2016-06")


@pytest.fixture
def dung():
    return make_official("Nguyễn Tiến Dũng")


def place(official, position):
    return f"{APPOINT}?official={official.pk}&position={position.pk}"


def sent(page, **typed):
    """What the form of a page sends, with what is typed into it."""
    shown = re.search(r'name="shown"(?: value="([^"]*)")?', page)[1] or ""
    ticked = re.findall(r'name="ends" value="(\d+)"[^>]*checked', page)
    return {"shown": shown, "ends": ticked, "source_state": "press", "acting": "none", **typed}


def text(answer):
    return answer.content.decode()


def test_page_asks_who_and_what_first(keeper, dung):
    page = text(keeper.get(APPOINT))
    assert 'name="official"' in page
    assert 'name="position"' in page
    assert 'name="day"' not in page
    assert "Nguyễn Tiến Dũng" in text(keeper.get(f"{APPOINT}?official={dung.pk}"))


@pytest.mark.parametrize("query", ["official=x&position=", "official=9999&position=9999"])
def test_wrong_numbers_are_asked_again(keeper, query):
    assert keeper.get(f"{APPOINT}?{query}").status_code == 422


def test_who_holds_the_seat_is_shown_and_ends_with_it(keeper, dung, seat, kinh):
    address = place(dung, seat)
    page = text(keeper.get(address))
    assert "Vũ Văn Kinh" in page
    form = sent(page, day="27/02/2019", decision="12-QĐ/TU")
    assert form["ends"] == [str(kinh.pk)]
    answer = keeper.post(address, form, follow=True)
    assert "Đã bổ nhiệm: Nguyễn Tiến Dũng" in text(answer)
    assert "Kết thúc cùng ngày: Vũ Văn Kinh" in text(answer)
    kinh.refresh_from_db()
    new = dung.appointments.get()
    assert (str(kinh.end), str(new.start)) == ("27/02/2019", "27/02/2019")
    assert history_of(new)[0].by == keeper.person


def test_what_is_not_ticked_goes_on(keeper, dung, seat, kinh):
    address = place(dung, seat)
    keeper.post(address, sent(text(keeper.get(address)), day="27/02/2019", ends=[]))
    kinh.refresh_from_db()
    assert kinh.end is None
    assert dung.appointments.count() == 1


def test_day_with_other_holders_is_looked_at_again(keeper, dung, seat, kinh):
    earlier = appoint(make_official("Người Tiền Nhiệm"), seat, "2010", "2016-06")
    address = place(dung, seat)
    form = sent(text(keeper.get(address)), day="01/01/2015", decision="Căn cứ")
    answer = keeper.post(address, form)
    assert answer.status_code == 422
    assert "Người Tiền Nhiệm" in text(answer)
    assert 'value="Căn cứ"' in text(answer)
    assert dung.appointments.count() == 0
    keeper.post(address, sent(text(answer), day="01/01/2015"))
    earlier.refresh_from_db()
    assert str(earlier.end) == "01/01/2015"
    assert dung.appointments.count() == 1


def test_nothing_of_others_ends_by_a_number_sent(keeper, dung, seat):
    other = appoint(make_official("Người Khác"), make_position("Bí thư"), "2016")
    address = place(dung, seat)
    form = sent(text(keeper.get(address)), day="27/02/2019", ends=[other.pk])
    assert keeper.post(address, form).status_code == 422
    other.refresh_from_db()
    assert other.end is None


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("", "Hãy ghi ngày bắt đầu"),
        ("31/02/2019", "Lịch không có ngà"),
        ("hôm qua", "Hãy ghi ngày"),
    ],
)
def test_wrong_day_is_told_and_what_was_typed_stays(keeper, dung, seat, day, words):
    address = place(dung, seat)
    answer = keeper.post(address, sent(text(keeper.get(address)), day=day, decision="12-QĐ/TU"))
    assert answer.status_code == 422
    assert words in text(answer)
    assert 'value="12-QĐ/TU"' in text(answer)
    assert not Appointment.objects.exists()


def test_second_click_is_refused_in_words(keeper, dung, seat):
    address = place(dung, seat)
    form = sent(text(keeper.get(address)), day="27/02/2019")
    keeper.post(address, form)
    answer = keeper.post(address, form)
    assert answer.status_code == 422
    assert "đã giữ chức vụ này" in text(answer)
    assert dung.appointments.count() == 1


def test_office_that_has_ended_takes_nobody(keeper, dung):
    gone = make_position("Bí thư", organisation=make_organisation("Cũ", until="2018-01-01"))
    address = place(dung, gone)
    answer = keeper.post(address, sent(text(keeper.get(address)), day="27/02/2019"))
    assert answer.status_code == 422
    assert "01/01/2018" in text(answer)


def test_appointment_is_ended_by_one_page(keeper, kinh):
    address = reverse("admin:people_appointment_end", args=[kinh.pk])
    assert "Vũ Văn Kinh" in text(keeper.get(address))
    answer = keeper.post(address, {"day": "27/02/2019", "reason": "11-QĐ/TU"}, follow=True)
    assert "Đã kết thúc: Vũ Văn Kinh" in text(answer)
    kinh.refresh_from_db()
    assert str(kinh.end) == "27/02/2019"
    assert history_of(kinh)[0].reason == "11-QĐ/TU"
    again = keeper.post(address, {"day": "27/02/2019"})
    assert again.status_code == 422


def test_end_before_the_beginning_is_refused(keeper, kinh):
    address = reverse("admin:people_appointment_end", args=[kinh.pk])
    answer = keeper.post(address, {"day": "2015"})
    assert answer.status_code == 422
    assert "bắt đầu không sớm hơn" in text(answer)


def test_position_shows_gaps_and_overlaps(keeper, seat, kinh):
    kinh.ended_on = "2019-01-01"
    kinh.save()
    first = appoint(make_official("Nguyễn Tiến Dũng"), seat, "2019-02-27")
    page = text(keeper.get(reverse("admin:people_position_change", args=[seat.pk])))
    assert "Khuyết từ ngày 01/01/2019 đến ngày 26/02/2019." in page
    assert f"?position={seat.pk}" in page
    assert reverse("admin:people_appointment_end", args=[first.pk]) in page
    appoint(make_official("Hồ Quang Huy"), seat, "2020-11-12")
    page = text(keeper.get(reverse("admin:people_position_change", args=[seat.pk])))
    assert "Nhiều người cùng giữ từ ngày 12/11/2020" in page


@pytest.mark.parametrize("role", ["reporter", "editor", "publisher", "administrator"])
def test_pages_are_for_the_keeper_alone(client, dung, seat, kinh, role):
    person = make_user("somebody")
    roles.give(person, role)
    client.force_login(person)
    form = {"day": "27/02/2019", "source_state": "press", "ends": [kinh.pk], "shown": str(kinh.pk)}
    for address in [place(dung, seat), reverse("admin:people_appointment_end", args=[kinh.pk])]:
        assert client.get(address).status_code == 403
        assert client.post(address, form).status_code == 403
    kinh.refresh_from_db()
    assert kinh.end is None
