"""What each programme puts on the clipboard, and what becomes of it in a text."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.desk.text.figures import tidy_body
from articles.page.sanitising import clean_html, text_of

CLIPBOARDS = Path(__file__).parent / "clipboards"
SOURCES = ["word", "excel", "google_docs", "zalo", "libreoffice", "web_page"]


def words(html):
    """The words of any HTML, each a run of letters and figures."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text_of(html)))


@pytest.mark.parametrize("source", SOURCES)
def test_structure_is_kept_and_nothing_else(source):
    expected = (CLIPBOARDS / f"{source}.expected.html").read_text().replace("\n", "")
    tidied = tidy_body((CLIPBOARDS / f"{source}.html").read_text())
    assert tidied == expected
    assert tidy_body(tidied) == tidied


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("chữ giữa dòng", "chữ giữa dòng"),
        ("<span style='font-weight:bold'>đậm</span> thường", "<strong>đậm</strong> thường"),
        ("một<br>hai", "<p>một</p><p>hai</p>"),
        ("<p>địa chỉ<br>số nhà</p>", "<p>địa chỉ<br>số nhà</p>"),
        ("<p>một<br><br><br>hai<br>ba</p>", "<p>một</p><p>hai<br>ba</p>"),
        ("<div><b>một<br>hai</b></div>", "<p><b>một</b></p><p><b>hai</b></p>"),
        ("<b><p>một</p><h2>hai</h2></b>", "<p><b>một</b></p><h2>hai</h2>"),
        ("<p>\u00a0\u00a0thụt\u00a0\u00a0vào \u00a0</p>", "<p>thụt vào</p>"),
        ("<p>ho\u0323\u0302i nghi\u0323</p>", "<p>hội nghị</p>"),
        ("<p>hội\u200b ng\u00adhị\ufeff</p>", "<p>hội nghị</p>"),
        ("<p>1. Mục tiêu</p><p>- Một là</p>", "<p>1. Mục tiêu</p><p>- Một là</p>"),
        ("<p>·\u00a0một</p><p></p><p>·\u00a0hai</p>", "<ul><li>một</li><li>hai</li></ul>"),
        ("<ul><p>lạc</p></ul>", "<ul><li>lạc</li></ul>"),
        ("<ul><li><p>một</p><p>hai</p></li></ul>", "<ul><li><p>một</p><p>hai</p></li></ul>"),
        ("<h1><b>Tên</b></h1>", "<h2>Tên</h2>"),
    ],
)
def test_small_things(pasted, expected):
    assert tidy_body(pasted) == expected


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("123", "234"),
        ("1111", "2222"),
        ("35", "23"),
        ("32", "22"),
        ("243", "233"),
        ("123456", "234444"),
        ("2424", "2323"),
    ],
)
def test_headings_begin_at_the_second_level_and_skip_none(levels, expected):
    html = "<h1></h1>" + "".join(f"<h{each}>Mục</h{each}>" for each in levels)
    tidied = tidy_body(html)
    assert "".join(re.findall(r"<h(\d)>", tidied)) == expected
    assert tidy_body(tidied) == tidied


def test_headings_set_in_our_own_editor_stay_as_they_are():
    assert tidy_body("<h3>Nhỏ</h3><h2>To</h2><h4>Nhỏ</h4>") == (
        "<h3>Nhỏ</h3><h2>To</h2><h4>Nhỏ</h4>"
    )


@pytest.mark.parametrize(
    ("row", "is_head"),
    [
        ("<td><b>a</b></td><td><b>b</b></td>", True),
        ("<th>a</th><th>b</th>", True),
        ("<td></td><td><b>a</b></td><td><b>b</b></td>", True),
        ("<td><b>a</b></td><td>b</td>", False),
        ("<td colspan='2'><b>a</b></td>", False),
        ("<td rowspan='2'><b>a</b></td><td><b>b</b></td>", False),
    ],
)
def test_first_row_is_the_head_where_it_is_written_like_one(row, is_head):
    html = f"<table><tr>{row}</tr><tr><td>1</td><td>2</td></tr></table>"
    tidied = tidy_body(html)
    assert ("<thead>" in tidied) == is_head
    assert tidied.count('scope="col"') == (row.count("<t") if is_head else 0)
    assert tidy_body(tidied) == tidied


def test_numbered_list_of_word_goes_on_where_it_was():
    item = "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>{}</span>{}</p>"
    html = item.format("3.", "ba") + item.format("4.", "bốn")
    assert tidy_body(html) == '<ol start="3"><li>ba</li><li>bốn</li></ol>'


def test_number_of_a_heading_of_word_stays():
    html = (
        "<h1 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>I.</span>Mục tiêu</h1>"
    )
    assert tidy_body(html) == "<h2>I. Mục tiêu</h2>"


@pytest.mark.parametrize("depth", [100, 5000])
def test_things_nested_without_end_lose_no_word(depth):
    for tag in ["div", "b", "ul", "span", "blockquote"]:
        assert words(tidy_body(f"<{tag}>" * depth + "chữ" + f"</{tag}>" * depth)) == ["chữ"]


TAGS = [
    *("p", "div", "span", "b", "i", "h1", "h3", "h6", "ul", "ol", "li", "td", "tr", "table", "th"),
    *("section", "font", "a href='https://example.org/?utm_source=x'", "a name='x'", "blockquote"),
    *("b style='font-weight:normal'", "span style='font-weight:700;vertical-align:sub'", "pre"),
    *("p style='mso-list:l0 level2 lfo1'", "p class='MsoListParagraph'", "o:p", "figure", "center"),
    *("dl", "dd", "figcaption", "caption", "u", "sup", "tbody", "thead"),
]
WORDS = st.text("aăâđêôơư hộiNGHỊ12 \u00a0", min_size=1, max_size=8)


def nest(inner):
    def join(pair):
        tag, children = pair
        return f"<{tag}>{''.join(children)}</{tag.split()[0]}>"

    return st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)).map(join)


HTML = st.lists(
    st.recursive(st.one_of(WORDS, st.just("<br>"), st.just("<!-- x -->")), nest, max_leaves=25),
    max_size=4,
).map("".join)


@given(HTML)
def test_no_word_is_lost_and_arranging_again_changes_nothing(html):
    tidied = tidy_body(html)
    # As a browser reads it: what stands between the cells of a table stands before it.
    assert "".join(words(tidied)) == "".join(words(clean_html(html)))
    assert sorted("".join(words(tidied))) == sorted("".join(words(html)))
    assert tidy_body(tidied) == tidied
    assert not re.search(r"style=|class=|<span|<div|<font|<h[156]|\u00a0|&nbsp;", tidied)


@pytest.mark.parametrize(
    ("sheet", "is_head"),
    [
        (".x {font-weight:700}", True),
        (".y{color:red} td.x\n{mso-a:1; FONT-WEIGHT : bold; b:2}", True),
        (".x .y{font-weight:700}", False),
        (".x{font-weight:400} .y{font-weight:700}", False),
        ("x{font-weight:700}", False),
        (".x{font-weight:700", False),
    ],
)
def test_bold_of_a_style_sheet_is_read(sheet, is_head):
    rows = "<tr><td class=x>A</td><td class=x>B</td></tr><tr><td>1</td><td>2</td></tr>"
    html = f"<STYLE type=x>{sheet}</Style><table>{rows}</table>"
    assert ("<th" in tidy_body(html)) == is_head
