import pytest

from articles.desk.importing import ImportRefused, parse_text

from .story import BODY, HEADLINE, LEAD, RELATED, RELATED_HEADING, text_of


def headline_of(*lines):
    return parse_text(text_of(lines)).headline


@pytest.mark.parametrize(
    "headline",
    [
        HEADLINE,
        "Sôi nổi ngày hội bánh",
        "Thư ngỏ",
        "Vì sao bãi biển Biển Xanh ngày càng sạch hơn sau ba năm?",
        "Bế mạc giải bóng chuyền: Đội ngư dân khu phố Ba lên ngôi vô địch",
    ],
)
def test_the_open_line_above_the_first_paragraph(headline):
    assert headline_of("Banner tin", headline, LEAD, *BODY) == headline


def test_a_short_headline_below_a_menu():
    menu = ["Văn bản chỉ đạo điều hành", "Lịch công tác tuần"]
    assert headline_of(*menu, "Sôi nổi ngày hội bánh", LEAD, *BODY) == "Sôi nổi ngày hội bánh"


def test_other_news_at_the_end_gives_no_headline():
    short = "Thư ngỏ"
    article = parse_text(text_of([short, "Kính gửi bà con.", RELATED_HEADING, *RELATED]))
    assert article.headline == short
    assert article.related == RELATED


def test_other_news_above_the_story_is_passed_over():
    assert headline_of("Tin mới nhất", "Một tin khác", HEADLINE, LEAD, *BODY) == HEADLINE


def test_a_headline_with_a_full_stop_is_taken_with_it():
    headline = "Đội bóng chuyền ngư dân khu phố Ba lên ngôi vô địch."
    article = parse_text(text_of([headline, LEAD, *BODY]))
    assert article.headline == headline
    (defect,) = [defect for defect in article.defects if defect.part == "headline"]
    assert (defect.code, defect.surface) == ("headline_period", ".")
    assert headline[defect.start : defect.end] == "."


@pytest.mark.parametrize(
    "first",
    [
        LEAD,
        "Sáng nay, phường ra quân làm sạch bãi biển.",
        "Một câu mở bài. Rồi đến câu thứ hai.",
        "Chia sẻ",
    ],
)
def test_without_a_headline_the_text_is_refused(first):
    with pytest.raises(ImportRefused) as refused:
        parse_text(text_of([first, *BODY[2:]]))
    assert refused.value.reason == "no_headline"
