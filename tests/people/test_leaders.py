"""The public list of leaders on a day."""

from datetime import date

import pytest

from people.leaders import leaders_on
from people.models import OrganisationName
from tests.people.factory import (
    appoint,
    make_official,
    make_organisation,
    make_position,
    province_and_town,
)

pytestmark = pytest.mark.django_db
DAY = date(2018, 8, 7)


def listed(day=DAY):
    return [
        (office.name, [(holder.official.full_name, holder.text) for holder in office.holders])
        for office in leaders_on(day)
    ]


def test_offices_in_order_with_their_holders_by_rank(django_assert_num_queries):
    posts = province_and_town()
    ngan, kinh = make_official(), make_official("Vũ Văn Kinh")
    appoint(kinh, posts["chair"], "2016")
    appoint(kinh, posts["town_deputy"], "2016")
    appoint(ngan, posts["secretary"], "2016")
    appoint(ngan, posts["standing"], "2016")
    with django_assert_num_queries(5):
        leaders = listed()
    assert leaders == [
        ("Tỉnh ủy Quảng Ninh", [("Ngô Hoàng Ngân", "Ủy viên Ban Thường vụ Tỉnh ủy Quảng Ninh")]),
        (
            "Thành ủy Móng Cái",
            [
                ("Ngô Hoàng Ngân", "Bí thư Thành ủy Móng Cái"),
                ("Vũ Văn Kinh", "Phó Bí thư Thành ủy Móng Cái"),
            ],
        ),
        (
            "Ủy ban nhân dân thành phố Móng Cái",
            [("Vũ Văn Kinh", "Chủ tịch Ủy ban nhân dân thành phố Móng Cái")],
        ),
    ]


def test_one_entry_for_an_official_in_an_office_without_what_is_implied():
    posts = province_and_town()
    ngan = make_official()
    for name in ("standing", "deputy", "member"):
        appoint(ngan, posts[name], "2016")
    assert listed() == [
        ("Tỉnh ủy Quảng Ninh", [("Ngô Hoàng Ngân", "Phó Bí thư Tỉnh ủy Quảng Ninh")])
    ]


def test_day_decides_who_and_under_which_name():
    posts = province_and_town()
    office = posts["chair"].organisation
    office.names.update(ended_on=date(2020, 1, 1), ended_precision="day")
    OrganisationName.objects.create(
        organisation=office, full="Tên mới", started_on=date(2020, 1, 1)
    )
    appoint(make_official("Vũ Văn Kinh"), posts["chair"], "2016", "2019-02-27")
    appoint(make_official("Nguyễn Tiến Dũng"), posts["chair"], "2019-02-27")
    assert listed(date(2019, 2, 26))[0][1][0][0] == "Vũ Văn Kinh"
    assert listed(date(2019, 2, 27))[0][1][0][0] == "Nguyễn Tiến Dũng"
    assert listed(date(2020, 1, 1))[0][0] == "Tên mới"
    assert listed(date(2025, 7, 1)) == []


def test_of_one_level_and_branch_the_higher_rank_comes_first():
    for name, rank in [("Ban Bí thư", 25), ("Bộ Chính trị", 20)]:
        office = make_organisation(name, level="central")
        appoint(make_official(), make_position(name, organisation=office, rank=rank), "2016")
    assert [name for name, _holders in listed()] == ["Bộ Chính trị", "Ban Bí thư"]


def test_one_office_alone():
    posts = province_and_town()
    appoint(make_official(), posts["secretary"], "2016")
    appoint(make_official("Vũ Văn Kinh"), posts["chair"], "2016")
    (office,) = leaders_on(DAY, posts["chair"].organisation)
    assert [str(holder.official) for holder in office.holders] == ["Vũ Văn Kinh"]
    assert leaders_on(DAY, posts["standing"].organisation) == []


def test_positions_never_printed_are_not_listed():
    appoint(make_official(), make_position(print_rule="never"), "2016")
    assert listed() == []
