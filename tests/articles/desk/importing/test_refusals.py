from time import perf_counter

import pytest

from articles.desk.importing import (
    REFUSAL_MESSAGES,
    ImportRefused,
    parse_file,
    parse_page,
    parse_text,
    read_text,
)

from .story import HEADLINE, PROGRAMME, saved_page, text_of


def reason(function, *args):
    with pytest.raises(ImportRefused) as refused:
        function(*args)
    assert str(refused.value) == refused.value.message == REFUSAL_MESSAGES[refused.value.reason]
    return refused.value.reason


@pytest.mark.parametrize("text", ["", "  \n\t\r\n", "\u200b\ufeff", "\x00"])
def test_empty_text(text):
    assert reason(parse_text, text) == "empty"


@pytest.mark.parametrize("data", [b"", b" \r\n"])
def test_empty_files(data):
    assert reason(parse_file, data) == "empty"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_these_encodings_are_read(encoding):
    assert read_text(saved_page().encode(encoding)) == saved_page()


@pytest.mark.parametrize(
    "data",
    [
        "Đảng bộ".encode("utf-16-le"),
        "Uû ban nh©n d©n".encode("latin-1"),
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04\x00\x00\x00\x00",
        b"\xff\xfe\x00\xd8",
        "Móng Cá".encode()[:-1],
    ],
)
def test_other_bytes_are_refused(data):
    assert reason(read_text, data) == "not_text"


@pytest.mark.parametrize(
    "line",
    [
        "Uû ban nh©n d©n x· ®· tæ chøc héi nghÞ tæng kÕt c«ng t¸c n¨m",
        "ÑAÛNG BOÄ xaõ vaø nhaân daân thaønh phoá toå chöùc hoäi nghò",
    ],
)
def test_text_for_an_old_font_is_refused_even_among_unicode_text(line):
    assert reason(parse_text, text_of([HEADLINE, PROGRAMME, line])) == "legacy_encoding"
    page = f"<html><body><h1>{HEADLINE}</h1><p>{PROGRAMME}</p><p>{line}</p></body></html>"
    assert reason(parse_page, page) == "legacy_encoding"


@pytest.mark.parametrize("below", [[], ["Chia sẻ"], ["Tin khác", "Một tin"]])
def test_a_headline_alone_is_refused(below):
    assert reason(parse_text, text_of([HEADLINE, *below])) == "no_body"


def test_a_page_without_text_is_refused():
    assert reason(parse_page, "<html><body><script>var a = 1;</script></body></html>") == "empty"


@pytest.mark.parametrize("filler", [" ", "1, ", "a.", '"', "( ", "> "])
def test_hostile_repetition_is_read_in_linear_time(filler):
    begun = perf_counter()
    parse_text(text_of([HEADLINE, f"a{filler * 50_000}b.", PROGRAMME]))
    assert perf_counter() - begun < 10  # a quadratic pattern takes half a minute here
