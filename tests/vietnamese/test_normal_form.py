import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import drop_zero_width, nfc, one_line, plain

from .strategies import any_text


def test_a_title_takes_seven_code_points_composed_and_nine_decomposed():
    composed = nfc("Ủy viên")
    assert len(composed) == 7
    decomposed = unicodedata.normalize("NFD", composed)
    assert len(decomposed) == 9
    assert nfc(decomposed) == composed


@pytest.mark.parametrize("char", ["\x00", "\x08", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_plain_removes_what_xml_and_postgresql_refuse(char):
    assert plain(f"Móng{char} Cái") == "Móng Cái"


def test_plain_keeps_line_breaks_and_tabs():
    assert plain("một\tdòng\r\nhai") == "một\tdòng\r\nhai"


def test_a_mark_parted_from_its_letter_by_a_control_character_is_composed_again():
    assert plain("a\x00\u0301") == "á"


@pytest.mark.parametrize("char", ["\u200b", "\u200d", "\ufeff", "\u00ad", "\u200e", "\u2060"])
def test_zero_width_characters_are_dropped(char):
    assert drop_zero_width(f"Mó{char}ng") == "Móng"


def test_no_break_spaces_are_no_zero_width_characters():
    assert drop_zero_width("Móng\u00a0Cái") == "Móng\u00a0Cái"


def test_one_line_leaves_single_spaces():
    assert one_line("\ufeff  Móng\u00a0 Cái\r\n hôm\x00 nay ") == "Móng Cái hôm nay"


@pytest.mark.parametrize("function", [nfc, plain, drop_zero_width, one_line])
@given(text=any_text)
def test_a_second_pass_changes_nothing(function, text):
    once = function(text)
    assert function(once) == once


@pytest.mark.parametrize("function", [nfc, plain, drop_zero_width, one_line])
@given(text=any_text)
def test_both_forms_come_out_the_same(function, text):
    assert function(unicodedata.normalize("NFD", text)) == function(nfc(text))


@given(st.text(st.characters(), max_size=40))
def test_plain_text_fits_into_xml(text):
    allowed = {"\t", "\n", "\r"}
    for char in plain(text):
        assert char in allowed or (ord(char) >= 0x20 and not 0xD800 <= ord(char) <= 0xDFFF)


@pytest.mark.parametrize("marks", ["\u0301", "\u0323\u0301", "\u0344", "\U0001d165\U0001d16d"])
def test_of_marks_without_end_thirty_stay(marks):
    """Sorting them would take the square of their number."""
    composed = nfc(f"a{marks * 5000}b")
    assert composed[0] in "aáạä"
    assert composed[-1] == "b"
    assert len(composed) <= 2 * 30 + 2
    assert nfc(composed) == composed


def test_as_many_marks_as_anybody_writes_stay():
    spoilt = "a" + "\u0323\u0301" * 20 + "……————"
    assert nfc(spoilt) == unicodedata.normalize("NFC", spoilt)
    assert nfc("…" * 500) == "…" * 500
