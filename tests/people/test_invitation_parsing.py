"""A pasted list of guests, read: tables and lines as they come from offices here."""

import unicodedata

import pytest

from people.invitation.naming import tidy_name
from people.invitation.parsing import MOST_GUESTS, TooMuch, read_invitation


def guests(text):
    """Read a list: (name, title, unit) of each guest."""
    return [(each.name, each.title, each.unit) for each in read_invitation(text).guests]


TABLE = (
    "STT\tHọ và tên\tChức vụ\tĐơn vị\tGhi chú\n"
    "1\tÔng HỒ QUANG HUY\tBí thư Đảng ủy, Chủ tịch HĐND\tphường Móng Cái 1\t\n"
    "2\tBà Phạm Thị Oanh\tPhó Bí thư Thường trực\tĐảng ủy phường Móng Cái 2\tvắng\n"
)
READ = [
    ("Hồ Quang Huy", "Bí thư Đảng ủy, Chủ tịch HĐND", "phường Móng Cái 1"),
    ("Phạm Thị Oanh", "Phó Bí thư Thường trực", "Đảng ủy phường Móng Cái 2"),
]


def test_table_from_excel():
    assert guests(TABLE) == READ
    assert [each.honorific for each in read_invitation(TABLE).guests] == ["ông", "bà"]
    assert [each.line for each in read_invitation(TABLE).guests] == [2, 3]


@pytest.mark.parametrize("sign", [";", " | ", "\t"])
def test_cells_may_be_parted_by_other_signs(sign):
    assert guests(TABLE.replace("\t", sign)) == READ


def test_table_as_people_type_it_in_messages():
    lines = TABLE.strip().split("\n")
    rows = ["| " + " | ".join(line.split("\t")) + " |" for line in lines]
    assert guests("\n".join([rows[0], "|---|:--|--|--|--|", *rows[1:]])) == READ


def test_loose_marks_read_the_same():
    assert guests(unicodedata.normalize("NFD", TABLE)) == READ


def test_table_with_windows_line_ends_and_no_break_spaces():
    assert guests(TABLE.replace("\n", "\r\n").replace("Phạm Thị", "Phạm\u00a0Thị")) == READ


def test_table_without_a_head_is_read_by_what_stands_in_it():
    assert guests("\n".join(TABLE.split("\n")[1:])) == READ


def test_columns_may_stand_in_another_order():
    text = "Chức vụ\tĐơn vị công tác\tHọ tên\nChủ tịch\tUBND phường Móng Cái 3\tNguyễn Văn An"
    assert guests(text) == [("Nguyễn Văn An", "Chủ tịch", "UBND phường Móng Cái 3")]


def test_form_of_address_in_a_column_of_its_own():
    text = "TT\tÔng/Bà\tHọ tên\tChức vụ\n1\tBà\tTrần Thị Bình\tTrưởng phòng"
    guest = read_invitation(text).guests[0]
    assert (guest.name, guest.honorific) == ("Trần Thị Bình", "bà")


def test_head_again_on_the_next_page_is_no_guest():
    assert guests(TABLE + TABLE) == READ + READ


def test_merged_unit_counts_for_the_rows_below_and_says_so():
    text = (
        "TT\tHọ tên\tChức vụ\tĐơn vị\n1\tLê Văn An\tChủ tịch\tUBND phường Móng Cái 1\n"
        "2\tLê Văn Bình\tPhó Chủ tịch\t"
    )
    first, second = read_invitation(text).guests
    assert (first.unit, second.unit) == ("UBND phường Móng Cái 1",) * 2
    assert (first.unit_is_above, second.unit_is_above) == (False, True)


def test_cell_with_line_breaks_is_one_cell():
    text = '1\t"Nguyễn Văn\nAn"\t"Phó Chủ tịch\nUBND phường Móng Cái 1"\n2\tLê Văn Bình\tTrưởng ban'
    assert guests(text) == [
        ("Nguyễn Văn An", "Phó Chủ tịch UBND phường Móng Cái 1", ""),
        ("Lê Văn Bình", "Trưởng ban", ""),
    ]
    assert [each.line for each in read_invitation(text).guests] == [1, 4]


def test_single_quotation_mark_swallows_nothing():
    text = '1\t"Nguyễn Văn An\tChủ tịch\n2\tLê Văn Bình\tPhó Chủ tịch'
    assert [name for name, _title, _unit in guests(text)][1:] == ["Lê Văn Bình"]


def test_heading_between_rows_is_passed_over_and_told():
    text = "1\tLê Văn An\tChủ tịch UBND\n\tII. CÁC SỞ, NGÀNH\t\n2\tLê Văn Bình\tGiám đốc Sở Y tế"
    read = read_invitation(text)
    assert [each.name for each in read.guests] == ["Lê Văn An", "Lê Văn Bình"]
    assert [(each.line, each.text) for each in read.passed] == [(2, "II. CÁC SỞ, NGÀNH")]


@pytest.mark.parametrize(
    ("line", "name", "title", "unit"),
    [
        (
            "1. Ông Nguyễn Văn A - Phó Chủ tịch UBND phường Móng Cái 1",
            *("Nguyễn Văn A", "Phó Chủ tịch UBND phường Móng Cái 1", ""),
        ),
        (
            "2) Đ/c Trần Thị B, Trưởng phòng, Phòng Văn hóa - Xã hội phường Móng Cái 1",
            *("Trần Thị B", "Trưởng phòng", "Phòng Văn hóa - Xã hội phường Móng Cái 1"),
        ),
        (
            "- Đồng chí Hồ Quang Huy – Bí thư Đảng ủy, Chủ tịch HĐND phường;",
            *("Hồ Quang Huy", "Bí thư Đảng ủy, Chủ tịch HĐND phường", ""),
        ),
        (
            "+ Bí thư Đảng ủy phường: Hồ Quang Huy",
            *("Hồ Quang Huy", "Bí thư Đảng ủy phường", ""),
        ),
        (
            "Ông Vũ Văn Kinh Phó Bí thư Thành ủy, Chủ tịch UBND TP Móng Cái",
            *("Vũ Văn Kinh", "Phó Bí thư Thành ủy, Chủ tịch UBND TP Móng Cái", ""),
        ),
        (
            "Vũ Văn Kinh (Phó Bí thư Thành ủy)",
            *("Vũ Văn Kinh", "Phó Bí thư Thành ủy", ""),
        ),
        ("Ông Vũ Văn Kinh PCT UBND phường", "Vũ Văn Kinh", "PCT UBND phường", ""),
        (
            "• Thiếu tướng Lê Văn Sao, Giám đốc Công an tỉnh",
            "Lê Văn Sao",
            "Giám đốc Công an tỉnh",
            "",
        ),
        ("Bà Phạm Thị Oanh", "Phạm Thị Oanh", "", ""),
        ("phạm thị oanh", "Phạm Thị Oanh", "", ""),
    ],
)
def test_lines_of_an_invitation(line, name, title, unit):
    assert guests(line) == [(name, title, unit)]


@pytest.mark.parametrize(
    "line",
    [
        "Đại diện lãnh đạo Sở Y tế",
        "Lãnh đạo các phòng, ban của phường",
        "Thành phần mời dự họp",
        "II. Các phòng chuyên môn",
        "Phóng viên Báo Quảng Ninh",
        "-----",
        "a" * 300,
        "=HYPERLINK(1)",
    ],
)
def test_lines_that_name_nobody_are_passed_over(line):
    read = read_invitation(line)
    assert read.guests == ()
    assert len(read.passed) <= 1


def test_heading_with_a_colon_is_the_unit_of_the_lines_below():
    guest = read_invitation("UBND phường Móng Cái 1:\n- Ông Lê Văn An, Chủ tịch").guests[0]
    assert (guest.unit, guest.unit_is_above) == ("UBND phường Móng Cái 1", True)


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\n", "\ufeff", "\x00", "|||", ";;;\n;;;"])
def test_nothing_gives_nothing(text):
    read = read_invitation(text)
    assert (read.guests, read.passed) == ((), ())


def test_too_many_lines_are_told_with_their_number():
    with pytest.raises(TooMuch) as told:
        read_invitation("Nguyễn Văn An\tChủ tịch\n" * 5000)
    assert told.value.lines >= 5000
    assert len(read_invitation("Nguyễn Văn An\tChủ tịch\n" * MOST_GUESTS).guests) == MOST_GUESTS


def test_one_endless_line_is_too_much():
    with pytest.raises(TooMuch):
        read_invitation("Nguyễn Văn An, " * 10_000)


@pytest.mark.parametrize(
    ("printed", "name", "honorific"),
    [
        ("Đ/c NGUYỄN VĂN A", "Nguyễn Văn A", "đồng chí"),
        ("Ông (Bà) Lê Thị Hoa", "Lê Thị Hoa", "ông"),
        ("ông: Lê Văn Hòa (vắng)", "Lê Văn Hòa", "ông"),
        ("PGS.TS. Trần Văn Ơn", "Trần Văn Ơn", ""),
        ("Đồng chí Đại tá Bùi Văn Sáu", "Bùi Văn Sáu", "đồng chí"),
        ("H'HEN NIÊ", "H'Hen Niê", ""),
        ("NGUYỄN Văn Đức", "Nguyễn Văn Đức", ""),
        ("Bà Lý", "Lý", "bà"),
        ("Đại Tá", "Đại Tá", ""),
        ("Ông", "Ông", ""),
        ("", "", ""),
    ],
)
def test_names_lose_what_stands_before_them(printed, name, honorific):
    tidy = tidy_name(printed)
    assert (tidy.name, tidy.honorific) == (name, honorific)
