import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import nfc, slug

from .strategies import any_text

HEADLINE = (
    "Đoàn công tác của Ban Tổ chức - Ban Dân vận – MTTQ và các đoàn thể chính trị xã hội "
    "Trung ương làm việc tại TP Móng Cái"
)
FULL = (
    "doan-cong-tac-cua-ban-to-chuc-ban-dan-van-mttq-va-cac-doan-the-chinh-tri-xa-hoi-"
    "trung-uong-lam-viec-tai-tp-mong-cai"
)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_long_headline_is_cut_after_a_syllable(form):
    headline = unicodedata.normalize(form, HEADLINE)
    assert slug(headline, limit=200) == FULL
    assert slug(headline) == FULL.removesuffix("-tai-tp-mong-cai")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đoàn công tác đại biểu", "doan-cong-tac-dai-bieu"),
        ("Hội nghị 19 – 4: “Ươm mầm”…", "hoi-nghi-19-4-uom-mam"),
        ("  --Móng Cái--  ", "mong-cai"),
        ("", "khong-ten"),
        ("…!?", "khong-ten"),
        ("中国", "khong-ten"),
    ],
)
def test_slug(text, expected):
    assert slug(text) == expected


def test_the_caller_may_name_the_fallback():
    assert slug("?", fallback="bai-viet") == "bai-viet"


def test_a_slug_that_fits_exactly_is_not_cut():
    assert slug("móng cái", limit=8, fallback="x") == "mong-cai"
    assert slug("móng cái", limit=7, fallback="x") == "mong"
    assert slug("móng cái một", limit=8, fallback="x") == "mong-cai"


def test_a_single_long_syllable_is_cut_inside():
    assert slug("a" * 30, limit=10) == "a" * 10


@pytest.mark.parametrize("fallback", ["", "Không tên", "-x", "x" * 101])
def test_a_fallback_that_is_no_slug_is_refused(fallback):
    with pytest.raises(ValueError, match="no slug"):
        slug("Móng Cái", fallback=fallback)


def test_no_room_is_refused():
    with pytest.raises(ValueError, match="room"):
        slug("Móng Cái", limit=0, fallback="x")


@given(any_text, st.integers(min_value=1, max_value=120))
def test_slugs_keep_their_alphabet_and_length(text, limit):
    result = slug(text, limit=limit, fallback="x")
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", result)
    assert len(result) <= limit
    assert slug(result, limit=limit, fallback="x") == result
    assert slug(unicodedata.normalize("NFD", text), limit, "x") == slug(nfc(text), limit, "x")
