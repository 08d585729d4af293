"""Taking a suggestion: where it stands in the text, as the specification says in §5.3."""

import pytest

from people.check import applied, edit_of

from .title_texts import findings

NGAN = "đồng chí Ngô Hoàng Ngân"


def taken(text, day="2018-08-07", codes=()):
    """The text with all suggestions taken, or those of some codes."""
    found = [each for each in findings(text, day) if not codes or each.code in codes]
    return applied(text, found)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (  # T05: behind the name
            f"{NGAN} phát biểu.",
            f"{NGAN}, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy phát biểu.",
        ),
        (  # T06: at its place among the others, before …
            f"{NGAN}, Bí thư Thành ủy phát biểu.",
            f"{NGAN}, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy phát biểu.",
        ),
        (  # … or behind
            f"{NGAN}, Ủy viên BTV Tỉnh ủy phát biểu.",
            f"{NGAN}, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy phát biểu.",
        ),
        (  # in brackets
            f"{NGAN} (Bí thư Thành ủy) phát biểu.",
            f"{NGAN} (Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy) phát biểu.",
        ),
        (  # before the name
            "Bí thư Thành ủy Móng Cái Ngô Hoàng Ngân phát biểu.",
            "Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy Móng Cái Ngô Hoàng Ngân phát biểu.",
        ),
        (  # T07: what joins the titles stays where it is
            f"{NGAN} - Bí thư Thành ủy, Ủy viên BTV Tỉnh ủy - phát biểu.",
            f"{NGAN} - Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy - phát biểu.",
        ),
        (  # T17, taken out with its space
            "các đồng chí: Ngô Hoàng Ngân, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy; đồng chí Vũ Văn "
            "Kinh, Phó Bí thư Thành ủy, Chủ tịch UBND thành phố.",
            "các đồng chí: Ngô Hoàng Ngân, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy; Vũ Văn "
            "Kinh, Phó Bí thư Thành ủy, Chủ tịch UBND thành phố.",
        ),
    ],
)
def test_advice_is_put_where_it_belongs(text, right):
    assert taken(text) == right
    assert findings(right) == []


def test_needless_former_gives_way_to_the_titles_that_lack():
    text = f"{NGAN}, nguyên Bí thư Thành ủy phát biểu."
    assert taken(text, codes=["T14"]) == (
        f"{NGAN}, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy phát biểu."
    )


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "đồng chí Phạm Minh Chính, Ủy viên Bộ Chính trị, Bí thư Trung ương Đảng, Trưởng Ban Tổ "
            "chức Trung ương nói",
            "đồng chí Phạm Minh Chính, Ủy viên Bộ Chính trị, Thủ tướng Chính phủ nói",
        ),
        (
            "đồng chí Phạm Minh Chính - Bí thư Trung ương Đảng, Ủy viên Bộ Chính trị, Thủ tướng "
            "Chính phủ nói",
            "đồng chí Phạm Minh Chính - Ủy viên Bộ Chính trị, Thủ tướng Chính phủ nói",
        ),
        (
            "Ủy viên Bộ Chính trị, Thủ tướng Chính phủ Phạm Minh Chính (Bí thư Trung ương Đảng) "
            "nói",
            "Ủy viên Bộ Chính trị, Thủ tướng Chính phủ Phạm Minh Chính nói",
        ),
    ],
)
def test_what_is_over_goes_with_its_comma_dash_or_brackets(text, right):
    assert taken(text, "2022-03-01", ["T02"]) == right


def test_day_of_the_lead_is_for_the_form_and_not_for_the_text():
    (day,) = findings([("lead", "Ngày 7/8, đoàn công tác đến.")], None, published="2018-08-08")
    assert (day.code, day.suggestion) == ("T21", "2018-08-07")
    assert edit_of(day, "Ngày 7/8, đoàn công tác đến.") is None


def test_two_pieces_of_advice_for_the_same_letters_are_not_both_taken():
    text = f"{NGAN}, Bí thư Thành ủy phát biểu."
    found = findings(text)
    assert applied(text, found * 2) == applied(text, found)
