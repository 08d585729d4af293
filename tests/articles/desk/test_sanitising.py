"""What HTML an article may hold, whatever was let through before."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.page.sanitising import clean_html, text_of, without_empties

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><circle/></svg>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<iframe src="https://evil.example"></iframe>',
    '<object data="x.swf"></object><embed src="x.swf">',
    '<form action="https://evil.example"><input name="password"></form>',
    '<style>body{background:url("https://evil.example")}</style>',
    '<p style="position:fixed" onclick="x()" class="a" id="b">x</p>',
    "<math><mi//xlink:href=data:x,<script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example"><base href="//evil.example">',
    "<!--<img src='--><img src=x onerror=alert(1)>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_acts_gets_through(attack):
    cleaned = clean_html(f"<p>Trước</p>{attack}<p>Sau</p>").lower()
    for dangerous in ["<script", "onerror", "onload", "onclick", "javascript:", "<iframe"]:
        assert dangerous not in cleaned
    for dangerous in ["<style", "style=", "<form", "<input", "<object", "<svg", "<meta", "<base"]:
        assert dangerous not in cleaned
    assert "data:text" not in cleaned
    assert "trước" in cleaned


@pytest.mark.parametrize(
    "html",
    [
        "<p>Tin <strong>đậm</strong>, <em>nghiêng</em>.</p>",
        "<h2>Đề mục</h2><h3>Nhỏ</h3>",
        "<ul><li>Một</li><li>Hai</li></ul>",
        '<ol start="3"><li>Ba</li></ol>',
        "<blockquote><p>Trích</p></blockquote>",
        '<table><thead><tr><th scope="col">A</th></tr></thead>'
        '<tbody><tr><td colspan="2">B</td></tr></tbody></table>',
        '<figure data-image="7"></figure>',
        '<p><a href="https://mongcai.gov.vn/" rel="noopener">Trang</a></p>',
        '<p><a href="mailto:a@b.vn" rel="noopener">Thư</a></p>',
    ],
)
def test_what_news_needs_stays_as_it_is(html):
    assert clean_html(html) == html


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>&nbsp;</p><p>Tin</p><p><br></p>", "<p>Tin</p>"),
        ("<p><strong><em></em></strong></p>", ""),
        ("<p>Mo\u0301ng Ca\u0301i</p>", "<p>Móng Cái</p>"),
        ("<div><p>Tin</p></div>", "<p>Tin</p>"),
        ("<p>a\x00b\x0bc</p>", "<p>abc</p>"),
        ("<p>Dòng\r\nhai</p>", "<p>Dòng\nhai</p>"),
        ("<font color=red>Đỏ</font>", "Đỏ"),
    ],
)
def test_typed_text_is_tidied(typed, kept):
    assert clean_html(typed) == kept


@given(st.text(alphabet=st.sampled_from("<>/\"'= apscritonefhgu&;!-[]\u0301Đđ\x00"), max_size=80))
def test_cleaning_twice_changes_nothing_more(html):
    once = clean_html(html)
    assert clean_html(once) == once


def test_words_of_a_text_stand_a_block_a_line():
    html = "<h2>Đề</h2><p>Một &amp; <b>hai</b></p><ul><li>Ba</li></ul>"
    assert text_of(html).split("\n") == ["Đề", "Một & hai", "Ba"]


def test_the_space_an_editor_leaves_between_blocks_is_no_change():
    by_hand = "<p>Một <b>hai</b> <i>ba</i></p>\n<ul><li>Bốn</li></ul>\n<p>Năm</p>"
    by_the_editor = "<p>Một <b>hai</b> <i>ba</i></p>\n\n<ul>\n\t<li>Bốn</li>\n</ul>\n\n<p>Năm</p>\n"
    assert clean_html(by_hand) == clean_html(by_the_editor)
    assert text_of(clean_html(by_the_editor)) == "Một hai ba\nBốn\nNăm"


EMPTY = re.compile(
    r"<(p|h2|h3|h4|ul|ol|li|strong|b|em|i|u|a|blockquote)(?: [^>]*)?>(?:\s|&nbsp;|<br>)*</\1>"
)
PIECES = ["<p>", "</p>", "<b>", "</b>", '<a href="/">', "</a>", "<br>", "<s>", "</s>", "&nbsp;"]
PIECES += ["<ul>", "</ul>", "<li>", "</li>", "<hr>", " ", "\n", "x", "&amp;", "x y"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_empties_are_taken_out_as_if_one_by_one(html):
    shorter, left = None, html
    while shorter != left:
        shorter, left = left, EMPTY.sub("", left)
    assert without_empties(html) == left


def test_a_thousand_empties_in_one_another_go():
    assert clean_html("<p>x</p>" + "<b>" * 5000 + "</b>" * 5000) == "<p>x</p>"
