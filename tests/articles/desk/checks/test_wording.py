"""Slips of the hand: found where they stand, and nothing found in good Vietnamese."""

import pytest

from articles.desk.checks import Level, Passage, Picture, Text, check
from articles.desk.checks.rules import MOST


def found(text, where="lead"):
    """Return {code: letters} found in a passage."""
    return {each.code: each.surface for each in check(Text(**{where: text}))}


def test_a_text_full_of_slips_tells_of_some_of_them():
    """Nobody reads thousands, and no page could show them."""
    findings = check(Text(lead="Một ,hai;ba. Bốn một một\n" * 1000, headline="Tin."))
    assert len(findings) == MOST
    assert findings[0].surface == "."
    last = [each for each in findings if each.surface == " "][-1]
    assert last.start > 1000
    assert (last.before, last.after) == ("Một", ",hai;ba.")
    assert last.passage == "Một ,hai;ba."


@pytest.mark.parametrize(
    ("text", "code", "letters"),
    [
        ("Bàn giao mặt bằng  thực hiện dự án", "double_space", "  "),
        ("Móng Cái , ngày mới", "space_before_sign", " "),
        ("Móng Cái,ngày mới", "space_missing", ","),
        ("Hội nghị kết thúc.Các đại biểu ra về", "space_missing", "."),
        ("Thành ủy TP.Móng Cái", "space_missing", "."),
        ("đô thị văn minh...Các nhiệm vụ", "space_missing", "..."),
        ("Ban Tuyên giáo Thành ủy;....", "sign_doubled", ";...."),
        ("Ra đi,, rồi về", "sign_doubled", ",,"),
        ('Đảng bộ thành phố Móng Cái".', "quotes_unbalanced", '"'),
        ("Ông nói: “Sẽ làm ngay.", "quotes_unbalanced", "“"),
        ("Ủy ban (nay là phường họp", "brackets_unbalanced", "("),
        ("Kết quả của của đợt kiểm tra", "word_doubled", "của của"),
        ("Chương trình Uơm mầm", "horn_lost", "Uơm"),
    ],
)
def test_slip_is_found_to_the_letter(text, code, letters):
    assert found(text)[code] == letters


@pytest.mark.parametrize(
    "text",
    [
        "TP. Móng Cái, tỉnh Quảng Ninh, gồm xã, phường, v.v...",
        "Giá 1.000 đồng lúc 8:30, mở cửa từ 8.00 đến 17.00 (trừ thứ Bảy).",
        "Ông nói: “Bà con bảo ‘cứ làm đi’, thế là làm.”",
        "Các bước: a) kê khai; b) nộp hồ sơ; 1) nhận giấy hẹn.",
        "Biển xanh xanh, người người đi, ai ai cũng vui, đời đời nhớ ơn.",
        "Xem tại https://mongcai.example/tin,bai;moi hoặc gửi thư tới a.b@mongcai.example.",
        "Nghị quyết số 18,19-NQ/TW của Ban Chấp hành Trung ương (khóa XII).",
        "Chuyện kể rằng... rồi thôi.",
        "Tỷ số 3-1; 24/7; 7/8 xã đạt chuẩn.",
        "Họ hỏi: Bao giờ? Ở đâu? Ai làm?!",
        "Năm học 2018 - 2019, TT-TT&VH phát động “Vì sức khỏe”.",
    ],
)
def test_good_vietnamese_is_left_in_peace(text):
    assert found(text) == {}


def test_suggestion_mends_exactly_what_was_found():
    text = "Kết quả của của đợt  này , rất tốt,đẹp minh...Các"
    while findings := [each for each in check(Text(lead=text)) if each.suggestion is not None]:
        first = findings[0]
        assert first.text == text
        text = text[: first.start] + first.suggestion + text[first.end :]
    assert text == "Kết quả của đợt này, rất tốt, đẹp minh... Các"


def test_headline_is_short_and_ends_without_a_full_stop():
    assert found("Lên ngôi vô địch.", "headline") == {"headline_period": "."}
    assert found("Lên ngôi vô địch, v.v.", "headline") == {}
    assert found("Hội nghị… ", "headline") == {}
    assert found("THÔNG BÁO LỊCH TIẾP CÔNG DÂN", "headline")["headline_capitals"]
    assert found("UBND TP HCM", "headline") == {}
    assert "headline_long" not in found("a " * 60, "headline")
    assert found("a" * 121, "headline")["headline_long"] == "a"


def test_caption_of_one_sentence_takes_no_full_stop_and_that_is_only_a_hint():
    text = Text(pictures=(Picture("lead_image", "Cầu", "Cầu mới."),))
    (finding,) = [each for each in check(text) if each.code == "caption_period"]
    assert (finding.level, finding.where) == (Level.HINT, "lead_image_caption")
    two = Text(pictures=(Picture("lead_image", "Cầu", "Cầu mới. Ảnh chụp sáng nay."),))
    assert not [each for each in check(two) if each.code == "caption_period"]


def test_other_tone_placement_is_told_once_a_word(settings):
    assert settings.TONE_STYLE == "old"
    text = Text(lead="Hoà bình, hoà thuận, khoẻ mạnh, thuỷ lợi, hòa nhã, quý, hoàn toàn")
    told = {each.surface: each.suggestion for each in check(text)}
    assert told == {"Hoà": "Hòa", "khoẻ": "khỏe", "thuỷ": "thủy"}
    settings.TONE_STYLE = "new"
    assert {each.suggestion for each in check(Text(lead="hòa nhã"))} == {"hoà"}


def test_long_paragraph_is_a_hint():
    text = Text(blocks=(Passage("body", "chữ " * 300, "p"),))
    assert [(each.code, each.level) for each in check(text)] == [("paragraph_long", Level.HINT)]


def test_waiver_key_is_the_sentence_and_survives_edits_of_others():
    before = Text(lead="Câu một. Đi ,về ngay. Câu ba.")
    after = Text(lead="Câu một đã sửa hẳn. Đi ,về  ngay. Câu ba mới.")
    passages = {
        each.passage
        for text in (before, after)
        for each in check(text)
        if each.code == "space_before_sign"
    }
    assert passages <= {"Đi ,về ngay."}


def test_same_text_gives_the_same_answer():
    text = Text(headline="A.", lead="Đi ,về  của của (")
    assert check(text) == check(text)
