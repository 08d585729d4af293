import pytest

from articles.desk.importing import DEFECT_MESSAGES, parse_text

from .story import BODY, HEADLINE, LEAD, PLAN, PROGRAMME, saved_page, text_of


def defects_of(paragraph):
    article = parse_text(text_of([HEADLINE, "Lễ ra quân đã diễn ra.", PROGRAMME, paragraph]))
    return [(found.code, found.surface) for found in article.defects]


@pytest.mark.parametrize(
    ("paragraph", "code", "surface"),
    [
        ('Đề án “Biển sạch” của phường Biển Xanh". Căn cứ.', "unbalanced_quote", '"'),
        ("Ngày 5/6, phường ra quân.", "date_without_year", "5/6"),
        ("Bà con  khu phố Ba.", "double_space", "  "),
        ("Bãi biển văn minh...Các nhóm đã về.", "missing_space", "..."),
        ("Thu gom rác;....", "doubled_punctuation", ";...."),
        ("Tặng học bổng “Uơm mầm”.", "lost_horn", "Uơm"),
    ],
)
def test_a_slip_is_listed(paragraph, code, surface):
    assert defects_of(paragraph) == [(code, surface)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Ngày 5/6/2018, phường ra quân.",
        "Căn cứ Nghị quyết số 18-NQ/TW và Quyết định số 1874-QĐ/TU.",
        "Đường dây nóng trực 24/7.",
        "Phường có cầu cảng, chợ cá,... và bãi tắm.",
    ],
)
def test_clean_text_has_none(paragraph):
    assert defects_of(paragraph) == []


def test_every_defect_says_where_it_stands():
    article = parse_text(saved_page())
    parts = {"headline": article.headline, "lead": article.lead}
    assert [found.code for found in article.defects] == ["date_without_year", "caption_with_period"]
    for found in article.defects:
        text = parts.get(found.part) or article.blocks[found.block].text
        assert text[found.start : found.end] == found.surface
        assert found.message == DEFECT_MESSAGES[found.code]


def test_a_missing_lead_is_listed():
    article = parse_text(text_of([HEADLINE, PLAN]))
    assert [(found.code, found.part) for found in article.defects] == [("no_lead", "lead")]


def test_related_items_are_not_judged():
    article = parse_text(text_of([HEADLINE, LEAD, *BODY, "Tin khác", "Bàn giao mặt  bằng"]))
    assert "double_space" not in {found.code for found in article.defects}
