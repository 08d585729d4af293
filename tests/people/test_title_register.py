"""The register for the title check: the same from the database as from its file."""

from dataclasses import replace
from datetime import date

import pytest

from people.check import Block, check
from people.exchange.loading import load_register
from people.exchange.title_register import from_files
from people.title_register import from_database
from tests.people.factory import appoint, make_official, make_position
from tests.people.title_texts import blocks_of, day_of, fixture_register, read

pytestmark = pytest.mark.django_db


def test_the_database_answers_as_the_file_does(django_assert_num_queries):
    assert load_register(read("register.json")).loaded
    with django_assert_num_queries(8):
        stored = from_database(house=fixture_register().house)
    for example in read("examples.json"):
        blocks, day = blocks_of(example), day_of(example["event_date"])
        published = day_of(example["published"])
        one, other = (
            check(blocks, day, register, published) for register in (stored, fixture_register())
        )
        # The officials' numbers are each register's own.
        plain = [
            [replace(each, official=None) for each in report.findings] for report in (one, other)
        ]
        assert plain[0] == plain[1]
        assert one.citations == other.citations


def test_loading_twice_changes_nothing():
    assert load_register(read("register.json")).loaded
    assert load_register(read("register.json")).changed_nothing


def test_files_need_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        from_files([read("register.json")])


@pytest.mark.parametrize(
    ("born", "codes"), [((1970, 1960), ["T08"]), ((1960, 1970), []), ((1970, None), [])]
)
def test_of_equals_the_elder_is_named_first(born, codes):
    """T08's last tie: same rank, same day, so the year of birth decides, where both are known."""
    member = make_position("Ủy viên Ban Thường vụ Tỉnh ủy Quảng Ninh", seats="many", rank=130)
    for name, year in zip(["Vũ Văn Kinh", "Ngô Hoàng Ngân"], born, strict=True):
        appoint(make_official(name, birth_year=year), member, "2016-06-30")
    title = "Ủy viên Ban Thường vụ Tỉnh ủy Quảng Ninh"
    text = f"Dự có các đồng chí: Vũ Văn Kinh, {title}; Ngô Hoàng Ngân, {title}."
    report = check([Block("paragraph", text)], date(2018, 8, 7), from_database())
    assert [each.code for each in report.findings if each.code == "T08"] == codes
