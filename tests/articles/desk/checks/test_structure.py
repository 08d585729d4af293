"""Headings in their order, links that say where they lead, pictures that speak."""

import pytest

from articles.desk.checks import Level, check, text_of_printed


def found(body="", pictures=()):
    text = text_of_printed({"body": body, "pictures": list(pictures)}, None)
    return [(each.code, each.surface) for each in check(text) if each.level != Level.HINT]


def test_heading_that_skips_a_level_is_an_error():
    assert found("<h2>Một</h2><p>a</p><h3>Hai</h3><p>b</p><h2>Ba</h2>") == []
    assert found("<h3>Một</h3><p>a</p>") == [("heading_skipped", "Một")]
    assert found("<h2>Một</h2><h4>Hai</h4>") == [("heading_skipped", "Hai")]


@pytest.mark.parametrize(
    "words",
    ["xem tại đây", "Tại đây", "XEM THÊM", "click here", "ở đây", "https://mongcai.example/a"],
)
def test_link_that_says_nothing_is_a_warning(words):
    body = f'<p>Mời bạn đọc <a href="/tin/a-1/">{words}</a>.</p>'
    assert found(body) == [("link_says_nothing", words)]


def test_link_that_names_its_page_is_left():
    assert (
        found('<p>Đọc <a href="/a">Kế hoạch năm 2019</a> và <a href="/b">đây là mẫu</a>.</p>') == []
    )


def test_link_without_words_or_address_is_an_error():
    assert found('<p>Chữ <a href="/a"></a></p>') == [("link_empty", "")]
    assert found("<p><a>Chữ</a> ở đây</p>") == [("link_empty", "Chữ")]


def test_offsets_count_in_the_block_as_typed():
    body = "<ul><li>Một  hai</li></ul><table><tr><td>Ba  bốn</td></tr></table><p>a<br>b  c</p>"
    text = text_of_printed({"body": body}, None)
    for each in check(text):
        assert each.text[each.start : each.end] == each.surface
    assert {each.text for each in check(text)} == {"Một  hai", "Ba  bốn", "a\nb  c"}


def test_picture_without_words_is_an_error_unless_it_is_decoration():
    silent = {"place": "lead", "image": 1, "caption": "Cầu mới"}
    assert found(pictures=[silent]) == [("alt_missing", "")]
    assert found(pictures=[{**silent, "decorative": True}]) == []
    assert found(pictures=[{**silent, "alt_text": "Cầu nhìn từ bờ"}]) == []


@pytest.mark.parametrize("name", ["IMG_2031.JPG", "z4021873645_a1b2.jpg", "DSC 00123"])
def test_file_name_is_no_text_for_who_cannot_see(name):
    pictures = [{"place": "gallery", "image": 1, "alt_text": name, "caption": "Cầu"}]
    assert found(pictures=pictures) == [("alt_file_name", name)]


def test_places_are_named_as_the_form_names_its_fields():
    pictures = [
        {"place": "lead", "image": 1},
        {"place": "body", "image": 2},
        {"place": "gallery", "image": 3},
        {"place": "gallery", "image": 4},
    ]
    text = text_of_printed({"pictures": pictures}, None)
    assert [each.where for each in check(text)] == [
        *("lead_image_alt", "body", "gallery-0_alt", "gallery-1_alt")
    ]
