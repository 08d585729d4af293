"""Dates: weekdays that are others, days that are none, years that are missing."""

from datetime import date

import pytest

from articles.desk.checks import Level, Text, check

EVENT = date(2018, 8, 7)  # a Tuesday


def found(lead, event_date=None, **more):
    return [
        (each.code, each.surface, each.suggestion)
        for each in check(Text(lead=lead, event_date=event_date, **more))
    ]


@pytest.mark.parametrize(
    ("text", "surface", "suggestion"),
    [
        ("Sáng thứ Hai, ngày 7/8/2018, đoàn làm việc.", "thứ Hai", "thứ Ba"),
        ("Thứ hai (07/08/2018) họp.", "Thứ hai", "Thứ ba"),
        ("Chủ nhật, ngày 07 tháng 8 năm 2018.", "Chủ nhật", "Thứ ba"),
        ("Chiều thứ 4 ngày 7/8/2018.", "thứ 4", "thứ Ba"),
        ("Thứ Bảy, ngày 5/8/2018 thi đấu.", "Thứ Bảy", "Chủ Nhật"),
    ],
)
def test_weekday_that_is_another_is_an_error(text, surface, suggestion):
    assert found(text) == [("weekday_wrong", surface, suggestion)]
    assert check(Text(lead=text))[0].level == Level.ERROR


@pytest.mark.parametrize(
    "text",
    [
        "Thứ Ba, ngày 7/8/2018.",
        "thứ ba, 07.08.2018",
        "Thứ 3 ngày 7/8/2018",
        "Lớp hát tối thứ Bảy hằng tuần, từ 7/8/2018.",
        "Từ thứ Hai đến Chủ Nhật, 6-12/8/2018.",
    ],
)
def test_right_weekday_and_weekdays_of_other_things_are_left(text):
    assert found(text) == []


def test_weekday_of_the_event_is_known_without_a_year():
    assert found("Thứ Hai, ngày 7/8, họp.", EVENT)[0] == ("weekday_wrong", "Thứ Hai", "Thứ Ba")


@pytest.mark.parametrize("text", ["Cuộc họp thứ ba, ngày 8/8/2018", "Hạng thứ hai ngày 7/8/2018."])
def test_what_may_be_a_number_is_only_a_warning(text):
    assert [(each.code, each.level) for each in check(Text(lead=text))] == [
        ("weekday_wrong", Level.WARNING)
    ]


@pytest.mark.parametrize("text", ["Ngày 31/4/2018", "ngày 30-2-2019", "29/2/2018", "32/1/2018"])
def test_day_that_does_not_exist_is_an_error(text):
    assert ("date_impossible", Level.ERROR) in {
        (each.code, each.level) for each in check(Text(lead=text))
    }


@pytest.mark.parametrize("text", ["29/2/2020", "Số 31/4/2018-QĐ", "Luật số 32/13/2018/QH14"])
def test_day_that_exists_and_numbers_of_documents_are_left(text):
    assert "date_impossible" not in {each.code for each in check(Text(lead=text))}


def test_date_without_a_year_is_a_warning_unless_it_is_the_events():
    assert found("Ngày 7/8, đoàn làm việc.") == [("date_without_year", "7/8", None)]
    assert check(Text(lead="Ngày 7/8, đoàn."))[0].level == Level.WARNING
    (finding,) = check(Text(lead="Ngày 7/8, đoàn.", event_date=EVENT))
    assert (finding.level, finding.suggestion) == (Level.HINT, "7/8/2018")


def test_year_is_asked_for_once_and_not_after_one_was_given():
    assert len(found("Ngày 7/8 họp, ngày 8/8 nghỉ, chiều 9/8 về.")) == 1
    assert found("Ngày 7/8/2018 họp, ngày 8/8 nghỉ.") == []
    assert found("Lễ hội từ thứ Bảy 4/8 đến Chủ nhật 5/8/2018.") == []
    assert found("", headline="Kỷ niệm ngày 20/11") == []


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("ngày 7 tháng 8", "7 tháng 8 năm 2018"),
        ("sáng 7-8", "7-8-2018"),
        ("chiều 7/8", "7/8/2018"),
    ],
)
def test_year_goes_on_as_the_date_was_written(text, suggestion):
    assert [each[2] for each in found(text, EVENT)] == [suggestion]


@pytest.mark.parametrize(
    "text",
    [
        "Kỳ họp thứ 5 (20/10/2018) thông qua nghị quyết.",
        "Đại hội lần thứ hai, ngày 7/8/2018.",
        "Phiên họp thứ bảy, ngày 7/8/2018.",
        "Hội nghị lần thứ Năm ngày 7 tháng 8 năm 2018.",
    ],
)
def test_the_number_of_a_meeting_is_no_weekday(text):
    assert "weekday_wrong" not in {each.code for each in check(Text(lead=text))}
