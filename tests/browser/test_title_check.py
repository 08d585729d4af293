"""The title check in a real browser: underlined where it stands, mended by a click, waived."""

import unicodedata
from datetime import date

import pytest
from playwright.sync_api import expect

from accounts import roles
from articles.desk.titles.waiver import Waiver
from people.exchange.loading import load_register
from tests.articles.factory import make_article, make_category, make_user
from tests.people.title_texts import read

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NGAN = "Đồng chí Ngô Hoàng Ngân, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy"
UNDERLINED = """level => {
  const frame = document.querySelector("iframe.cke_wysiwyg_frame").contentWindow;
  return [...(frame.CSS.highlights.get(`check-${level}`) || [])].map(range => range.toString());
}"""
CLICK_INTO = """words => {
  const frame = document.querySelector("iframe.cke_wysiwyg_frame").contentWindow;
  const drawn = [...frame.CSS.highlights.get("check-error")];
  const range = drawn.find(each => each.toString() === words);
  frame.getSelection().collapse(range.startContainer, range.startOffset + 2);
}"""


@pytest.fixture
def writing(page, live_server):
    """An editor's browser on an article about a day in December 2018."""
    assert load_register(read("register.json")).loaded
    editor = make_user("editor")
    roles.give(editor, "editor")
    article = make_article(
        author=editor, category=make_category("Thời sự"), event_date=date(2018, 12, 10), lead=""
    )
    page.goto(f"{live_server.url}/quan-tri/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", "a-long-password")
    page.get_by_role("button", name="Đăng nhập").click()
    page.goto(f"{live_server.url}/quan-tri/articles/article/{article.pk}/change/")
    expect(page.locator(".save-bar__state")).to_have_text("Đã lưu toàn bộ.")
    page.wait_for_selector(".cke_contents:not([inert]) iframe")
    return article


def underlined(page, level):
    return page.evaluate(UNDERLINED, level)


def test_wrong_title_is_underlined_mended_and_waived(page, writing):
    checks = page.locator("#checks")
    text = page.frame_locator("iframe.cke_wysiwyg_frame").locator("body")
    text.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(f"Sáng 10/12/2018. {NGAN} khẳng định.")

    # It stands underlined, and the caret there shows what was found.
    wrong = checks.locator(".checks__group--error .checks__finding")
    expect(wrong).to_contain_text("Ngô Hoàng Ngân: Phó Bí thư Tỉnh ủy")
    assert underlined(page, "error") == ["Bí thư Thành ủy"]
    expect(checks.locator(".is-here")).to_have_count(0)
    page.evaluate(CLICK_INTO, "Bí thư Thành ủy")
    expect(wrong).to_have_class("checks__finding is-here")

    # One click writes what the register says.
    wrong.get_by_role("button", name="Sửa thành “Phó Bí thư Tỉnh ủy”").click()
    expect(wrong).to_have_count(0)
    expect(text).to_contain_text("Ủy viên BTV Tỉnh ủy, Phó Bí thư Tỉnh ủy khẳng định.")
    assert underlined(page, "error") == []

    # In a field the line lies behind the text and moves with it.
    page.fill("#id_lead", f"{NGAN} phát biểu.")
    line = page.locator(".underlay__error")
    expect(line).to_have_text("Bí thư Thành ủy")
    page.locator("#id_lead").press("Home")
    page.keyboard.type("Sáng nay, ")
    expect(line).to_have_text("Bí thư Thành ủy")
    assert page.locator(".underlay").first.inner_text().startswith("Sáng nay, Đồng chí")

    # A reason settles it, whatever is written elsewhere.
    wrong.locator("[name=finding]").check()
    page.fill("#waive_reason_other", "Theo giấy mời")
    page.get_by_role("button", name="Bỏ qua", exact=True).click()
    expect(wrong).to_have_count(0)
    expect(checks.locator(".checks__group--waived")).to_contain_text("1")
    text.click()
    page.keyboard.press("Control+End")
    with page.expect_response("**/check/"):
        page.keyboard.type(" Thêm một câu khác.")
    expect(checks.locator(".checks__group--waived")).to_contain_text("1")
    expect(wrong).to_have_count(0)
    expect(line).to_have_count(0)
    assert Waiver.objects.get().passage == "bí thư thành ủy"


def test_marks_typed_as_letters_of_their_own_are_found_and_mended_too(page, writing):
    typed = unicodedata.normalize("NFD", f"{NGAN} khẳng định.")
    checks = page.locator("#checks")
    page.frame_locator("iframe.cke_wysiwyg_frame").locator("body").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(typed)
    page.fill("#id_lead", typed)

    wrong = checks.locator(".checks__group--error .checks__finding")
    expect(wrong).to_have_count(2)
    decomposed = unicodedata.normalize("NFD", "Bí thư Thành ủy")
    assert underlined(page, "error") == [decomposed]
    expect(page.locator(".underlay__error")).to_have_text(decomposed)
    for left in (1, 0):
        wrong.first.get_by_role("button", name="Sửa thành “Phó Bí thư Tỉnh ủy”").click()
        expect(wrong).to_have_count(left)
    lead = unicodedata.normalize("NFC", page.input_value("#id_lead"))
    assert lead == f"{NGAN} khẳng định.".replace("Bí thư Thành ủy", "Phó Bí thư Tỉnh ủy")
