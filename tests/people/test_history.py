"""The history of the register: every row, every way it is written, in words."""

import copy
import importlib

import pytest
from django.apps import apps

from accounts import roles
from people.exchange.loading import load_register
from people.history import history_of
from people.models import Appointment, Official, OtherName, Position
from tests.articles.factory import make_user
from tests.people.factory import appoint, make_official, make_organisation, make_position
from tests.people.test_loading import REGISTER

pytestmark = pytest.mark.django_db

PARTS = [(OtherName, "official"), (Appointment, "official")]
EVERY = [model for model in apps.get_app_config("people").get_models() if hasattr(model, "told_by")]


def test_every_table_of_the_register_keeps_its_history():
    tables = [
        model
        for model in apps.get_app_config("people").get_models()
        if not model.__name__.startswith("Historical")
    ]
    assert set(tables) == set(EVERY)
    assert len(EVERY) == 11


def test_change_tells_what_it_was_and_what_it_became():
    official = make_official("Ngô Hoàng Ngân")
    position = make_position("Bí thư Thành ủy")
    appointment = appoint(official, position, "2016-06")
    appointment.ended_on = "2018-11-29"
    appointment.full_clean()
    appointment.save()
    change = history_of(official, PARTS)[0]
    assert (change.kind, change.row) == ("~", "Lượt giữ chức: Ngô Hoàng Ngân, Bí thư Thành ủy")
    assert [(fact.before, fact.after) for fact in change.facts] == [("", "29/11/2018")]


def test_choices_partial_days_and_lists_are_told_in_words():
    position = make_position("Chủ tịch", printed=["Chủ tịch UBND", "CT UBND"], seats="one")
    facts = {fact.label: fact.after for fact in history_of(position)[0].facts}
    assert facts["Cách viết khi in"] == "Chủ tịch UBND, CT UBND"
    assert facts["Số người giữ"] == str(Position.Seats.ONE.label)
    appointment = appoint(make_official(), position, "2016-06")
    facts = {fact.label: fact.after for fact in history_of(appointment)[0].facts}
    assert facts["Từ"] == "06/2016"


def test_deleted_part_stays_in_the_history():
    official = make_official("Ngô Hoàng Ngân")
    OtherName.objects.create(official=official, text="Ngô Hoàng Ngâm", kind="misprint").delete()
    kinds = [(change.kind, change.row) for change in history_of(official, PARTS)]
    assert ("-", "Tên khác: Ngô Hoàng Ngâm") in kinds


def test_save_that_changes_nothing_is_not_told():
    official = make_official()
    official.save()
    assert len(history_of(official, PARTS)) == 1


def test_implied_positions_are_told():
    lower, upper = make_position("Ủy viên"), make_position("Bí thư")
    upper.implies.set([lower])
    change = history_of(upper)[0]
    assert [(fact.before, fact.after) for fact in change.facts] == [("", "Ủy viên")]


def test_loading_a_file_keeps_history_and_says_so():
    load_register(copy.deepcopy(REGISTER))
    official = Appointment.objects.order_by("pk").first().official
    changes = history_of(official, PARTS)
    assert {change.reason for change in changes} == {"nạp từ tệp"}
    assert len(changes) == 1 + official.appointments.count() + official.other_names.count()
    before = Official.history.count(), Position.history.count(), Appointment.history.count()
    load_register(copy.deepcopy(REGISTER))
    assert before == (
        Official.history.count(),
        Position.history.count(),
        Appointment.history.count(),
    )


def test_history_begins_with_the_rows_there_are():
    position, other = make_position("Bí thư"), make_position("Ủy viên")
    position.implies.set([other])
    for model in EVERY:
        model.history.all().delete()
    importlib.import_module("people.migrations.0004_history_begins").begin(apps, None)
    assert position.history.get().implies.get().to_position == other
    position.title = "Bí thư thứ nhất"
    position.save()
    change = history_of(position)[0]
    assert [(fact.before, fact.after) for fact in change.facts] == [("Bí thư", "Bí thư thứ nhất")]


@pytest.mark.parametrize("rows", [1, 12])
def test_history_costs_the_same_however_long_it_is(rows, django_assert_num_queries):
    official = make_official()
    for number in range(rows):
        appoint(official, make_position(f"Chức vụ {number}"), "2016")
    with django_assert_num_queries(5):
        assert len(history_of(official, PARTS)) == rows + 1


def test_page_tells_who_did_it(client):
    keeper = make_user("register_keeper", full_name="Hoàng Thị Sổ")
    roles.give(keeper, "register_keeper")
    client.force_login(keeper)
    organisation = make_organisation()
    client.post(
        "/quan-tri/people/official/add/",
        {
            "full_name": "Phạm Thị Oanh",
            **{
                f"{part}-{end}_FORMS": 0
                for part in ["other_names", "appointments"]
                for end in ["TOTAL", "INITIAL"]
            },
        },
    )
    official = Official.objects.get()
    page = client.get(f"/quan-tri/people/official/{official.pk}/history/").content.decode()
    assert "Hoàng Thị Sổ" in page
    assert "Phạm Thị Oanh" in page
    assert (
        client.get(f"/quan-tri/people/organisation/{organisation.pk}/history/").status_code == 200
    )
    assert client.get("/quan-tri/people/official/999/history/").status_code == 302


def test_page_is_for_those_who_may_see_the_register(client):
    official = make_official()
    address = f"/quan-tri/people/official/{official.pk}/history/"
    assert client.get(address).status_code == 302
    client.force_login(make_user("nobody"))
    assert client.get(address).status_code == 403
