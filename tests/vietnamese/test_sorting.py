import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given

from vietnamese import fold, nfc, person_sort_key, sort_key

from .strategies import any_text, names

LEADERS = [
    "Phạm Minh Chính",
    "Vũ Văn Diện",
    "Nguyễn Văn Đọc",
    "Đỗ Thị Hoàng",
    "Vũ Văn Kinh",
    "Vũ Văn Kính",
    "Nguyễn Đức Long",
    "Trương Thị Mai",
    "Trần Thanh Mẫn",
    "Ngô Hoàng Ngân",
]


def assert_in_order(texts, key):
    for first, second in pairwise(texts):
        assert key(first) < key(second), (first, second)


@pytest.mark.parametrize(
    "in_order",
    [
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        [*"aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"],
        ["ma", "mạ", "mai", "mă", "mằ", "mâ", "mây"],  # letters before tones
        ["ban", "bàn", "bạn", "băng", "bằng"],
        ["Tổ 2", "Tổ 10", "Tổ 11", "Tổ dân phố"],  # numbers by value, before letters
        ["Hải", "Hải Hòa", "Hải Yên"],  # the shorter first
        ["Zoé", "Łódź", "Αθήνα", "中国"],  # other scripts last
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_order(in_order, form):
    typed = [unicodedata.normalize(form, text) for text in in_order]
    assert_in_order(typed, sort_key)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_people_stand_by_given_name(form):
    typed = [unicodedata.normalize(form, name) for name in LEADERS]
    assert_in_order(typed, person_sort_key)


def test_family_name_decides_before_the_middle_one():
    in_order = ["Lan", "Đỗ Vân Lan", "Lê An Lan", "Lê Thị Lan", "Lê Thị Ngọc Lan"]
    assert_in_order(in_order, person_sort_key)


def test_a_tone_in_the_given_name_outweighs_the_family_name():
    assert person_sort_key("Vũ Văn Kinh") < person_sort_key("An Văn Kính")


@pytest.mark.parametrize(
    ("one", "other"), [("hòa", "hoà"), ("MÓNG CÁI", "Móng Cái"), ("a-b", "a b")]
)
def test_spellings_of_one_word_share_a_key(one, other):
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize("name", ["", " ", "Lan", "-", "Nguyễn  Lan "])
def test_any_name_has_a_key(name):
    assert person_sort_key(name).isdigit()


@given(any_text)
def test_keys_are_digits_and_equal_for_both_unicode_forms(text):
    decomposed = unicodedata.normalize("NFD", text)
    for key in (sort_key, person_sort_key):
        assert key(text).isdigit()
        assert key(text).isascii()
        assert key(decomposed) == key(nfc(text))


@given(names, names)
def test_letters_decide_before_tones(one, other):
    bare_one, bare_other = _without_tones(one), _without_tones(other)
    if bare_one != bare_other:
        less = sort_key(bare_one) < sort_key(bare_other)
        assert less == (sort_key(one) < sort_key(other))


@given(names, names)
def test_different_words_never_share_a_key(one, other):
    if sort_key(one) == sort_key(other):
        assert fold(one) == fold(other)
        assert _without_tones(one) == _without_tones(other)


def _without_tones(text):
    tones = "\u0300\u0301\u0303\u0309\u0323"
    decomposed = unicodedata.normalize("NFD", text.lower())
    return nfc("".join(char for char in decomposed if char not in tones))
