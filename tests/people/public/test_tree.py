"""The offices of a day as a tree, whatever the data says."""

from datetime import date

import pytest

from people.models import Organisation, OrganisationName
from people.public.tree import DEEPEST, LONGEST, UNFOLDED, branches_on
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


def drawn(day=DAY):
    return {
        branch.key: [(row.depth, row.name) for row in branch.rows] for branch in branches_on(day)
    }


def test_offices_stand_under_their_parents_branch_by_branch():
    province_and_town()
    make_organisation("Thành ủy Đông Hưng", level="foreign")
    assert drawn() == {
        "party": [(0, "Tỉnh ủy Quảng Ninh"), (1, "Thành ủy Móng Cái")],
        "government": [(0, "Ủy ban nhân dân thành phố Móng Cái")],
        "foreign": [(0, "Thành ủy Đông Hưng")],
    }


def test_only_what_exists_on_the_day_under_the_name_of_that_day():
    province = make_organisation("Tỉnh ủy", level="province")
    town = make_organisation("Thị ủy", since="1998-07-20", until="2025-07-01", parent=province)
    town.names.update(ended_on=date(2008, 9, 24), ended_precision="day")
    row = OrganisationName(organisation=town, full="Thành ủy")
    set_day(row, "started", "2008-09-24")
    row.save()
    make_organisation("Đảng ủy phường", since="2025-07-01", level="commune", parent=province)
    assert drawn(date(1990, 1, 1))["party"] == [(0, "Tỉnh ủy")]
    assert drawn(date(2000, 1, 1))["party"] == [(0, "Tỉnh ủy"), (1, "Thị ủy")]
    assert drawn()["party"] == [(0, "Tỉnh ủy"), (1, "Thành ủy")]
    assert drawn(date(2025, 7, 1))["party"] == [(0, "Tỉnh ủy"), (1, "Đảng ủy phường")]


def test_where_the_parent_has_ended_the_next_one_above_counts():
    province = make_organisation("Tỉnh ủy", level="province")
    town = make_organisation("Thành ủy", until="2025-07-01", parent=province)
    make_organisation("Đảng ủy phường", level="commune", parent=town)
    assert drawn(date(2026, 1, 1))["party"] == [(0, "Tỉnh ủy"), (1, "Đảng ủy phường")]


def test_the_higher_rank_comes_first_among_offices_of_one_level():
    make_position(organisation=make_organisation("Ban Bí thư", level="central"), rank=25)
    make_position(organisation=make_organisation("Bộ Chính trị", level="central"), rank=20)
    make_organisation("Ban Dân vận", level="central")
    assert [name for _depth, name in drawn()["party"]] == [
        "Bộ Chính trị",
        "Ban Bí thư",
        "Ban Dân vận",
    ]


def test_parents_in_a_circle_are_cut_open():
    names = ["Ban A", "Ban B", "Ban C"]
    ring = [make_organisation(name) for name in names]
    below = make_organisation("Ban D", parent=ring[0])
    for each, above in zip(ring, [ring[2], ring[0], ring[1]], strict=True):
        Organisation.objects.filter(pk=each.pk).update(parent=above)
    assert drawn()["party"] == [(0, "Ban A"), (1, "Ban B"), (2, "Ban C"), (1, "Ban D")]
    Organisation.objects.filter(pk=ring[0].pk).update(ended_on="2010-01-01", ended_precision="day")
    shown = [name for _depth, name in drawn()["party"]]
    assert sorted(shown) == ["Ban B", "Ban C", below.name]


def test_a_very_deep_line_stops_stepping_in():
    above = None
    for number in range(DEEPEST + 4):
        above = make_organisation(f"Tổ {number}", parent=above)
    depths = [depth for depth, _name in drawn()["party"]]
    assert depths == [*range(DEEPEST), *[DEEPEST] * 4]


def test_as_many_lists_close_as_open():
    province_and_town()
    above = make_organisation("Sở Nội vụ", sector="government", level="province")
    for name in ["Phòng A", "Phòng B"]:
        below = make_organisation(name, sector="government", parent=above)
        make_organisation(f"Tổ của {name}", sector="government", parent=below)
    for branch in branches_on(DAY):
        opened = sum(row.below > 0 for row in branch.rows)
        assert opened == sum(len(row.closes) for row in branch.rows)


def test_long_lists_are_folded():
    above = make_organisation("Tỉnh ủy", level="province")
    for number in range(UNFOLDED + 1):
        make_organisation(f"Đảng ủy {number}", parent=above)
    [branch] = branches_on(DAY)
    assert not branch.rows[0].is_open
    Organisation.objects.filter(name="Đảng ủy 0").update(parent=None)
    [branch] = branches_on(DAY)
    assert branch.rows[0].is_open


@pytest.mark.parametrize(("size", "is_long"), [(LONGEST, False), (LONGEST + 1, True)])
def test_a_branch_with_very_many_tops_starts_folded(size, is_long):
    for number in range(size):
        make_organisation(f"Đảng ủy {number}")
    [branch] = branches_on(DAY)
    assert branch.is_long == is_long


def test_each_leader_counts_once():
    posts = province_and_town()
    ngan = make_official()
    for name in ("deputy", "standing"):
        appoint(ngan, posts[name], "2016")
    appoint(make_official("Vũ Văn Kinh"), posts["deputy"], "2019")
    hidden = make_position(organisation=posts["deputy"].organisation, print_rule="never")
    appoint(make_official("Đỗ Thị Hoàng"), hidden, "2016")
    [party, _government] = branches_on(DAY)
    assert [row.leaders for row in party.rows] == [1, 0]


@pytest.mark.parametrize("size", [2, 60])
def test_four_queries_at_any_size(django_assert_num_queries, size):
    above = None
    for number in range(size):
        above = make_organisation(f"Ban {number}", parent=above)
    with django_assert_num_queries(4):
        branches_on(DAY)


def test_an_empty_register_has_no_branch():
    assert branches_on(DAY) == []
