"""Officials found by name in plain text."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.mentions import NameTrie
from people.models import OtherName
from people.register import Register
from tests.people.factory import make_official

NAMES = {
    1: "Ngô Hoàng Ngân",
    2: "Vũ Văn Kinh",
    3: "Nguyễn Văn Hòa",
    4: "Nguyễn Văn",
    5: "Trần Phú",
    6: "H'Hen Niê",
    7: "Ủy Thủy",
}
trie = NameTrie([(name, official) for official, name in NAMES.items()])


def found(text):
    mentions = trie.find(text)
    assert all(text[each.start : each.end] == each.surface for each in mentions)
    return [(each.official_id, each.surface) for each in mentions]


@pytest.mark.parametrize(
    "text",
    [
        "đồng chí Ngô Hoàng Ngân, Bí thư Thành ủy",
        "Đồng chí Ngô Hoàng Ngân- Bí thư",
        "(Ngô Hoàng Ngân)",
        "“Ngô Hoàng Ngân”",
        "Ngô\u00a0Hoàng\u00a0 Ngân",
        "Ngô Hoàng\nNgân",
        "ĐỒNG CHÍ NGÔ HOÀNG NGÂN",
        "Chủ tịch UBND TP Móng Cái Ngô Hoàng Ngân",
        "Ng\u200bô\u200b Hoàng Ngân",
        "Trưởng thôn Ngô Hoàng Ngân",
        "Chủ tịch UBND thành phố Ngô Hoàng Ngân",
        "Giám đốc Sở Tài nguyên và Môi trường Ngô Hoàng Ngân",
        "trên đường, Ngô Hoàng Ngân nói",
        "yêu cầu Ngô Hoàng Ngân báo cáo",
    ],
)
def test_name_is_found(text):
    assert [official for official, _surface in found(text)] == [1]
    decomposed = unicodedata.normalize("NFD", text)
    assert [official for official, _surface in found(decomposed)] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "ngô hoàng ngân",
        "Ngô hoàng Ngân",
        "Ngô Hoàng, Ngân",
        "Ngô Hoàng. Ngân",
        "Ngô Hoàng Ngânn",
        "Ngô Hoàng\n\nNgân",
        "Ngô Hoàng - Ngân",
        "Ngo Hoang Ngan",
        "Ngô Hoàng Ngan",
        "Ngô Hoàng",
        "đường Ngô Hoàng Ngân",
        "Phố  Ngô Hoàng Ngân",
        "phường Ngô Hoàng Ngân",
        "Trường THPT Ngô Hoàng Ngân",
        "trường Tiểu học Ngô Hoàng Ngân",
        "giải Ngô Hoàng Ngân",
        "Quỹ Ngô Hoàng Ngân",
        "cúp Ngô Hoàng Ngân",
        "",
    ],
)
def test_nobody_is_found(text):
    assert found(text) == []
    assert found(unicodedata.normalize("NFD", text)) == []


def test_longest_name_wins():
    assert found("ông Nguyễn Văn Hòa và ông Nguyễn Văn Hải") == [
        (3, "Nguyễn Văn Hòa"),
        (4, "Nguyễn Văn"),
    ]


def test_either_tone_placement_is_the_same_name():
    assert found("ông Nguyễn Văn Hoà") == [(3, "Nguyễn Văn Hoà")]
    assert found("bà Uỷ Thuỷ") == [(7, "Uỷ Thuỷ")]


def test_name_with_an_apostrophe():
    assert found("chị H’Hen Niê đến thăm") == [(6, "H’Hen Niê")]


def test_street_is_no_person_but_the_person_beside_it_is():
    text = "tại phường Trần Phú, đồng chí Trần Phú và đường Trần Phú"
    assert [each.start for each in trie.find(text)] == [text.index("chí Trần") + 4]


def test_two_of_one_name_are_left_to_the_caller():
    shared = NameTrie([("Nguyễn Văn An", 8), ("Nguyễn Văn An", 9)])
    (mention,) = shared.find("Nguyễn Văn An")
    assert mention.is_ambiguous
    assert mention.official_ids == (8, 9)
    assert mention.official_id is None


@pytest.mark.django_db
def test_former_and_pen_names_are_found_and_misprints_are_not():
    chinh = make_official("Phạm Minh Chính")
    for text, kind in [
        ("Minh Chính Phạm", "former"),
        ("Hải Đăng", "pen"),
        ("Phạm Minh Chín", "misprint"),
    ]:
        OtherName.objects.create(official=chinh, text=text, kind=kind)
    mentions = Register.load().find("Hải Đăng, Minh Chính Phạm, Phạm Minh Chín.")
    assert [each.surface for each in mentions] == ["Hải Đăng", "Minh Chính Phạm"]
    assert {each.official_id for each in mentions} == {chinh.pk}


@given(st.text(alphabet="NgôHoàngânVũKih ,.\n\u00a0\u200b\u0300'-đườ", max_size=60))
def test_offsets_always_slice_to_the_surface(text):
    found(text + " Ngô Hoàng Ngân " + text)


def test_ten_thousand_words_against_two_thousand_officials_within_a_second():
    families = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ"]
    middles = ["Văn", "Thị", "Đức", "Minh", "Quang", "Thanh", "Ngọc", "Hữu", "Xuân", "Tiến"]
    given_names = ["An", "Bình", "Chính", "Dũng", "Giang", "Hà", "Hòa", "Khánh", "Lan", "Mai"]
    names = [
        f"{family} {middle} {more} {given_name}"
        for family in families
        for middle in middles
        for more in middles[:2]
        for given_name in given_names
    ]
    big = NameTrie([(name, number) for number, name in enumerate(names)])
    text = " ".join(f"đồng chí {name}, Bí thư Đảng ủy phường" for name in names)[:60_000]
    assert len(names) == 2000
    assert len(text.split()) > 10_000
    begun = time.perf_counter()
    mentions = big.find(text)
    assert time.perf_counter() - begun < 1
    assert len(mentions) > 900
