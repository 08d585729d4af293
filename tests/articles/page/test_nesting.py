"""No text makes a parser sink or swell, and none that somebody wrote is touched for it."""

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.desk.pasting import arrange
from articles.page import nesting
from articles.page.nesting import DEEPEST, flattened, is_a_burden, laid_flat, tokens
from articles.page.sanitising import clean_html, text_of

HOSTILE = {
    "emphases left open": "".join(f"<b id={number}>x<p>" for number in range(2000)),
    "emphases that cross blocks": "".join(
        f"<b id={number}>{'<div>' * 9}</b>{'</div>' * 9}<p>x" for number in range(500)
    ),
    "emphases hidden behind comments": "".join(
        f"<i id={number}><!--</i>--><p>x" for number in range(2000)
    ),
    "raised words left open": "<sup><sub>" * 30 + "<p>x</p>" * 2000,
    "lists in lists": "<ul><li>x" * 2000,
    "quotes in quotes": "<blockquote>" * 2000 + "x" + "</blockquote>" * 2000,
    "tables in tables": "<table><tr><td>x" * 2000,
    "unknown elements": "<foo>x" * 2000,
    "foreign elements": "<svg><p>x" * 2000,
    "attributes": f"<p {' '.join(f'a{number}=x' for number in range(20_000))}>x</p>",
}
PAGE = (
    '<b style="font-weight:normal"><h2>Tin</h2><p><span style="font-weight:700">Một <i>hai</i>'
    "</span><br>ba<p>bốn<ul><li>năm<li>sáu <a href=/x title='>'>bảy</a></ul>"
    "<table><tr><td>tám<td>chín<tr><td>x</table><!-- > --></b>"
)


class Depth(HTMLParser):
    """Counts how many elements stand inside one another in well-formed HTML."""

    def __init__(self):
        super().__init__()
        self.depth = self.deepest = self.tags = 0

    def handle_starttag(self, tag, attrs):
        self.tags += 1
        if tag not in nesting.VOID:
            self.depth += 1
            self.deepest = max(self.depth, self.deepest)

    def handle_endtag(self, tag):
        self.depth -= 1


def measured(html):
    reader = Depth()
    reader.feed(html)
    reader.close()
    return reader


def words(html):
    return unescape("".join(text for *_tag, text in tokens(html))).split()


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_laid_flat_and_keeps_its_words(html):
    flat = laid_flat(html)
    assert flat != html
    assert measured(flat).deepest <= DEEPEST
    assert words(flat) == words(html)
    assert not is_a_burden(flat)


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_it_stays_small_while_it_is_cleaned_and_arranged(html):
    tags = html.count("<")
    for made in [clean_html(html), arrange(html)]:
        assert measured(made).tags <= 3 * tags
        assert measured(made).deepest <= 2 * DEEPEST
        assert text_of(made).count("x") == html.count("x<") + html.endswith("x")
        assert clean_html(made) == clean_html(clean_html(made))


def test_a_long_page_that_somebody_wrote_stays_as_it_is():
    page = PAGE * 400
    assert len(page) > nesting.SHORT
    assert page.count("<") > nesting.FEW_TAGS
    assert laid_flat(page) is page


def test_a_short_text_is_not_looked_at(monkeypatch):
    monkeypatch.setattr(nesting, "is_a_burden", None)
    assert laid_flat(html := "<b>" * nesting.FEW_TAGS) is html


def test_tags_are_told_from_text_as_browsers_do():
    html = (
        "a<p x='>' y=\">\"z/w=>b</P\n><!-- <i> --!>c<!--><u>d<? <i> e</ <i>f<3"
        "<textarea><b></textareas></textarea\t><script><b></script>g<i"
    )
    assert [(name or text, ends) for name, ends, _attrs, text in tokens(html)] == [
        *[("a", False), ("p", False), ("b", False), ("p", True), ("", False), ("c", False)],
        *[("", False), ("u", False), ("d", False), ("", False), (" e", False), ("", False)],
        *[("f", False), ("<", False), ("3", False), ("textarea", False)],
        *[("<b></textareas>", False), ("textarea", True), ("script", False), ("", False)],
        *[("script", True), ("g", False), ("i", False)],
    ]


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<b>", "</b>", "<a href=/>", "</a>", "<table>", "<td>", "</table>"),
        *("<ul>", "<li>", "</ul>", "<sup>", "</sup>", "<div>", "</div>", "<svg>", "<script>"),
        *("</script>", "<!--", "-->", "<textarea>", "x", "&lt;", "<", "'", '"', "<br>"),
        "<p a='>'>",
    ]
)


@given(st.lists(PIECES, max_size=200).map("".join))
def test_laying_flat_leaves_no_burden_and_takes_no_word(html):
    flat = flattened(html)
    assert measured(clean_html(flat)).deepest <= 2 * DEEPEST
    assert not is_a_burden(flat)
    assert words(flat) == words(html)
