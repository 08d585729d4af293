import textwrap
import unicodedata

import pytest

from articles.desk.importing import parse_file, parse_text

from .story import (
    BODY,
    CAPTION,
    CAPTION_WITH_PERIOD,
    HEADLINE,
    LEAD,
    MENU,
    RELATED,
    RELATED_HEADING,
    STORY,
    saved_page,
    text_of,
    twice,
)


def wrapped(text):
    return "\n".join(textwrap.fill(line, 72) for line in text.split("\n"))


PAGE = saved_page()
SHAPES = {
    "as saved": PAGE,
    "Windows line ends": PAGE.replace("\n", "\r\n"),
    "old Mac line ends": PAGE.replace("\n", "\r"),
    "decomposed letters": unicodedata.normalize("NFD", PAGE),
    "a byte order mark": "\ufeff" + PAGE,
    "no empty lines": PAGE.replace("\n\n", "\n"),
    "many empty lines": PAGE.replace("\n\n", "\n \n\t\n\u00a0\n"),
    "hard wrapped": wrapped(PAGE),
    "related items once": text_of([*STORY, RELATED_HEADING, *RELATED]),
    "a menu": text_of([*MENU, *STORY, RELATED_HEADING, *RELATED]),
    "a way through the site": text_of(
        ["Trang chủ » Tin tức » Môi trường", *STORY, RELATED_HEADING, *RELATED]
    ),
    "a date line": text_of(
        [HEADLINE, "Thứ Ba, 05/06/2018 14:30", LEAD, *BODY, RELATED_HEADING, *RELATED]
    ),
    "the headline twice": text_of([HEADLINE, *STORY, RELATED_HEADING, *RELATED]),
    "buttons at the end": text_of([*STORY, "Chia sẻ", "In bài", RELATED_HEADING, *RELATED]),
    "a footer": text_of(
        [*STORY, RELATED_HEADING, *RELATED, "Bản quyền thuộc về UBND phường Biển Xanh"]
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_story(shape):
    article = parse_text(SHAPES[shape])
    assert article.headline == HEADLINE
    assert article.lead == LEAD
    assert [block.text for block in article.blocks] == BODY
    assert [block.kind for block in article.blocks] == [
        "paragraph",
        "caption",
        "paragraph",
        "caption",
        "paragraph",
    ]
    assert article.captions == [CAPTION, CAPTION_WITH_PERIOD]
    assert article.related == RELATED
    assert (article.author, article.source) == (None, None)


def test_a_wrapped_text_without_empty_lines_parts_paragraphs_at_short_lines():
    paragraphs = [
        "Phường ra quân làm sạch bãi biển, có đoàn viên, hội viên,\nchiến sĩ và bà con.",
        "Các nhóm thu gom rác dọc ba cây số bờ biển, từ cảng cá\nđến mũi Hải Đăng.",
        "Đến trưa, gần hai tấn rác đã được phân loại ngay tại chỗ\nvà chuyển về nơi xử lý.",
    ]
    article = parse_text("\n".join(["Sôi nổi ngày hội bãi biển", *paragraphs]))
    read = [article.lead, *(block.text for block in article.blocks)]
    assert read == [paragraph.replace("\n", " ") for paragraph in paragraphs]


def test_bytes_are_read_as_text_or_as_a_page():
    assert parse_file(PAGE.encode()) == parse_text(PAGE)
    assert parse_file(PAGE.encode("utf-16")) == parse_text(PAGE)
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY[1:])
    page = f"<!DOCTYPE html><html><body><h1>{HEADLINE}</h1>{paragraphs}</body></html>"
    assert parse_file(page.encode()).headline == HEADLINE


def test_what_was_left_out_is_kept_apart():
    article = parse_text(text_of([*MENU, *STORY, RELATED_HEADING, *RELATED]))
    assert article.furniture == [*MENU, RELATED_HEADING]


def test_the_posting_day_is_read_from_the_date_line():
    article = parse_text(SHAPES["a date line"])
    assert article.posted.isoformat() == "2018-06-05"
    assert parse_text(PAGE).posted is None


def test_a_single_paragraph_is_body_and_not_lead():
    article = parse_text(text_of([HEADLINE, LEAD]))
    assert article.lead == ""
    assert [block.text for block in article.blocks] == [LEAD]


def test_a_story_that_begins_with_a_section_has_no_lead():
    article = parse_text(text_of([HEADLINE, "I. Kết quả sáu tháng", *BODY]))
    assert article.lead == ""
    assert article.blocks[0].kind == "heading"


def test_a_caption_above_the_lead_stays_a_caption():
    article = parse_text(text_of([HEADLINE, CAPTION, LEAD, *BODY]))
    assert article.lead == LEAD
    assert article.blocks[0].text == CAPTION
    assert article.blocks[0].kind == "caption"


def test_related_headlines_printed_twice_are_kept_once():
    article = parse_text(text_of([*STORY, "Các tin khác:", *twice(RELATED)]))
    assert article.related == RELATED


@pytest.mark.parametrize(
    "heading",
    ["Tin liên quan", "TIN CÙNG CHUYÊN MỤC", "Các tin khác", "Bài viết liên quan:", "Tin đã đưa"],
)
def test_headings_of_other_news(heading):
    assert parse_text(text_of([*STORY, heading, *RELATED])).related == RELATED


def test_a_box_of_other_news_in_the_middle_swallows_no_paragraph():
    lines = [HEADLINE, LEAD, BODY[0], "Tin liên quan", *RELATED, *BODY[1:]]
    article = parse_text(text_of(lines))
    assert article.related == [*RELATED, CAPTION]  # open lines in the box cannot be told apart
    assert [block.text for block in article.blocks] == [BODY[0], *BODY[2:]]
