import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import date_in_words, find_dates, nfc, weekday_name

from .strategies import any_text

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def test_a_date_in_words():
    assert date_in_words(date(2018, 8, 7)) == "Thứ Ba, 07/08/2018"


def test_the_week_runs_from_thu_hai_to_chu_nhat():
    monday = date(2018, 8, 6)
    week = [weekday_name(monday + timedelta(days=n)) for n in range(7)]
    assert week == ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("text", "surface", "named_days", "month", "year"),
    [
        ("Ngày 7/8, Đoàn công tác làm việc", "7/8", (7,), 8, None),
        ("NGÀY 7/8 ĐOÀN CÔNG TÁC", "7/8", (7,), 8, None),
        ("19 – 4", "19 – 4", (19,), 4, None),
        ("9-4", "9-4", (9,), 4, None),
        ("Sáng 22-8 tại hội trường", "22-8", (22,), 8, None),
        ("Chiều nay (7/8) diễn ra", "7/8", (7,), 8, None),
        ("Thứ Ba, 7/8 tới", "7/8", (7,), 8, None),
        ("lúc 19h30 7/8 tại", "7/8", (7,), 8, None),
        ("khai mạc vào 7/8.", "7/8", (7,), 8, None),
        ("ngày 05 tháng 12 năm 2025", "05 tháng 12 năm 2025", (5,), 12, 2025),
        ("ngày 5 tháng 12", "5 tháng 12", (5,), 12, None),
        ("ngày 7/8 năm 2018", "7/8 năm 2018", (7,), 8, 2018),
        ("khai mạc 7/8/2018.", "7/8/2018", (7,), 8, 2018),
        ("họp 07.08.2018", "07.08.2018", (7,), 8, 2018),
        ("họp 9-4-2018", "9-4-2018", (9,), 4, 2018),
        ("6 và 7/8", "6 và 7/8", (6, 7), 8, None),
        ("Trong 2 ngày 6 và 7/8, tại", "6 và 7/8", (6, 7), 8, None),
        ("các ngày 6, 7, 9/8", "6, 7, 9/8", (6, 7, 9), 8, None),
        ("từ 6-8/12/2023", "6-8/12/2023", (6, 7, 8), 12, 2023),
        ("từ ngày 6 đến ngày 8/12", "6 đến ngày 8/12", (6, 7, 8), 12, None),
        ("Phục vụ ngày 24/7", "24/7", (24,), 7, None),
        ("ngày 29/2", "29/2", (29,), 2, None),
    ],
)
def test_a_date_is_found(form, text, surface, named_days, month, year):
    text = unicodedata.normalize(form, text)
    (found,) = find_dates(text)
    assert nfc(found.surface) == surface
    assert text[found.start : found.end] == found.surface
    assert (found.days, found.day) == (named_days, named_days[0])
    assert (found.month, found.year) == (month, year)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 18-NQ/TW",
        "Nghị quyết số 18,19-NQ/TW",
        "Quyết định số 1874-QĐ/TU",
        "Quyết định số 9-4",
        "Công văn số: 5/12/2018",
        "mã QĐ-7/8/2018, 1.7/8/2018",
        "Kế hoạch 7/8-KH",
        "Nghị định 30/2020/NĐ-CP, 12/2023/NQ-HĐND",
        "phục vụ người dân 24/7.",
        "trực 24/24",
        "đạt 7/8 tiêu chí",
        "7/8 xã đạt chuẩn",
        "hoàn thành từ 1/3 diện tích trở lên",
        "thắng với tỷ số 3-1",
        "tăng 3-5/12 lần",
        "nhiệm kỳ 2016–2021, năm học 2018-2019",
        "chiếm 7/8% dân số",
        "ngày 31/4, ngày 32/1, ngày 5/13",
        "ngày 29/2/2018",
        "ngày 8-6/12",
        "1.858 tỷ, 82,47%",
        "",
    ],
)
def test_what_only_looks_like_a_date_is_left(form, text):
    assert find_dates(unicodedata.normalize(form, text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("từ 28/7 đến 2/8/2018", [(28, 7, 2018), (2, 8, 2018)]),
        ("từ thứ Bảy 4/8 đến Chủ nhật 5/8/2018", [(4, 8, 2018), (5, 8, 2018)]),
        ("từ thứ Sáu, 3/8 đến thứ Bảy, ngày 4/8/2018", [(3, 8, 2018), (4, 8, 2018)]),
        ("thứ 7 và Chủ nhật 5/8/2018", [(5, 8, 2018)]),
        ("từ 28/12 đến 2/1/2018", [(28, 12, 2017), (2, 1, 2018)]),
        ("28/12/2017-2/1/2018", [(28, 12, 2017), (2, 1, 2018)]),
        ("ngày 6/8 và 7/8 tại", [(6, 8, None), (7, 8, None)]),
        ("Ngày 7/8 họp; ngày 9/8/2018 xong", [(7, 8, None), (9, 8, 2018)]),
        ("Nghị quyết 18-NQ/TW ngày 25/10/2017", [(25, 10, 2017)]),
    ],
)
def test_several_dates(text, expected):
    assert [(found.day, found.month, found.year) for found in find_dates(text)] == expected


def test_days_of_a_range_in_a_given_year():
    (found,) = find_dates("từ 6-8/12")
    assert found.dates(2023) == [date(2023, 12, day) for day in (6, 7, 8)]


def test_a_leap_day_has_no_date_in_a_common_year():
    (found,) = find_dates("ngày 29/2")
    assert found.dates(2019) == []
    assert found.dates(2020) == [date(2020, 2, 29)]


@given(days)
def test_a_printed_date_is_found_again(day):
    (found,) = find_dates(date_in_words(day))
    assert found.dates(1) == [day]
    (found,) = find_dates(f"Ngày {day.day}/{day.month}, Đoàn công tác")
    assert (found.day, found.month, found.year) == (day.day, day.month, None)


@given(any_text)
def test_spans_stand_in_order_and_slice_to_their_surface(text):
    end = 0
    for found in find_dates(text):
        assert found.start >= end
        assert text[found.start : found.end] == found.surface
        end = found.end
