"""Organisations: their names, what became of them, and their place in the tree."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people.models import Official, Organisation, OrganisationName, Position, Succession
from people.organisation import OrganisationTree
from tests.people.factory import make_official, make_organisation, make_position

pytestmark = pytest.mark.django_db
MERGER = date(2025, 7, 1)


def follow(old, new, day=MERGER, kind="split"):
    return Succession.objects.create(predecessor=old, successor=new, day=day, kind=kind)


def test_exists_from_its_founding_until_the_day_it_ends():
    town = make_organisation("UBND thành phố", since="2008-09-24", until="2025-07-01")
    for day, exists in [
        (date(2008, 9, 23), False),
        (date(2008, 9, 24), True),
        (date(2025, 6, 30), True),
        (MERGER, False),
    ]:
        assert town.exists_on(day) is exists
        assert Organisation.objects.existing_on(day).exists() is exists


def test_name_changes_and_the_office_stays():
    town = make_organisation("UBND huyện Hải Ninh")
    OrganisationName.objects.filter(organisation=town).update(
        ended_on=date(1998, 7, 20), ended_precision="day"
    )
    OrganisationName.objects.create(
        organisation=town, full="UBND thị xã Móng Cái", started_on=date(1998, 7, 20)
    )
    assert town.name_on(date(1998, 7, 19)) == "UBND huyện Hải Ninh"
    assert town.name_on(date(1998, 7, 20)) == "UBND thị xã Móng Cái"
    town.refresh_from_db()
    assert town.name == str(town) == "UBND thị xã Móng Cái"


def test_nearest_name_serves_where_none_covers_the_day():
    town = make_organisation("UBND thành phố")
    town.names.update(
        started_on=date(2008, 9, 24),
        started_precision="day",
        ended_on=MERGER,
        ended_precision="day",
    )
    assert town.name_on(date(2000, 1, 1)) == "UBND thành phố"
    assert town.name_on(date(2026, 1, 1)) == "UBND thành phố"


def test_deleting_the_newest_name_brings_the_older_one_back():
    town = make_organisation("UBND thị xã")
    newer = OrganisationName.objects.create(
        organisation=town, full="UBND thành phố", started_on=date(2008, 9, 24)
    )
    newer.delete()
    town.refresh_from_db()
    assert town.name == "UBND thị xã"


def test_successors_are_followed_to_the_day():
    town = make_organisation("UBND thành phố", until="2025-07-01")
    first = make_organisation("UBND phường Móng Cái 1", since="2025-07-01", until="2030-01-01")
    second = make_organisation("UBND phường Móng Cái 2", since="2025-07-01")
    heir = make_organisation("UBND phường Móng Cái", since="2030-01-01")
    follow(town, first)
    follow(town, second)
    follow(first, heir, date(2030, 1, 1), "renamed")
    assert town.successors_on(date(2025, 6, 30)) == []
    assert town.successors_on(MERGER) == [first, second]
    assert town.successors_on(date(2030, 1, 1)) == [heir, second]
    assert second.successors_on(MERGER) == []


def test_successions_in_a_circle_come_to_an_end():
    old, new = make_organisation("Cũ", until="2020"), make_organisation("Mới", until="2021")
    follow(old, new, None)
    follow(new, old, None)
    assert old.successors_on(MERGER) == []


def test_nothing_follows_itself_or_stands_under_itself():
    town = make_organisation()
    with pytest.raises(IntegrityError), transaction.atomic():
        follow(town, town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=town.pk).update(parent=town)


def test_tree_without_circles():
    top = make_organisation("Tỉnh ủy", level="province")
    town = make_organisation("Thành ủy", parent=top)
    ward = make_organisation("Đảng ủy", parent=town, level="commune")
    assert [(each.name, depth) for each, depth in OrganisationTree.load().depth_first()] == [
        ("Tỉnh ủy", 0),
        ("Thành ủy", 1),
        ("Đảng ủy", 2),
    ]
    top.parent = ward
    with pytest.raises(ValidationError) as refused:
        top.full_clean()
    assert set(refused.value.message_dict) == {"parent"}


def test_order_is_level_then_branch_then_vietnamese_name():
    names = ["UBND xã Đông", "UBND xã Dân", "HĐND xã", "UBND tỉnh"]
    for name in names:
        make_organisation(
            name,
            level="province" if "tỉnh" in name else "commune",
            sector="council" if "HĐND" in name else "government",
        )
    ordered = [each.name for each in Organisation.objects.all().in_order()]
    assert ordered == ["UBND tỉnh", "HĐND xã", "UBND xã Dân", "UBND xã Đông"]


def test_keys_are_made_from_names_and_never_twice():
    assert make_organisation("Thành ủy Móng Cái").key == "thanh-uy-mong-cai"
    assert make_organisation("Thành ủy Móng Cái").key == "thanh-uy-mong-cai-2"
    assert make_official("Ngô Hoàng Ngân").key == "ngo-hoang-ngan"
    assert make_official("Ngô Hoàng Ngân").key == "ngo-hoang-ngan-2"
    assert make_official("Vũ Văn Kinh", key="VVK").key == "VVK"


def test_text_is_stored_composed_on_one_line():
    official = make_official("  Ngo\u0302  Hoàng\nNgân ")
    assert official.full_name == "Ngô Hoàng Ngân"
    assert official.slug == "ngo-hoang-ngan"
    position = make_position(" Bi\u0301  thư ", printed=[" Bí thư ", "", "Bí thư"])
    assert (position.title, position.printed) == ("Bí thư", ["Bí thư"])


def test_officials_stand_in_the_order_of_given_names():
    names = ["Đỗ Thị Hoàng", "Vũ Văn Kính", "Phạm Minh Chính", "Vũ Văn Kinh", "Nguyễn Văn Đọc"]
    for name in names:
        make_official(name)
    assert [each.full_name for each in Official.objects.all()] == [
        "Phạm Minh Chính",
        "Nguyễn Văn Đọc",
        "Đỗ Thị Hoàng",
        "Vũ Văn Kinh",
        "Vũ Văn Kính",
    ]


def test_search_text_is_folded():
    assert "thanh uy mong cai" in make_organisation().search_text
    assert (
        "bi thu thanh uy"
        in Position.objects.create(
            organisation=make_organisation(), title="Bí thư Thành ủy"
        ).search_text
    )
