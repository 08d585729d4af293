"""The reform: many offices end on one day, or none."""

import copy
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from people.history import history_of
from people.models import Appointment, Organisation, Succession
from people.reforming import reform
from tests.articles.factory import make_user
from tests.people.factory import appoint, make_official, make_organisation, make_position

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 1)


@pytest.fixture
def town():
    """A town that becomes two wards, and who holds office there."""
    party = make_organisation("Thành ủy Móng Cái", key="tu")
    council = make_organisation("UBND thành phố Móng Cái", key="ub", sector="government")
    for number in (1, 2):
        for key, name in [("du", "Đảng ủy phường"), ("ubp", "UBND phường")]:
            make_organisation(
                f"{name} Móng Cái {number}",
                key=f"{key}{number}",
                level="commune",
                since="2025-07-01",
            )
    huy = make_official("Hồ Quang Huy")
    appoint(huy, make_position("Phó Bí thư Thành ủy", organisation=party), "2020-11-12")
    appoint(huy, make_position("Chủ tịch UBND TP", organisation=council), "2020-11-12")
    appoint(
        make_official("Vũ Văn Kinh"), make_position("Bí thư", organisation=party), "2016", "2019"
    )
    return council


@pytest.fixture
def plan():
    return {
        "day": "2025-07-01",
        "basis": "1679/NQ-UBTVQH15",
        "organisations": [
            {"key": "tu", "successors": ["du1", "du2"]},
            {"key": "ub", "successors": ["ubp1", "ubp2"]},
        ],
    }


def everything():
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in [Organisation, Succession, Appointment]
    } | {"history": Appointment.history.count() + Organisation.history.count()}


def test_offices_end_with_all_appointments_and_are_followed(town, plan):
    keeper = make_user("keeper")
    result = reform(plan, by=keeper)
    assert result.done
    assert len(result.appointments) == 2
    assert not Appointment.objects.on(DAY).exists()
    ended = {each.key for each in Organisation.objects.filter(ended_on=DAY)}
    assert ended == {"tu", "ub"}
    town.refresh_from_db()
    assert [each.key for each in town.successors_on(DAY)] == ["ubp1", "ubp2"]
    assert set(Succession.objects.values_list("kind", "day", "basis")) == {
        ("split", DAY, "1679/NQ-UBTVQH15")
    }
    told = history_of(Appointment.objects.filter(ended_on=DAY).first())[0]
    assert (told.by, told.reason) == (keeper, "1679/NQ-UBTVQH15")
    assert town.basis == "1679/NQ-UBTVQH15"


def test_what_had_ended_before_stays_as_it_was(town, plan):
    reform(plan)
    assert str(Appointment.objects.get(official__full_name="Vũ Văn Kinh").end) == "2019"


def test_trial_tells_all_and_writes_nothing(town, plan):
    before = everything()
    result = reform(plan, is_trial=True)
    assert (len(result.ended), len(result.appointments), result.done) == (2, 2, False)
    assert everything() == before


def test_run_twice_it_changes_nothing(town, plan):
    reform(plan)
    before = everything()
    assert reform(plan).done
    assert everything() == before


def test_several_into_one_are_merged_and_one_into_one_renamed(town, plan):
    plan["organisations"] = [
        {"key": "tu", "successors": ["du1"]},
        {"key": "ub", "successors": ["du1"]},
    ]
    reform(plan)
    assert set(Succession.objects.values_list("kind", flat=True)) == {"merged"}
    make_organisation("Phòng Nội vụ", key="nv")
    reform({**plan, "organisations": [{"key": "nv", "successors": ["ubp1"]}]})
    assert Succession.objects.get(predecessor__key="nv").kind == "renamed"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"day": "2025-07"}, "“day”"),
        ({"day": None}, "“day”"),
        ({"day": "2025-02-30"}, "“day”"),
        ({"basis": " "}, "“basis”"),
        ({"organisations": []}, "“organisations”"),
        ({"more": 1}, "more"),
        ({"organisations": [{"key": "không có"}]}, "organisations[0]: không có"),
        ({"organisations": [{"key": "tu", "successors": ["ở đâu"]}]}, "ở đâu"),
        ({"organisations": [{"key": "tu", "successors": ["ub"]}, {"key": "ub"}]}, "ub"),
        ({"organisations": [{"key": "tu"}, {"key": "tu"}]}, "organisations[1]: tu"),
        ({"organisations": ["tu"]}, "organisations[0]"),
        ({"organisations": [{"key": "tu", "heirs": []}]}, "organisations[0]"),
        ({"organisations": [{"key": "du1"}]}, "01/07/2025"),
        ({"day": "2024-01-01"}, "du1"),
    ],
)
def test_bad_plan_is_told_and_nothing_is_done(town, plan, change, reason):
    before = everything()
    result = reform({**plan, **change})
    assert any(reason in each for each in result.problems), result.problems
    assert not result.done
    assert everything() == before


def test_every_bad_row_is_told_at_once(town, plan):
    plan["organisations"] += [{"key": "a"}, {"key": "b"}]
    assert len(reform(plan).problems) == 2


def test_office_that_ended_on_another_day_is_refused(town, plan):
    Organisation.objects.filter(key="tu").update(ended_on="2020-01-01", ended_precision="day")
    assert "01/01/2020" in reform(plan).problems[0]


def test_appointment_that_begins_with_the_reform_is_told(town, plan):
    appoint(make_official("Ai Đó"), make_position("Phó Chủ tịch", organisation=town), "2025-07-01")
    assert "Ai Đó" in reform(plan).problems[0]


def test_what_stands_below_and_goes_on_is_warned_of(town, plan):
    make_organisation("Phòng Nội vụ", parent=town)
    result = reform(plan, is_trial=True)
    assert any("Phòng Nội vụ" in each for each in result.warnings)


def test_number_of_queries_does_not_grow_with_appointments(
    town, plan, django_assert_max_num_queries
):
    for number in range(30):
        appoint(
            make_official(f"Người {number}"), make_position("Ủy viên", organisation=town), "2021"
        )
    with django_assert_max_num_queries(45):
        assert len(reform(copy.deepcopy(plan)).appointments) == 32


def test_command_lists_who_is_affected(town, plan, tmp_path, capsys):
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    call_command("reform", file, dry_run=True)
    told = capsys.readouterr().out
    assert "Hồ Quang Huy, Chủ tịch UBND TP" in told
    assert "2" in told.splitlines()[-1]
    assert not Organisation.objects.filter(ended_on=DAY).exists()
    make_user("keeper")
    call_command("reform", file, by="keeper")
    assert Organisation.objects.filter(ended_on=DAY).count() == 2


def test_command_refuses_and_tells_why(town, plan, tmp_path, capsys):
    file = tmp_path / "plan.json"
    with pytest.raises(CommandError):
        call_command("reform", file)
    file.write_text(json.dumps({**plan, "day": "nay"}), encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("reform", file)
    assert "“day”" in capsys.readouterr().err
    with pytest.raises(CommandError, match="nobody"):
        call_command("reform", file, by="nobody")


def test_what_had_ended_already_is_not_counted_again(town, plan, tmp_path, capsys):
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    call_command("reform", str(file))
    assert "Đã kết thúc: 2 cơ quan, 2 lượt giữ chức." in capsys.readouterr().out
    call_command("reform", str(file))
    assert "Đã kết thúc: 0 cơ quan, 0 lượt giữ chức." in capsys.readouterr().out
