"""The sentence that names who was present, read as an editor reads it."""

from datetime import date

import pytest

from people.check import Block, check
from people.composing import (
    COMRADE,
    GENTLE,
    LATER,
    LIST,
    PHRASE,
    Part,
    Side,
    arrange,
    as_html,
    as_text,
    compose,
)
from tests.people.title_texts import fixture_register, with_house, with_register

REGISTER = fixture_register()
MEETING, REFORMED = "2018-08-07", "2026-01-30"


def numbers(keys, register):
    by_key = {each.key: each.id for each in register.people.values()}
    return [by_key[key] for key in keys.split()]


def composed(keys, day=MEETING, register=REGISTER, **options):
    """The text that names the officials of some keys, as the sides come by themselves."""
    on = date.fromisoformat(day)
    sides = arrange(register, numbers(keys, register), on)
    return as_text(compose(register, sides, on, **options))


def by_hand(sides, day=MEETING, register=REGISTER, **options):
    """The same for sides given as [(head, keys) …]."""
    made = [Side(head, tuple(numbers(keys, register))) for head, keys in sides]
    return as_text(compose(register, made, date.fromisoformat(day), **options))


# Sentences read by a human eye: each is what the portal would print. The first is one of its own,
# with what its editors left out or said twice put right.
SENTENCES = [
    (
        "VVK DTH TTMn NHN NDL TTM NVD",
        MEETING,
        {"opening": "Tham dự buổi làm việc"},
        "Tham dự buổi làm việc, về phía Trung ương có các đồng chí: Trương Thị Mai, Ủy viên Bộ "
        "Chính trị, Bí thư Trung ương Đảng, Trưởng Ban Dân vận Trung ương; Trần Thanh Mẫn, Bí thư "
        "Trung ương Đảng, Chủ tịch Ủy ban Trung ương MTTQ Việt Nam. Về phía tỉnh Quảng Ninh có các "
        "đồng chí: Nguyễn Văn Đọc, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh; Đỗ "
        "Thị Hoàng, Phó Bí thư Thường trực Tỉnh ủy; Nguyễn Đức Long, Phó Bí thư Tỉnh ủy, Chủ tịch "
        "UBND tỉnh. Về phía TP Móng Cái có các đồng chí: Ngô Hoàng Ngân, Ủy viên BTV Tỉnh ủy, Bí "
        "thư Thành ủy; Vũ Văn Kinh, Phó Bí thư Thành ủy, Chủ tịch UBND thành phố.",
    ),
    (
        "VVK NHN",
        MEETING,
        {},
        "Dự hội nghị có các đồng chí: Ngô Hoàng Ngân, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy; Vũ Văn "
        "Kinh, Phó Bí thư Thành ủy, Chủ tịch UBND TP Móng Cái.",
    ),
    (
        "NHN",
        MEETING,
        {"form": PHRASE},
        "đồng chí Ngô Hoàng Ngân, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy",
    ),
    (
        "VVK NHN",
        MEETING,
        {"form": PHRASE, "mention": LATER},
        "các đồng chí: Ngô Hoàng Ngân, Vũ Văn Kinh",
    ),
    (
        "PTO HQH VQT",
        REFORMED,
        {},
        "Dự hội nghị, về phía tỉnh Quảng Ninh có đồng chí Vũ Quyết Tiến, Phó Bí thư Tỉnh ủy. Về "
        "phía phường Móng Cái 1 có đồng chí Hồ Quang Huy, Bí thư Đảng ủy, Chủ tịch HĐND phường. Về "
        "phía phường Móng Cái 2 có đồng chí Phạm Thị Oanh, Phó Bí thư Thường trực Đảng ủy.",
    ),
    (
        "HQH",
        REFORMED,
        {"honorific": GENTLE, "opening": "Dự lễ khai mạc"},
        "Dự lễ khai mạc có ông Hồ Quang Huy, Bí thư Đảng ủy, Chủ tịch HĐND phường Móng Cái 1.",
    ),
    (
        "PTO NHN VQT",
        REFORMED,
        {"honorific": GENTLE},
        "Dự hội nghị, về phía tỉnh Quảng Ninh có ông Ngô Hoàng Ngân, Phó Bí thư Thường trực Tỉnh "
        "ủy; ông Vũ Quyết Tiến, Phó Bí thư Tỉnh ủy. Về phía phường Móng Cái 2 có bà Phạm Thị Oanh, "
        "Phó Bí thư Thường trực Đảng ủy.",
    ),
    (
        "VVK NTD",
        "2022-03-01",
        {},
        "Dự hội nghị, về phía TP Hạ Long có đồng chí Nguyễn Tiến Dũng, Phó Bí thư Thành ủy, Chủ "
        "tịch UBND thành phố. Về phía TP Móng Cái có đồng chí Vũ Văn Kinh, nguyên Phó Bí thư Thành "
        "ủy, nguyên Chủ tịch UBND thành phố.",
    ),
]


@pytest.mark.parametrize(("keys", "day", "options", "expected"), SENTENCES)
def test_it_reads_as_the_portal_prints_it(keys, day, options, expected):
    assert composed(keys, day, **options) == expected


def test_a_list_gives_each_a_line_and_the_single_one_a_sentence():
    sides = arrange(REGISTER, numbers("NVD VVK NHN", REGISTER), date(2018, 8, 7))
    parts = compose(REGISTER, sides, date(2018, 8, 7), form=LIST)
    assert parts == (
        Part(
            "Dự hội nghị, về phía tỉnh Quảng Ninh có đồng chí Nguyễn Văn Đọc, Ủy viên Trung ương "
            "Đảng, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh."
        ),
        Part(
            "Về phía TP Móng Cái có các đồng chí:",
            (
                "Ngô Hoàng Ngân, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy;",
                "Vũ Văn Kinh, Phó Bí thư Thành ủy, Chủ tịch UBND thành phố.",
            ),
        ),
    )
    assert as_html(parts[1:]).startswith("<p>Về phía TP Móng Cái có các đồng chí:</p><ul><li>Ngô")


def test_words_inside_a_sentence_make_no_paragraph():
    sides = [Side("", tuple(numbers("NHN", REGISTER)))]
    html = as_html(compose(REGISTER, sides, date(2018, 8, 7), form=PHRASE))
    assert html == "đồng chí Ngô Hoàng Ngân, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy"


def test_signs_of_a_head_stay_signs():
    text = [Side("Về phía <b>A&B</b>", tuple(numbers("NHN", REGISTER)))]
    html = as_html(compose(REGISTER, text, date(2018, 8, 7), opening="", form=LIST))
    assert "&lt;b&gt;A&amp;B&lt;/b&gt;" in html


# Places


def test_who_sits_under_the_head_of_another_town_has_the_place_printed():
    said = by_hand([("Về phía tỉnh Quảng Ninh", "NHN"), ("Về phía TP Hạ Long", "VVK")])
    assert "Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy Móng Cái." in said
    assert "Vũ Văn Kinh, Phó Bí thư Thành ủy Móng Cái, Chủ tịch UBND TP Móng Cái." in said
    assert not check([Block("paragraph", said)], date(2018, 8, 7), REGISTER).findings


def test_who_serves_two_towns_has_both_printed():
    said = by_hand([("", "HQH"), ("Về phía TP Móng Cái", "NTD")], "2020-11-11")
    assert "Phó Bí thư Thành ủy Hạ Long, Chủ tịch UBND TP Móng Cái." in said


def test_a_house_that_has_not_said_where_it_is_prints_every_place():
    nowhere = with_house(territory="", province="")
    said = composed("NHN", register=nowhere, form=PHRASE)
    assert said.endswith("Ủy viên Ban Thường vụ Tỉnh ủy Quảng Ninh, Bí thư Thành ủy Móng Cái")


def test_nobody_comes_for_a_town_that_is_no_more():
    said = composed("HQH VVK", REFORMED)
    assert said.endswith(
        "Cùng dự có đồng chí Vũ Văn Kinh, nguyên Phó Bí thư Thành ủy, nguyên Chủ tịch UBND TP Móng "
        "Cái."
    )


# The house's words


def test_short_forms_that_the_house_does_not_know_are_spelt_out():
    strict = with_house(abbreviations=("TP",))
    said = composed("NHN VVK", register=strict)
    assert "Ủy viên Ban Thường vụ Tỉnh ủy Quảng Ninh, Bí thư Thành ủy" in said
    assert "Chủ tịch Ủy ban nhân dân thành phố Móng Cái" in said
    assert not check([Block("paragraph", said)], date(2018, 8, 7), strict).findings


def test_a_house_of_new_tone_marks_gets_its_titles_so():
    said = composed("NHN", register=with_house(tone_style="new"))
    assert "Uỷ viên BTV Tỉnh uỷ, Bí thư Thành uỷ" in said


def test_the_order_of_precedence_of_the_day_decides():
    ranks = {"mc-ct-ubnd": 90}
    scheme = {"key": "s", "name": "Tạm thời", "from": "2018-08", "to": "2018-09", "ranks": ranks}
    register = with_register(rank_schemes=[scheme])
    assert composed("NHN VVK", register=register).index("Kinh") < composed("NHN VVK").index("Kinh")
    assert composed("NHN VVK", "2018-10-01", register) == composed("NHN VVK", "2018-10-01")


def test_who_acts_is_said_to():
    register = with_register(
        officials=[{"key": "A", "name": "Hoàng Bá Nam", "gender": "m"}],
        appointments=[
            {"official": "A", "position": "mc-ct-ubnd", "from": "2017", "acting": "quyền"}
        ],
    )
    assert composed("A", register=register, form=PHRASE).endswith(
        "Hoàng Bá Nam, Quyền Chủ tịch UBND TP Móng Cái"
    )


def test_who_never_held_anything_is_named_alone():
    assert composed("HQH") == "Dự hội nghị có đồng chí Hồ Quang Huy."
    assert composed("HQH VVK").endswith("Cùng dự có đồng chí Hồ Quang Huy.")


def test_who_hands_over_that_day_still_bears_the_title():
    said = composed("VVK NTD", "2019-02-27")
    assert "Nguyễn Tiến Dũng, Chủ tịch UBND TP Móng Cái; Vũ Văn Kinh, Phó Bí thư" in said


# Forms of address


def test_a_guest_addressed_otherwise_breaks_the_list_of_comrades():
    register = with_register(
        officials=[{"key": "A", "name": "Trần Bình An", "gender": "f", "honorific": "bà"}],
        appointments=[{"official": "A", "position": "mc-pct-ubnd", "from": "2017"}],
    )
    said = composed("NHN A", register=register)
    assert said == (
        "Dự hội nghị có đồng chí Ngô Hoàng Ngân, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy; bà Trần "
        "Bình An, Phó Chủ tịch UBND TP Móng Cái."
    )
    assert "các đồng chí: Ngô Hoàng Ngân" in composed("NHN A", register=register, honorific=COMRADE)


def test_without_a_known_gender_nobody_is_guessed_at():
    register = with_register(
        officials=[{"key": "A", "name": "Trần Bình An", "gender": ""}],
        appointments=[{"official": "A", "position": "mc-pct-ubnd", "from": "2017"}],
    )
    said = composed("A", register=register, honorific=GENTLE)
    assert said == "Dự hội nghị có Trần Bình An, Phó Chủ tịch UBND TP Móng Cái."


# What is not there


def test_nobody_makes_no_sentence():
    assert compose(REGISTER, [], date(2018, 8, 7)) == ()
    assert compose(REGISTER, [Side("Về phía tỉnh", ())], date(2018, 8, 7)) == ()


def test_without_an_opening_the_head_begins():
    assert composed("NHN", opening=" ").startswith("Về phía TP Móng Cái có đồng chí Ngô")
    assert by_hand([("", "NHN VVK")], opening="").startswith("Các đồng chí: Ngô Hoàng Ngân")
