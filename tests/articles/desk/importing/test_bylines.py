import pytest

from articles.desk.importing import parse_text

from .story import BODY, HEADLINE, LEAD, RELATED, RELATED_HEADING, STORY, text_of


@pytest.mark.parametrize(
    ("lines", "author", "source"),
    [
        (["Thu Hà"], "Thu Hà", None),
        (["Hoàng Nga - Văn Hải"], "Hoàng Nga - Văn Hải", None),
        (["BBT"], "BBT", None),
        (["Tác giả: Thu Hà"], "Thu Hà", None),
        (["Tin, ảnh: Thu Hà"], "Thu Hà", None),
        (["Bài: Thu Hà", "Ảnh: Văn Hải"], "Thu Hà, Văn Hải", None),
        (["Thu Hà (Trung tâm Truyền thông)"], "Thu Hà", "Trung tâm Truyền thông"),
        (["Thu Hà", "Nguồn: Cổng thông tin tỉnh"], "Thu Hà", "Cổng thông tin tỉnh"),
        (["(Theo Báo Quảng Ninh)"], None, "Báo Quảng Ninh"),
        (["Theo Báo Quảng Ninh", "Chia sẻ"], None, "Báo Quảng Ninh"),
    ],
)
def test_names_at_the_end(lines, author, source):
    article = parse_text(text_of([*STORY, *lines, RELATED_HEADING, *RELATED]))
    assert (article.author, article.source) == (author, source)
    assert [block.text for block in article.blocks] == BODY
    assert article.related == RELATED


@pytest.mark.parametrize(
    "line",
    [
        "Quang cảnh lễ ra quân",
        "Ảnh: Các em học sinh vẽ bảng nhắc ở lối xuống bãi",
        "Theo đó, mỗi khu phố nhận một đoạn bờ biển",
        "Bà con khu phố Ba",
        "Thu Hà.",
    ],
)
def test_other_last_lines_stay_in_the_body(line):
    article = parse_text(text_of([*STORY, line]))
    assert (article.author, article.source) == (None, None)
    assert article.blocks[-1].text == line


def test_of_several_bare_names_only_the_last_is_taken():
    article = parse_text(text_of([*STORY, "CHỦ TỊCH", "Trần Văn Biển"]))
    assert article.author == "Trần Văn Biển"
    assert article.blocks[-1].text == "CHỦ TỊCH"


def test_a_label_below_the_headline():
    article = parse_text(text_of([HEADLINE, "Tác giả: Thu Hà", LEAD, *BODY]))
    assert article.author == "Thu Hà"
    assert article.lead == LEAD
