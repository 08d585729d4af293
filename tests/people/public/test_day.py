"""The day a reader asks for: whatever the address holds gets an answer."""

from datetime import date

import pytest

from people.public.day import asked_day

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize("typed", ["2018-08-07", "07/08/2018", "7/8/2018", " 7 - 8 - 2018 "])
def test_a_day_is_read_as_forms_send_it_and_as_people_type_it(typed):
    asked = asked_day(typed, TODAY)
    assert (asked.day, asked.remark) == (date(2018, 8, 7), "")
    assert asked.query == "?ngay=2018-08-07"
    assert not asked.is_usual


@pytest.mark.parametrize("typed", [None, "", "   ", "2026-03-02"])
def test_no_day_and_today_are_the_usual_page(typed):
    asked = asked_day(typed, TODAY)
    assert asked.is_usual
    assert asked.query == ""


@pytest.mark.parametrize(
    ("typed", "day", "told"),
    [
        ("2018", date(2018, 1, 1), "ngày đầu tiên, 01/01/2018"),
        ("8/2018", date(2018, 8, 1), "ngày đầu tiên, 01/08/2018"),
        ("31/02/2018", TODAY, "“31/02/2018”: Lịch không có ngày này"),
        ("2018-13-01", TODAY, "Lịch không có ngày này"),
        ("hôm qua", TODAY, "“hôm qua”: Hãy ghi ngày"),
        ("7/8/18", TODAY, "Hãy ghi ngày theo dạng 07/08/2018"),
        ("9999-12-31", TODAY, "Hãy chọn một năm từ 1800 đến 2200"),
        ("0001-01-01", TODAY, "Hãy chọn một năm từ 1800 đến 2200"),
        ("\0<script>", TODAY, "hôm nay"),
        ("9" * 5000, TODAY, "…"),
        ("2027-01-01", date(2027, 1, 1), "Ngày này chưa tới"),
    ],
)
def test_what_is_no_single_day_of_the_past_is_answered_in_words(typed, day, told):
    asked = asked_day(typed, TODAY)
    assert asked.day == day
    assert told in asked.remark
    assert not asked.is_usual
    assert len(asked.remark) < 200
