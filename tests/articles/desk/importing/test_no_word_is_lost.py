"""Whatever the parser takes a line for, each of its words is somewhere in the result."""

import unicodedata
from collections import Counter
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from articles.desk.importing import ImportRefused, parse_page, parse_text

from .story import BODY, CAPTION, HEADLINE, LEAD, MENU, RELATED, RELATED_HEADING

odd_lines = st.text(
    st.sampled_from('aăđưĐBiển xanh.,;:…“”"()-–/ 0123456789\u00a0\u200b'), max_size=80
)
known_lines = st.sampled_from(
    [
        HEADLINE,
        LEAD,
        *BODY,
        *MENU,
        *RELATED,
        "Thứ Ba, 05/06/2018",
        "Thu Hà",
        "Tin, ảnh: Thu Hà",
        "Nguồn: Báo Quảng Ninh",
        "Chia sẻ",
        "Trang chủ » Tin tức",
        "I. Kết quả",
        CAPTION + ".",
    ]
)
lines = st.one_of(known_lines, odd_lines)
texts = st.lists(lines, max_size=14).map("\n".join)


def words(*parts):
    clean = " ".join(filter(None, parts)).replace("\u200b", "")
    return Counter(unicodedata.normalize("NFC", clean).split())


def words_of(article):
    return words(
        article.headline,
        article.lead,
        *(block.text for block in article.blocks),
        # Names that came from two lines are joined by a comma, which no line has.
        (article.author or "").replace(",", " "),
        (article.source or "").replace(",", " "),
        *article.furniture,
    )


def bare(counter):
    """Words without the brackets and commas around names in by-lines."""
    result = Counter()
    for word, times in counter.items():
        result[word.strip("(),")] += times
    del result[""]
    return result


@given(texts)
def test_every_word_of_a_text_is_kept(text):
    try:
        article = parse_text(text)
    except ImportRefused:
        return
    assert bare(words_of(article)) == bare(words(text))


@given(
    st.lists(known_lines, max_size=14).map("\n".join),
    st.lists(st.sampled_from(RELATED), min_size=1, max_size=3),
)
def test_only_related_items_are_merged(text, related):
    try:
        plain = parse_text(text)
        article = parse_text(f"{text}\n{RELATED_HEADING}\n" + "\n".join(related))
    except ImportRefused:
        return
    assert article.headline == plain.headline
    assert set(words(*article.related)) == set(words(*related))
    assert bare(words_of(article)) == bare(words(text, RELATED_HEADING))


@given(texts)
def test_decomposed_text_gives_the_same_article(text):
    def read(text):
        try:
            return parse_text(text)
        except ImportRefused as refused:
            return refused.reason

    assert read(unicodedata.normalize("NFD", text)) == read(text)


@given(st.lists(lines.map(str.strip).filter(bool), min_size=1, max_size=10))
def test_every_word_of_a_page_is_kept(paragraphs):
    body = "".join(f"<p>{line}</p>" for line in paragraphs)
    try:
        article = parse_page(f"<html><body><h1>{HEADLINE}</h1>{body}</body></html>")
    except ImportRefused:
        return
    assert bare(words_of(article)) == bare(words(HEADLINE, *paragraphs))


@given(st.text(max_size=300))
def test_no_input_breaks_the_parser(text):
    for parse in (parse_text, parse_page):
        with suppress(ImportRefused):
            parse(text)
