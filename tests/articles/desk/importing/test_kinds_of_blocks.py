import pytest

from articles.desk.importing import parse_text

from .story import (
    BODY,
    CAPTION,
    CAPTION_WITH_PERIOD,
    HEADLINE,
    LEAD,
    PLAN,
    PROGRAMME,
    THANKS,
    text_of,
)

OTHER_CAPTION = "Các em học sinh vẽ bảng nhắc ở lối xuống bãi"


def kind_of(line, *, before=THANKS):
    """What ``line`` is taken for between paragraphs, in a story that has another caption."""
    article = parse_text(text_of([HEADLINE, LEAD, PROGRAMME, OTHER_CAPTION, before, line, PLAN]))
    return next(block.kind for block in article.blocks if block.text == line)


@pytest.mark.parametrize(
    "line",
    [
        CAPTION,
        "Quang cảnh lễ ra quân",
        "Đoàn viên thanh niên thu gom rác dọc bờ biển",
        "Lãnh đạo phường tặng quà các em học sinh",
        "Toàn phường Biển Xanh ra quân làm sạch lối xuống bãi tắm",  # words of the headline
        "Gần hai tấn rác được chuyển về nơi xử lý ngay trong buổi sáng",
    ],
)
def test_captions(line):
    assert kind_of(line) == "caption"


@pytest.mark.parametrize("line", ["1. Kết quả đạt được", "II. Nhiệm vụ", "BÀI HỌC", "Bài học quý"])
def test_headings(line):
    assert kind_of(line) == "heading"


@pytest.mark.parametrize(
    "line",
    [
        "Buổi lễ khép lại lúc 11 giờ.",
        "Các đại biểu dự lễ gồm:",
        "- Thu gom rác ở bãi tắm;",
        "- Thu gom rác ở bãi tắm",
        "Đồng chí đề nghị: các khu phố tiếp tục thăm hỏi bà con.",
        "Đồng chí chủ trì. Các đại biểu phát biểu tại hội nghị.",
        "Đồng chí nói “làm ngay” và trao nhiệm vụ cho từng khu phố.",
        "Quang cảnh " + "đẹp và sạch " * 16,
    ],
)
def test_paragraphs(line):
    assert kind_of(line.strip()) == "paragraph"


def test_a_scene_with_a_full_stop_beside_a_paragraph_of_its_own_length_is_a_paragraph():
    scene = "Đoàn công tác đã tới thăm các hộ dân, động viên bà con khu phố Ba vươn khơi bám biển."
    short = "Sau lễ ra quân, các nhóm tiếp tục thu gom rác ở chợ cá, ở cầu cảng và ở mũi Hải Đăng."
    assert kind_of(scene) == "caption"
    assert kind_of(scene, before=short) == "paragraph"


def test_rows_of_open_lines_are_a_list():
    rows = ["Khu phố Một 12 bao", "Khu phố Hai 15 bao", "Khu phố Ba 20 bao"]
    article = parse_text(text_of([HEADLINE, LEAD, PROGRAMME, *rows, PLAN]))
    assert {block.kind for block in article.blocks} == {"paragraph"}


def test_rows_of_captions_stay_captions():
    article = parse_text(text_of([HEADLINE, LEAD, PROGRAMME, CAPTION, CAPTION + " 1", PLAN]))
    assert len(article.captions) == 2


def test_a_scene_with_a_full_stop_is_a_caption_between_long_paragraphs_and_is_listed():
    article = parse_text(text_of([HEADLINE, LEAD, *BODY]))
    place = [block.text for block in article.blocks].index(CAPTION_WITH_PERIOD)
    assert article.blocks[place].kind == "caption"
    (defect,) = [found for found in article.defects if found.code == "caption_with_period"]
    assert defect.block == place


def test_without_any_other_caption_a_scene_with_a_full_stop_is_a_paragraph():
    lines = [line for line in BODY if line != CAPTION]
    article = parse_text(text_of([HEADLINE, LEAD, *lines]))
    assert article.captions == []


def test_a_scene_with_a_full_stop_at_the_end_is_a_paragraph():
    article = parse_text(text_of([HEADLINE, LEAD, PROGRAMME, CAPTION, PLAN, CAPTION_WITH_PERIOD]))
    assert article.captions == [CAPTION]
