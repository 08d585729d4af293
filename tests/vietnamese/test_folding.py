import unicodedata

import pytest
from hypothesis import given

from vietnamese import fold, fold_words, marked_words, nfc, word_pairs

from .strategies import LETTERS, any_text, running_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Móng Cái", "mong cai"),
        ("Đoàn đại biểu", "doan dai bieu"),
        ("cán bộ", "can bo"),
        ("cận bờ", "can bo"),
        ("ƯƠM MẦM", "uom mam"),
        ("Ðà Nẵng", "da nang"),  # eth in place of Đ
        ("ĐỒNG CHÍ – “Đề án”…", "dong chi – “de an”…"),
        ("Mó\u200bng Cái", "mong cai"),
        ("İzmir, Ångström, Škoda", "izmir, angstrom, skoda"),
        ("Ἀθῆναι", "αθηναι"),
        ("中国", "中国"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_every_vietnamese_letter_folds_to_ascii():
    assert fold(LETTERS + LETTERS.upper()).isascii()


def test_words_are_runs_of_letters_and_digits():
    text = "Quyết định số 1874-QĐ/TU, TP.Móng Cái"
    assert fold_words(text) == ["quyet", "dinh", "so", "1874", "qd", "tu", "tp", "mong", "cai"]


def test_marked_words_keep_marks_and_share_one_tone_placement():
    assert marked_words("Cán bộ Hoà Lạc") == ["cán", "bộ", "hòa", "lạc"]


def test_pairs_keep_a_two_syllable_word_together():
    assert word_pairs(["tp", "mong", "cai"]) == ["tp_mong", "mong_cai"]


@pytest.mark.parametrize("words", [[], ["mong"]])
def test_fewer_than_two_words_make_no_pair(words):
    assert word_pairs(words) == []


@given(any_text)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(any_text)
def test_both_unicode_forms_fold_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(nfc(text))


@given(running_text)
def test_a_marked_word_stands_for_each_folded_one(text):
    assert [fold(word) for word in marked_words(text)] == fold_words(text)
