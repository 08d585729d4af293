import unicodedata

import pytest
from hypothesis import given

from vietnamese import fold, nfc, with_tones

from .strategies import any_text

OLD_AND_NEW = [
    ("hòa", "hoà"),
    ("khỏe", "khoẻ"),
    ("thủy", "thuỷ"),
    ("Ủy", "Uỷ"),
    ("ỦY BAN", "UỶ BAN"),
    ("HÒA BÌNH", "HOÀ BÌNH"),
    ("Hòa", "Hoà"),
    ("nghóe", "nghoé"),
    ("nhụy, lũy; tùy", "nhuỵ, luỹ; tuỳ"),
    ("“xóa”", "“xoá”"),
]


@pytest.mark.parametrize(("old", "new"), OLD_AND_NEW)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_tone_moves_both_ways(old, new, form):
    old_typed, new_typed = unicodedata.normalize(form, old), unicodedata.normalize(form, new)
    assert with_tones(new_typed, "old") == with_tones(old_typed, "old") == old
    assert with_tones(old_typed, "new") == with_tones(new_typed, "new") == new


@pytest.mark.parametrize(
    "word", ["quý", "quỷ", "Quỳ", "hoàn", "hoài", "xoáy", "khuỷu", "tuyết", "của", "thuở", "Zoé"]
)
def test_other_words_stay(word):
    assert with_tones(word, "old") == with_tones(word, "new") == word


def test_every_word_of_running_text_is_placed():
    mixed = "Uỷ ban thị uỷ Hoà Lạc và Ủy viên phường Hòa Lạc"
    assert with_tones(mixed) == "Ủy ban thị ủy Hòa Lạc và Ủy viên phường Hòa Lạc"


def test_another_style_is_refused():
    with pytest.raises(ValueError, match="tone style"):
        with_tones("hòa", "modern")


@pytest.mark.parametrize("style", ["old", "new"])
@given(text=any_text)
def test_placing_twice_changes_nothing(style, text):
    once = with_tones(text, style)
    assert with_tones(once, style) == once
    assert nfc(once) == once


@given(any_text)
def test_old_to_new_and_back_is_old(text):
    old = with_tones(text, "old")
    assert with_tones(with_tones(old, "new"), "old") == old


@given(any_text)
def test_only_tones_move(text):
    assert fold(with_tones(text)) == fold(text)
    assert len(with_tones(text)) == len(nfc(text))


@given(any_text)
def test_both_unicode_forms_are_placed_alike(text):
    assert with_tones(unicodedata.normalize("NFD", text)) == with_tones(nfc(text))
