"""Loading a register from a file: rows matched by key, bad ones reported, never half a file."""

import copy
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from people.exchange.loading import load_register
from people.models import Appointment, Official, Organisation, Position, RankScheme, Succession
from tests.people.factory import make_organisation, make_position

pytestmark = pytest.mark.django_db

REGISTER = {
    "note": "A small register.",
    "house": {
        "territory": "Móng Cái",
        "province": "Quảng Ninh",
        "tone_style": "old",
        "abbreviations": ["UBND"],
    },
    "organisations": [
        {
            "key": "thanh-uy",
            "level": "district",
            "sector": "party",
            "territory": "Móng Cái",
            "parent": "tinh-uy",
            "names": [
                {"full": "Thành ủy Móng Cái", "short": ["Thành ủy"], "from": None, "to": None}
            ],
            "from": None,
            "to": "2025-07-01",
            "successors": ["dang-uy"],
        },
        {
            "key": "tinh-uy",
            "level": "province",
            "sector": "party",
            "territory": "Quảng Ninh",
            "parent": None,
            "names": [{"full": "Tỉnh ủy Quảng Ninh", "short": [], "from": None, "to": None}],
            "from": None,
            "to": None,
            "successors": [],
        },
        {
            "key": "dang-uy",
            "level": "commune",
            "sector": "party",
            "territory": "Móng Cái 1",
            "parent": "tinh-uy",
            "names": [{"full": "Đảng ủy phường Móng Cái 1", "short": [], "from": None, "to": None}],
            "from": "2025-07-01",
            "to": None,
            "successors": [],
        },
    ],
    "positions": [
        {
            "key": "uv",
            "organisation": "thanh-uy",
            "title": "Ủy viên Ban Thường vụ Thành ủy Móng Cái",
            "printed": [],
            "rank": 230,
            "chain": "membership",
            "print": "optional",
            "seats": "many",
            "implies": [],
        },
        {
            "key": "bt",
            "organisation": "thanh-uy",
            "title": "Bí thư Thành ủy Móng Cái",
            "printed": ["Bí thư Thành ủy"],
            "rank": 200,
            "chain": "party",
            "print": "always",
            "seats": "one",
            "implies": ["uv"],
        },
    ],
    "officials": [
        {
            "key": "NHN",
            "name": "Ngô Hoàng Ngân",
            "gender": "m",
            "honorific": "đồng chí",
            "other_names": [{"text": "Ngô Hoàng Ngận", "kind": "misprint"}],
        }
    ],
    "appointments": [
        {
            "official": "NHN",
            "position": "bt",
            "from": "2016-06",
            "to": "2018-11-29",
            "acting": "none",
            "source": "S",
        }
    ],
    "rank_schemes": [
        {"key": "moi", "name": "Thứ tự mới", "from": "2018", "to": None, "ranks": {"bt": 7}}
    ],
}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def register():
    return copy.deepcopy(REGISTER)


def reasons(report):
    return [str(problem) for problem in report.problems]


def everything():
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in [Organisation, Position, Official, Appointment, RankScheme, Succession]
    }


def test_loads_all_lists(register):
    report = load_register(register)
    assert report.loaded
    assert report.problems == []
    thanh_uy = Organisation.objects.get(key="thanh-uy")
    assert thanh_uy.name == "Thành ủy Móng Cái"
    assert thanh_uy.parent.key == "tinh-uy"
    assert thanh_uy.names.get().short == ["Thành ủy"]
    assert [each.key for each in thanh_uy.successors_on(date(2025, 7, 1))] == ["dang-uy"]
    assert Succession.objects.get().day == date(2025, 7, 1)
    ngan = Official.objects.get()
    (title,) = ngan.titles_on(date(2018, 8, 7))
    assert (title.text, title.rank) == ("Bí thư Thành ủy", 7)
    appointment = ngan.appointments.get()
    assert appointment.period == "06/2016 – 29/11/2018"
    assert appointment.source_state == "press"
    assert Position.objects.get(key="bt").implies.get().key == "uv"
    assert ngan.other_names.get().kind == "misprint"


def test_second_run_changes_nothing(register):
    load_register(register)
    before = everything()
    report = load_register(register)
    assert report.loaded
    assert report.changed_nothing
    assert everything() == before


def test_known_rows_are_updated_and_none_is_deleted(register):
    load_register(register)
    register["officials"][0]["name"] = "Ngô Hoàng Ngân Anh"
    register["positions"][1] |= {"printed": [], "implies": []}
    register["appointments"][0]["to"] = None
    register["organisations"][0]["names"][0]["full"] = "Thành ủy thành phố Móng Cái"
    register["organisations"][1]["parent"] = "dang-uy"
    register["organisations"][2]["parent"] = None
    register["rank_schemes"] = []
    report = load_register(register)
    assert (report.updated["officials"], report.updated["appointment"]) == (1, 1)
    assert report.updated["organisations"] == 3
    ngan = Official.objects.get()
    assert ngan.full_name == "Ngô Hoàng Ngân Anh"
    assert "ngo hoang ngan anh" in ngan.search_text
    assert ngan.appointments.get().ended_on is None
    bt = Position.objects.get(key="bt")
    assert bt.house_form == "Bí thư Thành ủy Móng Cái"
    assert not bt.implies.exists()
    assert Organisation.objects.get(key="thanh-uy").name == "Thành ủy thành phố Móng Cái"
    assert [each.full for each in Organisation.objects.get(key="thanh-uy").names.all()] == [
        "Thành ủy thành phố Móng Cái"
    ]
    assert RankScheme.objects.count() == 1


def test_what_the_keepers_added_stays(register):
    load_register(register)
    Organisation.objects.filter(key="tinh-uy").update(address="Hạ Long", basis="Quyết định 1")
    Appointment.objects.update(source_state="verified", decision="Quyết định số 5")
    load_register(register)
    assert Organisation.objects.get(key="tinh-uy").address == "Hạ Long"
    assert Appointment.objects.get().source_state == "verified"
    assert Appointment.objects.get().decision == "Quyết định số 5"


def test_row_may_name_what_the_database_has_already(register):
    make_position("Chủ tịch", key="ct", organisation=make_organisation("UBND", key="ubnd"))
    register["appointments"].append(
        {"official": "NHN", "position": "ct", "from": "2019", "to": None}
    )
    assert load_register(register).loaded
    assert Appointment.objects.filter(position__key="ct").exists()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda r: r["officials"][0].pop("name"), "officials[0]: NHN: “name” is missing"),
        (
            lambda r: r["officials"][0].update(name=" "),
            "officials[0]: NHN: “name” must not be empty",
        ),
        (lambda r: r["officials"][0].update(name="N" * 101), "more than 100 characters"),
        (lambda r: r["officials"][0].update(age=5), "“age” is an unknown key"),
        (lambda r: r["officials"][0].update(gender="x"), "must be one of: m, f"),
        (lambda r: r["officials"].append(r["officials"][0]), "officials[1]: NHN: stands twice"),
        (lambda r: r["officials"].append("Ngân"), "officials[1]: an object is needed"),
        (lambda r: r["officials"][0]["other_names"].append({"text": "A B"}), "“kind” is missing"),
        (lambda r: r["appointments"][0].update({"from": "06/2016"}), "“from” is no date"),
        (lambda r: r["appointments"][0].update({"from": 2016}), "“from” is no date"),
        (lambda r: r["appointments"][0].update({"from": "2018-02-30"}), "“from” is no date"),
        (lambda r: r["appointments"][0].update({"from": "2019"}), "“to” must lie after “from”"),
        (lambda r: r["appointments"][0].update({"to": "2016-05"}), "“to” must lie after “from”"),
        (
            lambda r: r["appointments"][0].update(position="xx"),
            "NHN / xx / 2016-06: names what is not",
        ),
        (lambda r: r["appointments"][0].update(acting="tạm"), "must be one of: none, quyền"),
        (
            lambda r: r["appointments"].append(r["appointments"][0]),
            "appointments[1]: NHN / bt / 2016",
        ),
        (lambda r: r["positions"][0].update(rank=-1), "positions[0]: uv: “rank” is no rank"),
        (lambda r: r["positions"][0].update(rank=True), "“rank” is no rank"),
        (lambda r: r["positions"][0].update(implies=["bt"]), "leads back to itself"),
        (lambda r: r["organisations"][1].update(parent="thanh-uy"), "leads back to itself"),
        (lambda r: r["organisations"][0].update(names=[]), "needs at least one name"),
        (lambda r: r["organisations"][0]["names"].append({"full": "X"}), "two names begin"),
        (lambda r: r["organisations"][0].update(successors=["thanh-uy"]), "its own successor"),
        (lambda r: r["organisations"][0].update(key=7), "“key” is no key"),
        (
            lambda r: r["rank_schemes"][0].update(ranks={"xx": 1}),
            "names what is not in the register: xx",
        ),
        (lambda r: r.update(people=[]), "people: is an unknown list"),
        (lambda r: r.update(officials={}), "officials: a list is needed"),
        (lambda r: r["house"].update(tone_style="odd"), "house: “tone_style” must be one of"),
    ],
)
def test_bad_row_refuses_the_file(register, change, reason):
    change(register)
    report = load_register(register)
    assert not report.loaded
    assert any(reason in line for line in reasons(report)), reasons(report)
    assert not Organisation.objects.exists()
    assert not Official.objects.exists()


def test_every_bad_row_is_reported(register):
    register["officials"][0]["gender"] = "x"
    register["positions"][1]["seats"] = "three"
    register["organisations"][2]["level"] = "moon"
    report = load_register(register)
    bad = {(each.list, each.index) for each in report.problems}
    assert bad == {
        ("organisations", 2),  # its level
        ("organisations", 0),  # its successor is refused
        ("positions", 1),  # its seats
        ("positions", 0),  # its organisation is refused
        ("officials", 0),  # its gender
        ("appointments", 0),  # its position and official are refused
        ("rank_schemes", 0),  # its position is refused
    }


def test_partial_loads_the_good_rows(register):
    register["officials"].append({"key": "VVK", "name": "Vũ Văn Kinh", "gender": "x"})
    register["appointments"].append(
        {"official": "VVK", "position": "bt", "from": "2019", "to": None}
    )
    report = load_register(register, partial=True)
    assert report.loaded
    assert [(each.list, each.index) for each in report.problems] == [
        ("officials", 1),
        ("appointments", 1),
    ]
    assert [each.key for each in Official.objects.all()] == ["NHN"]
    assert Appointment.objects.count() == 1


def test_appointment_beyond_the_life_of_its_organisation_is_loaded_with_a_warning(register):
    register["appointments"][0]["to"] = None
    report = load_register(register)
    assert report.loaded
    assert len(report.warnings) == 1
    assert Official.objects.get().titles_on(date(2025, 7, 1)) == []


def test_nfd_text_is_stored_composed(register):
    register["officials"][0]["name"] = "Ngo\u0302 Hoa\u0300ng Nga\u0302n"
    load_register(register)
    assert Official.objects.get().full_name == "Ngô Hoàng Ngân"


def write(path, data):
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return str(path)


def test_command_loads_and_says_what_it_did(register, tmp_path, capsys):
    call_command("load_register", write(tmp_path / "r.json", register))
    assert "organisations: 3 added, 0 updated, 0 unchanged" in capsys.readouterr().out
    call_command("load_register", write(tmp_path / "r.json", register))
    assert "appointments: 0 added, 0 updated, 1 unchanged" in capsys.readouterr().out


def test_command_refuses_a_bad_row_unless_partial(register, tmp_path, capsys):
    register["officials"].append({"key": "X"})
    file = write(tmp_path / "r.json", register)
    with pytest.raises(CommandError) as refused:
        call_command("load_register", file)
    assert refused.value.returncode == 1
    assert "officials[1]: X: “name”" in capsys.readouterr().err
    assert not Official.objects.exists()
    call_command("load_register", file, "--partial")
    assert Official.objects.count() == 1


@pytest.mark.parametrize("text", ["{\n\n,", "\x00", "[1]"])
def test_command_refuses_what_is_no_register(tmp_path, text):
    with pytest.raises(CommandError):
        call_command("load_register", write(tmp_path / "r.json", text))


def test_command_names_the_line_of_broken_json(tmp_path):
    with pytest.raises(CommandError, match="2"):
        call_command("load_register", write(tmp_path / "r.json", '{"note": "a",\n,'))


def test_command_refuses_a_missing_file(tmp_path):
    with pytest.raises(CommandError):
        call_command("load_register", str(tmp_path / "none.json"))
