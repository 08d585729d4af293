import re
import unicodedata
from pathlib import Path

import django
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import legacy_encoding, legacy_passage

from .old_fonts import in_tcvn3, in_vni

# What a reader sees when the old font is missing.
TCVN3 = "Uû ban nh©n d©n x· ®· tæ chøc héi nghÞ tæng kÕt c«ng t¸c n¨m"
VNI = "ÑAÛNG BOÄ vaø nhaân daân thaønh phoá toå chöùc hoäi nghò"

SENTENCES = [
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Độc lập - Tự do - Hạnh phúc",
    "Ủy ban nhân dân phường đã tổ chức hội nghị tổng kết công tác năm",
    "Sáng 7/8, đồng chí Bí thư Đảng ủy dự lễ khai giảng năm học mới tại Trường Tiểu học.",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Thông báo về việc tạm ngừng cấp nước sinh hoạt",
    "Lực lượng chức năng phối hợp kiểm tra, xử lý các hộ lấn chiếm vỉa hè",
    "Nhiều hộ nghèo được hỗ trợ xây nhà mới trước Tết Nguyên đán",
    "Kế hoạch phòng, chống bão và tìm kiếm cứu nạn",
]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *(("Uû ban nh©n d©n", "tcvn3"), (TCVN3, "tcvn3"), ("ÑAÛNG BOÄ", "vni"), (VNI, "vni")),
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "tcvn3"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "vni"),
    ],
)
def test_old_font_text_is_told(text, encoding):
    assert legacy_encoding(text) == encoding


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_written_by_the_tables_are_told(sentence):
    assert legacy_encoding(in_tcvn3(sentence)) == "tcvn3"
    assert legacy_encoding(in_vni(sentence)) == "vni"
    assert legacy_encoding(in_vni(sentence.upper())) == "vni"


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_same_in_unicode_is_left(sentence):
    for text in [sentence, sentence.upper(), sentence.title()]:
        assert legacy_encoding(text) is None
        assert legacy_encoding(unicodedata.normalize("NFD", text)) is None


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
        *("Raúl, Saúl", "Haïti – Caraïbes", "Ñandú, Ñu", "Israël, Thaïlande, naïve", "où ça, où ?"),
        *("«Le Monde», «Libération»", "¡Hola! ¡Adiós!", "OCOP® Quảng Ninh®", "©Cổng ©Báo"),
        *("·Thực hiện ·Kiểm tra", "5µm 10µg", "số dân¹ và diện tích²", "São João, Conceição"),
        *("Müller, Öğüt, Straße, Größe", "Þór, Æsir, Ægir", "Ångström Malmö Växjö", "½kg ¼kg"),
    ],
)
def test_unicode_text_is_left(text):
    assert legacy_encoding(text) is None
    assert legacy_passage(text) is None


SYLLABLES = [
    *("nguyễn", "khuỷu", "hoà", "uể", "oải", "yêu", "quýt", "ngoằn", "nghèo"),
    *("tuềnh", "toàng", "ưỡn", "ướt", "ỷ", "xoè", "thuở"),
]


@given(st.lists(st.sampled_from(SYLLABLES), max_size=20).map(" ".join))
def test_no_vietnamese_syllable_looks_old(text):
    assert legacy_encoding(text) is None
    assert legacy_encoding(text.upper()) is None


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join))
def test_any_of_them_together_are_told_by_their_encoding(text):
    assert legacy_encoding(in_tcvn3(text)) == "tcvn3"
    assert legacy_encoding(in_vni(text)) == "vni"
    assert legacy_encoding(text) is None


def test_one_old_line_among_many_good_ones_is_found():
    good = "Ủy ban nhân dân phường tổ chức hội nghị.\n" * 50
    found = legacy_passage(good + TCVN3 + "\n" + good)
    assert (found.encoding, found.line) == ("tcvn3", TCVN3)


def test_single_words_tell_together():
    assert legacy_passage("vaø\nhoäi\nnghò\nnaêm").encoding == "vni"


@pytest.mark.parametrize("language", ["vi", "fr", "es", "pt_BR", "de", "sv", "ca", "tr"])
def test_no_sentence_of_django_in_another_language_looks_old(language):
    catalogues = Path(django.__file__).parent.rglob(f"locale/{language}/LC_MESSAGES/*.po")
    sentences = re.findall(r'msgstr "(.+)"', "\n".join(each.read_text() for each in catalogues))
    assert len(sentences) > 500
    assert [each for each in sentences if legacy_encoding(each)] == []
