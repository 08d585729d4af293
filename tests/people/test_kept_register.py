"""The register in memory: read once, and anew after every way of changing a row."""

from datetime import date

import pytest
from django.db import transaction

from people import kept_register
from people.appointing import appoint as appoint_to
from people.exchange.loading import load_register
from people.house import HouseStyle
from people.kept_register import current_register, models_with_history, stamp_of_register
from people.models import Official, OtherName, RankRow, RankScheme, Succession
from people.partial_date import read_iso
from people.reforming import reform
from tests.people.factory import appoint, make_official, make_organisation, make_position
from tests.people.title_texts import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def ngan():
    return make_official("Ngô Hoàng Ngân")


@pytest.fixture
def secretary():
    return make_position("Bí thư Thành ủy Móng Cái")


def test_it_is_read_once(ngan, django_assert_num_queries):
    kept = current_register()
    with django_assert_num_queries(1):
        assert current_register() is kept
    assert [each.name for each in kept.people.values()] == ["Ngô Hoàng Ngân"]


def test_it_is_ready_for_several_at_once(ngan):
    assert {"lexicon", "names", "near_names", "misprints"} <= vars(current_register()).keys()


def test_only_the_last_one_is_kept(ngan):
    first = current_register()
    ngan.full_name = "Ngô Hoàng Ngần"
    ngan.save()
    assert current_register() is not first
    assert kept_register._kept[1] is current_register()


def test_every_model_of_the_register_is_watched():
    watched = {each.__name__ for each in models_with_history()}
    assert watched == {
        *("Appointment", "HouseStyle", "Official", "Organisation", "OrganisationName"),
        *("OfficialDocument", "OtherName", "Position", "RankRow", "RankScheme", "Succession"),
    }


def a_name(ngan, secretary):
    OtherName.objects.create(official=ngan, text="Ngô Ngân", kind="pen")


def a_correction(ngan, secretary):
    ngan.gender = "f"
    ngan.save()


def an_appointment(ngan, secretary):
    appoint(ngan, secretary, "2016")


def an_appointment_by_one_step(ngan, secretary):
    appoint_to(ngan, secretary, read_iso("2016-06-01"))


def an_implication(ngan, secretary):
    secretary.implies.add(make_position("Ủy viên", organisation=secretary.organisation))


def a_successor(ngan, secretary):
    heir = make_organisation("Đảng ủy phường Móng Cái 1")
    day = date(2025, 7, 1)
    row = {"predecessor": secretary.organisation, "successor": heir, "kind": "merge", "day": day}
    Succession.objects.create(**row)


def an_order_of_precedence(ngan, secretary):
    scheme = RankScheme.objects.create(name="Mới")
    RankRow.objects.create(scheme=scheme, position=secretary, rank=1)


def a_deletion(ngan, secretary):
    ngan.delete()


def several_deletions(ngan, secretary):
    Official.objects.filter(pk=ngan.pk).delete()


def a_file(ngan, secretary):
    assert load_register(read("register.json")).loaded


def a_reform(ngan, secretary):
    make_organisation("Đảng ủy phường Móng Cái 1", key="p1", level="commune")
    plan = {
        "day": "2025-07-01",
        "basis": "1679/NQ-UBTVQH15",
        "organisations": [{"key": secretary.organisation.key, "successors": ["p1"]}],
    }
    assert reform(plan).done


def the_house(ngan, secretary):
    HouseStyle(territory="Móng Cái", silent=["T12"]).save()


@pytest.mark.parametrize(
    "change",
    [
        *(a_name, a_correction, an_appointment, an_appointment_by_one_step, an_implication),
        *(a_successor, an_order_of_precedence, a_deletion, several_deletions, a_file, a_reform),
        the_house,
    ],
)
def test_it_is_read_anew_after(change, ngan, secretary):
    before, stamp = current_register(), stamp_of_register()
    change(ngan, secretary)
    assert stamp_of_register() != stamp
    assert current_register() is not before
    assert current_register() == kept_register.from_database()


def test_what_was_rolled_back_is_forgotten(ngan, secretary):
    before = current_register()
    for number in range(2):
        here = transaction.savepoint()
        make_official(f"Vũ Văn Kinh {number}")
        assert len(current_register().people) == 2
        transaction.savepoint_rollback(here)
        assert current_register() == before


def test_settings_count_where_nobody_has_made_any(settings, ngan):
    settings.TONE_STYLE = "new"
    assert current_register().house.tone_style == "new"
    HouseStyle(territory="Hạ Long", hints=["T05", "T05"], silent=["T12"]).save()
    house = current_register().house
    assert (house.territory, house.tone_style) == ("Hạ Long", "old")
    assert (house.hints, house.silent) == ({"T05"}, {"T12"})


def test_a_file_settles_the_house_only_where_nobody_did():
    data = {"house": {"territory": "Móng Cái", "abbreviations": ["UBND"]}}
    load_register(data)
    assert HouseStyle.objects.get().territory == "Móng Cái"
    load_register({"house": {"territory": "Hạ Long"}})
    assert HouseStyle.objects.get().territory == "Móng Cái"


def test_a_file_with_a_bad_house_settles_none():
    load_register({"house": {"tone_style": "odd"}}, partial=True)
    assert not HouseStyle.objects.exists()


def test_one_question_at_any_number_of_models(django_assert_num_queries):
    with django_assert_num_queries(1):
        stamp_of_register()
