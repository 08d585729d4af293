"""The dialog that composes who was present: what it asks the server for."""

import json

import pytest
from django.urls import reverse

from people.exchange.loading import load_register
from people.models import Official
from tests.people.title_texts import read

pytestmark = pytest.mark.django_db

COMPOSE = reverse("admin:articles_article_compose")
FIND = reverse("admin:articles_article_compose_find")
LINES = reverse("admin:articles_article_compose_lines")
DAY = "2018-08-07"


@pytest.fixture
def numbers():
    """The fixture register in the database: {key: number}."""
    assert load_register(read("register.json")).loaded
    return dict(Official.objects.values_list("key", "pk"))


@pytest.fixture
def reporter(browser_of):
    return browser_of("reporter")


def composed(browser, day=DAY, **asked):
    return browser.post(COMPOSE, {"day": day, "asked": json.dumps(asked)})


def names(people):
    return [each["name"] for each in people]


def test_who_was_chosen_is_named_in_order(reporter, numbers, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        composed(reporter, fresh=[numbers["VVK"]])
    # The register is kept while nobody changes it.
    with django_assert_max_num_queries(5):
        answer = composed(reporter, fresh=[numbers["VVK"], numbers["NHN"]], opening="Dự hội nghị")
    answer = answer.json()
    [side] = answer["sides"]
    assert side["head"] == "Về phía TP Móng Cái"
    assert names(side["people"]) == ["Ngô Hoàng Ngân", "Vũ Văn Kinh"]
    assert answer["text"].startswith("Dự hội nghị có các đồng chí: Ngô Hoàng Ngân, Ủy viên")
    assert answer["html"] == f"<p>{answer['text']}</p>"


def test_more_people_join_the_sides_as_they_were_arranged(reporter, numbers):
    sides = [{"head": "Về phía thành phố", "officials": [numbers["VVK"]]}]
    [first, second] = composed(reporter, sides=sides, fresh=[numbers["NVD"]]).json()["sides"]
    assert [first["head"], second["head"]] == ["Về phía thành phố", "Về phía tỉnh Quảng Ninh"]
    again = composed(reporter, sides=sides, fresh=[numbers["VVK"]]).json()["sides"]
    assert [names(side["people"]) for side in again] == [["Vũ Văn Kinh"]]


def test_a_new_side_stands_where_it_belongs(reporter, numbers):
    sides = [
        {"head": "Về phía Trung ương", "officials": [numbers["TTM"]]},
        {"head": "Về phía TP Móng Cái", "officials": [numbers["VVK"]]},
    ]
    found = composed(reporter, sides=sides, fresh=[numbers["NVD"], numbers["TTMn"]]).json()["sides"]
    assert [side["head"] for side in found] == [
        *("Về phía Trung ương", "Về phía tỉnh Quảng Ninh", "Về phía TP Móng Cái")
    ]
    assert names(found[0]["people"]) == ["Trương Thị Mai", "Trần Thanh Mẫn"]


def test_who_left_the_register_meanwhile_is_left_out(reporter, numbers):
    answer = composed(reporter, fresh=[numbers["NHN"], 987_654], form="phrase").json()
    assert answer["text"].startswith("đồng chí Ngô Hoàng Ngân")


def test_nobody_makes_nothing(reporter):
    assert composed(reporter).json() == {"sides": [], "html": "", "text": ""}


# Searching


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ngan", ["Ngô Hoàng Ngân"]),
        ("Hoàng", ["Đỗ Thị Hoàng", "Ngô Hoàng Ngân"]),
        ("vu van ki", ["Vũ Văn Kinh"]),
        ("bi thu thanh uy", ["Ngô Hoàng Ngân", "Vũ Văn Kinh"]),
        ("chủ tịch UBND", ["Nguyễn Đức Long", "Vũ Văn Kinh"]),
        ("xyz", []),
        ("", []),
    ],
)
def test_officials_are_found_by_name_or_office(reporter, numbers, query, expected):
    assert names(reporter.get(FIND, {"q": query, "day": DAY}).json()["found"]) == expected


def test_what_is_found_bears_the_titles_of_the_day(reporter, numbers):
    [ngan] = reporter.get(FIND, {"q": "ngan", "day": "2021-12-02"}).json()["found"]
    assert ngan["titles"].startswith("Phó Bí thư Thường trực Tỉnh ủy")


# Pasting


def read_lines(browser, lines):
    return browser.post(LINES, {"day": DAY, "lines": "\n".join(lines)}).json()["lines"]


def test_pasted_lines_are_resolved(reporter, numbers):
    lines = [
        "1. Đ/c Ngô Hoàng Ngân - Bí thư Thành ủy",
        "2\tVũ Văn Kinh\tChủ tịch UBND",
        "do thi hoang, pho bi thu",
        "ông Nguyễn Đức Long (Chủ tịch UBND tỉnh); Trương Thị Mai",
    ]
    found = [each["official"] and each["official"]["name"] for each in read_lines(reporter, lines)]
    assert found == [
        *("Ngô Hoàng Ngân", "Vũ Văn Kinh", "Đỗ Thị Hoàng", "Nguyễn Đức Long", "Trương Thị Mai")
    ]


def test_a_slip_is_offered_and_an_unknown_name_told(reporter, numbers):
    slip, unknown = read_lines(reporter, ["Vũ Văn Kính, Chủ tịch UBND", "Lò Văn Pán"])
    assert slip["official"] is None
    assert names(slip["choices"]) == ["Vũ Văn Kinh"]
    assert (unknown["official"], unknown["choices"]) == (None, [])
    assert unknown["line"] == "Lò Văn Pán"


def test_of_two_who_share_a_name_the_titles_tell_which(reporter, numbers):
    other = Official.objects.create(full_name="Ngô Hoàng Ngân", gender="f")
    told, open_one = read_lines(reporter, ["Ngô Hoàng Ngân, Bí thư Thành ủy", "Ngô Hoàng Ngân"])
    assert told["official"]["id"] == numbers["NHN"]
    assert open_one["official"] is None
    assert {each["id"] for each in open_one["choices"]} == {numbers["NHN"], other.pk}


# Refusals


@pytest.mark.parametrize("role", ["register_keeper", "administrator"])
def test_who_does_not_write_composes_nothing(browser_of, numbers, role):
    browser = browser_of(role)
    assert composed(browser, fresh=[numbers["NHN"]]).status_code == 403
    assert browser.get(FIND, {"q": "ngan", "day": DAY}).status_code == 403
    assert browser.post(LINES, {"day": DAY, "lines": "Ngô Hoàng Ngân"}).status_code == 403


@pytest.mark.parametrize("day", ["", "7/8/2018", "2018-02-30", "mai"])
def test_without_a_day_it_says_so(reporter, day):
    for answer in (
        composed(reporter, day=day),
        reporter.get(FIND, {"q": "ngan", "day": day}),
        reporter.post(LINES, {"day": day, "lines": "x"}),
    ):
        assert answer.status_code == 422
        assert answer.json()["refused"] == ["Hãy chọn ngày diễn ra sự kiện."]


@pytest.mark.parametrize(
    "asked",
    [
        *("", "[", "[]", "5", "null", '{"sides": 5}', '{"sides": [5]}', '{"fresh": "1"}'),
        *('{"fresh": [true]}', '{"fresh": [1.5]}', '{"sides": [{"head": 1}]}'),
        *(
            '{"form": "poem"}',
            '{"form": []}',
            '{"mention": {}}',
            '{"opening": null}',
            "[" * 100_000,
        ),
    ],
)
def test_what_no_dialog_sends_is_refused(reporter, asked):
    answer = reporter.post(COMPOSE, {"day": DAY, "asked": asked})
    assert answer.status_code == 422
    assert answer.json()["refused"]


def test_too_many_at_once_are_refused(reporter):
    many = list(range(1, 202))
    for asked in ({"fresh": many}, {"sides": [{"officials": many}]}, {"sides": [{}] * 201}):
        assert "200" in composed(reporter, **asked).json()["refused"][0]
    answer = reporter.post(LINES, {"day": DAY, "lines": "x\n" * 201})
    assert answer.status_code == 422
    assert composed(reporter, fresh=many[:200]).status_code == 200
