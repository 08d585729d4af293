"""Appointments in force on a day, what a form refuses, and what the database refuses."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from people.models import Appointment
from tests.people.factory import (
    appoint,
    make_official,
    make_organisation,
    make_position,
    province_and_town,
    set_day,
)

pytestmark = pytest.mark.django_db
DAY = date(2018, 8, 7)


@pytest.fixture
def ngan():
    return make_official()


@pytest.fixture
def secretary():
    return make_position()


def wanted(official, position, since=None, until=None, **fields):
    appointment = Appointment(official=official, position=position, **fields)
    set_day(appointment, "started", since)
    set_day(appointment, "ended", until)
    return appointment


def refused_at(appointment):
    with pytest.raises(ValidationError) as refused:
        appointment.full_clean()
    return set(refused.value.message_dict)


def test_rank_comes_first_then_the_earlier_appointment_then_the_given_name(ngan):
    low = make_position("Phó Bí thư", rank=220)
    high = make_position("Bí thư", rank=200)
    mai, an = make_official("Trương Thị Mai"), make_official("Lê Văn An")
    appoint(ngan, low, "2017")
    appoint(mai, low, "2016")
    appoint(an, low, "2017")
    appoint(make_official("Vũ Văn Kinh"), low)  # nobody knows since when
    appoint(make_official("Đỗ Thị Hoàng"), high, "2018")
    appoint(make_official("Hồ Quang Huy"), high, "2018-08-08")
    ordered = Appointment.objects.in_rank_order(DAY).select_related("official")
    assert [each.official.full_name for each in ordered] == [
        "Đỗ Thị Hoàng",
        "Trương Thị Mai",
        "Lê Văn An",
        "Ngô Hoàng Ngân",
        "Vũ Văn Kinh",
    ]


def test_same_rows_are_in_force_as_titles_are_printed(ngan):
    posts = province_and_town()
    appoint(ngan, posts["chair"], "2016-06-10", "2019-02-27")
    for day in (date(2016, 6, 9), date(2016, 6, 10), date(2019, 2, 26), date(2019, 2, 27)):
        printed = {title.appointment_id for title in ngan.titles_on(day)}
        assert printed == set(Appointment.objects.on(day).values_list("pk", flat=True))


def test_positions_over_time_begin_with_the_newest(ngan, secretary, django_assert_num_queries):
    other = make_position("Phó Bí thư Tỉnh ủy")
    appoint(ngan, secretary, "2016-06", "2018-11-29")
    appoint(ngan, other, "2018-11-29", acting="quyền")
    with django_assert_num_queries(1):
        rows = [
            (each.full_title, each.period, each.position.organisation.level)
            for each in ngan.positions_over_time()
        ]
    assert rows == [
        ("Quyền Phó Bí thư Tỉnh ủy", "29/11/2018 – nay", "district"),
        ("Bí thư Thành ủy Móng Cái", "06/2016 – 29/11/2018", "district"),
    ]


@pytest.mark.parametrize(
    ("since", "until"),
    [("2018-08-07", "2018-08-07"), ("2018", "2017-05-01"), ("2018-08", "2018-07")],
)
def test_end_before_the_beginning_is_refused(ngan, secretary, since, until):
    assert refused_at(wanted(ngan, secretary, since, until)) == {"ended_on"}


def test_end_somewhere_in_the_month_of_the_beginning_is_fine(ngan, secretary):
    wanted(ngan, secretary, "2018-08-07", "2018-08").full_clean()
    assert appoint(ngan, secretary, "2018-08-07", "2018-08").pk


def test_same_person_cannot_hold_a_position_twice_at_a_time(ngan, secretary):
    appoint(ngan, secretary, "2016", "2019-01-01")
    with pytest.raises(ValidationError):
        wanted(ngan, secretary, "2018-12-31").clean_once_at_a_time()
    wanted(ngan, secretary, "2019-01-01").clean_once_at_a_time()


def test_appointment_lies_inside_the_life_of_its_organisation(ngan):
    ward = make_organisation("Đảng ủy phường", since="2025-07-01", until="2030-01-01")
    post = make_position(organisation=ward)
    assert refused_at(wanted(ngan, post, "2025-06-30", "2026")) == {"started_on"}
    assert refused_at(wanted(ngan, post, "2025-07-01", "2030-01-02")) == {"ended_on"}
    assert refused_at(wanted(ngan, post, "2025-07-01")) == {"ended_on"}
    wanted(ngan, post, "2025-07-01", "2030-01-01").full_clean()


def test_two_in_a_single_seat_are_pointed_out_and_allowed(ngan, secretary):
    first = appoint(ngan, secretary, "2016", "2019")
    second = appoint(make_official("Vũ Văn Kinh"), secretary, "2018")
    third = appoint(make_official("Hồ Quang Huy"), secretary, "2015", "2016-01-01")
    assert first.clashes() == [second]
    assert third.clashes() == []
    secretary.seats = "many"
    secretary.save()
    first.refresh_from_db()
    assert first.clashes() == []


def insert(appointment):
    with transaction.atomic():
        Appointment.objects.bulk_create([appointment])


@pytest.mark.parametrize("since", ["2018-08-07", None])
def test_database_refuses_the_same_appointment_twice(ngan, secretary, since):
    insert(wanted(ngan, secretary, since))
    with pytest.raises(IntegrityError):
        insert(wanted(ngan, secretary, since))


def test_database_refuses_an_end_before_the_beginning(ngan, secretary):
    with pytest.raises(IntegrityError):
        insert(wanted(ngan, secretary, "2018-08-07", "2018-08-07"))


def test_database_refuses_a_day_without_precision_and_the_other_way_round(ngan, secretary):
    with pytest.raises(IntegrityError):
        insert(Appointment(official=ngan, position=secretary, started_on=DAY))
    with pytest.raises(IntegrityError):
        insert(Appointment(official=ngan, position=secretary, started_precision="day"))


def test_day_given_alone_is_exact(ngan, secretary):
    appointment = Appointment.objects.create(official=ngan, position=secretary, started_on=DAY)
    assert appointment.started_precision == "day"
    assert appointment.ended_precision == "unknown"


def test_who_held_office_cannot_be_deleted(ngan, secretary):
    appoint(ngan, secretary, "2016")
    with pytest.raises(ProtectedError):
        ngan.delete()
    with pytest.raises(ProtectedError):
        secretary.delete()
    with pytest.raises(ProtectedError):
        secretary.organisation.delete()
