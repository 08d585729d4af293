"""The register written to a file: all of it, in one order, and loading it back changes nothing."""

import json
import random
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from people.check import check
from people.exchange.loading import load_register
from people.exchange.title_register import from_files
from people.exchange.writing import register_data, register_text
from people.models import (
    Appointment,
    Official,
    Organisation,
    OtherName,
    Position,
    RankScheme,
    Succession,
)
from people.title_register import from_database
from tests.people.factory import appoint, make_official, make_organisation, make_position
from tests.people.title_texts import blocks_of, day_of, fixture_register, read

pytestmark = pytest.mark.django_db
DEMO = Path("articles/desk/demo/register.json")
FILES = {"fixture": [read("register.json"), read("unseen_register.json")]}
FILES["demo"] = [json.loads(DEMO.read_text(encoding="utf-8"))]


@pytest.fixture(params=FILES)
def loaded(request):
    """The register of the check's examples, then the one of the demonstration."""
    for data in FILES[request.param]:
        assert load_register(data).loaded


def test_loading_what_was_written_changes_nothing(loaded):
    report = load_register(json.loads(register_text()))
    assert report.loaded
    assert report.changed_nothing


def test_an_empty_register_gets_all_of_it(loaded):
    text = register_text()
    for model in (RankScheme, Appointment, Official, Position, Succession):
        model.objects.all().delete()
    Organisation.objects.update(parent=None)
    Organisation.objects.all().delete()
    assert load_register(json.loads(text)).loaded
    assert register_text() == text


def test_order_of_loading_leaves_no_trace():
    data = read("register.json")
    assert load_register(data).loaded
    text = register_text()
    for rows in (data["officials"], data["appointments"]):
        random.Random(5).shuffle(rows)
    Appointment.objects.all().delete()
    Official.objects.all().delete()
    assert load_register(data).loaded
    assert register_text() == text


def test_check_finds_the_same_with_the_file_as_with_the_database():
    assert load_register(read("register.json")).loaded
    house = fixture_register().house
    written = from_files([register_data()])
    for example in read("examples.json")[:8]:
        blocks, day = blocks_of(example), day_of(example["event_date"])
        one = check(blocks, day, from_database(house), day)
        other = check(blocks, day, written.__class__(**{**vars_of(written), "house": house}), day)
        assert [each.code for each in one.findings] == [each.code for each in other.findings]


def vars_of(register):
    names = ("offices", "posts", "implies", "people", "holdings", "schemes")
    return {name: getattr(register, name) for name in names}


def test_what_keepers_checked_is_not_taken_back():
    row = appoint(make_official(), make_position(), "2016", source_state="verified")
    assert load_register(register_data()).changed_nothing
    row.refresh_from_db()
    assert row.source_state == "verified"


def test_days_keep_their_precision():
    office = make_organisation(since="2016", until="2025-07-01")
    appoint(make_official(), make_position(organisation=office), "2016-06", "2018-11-29")
    data = register_data()
    assert (data["organisations"][0]["from"], data["organisations"][0]["to"]) == (
        "2016",
        "2025-07-01",
    )
    assert (data["appointments"][0]["from"], data["appointments"][0]["to"]) == (
        "2016-06",
        "2018-11-29",
    )


def test_a_year_of_birth_is_in_no_file():
    make_official(birth_year=1965)
    assert "1965" not in register_text()


def test_what_cannot_be_seen_is_written_in_figures():
    official = make_official("Vũ Văn Kinh")
    OtherName.objects.bulk_create(
        [OtherName(official=official, text="Vũ\u00a0Kính", kind="misprint")]
    )
    assert "\\u00a0" in register_text()


def test_number_of_queries_is_fixed(django_assert_num_queries):
    assert load_register(read("register.json")).loaded
    with django_assert_num_queries(15):
        register_data()


def test_command_writes_a_file_or_prints(tmp_path, capsys):
    make_official("Phạm Thị Oanh")
    file = tmp_path / "register.json"
    call_command("export_register", str(file))
    call_command("export_register")
    assert file.read_text(encoding="utf-8") == capsys.readouterr().out
    assert "Phạm Thị Oanh" in file.read_text(encoding="utf-8")


def test_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match=r"(?i)cannot be written|không ghi được"):
        call_command("export_register", str(tmp_path / "none" / "register.json"))
    assert Organisation.objects.count() == 0
