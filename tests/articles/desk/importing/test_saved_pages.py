from html import escape

import pytest

from articles.desk.importing import ImportRefused, parse_page

from .story import BODY, CAPTION, HEADLINE, LEAD, MENU, RELATED, RELATED_HEADING, STORY


def paragraphs(lines):
    return "".join(f"<p>{escape(line)}</p>\n" for line in lines)


MODERN = (
    f"""<!DOCTYPE html>
<html lang="vi"><head><title>{HEADLINE} - Phường Biển Xanh</title><style>p {{ color: red }}</style>
</head><body>
<header><h1>Cổng thông tin điện tử</h1></header>
<nav><ul><li>Trang chủ</li><li>Giới thiệu</li></ul></nav>
<main><article><h1>{HEADLINE}</h1><time>05/06/2018 14:30</time>{paragraphs(STORY[1:])}</article>
<aside><h2>Đọc nhiều</h2><p>{PROMOTED}</p></aside></main>
<h3>{RELATED_HEADING}</h3>
<ul>{"".join(f"<li><a><img src=x></a> <a>{item}</a></li>" for item in RELATED)}</ul>
<footer><p>Bản quyền</p></footer><script>document.write("<p>x</p>")</script>
</body></html>"""
    if (PROMOTED := "Một tin được đọc nhiều trong tuần của phường")
    else ""
)

TABLES = f"""<html><head><title>Phường Biển Xanh</title><body><form><table><tr>
{"".join(f"<td>{entry}" for entry in MENU)}</table><table><tr><td><div>{HEADLINE}</div>
<div>(05/06/2018 14:30)</div>{"<br><br>".join(STORY[1:])}<br><b>{RELATED_HEADING}</b><br>
{"<br>".join(RELATED)}</table></form>"""


@pytest.mark.parametrize("page", [MODERN, TABLES], ids=["modern", "tables"])
def test_a_saved_page_gives_the_story(page):
    article = parse_page(page)
    assert article.headline == HEADLINE
    assert article.lead == LEAD
    assert [block.text for block in article.blocks] == BODY
    assert article.related == RELATED
    assert article.posted.isoformat() == "2018-06-05"


def test_scripts_styles_menus_and_asides_are_no_text():
    article = parse_page(MODERN)
    seen = [article.headline, article.lead, *(block.text for block in article.blocks)]
    for word in ("document", "color", "Giới thiệu", PROMOTED, "Bản quyền"):
        assert not any(word in text for text in seen)


def test_the_site_name_is_no_headline_though_it_is_an_h1():
    page = f"<body><h1>Phường Biển Xanh</h1><h1>{HEADLINE}</h1>{paragraphs(STORY[1:])}"
    assert parse_page(page).headline == HEADLINE


def test_without_h1_the_title_tells_the_headline():
    page = f"""<head><meta property="og:title" content="{HEADLINE}"></head>
        <p>Một dòng chào mừng dài hơn tám chữ ở đầu trang</p>
        <div>{HEADLINE}</div>{paragraphs(STORY[1:])}"""
    article = parse_page(page)
    assert article.headline == HEADLINE
    assert article.furniture == ["Một dòng chào mừng dài hơn tám chữ ở đầu trang"]


@pytest.mark.parametrize(
    "marked",
    [
        "<figure><img src=x><figcaption>{}</figcaption></figure>",
        '<div class="image-caption"><span>{}</span></div>',
        "<p><img src=x></p><p>{}</p>",
    ],
)
def test_markup_tells_a_caption(marked):
    caption = "Bảng nhắc bằng hình vẽ"
    page = f"""<h1>{HEADLINE}</h1>{paragraphs([LEAD, BODY[0]])}{marked.format(caption)}
        {paragraphs([BODY[2]])}"""
    assert parse_page(page).captions == [caption]


def test_a_figcaption_with_a_full_stop_is_certain():
    page = f"""<h1>{HEADLINE}</h1>{paragraphs([LEAD, BODY[0]])}
        <figcaption>{CAPTION}.</figcaption>{paragraphs([BODY[2]])}"""
    article = parse_page(page)
    assert article.captions == [f"{CAPTION}."]
    assert "caption_with_period" not in {found.code for found in article.defects}


def test_markup_tells_the_lead_and_section_headings():
    page = f"""<h1>{HEADLINE}</h1><p class="sapo">Bãi biển sạch hơn.</p>
        {paragraphs([BODY[0]])}<h2>Việc tiếp theo của phường</h2>{paragraphs([BODY[2]])}"""
    article = parse_page(page)
    assert article.lead == "Bãi biển sạch hơn."
    assert [block.kind for block in article.blocks] == ["paragraph", "heading", "paragraph"]


def test_inline_markup_and_source_line_ends_join_a_paragraph():
    page = f"""<h1>{HEADLINE}</h1><p>Bãi biển <b>Biển&nbsp;Xanh</b>
        hôm nay <i>sạch</i> hơn<br>nhờ bà con.</p>{paragraphs([BODY[0]])}"""
    assert parse_page(page).lead == "Bãi biển Biển Xanh hôm nay sạch hơn nhờ bà con."


def test_a_page_that_never_closes_its_menu_is_still_read():
    page = f"<body><nav>Trang chủ<h1>{HEADLINE}</h1>{paragraphs(STORY[1:])}"
    assert parse_page(page).headline == HEADLINE


def test_paragraphs_without_end_tags():
    page = f'<h1>{HEADLINE}</h1><p class="sapo">{LEAD}<p>{BODY[0]}<p>{BODY[2]}'
    article = parse_page(page)
    assert article.lead == LEAD
    assert [block.text for block in article.blocks] == [BODY[0], BODY[2]]


@pytest.mark.parametrize("page", ["<", "<![", "<!--", "&#x;", "</p></div>", "<p>\x00"])
def test_broken_markup_is_refused_and_nothing_worse(page):
    with pytest.raises(ImportRefused):
        parse_page(page)
