import pytest
from hypothesis import given

from vietnamese import (
    double_spaces,
    doubled_punctuation,
    glued_ellipses,
    lost_horns,
    trailing_period,
    unbalanced_quotes,
)

from .strategies import any_text


def surfaces(spans):
    return [span.surface for span in spans]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ('Đề án “Đổi mới; biên chế” của TP Móng Cái". Căn cứ', ['"']),
        ("Đề án “Đổi mới", ["“"]),
        ("Đổi mới” là", ["”"]),
        ('Phong trào "xanh, sạch', ['"']),
        ("«Một” và", ["«", "”"]),
        ('"Một, "hai', ['"', '"']),
        ('gọi là "nhà "mới""', []),
        ("“Một “hai” ba”", []),
        ('"Một" và "hai"', []),
        ('Đề án “Đổi mới" là', []),
        ('Nhà văn hoá ("nhà mới")', []),
        ("Côte d'Ivoire", []),
        ("", []),
    ],
)
def test_unbalanced_quotes(text, alone):
    assert surfaces(unbalanced_quotes(text)) == alone


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mặt bằng  thực hiện", ["  "]),
        ("mặt bằng \u00a0thực hiện", [" \u00a0"]),
        ("  mặt bằng  ", []),
        ("một\n\nhai", []),
        ("mặt bằng thực hiện", []),
    ],
)
def test_double_spaces(text, found):
    assert surfaces(double_spaces(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("văn minh...Các", ["..."]), ("văn minh…Các", ["…"]), ("văn minh... Các", []), ("hết...", [])],
)
def test_a_word_glued_to_an_ellipsis(text, found):
    assert surfaces(glued_ellipses(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ban Tuyên giáo;....", [";...."]),
        ("một,, hai", [",,"]),
        ("hết..", [".."]),
        ("một;. Hai", [";."]),
        ("cam, quýt,...", []),
        ("cam; quýt;... và", []),
        ("v.v., TP. Hạ Long", []),
        ("Thật sao?!", []),
    ],
)
def test_doubled_punctuation(text, found):
    assert surfaces(doubled_punctuation(text)) == found


@pytest.mark.parametrize(
    ("headline", "found"),
    [
        ("Đội liên quân lên ngôi vô địch.", ["."]),
        ("Trao học bổng “Ươm mầm.”", ["."]),
        ("Cùng bạn đi xa…", []),
        ("Cùng bạn đi xa...", []),
        ("Quà gồm sách, vở, v.v.", []),
        ("Làm việc tại TP Móng Cái", []),
    ],
)
def test_a_headline_takes_no_full_stop(headline, found):
    assert surfaces(trailing_period(headline)) == found


@pytest.mark.parametrize("word", ["Uơm", "phuờng", "tuơng", "đưòng", "nguơi", "UƠM"])
def test_a_word_that_lost_a_horn(word):
    assert surfaces(lost_horns(f"xã {word} mới")) == [word]


@pytest.mark.parametrize("word", ["Ươm", "phường", "thuở", "huơ", "quờ", "Quới", "lưu", "người"])
def test_a_word_with_its_horns(word):
    assert lost_horns(word) == []


@pytest.mark.parametrize(
    "function",
    [
        unbalanced_quotes,
        double_spaces,
        glued_ellipses,
        doubled_punctuation,
        trailing_period,
        lost_horns,
    ],
)
@given(text=any_text)
def test_spans_slice_to_their_surface(function, text):
    for span in function(text):
        assert text[span.start : span.end] == span.surface != ""
