"""A person and an office through time, in words that claim no more than is known."""

from datetime import date

import pytest

from people.models import OrganisationName
from people.public.terms import Silence, career_of, seats_of
from tests.people.factory import (
    appoint,
    make_official,
    make_organisation,
    make_position,
    province_and_town,
    set_day,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def chair():
    return province_and_town()["chair"]


def told(official):
    return [
        each.when if isinstance(each, Silence) else (each.appointment.full_title, each.when)
        for each in career_of(official, TODAY)
    ]


def seat(position):
    [found] = [each for each in seats_of(position.organisation, TODAY) if each.position == position]
    return found


def names(terms):
    return [term.appointment.official.full_name for term in terms]


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2016-06", "2018-11-29", "Từ tháng 06/2016 đến ngày 29/11/2018"),
        ("2016", None, "Từ năm 2016 đến nay"),
        (None, "2019", "Đến năm 2019, chưa rõ từ khi nào"),
        (None, None, "Chưa rõ thời gian"),
        ("2026-05-01", None, "Từ ngày 01/05/2026"),
    ],
)
def test_a_time_is_told_as_exactly_as_it_is_known(since, until, words):
    ngan = make_official()
    appoint(ngan, make_position(), since, until)
    assert [when for _title, when in told(ngan)] == [words]


def test_a_career_runs_from_the_newest_and_tells_what_is_not_known(django_assert_num_queries):
    posts = province_and_town()
    ngan = make_official()
    appoint(ngan, posts["secretary"], "2010", "2012-03-01")
    appoint(ngan, posts["standing"], "2015-06-01", "2019-07", acting="quyền")
    with django_assert_num_queries(2):
        line = told(ngan)
    assert line == [
        (
            "Quyền Ủy viên Ban Thường vụ Tỉnh ủy Quảng Ninh",
            "Từ ngày 01/06/2015 đến tháng 07/2019",
        ),
        "Từ ngày 01/03/2012 đến ngày 31/05/2015",
        ("Bí thư Thành ủy Móng Cái", "Từ năm 2010 đến ngày 01/03/2012"),
    ]


def test_an_imprecise_end_may_reach_the_next_beginning():
    posts = province_and_town()
    ngan = make_official()
    appoint(ngan, posts["secretary"], "2010", "2015")
    appoint(ngan, posts["standing"], "2015-09-01")
    assert len(told(ngan)) == 2


def test_offices_bear_the_name_they_bore_then(chair):
    office = chair.organisation
    office.names.update(ended_on=date(2008, 9, 24), ended_precision="day")
    row = OrganisationName(organisation=office, full="Ủy ban nhân dân phường")
    set_day(row, "started", "2008-09-24")
    row.save()
    kinh = make_official("Vũ Văn Kinh")
    appoint(kinh, chair, "2004", "2008-09-24")
    appoint(kinh, chair, "2016", "2019-02-27")
    career = [each for each in career_of(kinh, TODAY) if not isinstance(each, Silence)]
    assert [each.office for each in career] == [
        "Ủy ban nhân dân phường",
        "Ủy ban nhân dân thành phố Móng Cái",
    ]


def test_holders_run_from_the_newest_and_the_present_one_stands_apart(django_assert_num_queries):
    post = make_position()
    appoint(make_official("Vũ Văn Kinh"), post, "2010", "2015-01-01")
    appoint(make_official("Đỗ Thị Hoàng"), post, "2015-01-01", "2020-01-01")
    appoint(make_official("Ngô Hoàng Ngân"), post, "2020-01-01")
    office = type(post.organisation).objects.prefetch_related("names").get()
    with django_assert_num_queries(1):
        [found] = seats_of(office, TODAY)
    assert names(found.now) == ["Ngô Hoàng Ngân"]
    assert names(found.before) == ["Đỗ Thị Hoàng", "Vũ Văn Kinh"]
    assert found.remarks == ()


def test_who_takes_up_a_position_later_is_no_predecessor():
    post = make_position()
    appoint(make_official("Vũ Văn Kinh"), post, "2024", "2026-05-01")
    appoint(make_official("Phạm Thị Oanh"), post, "2026-05-01")
    found = seat(post)
    assert names(found.coming) == ["Phạm Thị Oanh"]
    assert names(found.now) == ["Vũ Văn Kinh"]
    assert (found.before, found.predecessors, found.remarks) == ((), 0, ())


def test_who_held_a_position_twice_is_one_predecessor():
    post, kinh = make_position(), make_official("Vũ Văn Kinh")
    appoint(kinh, post, "2005", "2010")
    appoint(kinh, post, "2015", "2020")
    assert seat(post).predecessors == 1


def test_an_office_that_ended_has_nobody_now(chair):
    appoint(make_official("Hồ Quang Huy"), chair, "2020-11-12")
    assert seat(chair).now == ()


def test_gaps_and_overlaps_of_a_single_seat_are_told():
    post = make_position()
    appoint(make_official("Vũ Văn Kinh"), post, "2010-01-01", "2012-01-01")
    appoint(make_official("Đỗ Thị Hoàng"), post, "2013-01-01", "2016-01-01")
    appoint(make_official("Ngô Hoàng Ngân"), post, "2015-06-01", "2020")
    assert seat(post).remarks == (
        "Từ ngày 01/01/2012 đến ngày 31/12/2012: danh bạ chưa ghi ai giữ chức này.",
        "Từ ngày 01/01/2021 đến nay: danh bạ chưa ghi ai giữ chức này.",
        "Từ ngày 01/06/2015 đến ngày 31/12/2015: danh bạ ghi nhiều người cùng giữ chức này "
        "(Đỗ Thị Hoàng, Ngô Hoàng Ngân).",
    )


def test_imprecise_days_make_no_gap_and_no_overlap_that_may_not_have_been():
    post = make_position()
    appoint(make_official("Vũ Văn Kinh"), post, "2010", "2012")
    appoint(make_official("Đỗ Thị Hoàng"), post, "2012-11-01", "2016-05")
    appoint(make_official("Ngô Hoàng Ngân"), post, "2016")
    assert seat(post).remarks == ()


def test_somebody_acting_fills_a_gap_and_makes_no_overlap():
    post = make_position()
    appoint(make_official("Vũ Văn Kinh"), post, "2010-01-01", "2012-01-01")
    appoint(make_official("Đỗ Thị Hoàng"), post, "2011-06-01", acting="phụ trách")
    assert seat(post).remarks == ()


def test_of_many_seats_nothing_is_remarked():
    post = make_position(seats="many")
    appoint(make_official("Vũ Văn Kinh"), post, "2010-01-01", "2012-01-01")
    appoint(make_official("Đỗ Thị Hoàng"), post, "2013-01-01")
    assert seat(post).remarks == ()


def test_positions_nobody_held_or_that_are_never_printed_are_left_out():
    office = make_organisation()
    make_position("Phó Bí thư", organisation=office)
    hidden = make_position("Ủy viên", organisation=office, print_rule="never")
    appoint(make_official(), hidden, "2016")
    assert seats_of(office, TODAY) == []
