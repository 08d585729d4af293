import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import legacy_encoding

# What a reader sees when the old font is missing.
TCVN3 = "Uû ban nh©n d©n x· ®· tæ chøc héi nghÞ tæng kÕt c«ng t¸c n¨m"
VNI = "ÑAÛNG BOÄ vaø nhaân daân thaønh phoá toå chöùc hoäi nghò"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Uû ban nh©n d©n", "tcvn3"), (TCVN3, "tcvn3"), ("ÑAÛNG BOÄ", "vni"), (VNI, "vni")],
)
def test_old_font_text_is_told(text, encoding):
    assert legacy_encoding(text) == encoding


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ủy ban nhân dân xã đã tổ chức hội nghị",
        "quà tuần hoá hoà yêu quê nghĩa khuỷu oà uể oải",
        "Đoàn đại biểu España thăm bãi biển São Paulo",
        "Bản quyền © Cổng thông tin, 25°C, 100 m², “Đề án”",
        "Hai con Ñandú và Ñu được chuyển từ vườn thú về Khu bảo tồn của tỉnh trong năm",
        "Plain ASCII text",
    ],
)
def test_unicode_text_is_left(text):
    assert legacy_encoding(text) is None


SYLLABLES = [
    *("nguyễn", "khuỷu", "hoà", "uể", "oải", "yêu", "quýt", "ngoằn", "nghèo"),
    *("tuềnh", "toàng", "ưỡn", "ướt", "ỷ", "xoè", "thuở"),
]


@given(st.lists(st.sampled_from(SYLLABLES), max_size=20).map(" ".join))
def test_no_vietnamese_syllable_looks_old(text):
    assert legacy_encoding(text) is None
    assert legacy_encoding(text.upper()) is None
