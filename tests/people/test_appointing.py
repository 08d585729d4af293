"""Appointing and ending: both rows at once, or none."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from people.appointing import appoint, end, held_beside
from people.history import history_of
from people.models import Appointment
from people.partial_date import read_iso
from tests.articles.factory import make_user
from tests.people import factory
from tests.people.factory import make_official, make_organisation, make_position

pytestmark = pytest.mark.django_db
DAY = read_iso("2019-02-27")


@pytest.fixture
def seat():
    return make_position("Chủ tịch UBND TP Móng Cái", seats="one")


@pytest.fixture
def kinh(seat):
    """Who sits there since 2016."""
    return factory.appoint(make_official("Vũ Văn Kinh"), seat, "2016-06")


def test_appointing_ends_who_held_the_seat_on_the_same_day(seat, kinh):
    dung = make_official("Nguyễn Tiến Dũng")
    new = appoint(dung, seat, DAY, ends=[kinh], decision="12-QĐ/TU")
    kinh.refresh_from_db()
    assert (kinh.end, new.start, new.end) == (DAY, DAY, None)
    assert seat.holders_on(DAY.day) == [dung]
    assert new.clashes() == []
    assert new.decision == "12-QĐ/TU"


def test_appointing_ends_what_the_official_gives_up(seat):
    dung = make_official("Nguyễn Tiến Dũng")
    deputy = factory.appoint(dung, make_position("Phó Chủ tịch"), "2016")
    other = factory.appoint(dung, make_position("Thành ủy viên"), "2015")
    appoint(dung, seat, DAY, ends=[deputy])
    held = {each.position.title for each in dung.appointments.on(DAY.day)}
    assert held == {"Chủ tịch UBND TP Móng Cái", "Thành ủy viên"}
    other.refresh_from_db()
    assert other.end is None


def test_refusal_changes_nothing_and_tells_every_reason(kinh, seat):
    late = factory.appoint(make_official("Người Đến Sau"), seat, "2020-01-01")
    dissolved = make_position("Bí thư", organisation=make_organisation("Cũ", until="2018-01-01"))
    gone = factory.appoint(make_official("Đã Thôi"), seat, "2010", "2012")
    with pytest.raises(ValidationError) as refused:
        appoint(make_official(), dissolved, DAY, ends=[kinh, late, gone])
    assert len(refused.value.messages) == 3
    kinh.refresh_from_db()
    assert kinh.end is None
    assert Appointment.objects.count() == 3


def test_nobody_is_appointed_twice(kinh, seat):
    with pytest.raises(ValidationError, match="đã giữ chức vụ này"):
        appoint(kinh.official, seat, DAY)


def test_imprecise_days_stay_imprecise(seat, kinh):
    new = appoint(make_official(), seat, read_iso("2019"), ends=[kinh])
    kinh.refresh_from_db()
    assert (str(new.start), str(kinh.end)) == ("2019", "2019")


def test_ending_refuses_what_cannot_be(kinh):
    with pytest.raises(ValidationError, match="bắt đầu"):
        end(kinh, read_iso("2015-01-01"))
    end(kinh, DAY)
    with pytest.raises(ValidationError, match="đã kết thúc"):
        end(kinh, read_iso("2020-01-01"))
    kinh.refresh_from_db()
    assert kinh.end == DAY


def test_end_may_be_moved_to_an_earlier_day(kinh):
    end(kinh, DAY)
    assert end(kinh, read_iso("2018-01-01")).end == read_iso("2018-01-01")


def test_history_says_who_and_why(kinh, seat):
    keeper = make_user("keeper")
    new = appoint(
        make_official("Nguyễn Tiến Dũng"), seat, DAY, ends=[kinh], by=keeper, decision="12-QĐ/TU"
    )
    assert (history_of(new)[0].by, history_of(new)[0].reason) == (keeper, "12-QĐ/TU")
    ended = history_of(kinh)[0]
    assert (ended.by, ended.reason) == (keeper, "bổ nhiệm Nguyễn Tiến Dũng")


def test_offers_to_end_only_what_is_held_then(kinh, seat):
    dung = make_official("Nguyễn Tiến Dũng")
    now = factory.appoint(dung, make_position("Phó Chủ tịch"), "2016")
    factory.appoint(dung, make_position("Trưởng phòng"), "2010", "2012")
    assert held_beside(dung, seat, DAY.day) == ([kinh], [now])
    committee = make_position("Thành ủy viên", seats="many")
    factory.appoint(make_official("Ai Đó"), committee, "2016")
    assert held_beside(dung, committee, DAY.day)[0] == []


@pytest.mark.django_db(transaction=True)
def test_second_click_appoints_nobody_twice(seat):
    dung = make_official("Nguyễn Tiến Dũng")

    def click(_number):
        try:
            appoint(dung, seat, DAY)
        except ValidationError:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(4) as threads:
        answers = sorted(threads.map(click, range(4)))
    assert answers == ["done", "refused", "refused", "refused"]
    assert Appointment.objects.count() == 1
