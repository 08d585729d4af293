"""Each code of the title check: when it speaks, and when it keeps silent."""

import unicodedata

import pytest

from people.check import INFO, WARN, applied
from people.check_words import GROUPS, MESSAGES
from tests.people.title_texts import findings, found, with_house, with_register

BEFORE, AFTER = "2018-08-07", "2026-01-30"
NGAN = "Ngô Hoàng Ngân, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy"
KINH = "Vũ Văn Kinh, Phó Bí thư Thành ủy, Chủ tịch UBND TP Móng Cái"
LONG = "Nguyễn Đức Long, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh"


def advice(text, day=BEFORE, **more):
    return [(each.code, each.surface, each.suggestion) for each in findings(text, day, **more)]


# T01–T04: titles that are not the person's on the day


def test_a_title_never_held():
    text = f"Đồng chí {NGAN}, Chủ tịch HĐND tỉnh phát biểu."
    assert advice(text) == [("T01", "Chủ tịch HĐND tỉnh", "")]


def test_a_title_never_held_before_the_name():
    text = "Chủ tịch UBND tỉnh Ngô Hoàng Ngân chủ trì."
    ask = "Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy"
    assert advice(text) == [("T01", "Chủ tịch UBND tỉnh", ask)]


def test_a_title_that_ended():
    text = "Đồng chí Vũ Văn Kinh, Chủ tịch UBND TP Móng Cái phát biểu."
    want = ("T02", "Chủ tịch UBND TP Móng Cái", "nguyên Chủ tịch UBND TP Móng Cái")
    assert advice(text, "2019-06-01") == [want]


def test_the_day_of_change_takes_both_titles():
    old = "Đồng chí Ngô Hoàng Ngân, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy phát biểu."
    new = "Đồng chí Ngô Hoàng Ngân, Phó Bí thư Tỉnh ủy phát biểu."
    assert found(old, "2018-11-29") == found(new, "2018-11-29") == []
    assert found(old, "2018-11-30") == [("T02", "Bí thư Thành ủy")]
    assert found(new, "2018-11-28") == [("T03", "Phó Bí thư Tỉnh ủy")]


def test_an_imprecise_end_lasts_its_whole_span():
    text = f"Đồng chí {LONG} phát biểu."
    former = text.replace("Phó Bí thư", "nguyên Phó Bí thư").replace("Chủ", "nguyên Chủ")
    assert found(text, "2019-07-31") == found(former, "2019-07-31") == []
    assert found("Đồng chí Nguyễn Đức Long phát biểu.", "2019-07-31") == []
    assert [code for code, _surface in found(text, "2019-08-01")] == ["T02", "T02"]


def test_a_former_title_is_right_after_its_end():
    text = "Dự có nguyên Chủ tịch UBND TP Móng Cái Vũ Văn Kinh."
    assert found(text, "2019-06-01") == []


def test_former_covers_only_the_next_title():
    text = (
        "Đồng chí Nguyễn Tiến Dũng, nguyên Chủ tịch UBND thành phố Móng Cái, Phó Bí thư Thành ủy, "
        "Chủ tịch UBND TP Hạ Long dự."
    )
    assert found(text, "2022-03-01") == []


def test_an_office_that_was_gone():
    text = "Đồng chí Vũ Quyết Tiến, Phó Bí thư Tỉnh ủy, Bí thư Thành ủy Móng Cái dự."
    (finding,) = findings(text, AFTER)
    assert (finding.code, finding.surface) == ("T04", "Bí thư Thành ủy Móng Cái")
    assert finding.suggestion == ""


def test_an_office_that_was_gone_beside_a_name_nobody_knows():
    text = "Ông Nguyễn Văn Bình, Chủ tịch UBND TP Móng Cái dự."
    gone = next(each for each in findings(text, AFTER) if each.code == "T04")
    assert (gone.surface, gone.suggestion) == ("Chủ tịch UBND TP Móng Cái", None)
    assert "Ủy ban nhân dân phường Móng Cái 1" in gone.expected
    assert "T04" not in dict(found(text, BEFORE))
    bare = text.replace("TP Móng Cái", "thành phố")
    assert "T04" not in dict(found(bare, AFTER))


@pytest.mark.parametrize("word", ["cũ", "trước đây"])
def test_an_ended_place_may_be_named_as_such(word):
    text = f"Ông Nguyễn Văn Bình, Chủ tịch UBND TP Móng Cái {word} dự."
    assert "T04" not in dict(found(text, AFTER))


def test_an_office_named_without_a_person_is_no_finding():
    assert found("UBND TP Móng Cái và Chủ tịch UBND TP Móng Cái đã ký kết.", AFTER) == []


def test_news_of_an_election_is_no_printed_title():
    text = f"Hội nghị bầu đồng chí {NGAN} giữ chức Chủ tịch UBND tỉnh."
    assert found(text) == []


def test_a_title_joined_by_and_may_be_the_next_persons():
    assert found(f"Đồng chí {NGAN} và Chủ tịch UBND tỉnh dự.") == []
    assert found(f"Đồng chí {NGAN}, Chủ tịch UBND tỉnh dự.") == [("T01", "Chủ tịch UBND tỉnh")]


def test_a_place_the_register_lacks_makes_another_title():
    text = "Bí thư Thành ủy Uông Bí Ngô Hoàng Ngân và ông Vũ Văn Kinh, Chủ tịch UBND huyện Hải Hà."
    assert [code for code, _surface in found(text)] == ["T06", "T06"]


def test_a_head_of_a_list_decides_before_the_persons_own_posts():
    text = f"Về phía TP Hạ Long có đồng chí {KINH}."
    assert found(text) == [("T01", "Phó Bí thư Thành ủy")]


def test_a_title_belongs_to_the_name_it_stands_before():
    text = (
        "Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy Ngô Hoàng Ngân, Phó Bí thư Thành ủy, Chủ tịch UBND "
        "TP Móng Cái Vũ Văn Kinh và Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Nguyễn Đức Long cùng dự."
    )
    assert found(text) == []


# T05, T06


def test_first_mention_without_a_title():
    assert found("Đồng chí Ngô Hoàng Ngân phát biểu.") == [("T05", "Ngô Hoàng Ngân")]


def test_first_mention_with_a_title_missing():
    ask = [("T06", "Vũ Văn Kinh", "Chủ tịch UBND TP Móng Cái")]
    assert advice("Đồng chí Vũ Văn Kinh, Phó Bí thư Thành ủy phát biểu.") == ask


@pytest.mark.parametrize("kind", ["caption", "quote"])
def test_captions_and_quotes_are_no_first_mention(kind):
    text = "Đồng chí Ngô Hoàng Ngân phát biểu tại hội nghị hôm nay."
    assert found([(kind, text)]) == []
    both = [(kind, text), ("paragraph", f"Đồng chí {NGAN} phát biểu.")]
    assert found(both) == []


def test_who_holds_nothing_needs_no_title():
    assert found("Đồng chí Vũ Văn Kinh phát biểu.", "2020-01-01") == []


def test_a_quotation_is_not_read():
    assert found("Bài “Ngô Hoàng Ngân, Chủ tịch UBND tỉnh” đã đăng.") == []


def test_a_by_line_is_not_read():
    assert found([("paragraph", "Hội nghị đã kết thúc."), ("paragraph", "Ngô Hoàng Ngân")]) == []


# T07, T08


def test_titles_out_of_order():
    text = "Đồng chí Vũ Văn Kinh, Chủ tịch UBND TP Móng Cái, Phó Bí thư Thành ủy phát biểu."
    right = "Phó Bí thư Thành ủy, Chủ tịch UBND TP Móng Cái"
    assert advice(text) == [("T07", "Phó Bí thư Thành ủy", right)]


def test_persons_out_of_order():
    text = f"Dự có các đồng chí: {KINH}; {NGAN}."
    assert found(text) == [("T08", "Ngô Hoàng Ngân")]
    assert found(f"Dự có các đồng chí: {NGAN}; {KINH}.") == []


def test_only_a_list_has_an_order():
    assert found(f"Sau khi nghe đồng chí {KINH} báo cáo, đồng chí {NGAN} phát biểu.") == []


def test_each_side_is_a_list_of_its_own():
    text = f"Về phía TP Móng Cái có đồng chí {KINH}; Về phía tỉnh có đồng chí {LONG}."
    assert found(text) == []


# T09, T16, T18


@pytest.mark.parametrize(
    "name", ["Ngô Hoàng Ngần", "Ngô Hoàn Ngân", "Ngô Ngân Hoàng", "Ngô Hoàng Ngâm"]
)
def test_a_name_misspelt(name):
    text = f"Đồng chí {name}, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy phát biểu."
    (finding,) = findings(text)
    shown = (finding.code, finding.severity, finding.surface, finding.suggestion)
    assert shown == ("T09", "error", name, "Ngô Hoàng Ngân")


def test_a_near_name_without_a_title_may_be_somebody_else():
    (finding,) = findings("Đồng chí Ngô Hoàng Ngần phát biểu hôm nay.")
    assert (finding.code, finding.severity, finding.certain) == ("T09", WARN, False)


def test_a_right_name_of_another_is_no_slip():
    other = {"key": "NHN2", "name": "Ngô Hoàng Ngần", "gender": "m"}
    register = with_register(officials=[other])
    assert found("Đồng chí Ngô Hoàng Ngần phát biểu hôm nay.", register=register) == []


def test_i_for_y():
    text = "Đồng chí Hồ Quang Hui, Phó Bí thư Thành ủy, Chủ tịch UBND TP Móng Cái dự."
    assert found(text, "2022-03-01") == [("T09", "Hồ Quang Hui")]


def test_a_misprint_seen_is_certain():
    other = {
        "key": "X",
        "name": "Đinh Thế Sơn",
        "gender": "m",
        "other_names": [{"text": "Đinh Thái Xơn", "kind": "misprint"}],
    }
    register = with_register(officials=[other])
    (finding,) = findings("Đồng chí Đinh Thái Xơn phát biểu hôm nay.", register=register)
    assert (finding.code, finding.certain) == ("T09", True)


def test_streets_bear_names():
    text = "Ra quân tại đường Ngô Hoàng Ngần, trường Nguyễn Đức Lông và phường Trần Phú."
    assert found(text) == []


def test_two_of_one_name_are_told_apart_by_their_titles():
    other = {"key": "NHN2", "name": "Ngô Hoàng Ngân", "gender": "f"}
    register = with_register(
        officials=[other],
        appointments=[{"official": "NHN2", "position": "hl-bt", "from": "2016-01-01", "to": None}],
    )
    assert found(f"Đồng chí {NGAN} phát biểu.", register=register) == []
    theirs = "Bà Ngô Hoàng Ngân, Bí thư Thành ủy Hạ Long phát biểu."
    assert found(theirs, register=register) == []
    assert found("Đồng chí Ngô Hoàng Ngân phát biểu.", register=register) == [
        ("T16", "Ngô Hoàng Ngân")
    ]


def test_a_name_nobody_knows_in_an_own_office():
    text = "Đồng chí Nguyễn Văn Bình, Phó Chủ tịch UBND TP Móng Cái dự."
    assert found(text) == [("T18", "Nguyễn Văn Bình")]
    assert found(text.replace("Móng Cái", "Hạ Long")) == []


# T10, T11, T12, T20


def test_tone_marks_of_the_house():
    text = f"Đồng chí {NGAN} phát biểu."
    text = text.replace("Thành ủy", "Thành uỷ")
    (finding,) = findings(text)
    shown = (finding.code, finding.severity, finding.surface, finding.suggestion)
    assert shown == ("T10", INFO, "uỷ", "ủy")
    assert [each.surface for each in findings(text, register=with_house(tone_style="new"))] == [
        "Ủy",
        "ủy",
    ]


def test_loose_marks_are_one_finding_a_block():
    text = unicodedata.normalize("NFD", f"Đồng chí {NGAN} phát biểu.")
    assert found(text) == [("T11", text.split()[0])]


@pytest.mark.parametrize("sign", ["\u00a0", "\u200b"])
def test_hidden_characters_in_a_name(sign):
    text = f"Đồng chí {NGAN} phát biểu.".replace("Hoàng Ngân", f"Hoàng{sign} Ngân")
    assert advice(text) == [("T11", f"Ngô Hoàng{sign} Ngân", "Ngô Hoàng Ngân")]


def test_letters_of_another_script():
    text = f"Đồng chí {LONG} phát biểu.".replace("Long", "L\u043eng")
    assert advice(text) == [("T11", "L\u043eng", "Long")]


def test_an_abbreviation_is_spelt_out_once():
    text = "UBKT Thành ủy họp. UBKT kết luận."
    assert advice(text) == [("T12", "UBKT", "Ủy ban Kiểm tra")]
    assert found("Ủy ban Kiểm tra (UBKT) Thành ủy họp.") == []
    assert found("BTV Tỉnh ủy họp.") == []
    assert found("BTV Thành ủy họp.") == [("T12", "BTV")]
    assert found("Theo Quyết định 12-QĐ/TU và 15/2020/TT-BTC.") == []


def test_capitals_of_the_register():
    text = "Đồng chí Vũ Văn Kinh, phó Bí thư Thành ủy, Chủ tịch UBND Thành phố phát biểu."
    assert advice(text) == [("T20", "phó Bí thư", "Phó Bí thư")]


# T13–T15, T17, T19


@pytest.mark.parametrize(
    "printed",
    [
        "Phó Bí thư Thường vụ Tỉnh ủy",
        "Phó thư Thường trực Tỉnh ủy",
        "Phó Bí thư Thường trực Ban Tỉnh ủy",
        "Phó Bí thư Thường trực Tỉnh",
    ],
)
def test_a_title_nearly_right(printed):
    text = f"Đồng chí Đỗ Thị Hoàng, {printed} phát biểu."
    reworded = [each for each in findings(text) if each.code == "T13"]
    assert [(each.surface, each.suggestion) for each in reworded] == [
        (printed, "Phó Bí thư Thường trực Tỉnh ủy")
    ]


@pytest.mark.parametrize(
    "other", ["Trưởng Ban Chỉ đạo", "Bí thư Tỉnh đoàn", "Phó Bí thư Thành ủy Cẩm Phả"]
)
def test_another_title_is_no_slip(other):
    text = f"Đồng chí {LONG}, {other} phát biểu."
    assert found(text) == []


def test_the_kind_of_place_belongs_to_the_title():
    text = "Đồng chí Vũ Văn Kinh, Phó Bí thư Thành ủy, Chủ tịch UBND Móng Cái dự."
    assert advice(text) == [("T13", "Chủ tịch UBND Móng Cái", "Chủ tịch UBND TP Móng Cái")]
    assert found(text.replace("UBND", "UBND thành phố")) == []


def test_former_before_a_title_still_held():
    text = "Dự có nguyên Phó Bí thư Thành ủy Vũ Văn Kinh."
    assert advice(text) == [("T14", "nguyên", "Chủ tịch UBND TP Móng Cái,")]


def test_acting():
    register = with_register(
        officials=[{"key": "Q", "name": "Đinh Thế Sơn", "gender": "m"}],
        appointments=[
            {
                "official": "Q",
                "position": "mc-pct-ubnd",
                "from": "2018-01-01",
                "to": None,
                "acting": "quyền",
            }
        ],
    )
    right = "Đồng chí Đinh Thế Sơn, Quyền Phó Chủ tịch UBND TP Móng Cái dự."
    assert found(right, register=register) == []
    assert found(right.replace("Quyền", "quyền"), register=register) == []
    wrong = advice(right.replace("Quyền ", ""), register=register)
    title = "Phó Chủ tịch UBND TP Móng Cái"
    assert wrong == [("T15", title, f"Quyền {title}")]
    acting = "Đồng chí Vũ Văn Kinh, Phó Bí thư Thành ủy, Quyền Chủ tịch UBND TP Móng Cái dự."
    assert found(acting) == [("T15", "Quyền Chủ tịch UBND TP Móng Cái")]


def test_forms_of_address():
    assert advice(f"Bà {LONG} dự.") == [("T17", "Bà", "Ông")]
    assert found(f"Ông {LONG} dự.") == []
    doubled = f"Dự có các đồng chí: {LONG}; đồng chí {NGAN}."
    assert advice(doubled) == [("T17", "đồng chí", "")]
    assert found(f"Dự có đồng chí {LONG}; đồng chí {NGAN}.") == []


def test_a_later_mention_with_another_title():
    blocks = [
        ("paragraph", "Đồng chí Vũ Văn Kinh, Phó Bí thư Thành ủy phát biểu."),
        ("paragraph", "Chủ tịch UBND TP Móng Cái Vũ Văn Kinh kết luận."),
    ]
    assert found(blocks) == [("T06", "Vũ Văn Kinh"), ("T19", "Chủ tịch UBND TP Móng Cái")]
    blocks[0] = ("paragraph", f"Đồng chí {KINH} phát biểu.")
    assert found(blocks) == []


# T21, T22


def test_the_day_of_the_event():
    lead = [("lead", "Ngày 7/8, hội nghị đã diễn ra.")]
    assert advice(lead, None, published="2018-08-08") == [("T21", "7/8", "2018-08-07")]
    assert advice(lead, None, published="2018-08-06") == [("T21", "7/8", "2017-08-07")]
    assert found(lead) == []
    assert [(each.code, each.severity) for each in findings(lead, "2018-08-09")] == [("T21", WARN)]
    assert advice([("lead", "Hội nghị.")], None, published="2018-08-08") == [("T21", "", None)]
    assert found([("lead", "Từ ngày 6-8/8/2018, hội nghị diễn ra.")]) == []


def test_a_bare_title_nobody_can_place():
    text = "Đồng chí Vũ Quyết Tiến, Phó Bí thư Tỉnh ủy, Bí thư Đảng ủy phường dự."
    assert found(text, AFTER) == [("T22", "Bí thư Đảng ủy phường")]


def test_every_code_has_its_words():
    assert sorted(MESSAGES) == [f"T{number:02}" for number in range(1, 23)]
    assert len(GROUPS) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy, ông Ngô Hoàng Ngân cho biết.",
        "Theo Phó Bí thư Thành ủy, Chủ tịch UBND Thành phố, ông Vũ Văn Kinh, thành phố sẽ làm.",
        # Behind somebody else's titles they are whose they can be, …
        "Ông Ngô Hoàng Ngân, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy; Phó Bí thư Thành ủy, Chủ tịch "
        "UBND Thành phố, ông Vũ Văn Kinh dự.",
        # … and his who stands before them where he holds them.
        "Dự có Ngô Hoàng Ngân, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy, ông Vũ Văn Kinh, Phó Bí thư "
        "Thành ủy, Chủ tịch UBND Thành phố.",
    ],
)
def test_titles_may_stand_before_a_comma_and_the_form_of_address(text):
    assert found(text) == []


def test_such_a_title_is_never_found_wrong():
    """It may as well be another's: "dự có Chủ tịch UBND tỉnh, ông Ngân và …"."""
    text = "Dự có Chủ tịch UBND tỉnh, ông Ngô Hoàng Ngân và các đại biểu."
    assert found(text) == [("T05", "Ngô Hoàng Ngân")]


def test_a_wrong_title_before_somebody_elses_name_is_found():
    text = "Ông Ngô Hoàng Ngân, Bí thư Tỉnh ủy, ông Vũ Văn Kinh, Chủ tịch UBND Thành phố dự."
    assert ("T01", "Bí thư Tỉnh ủy") in found(text)


def test_what_lacks_is_added_to_titles_before_the_comma():
    text = "Bí thư Thành ủy, ông Ngô Hoàng Ngân cho biết."
    (missing,) = findings(text)
    assert missing.code == "T06"
    assert applied(text, [missing]) == (
        "Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy, ông Ngô Hoàng Ngân cho biết."
    )


def test_house_turns_findings_down_or_off():
    text = "Đồng chí Ngô Hoàng Ngân, Bí thư Tỉnh ủy, UBKT phát biểu."
    loud = findings(text)
    assert {each.code: each.severity for each in loud} == {"T01": "error", "T12": "info"}
    house = with_house(hints=frozenset({"T01"}), silent=frozenset({"T12"}))
    quiet = findings(text, register=house)
    assert [(each.code, each.severity) for each in quiet] == [("T01", "info")]
