"""The checks beside the form in a real browser: told while typing, mended by a click, waived."""

import pytest
from playwright.sync_api import expect

from accounts import roles
from articles.desk.titles.waiver import Waiver
from tests.articles.factory import make_article, make_category, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def writing(page, live_server):
    """An editor's browser on an article of theirs, the editor loaded."""
    editor = make_user("editor")
    roles.give(editor, "editor")
    article = make_article(author=editor, category=make_category("Kinh tế"))
    page.goto(f"{live_server.url}/quan-tri/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", "a-long-password")
    page.get_by_role("button", name="Đăng nhập").click()
    page.goto(f"{live_server.url}/quan-tri/articles/article/{article.pk}/change/")
    expect(page.locator(".save-bar__state")).to_have_text("Đã lưu toàn bộ.")
    return article


def test_slip_is_told_while_typing_mended_by_a_click_and_waived(page, writing):
    checks = page.locator("#checks")
    expect(checks).to_contain_text("Không có gì cần sửa.")
    page.fill("#id_lead", "Kết quả của của đợt này. Thứ Hai, ngày 7/8/2018, họp.")
    wrong = checks.locator(".checks__group--error .checks__finding")
    expect(wrong).to_contain_text("Ngày 07/08/2018 là Thứ Ba.")
    wrong.get_by_role("button", name="Sửa thành “Thứ Ba”").click()
    expect(page.locator("#id_lead")).to_have_value(
        "Kết quả của của đợt này. Thứ Ba, ngày 7/8/2018, họp."
    )
    expect(wrong).to_have_count(0)

    page.frame_locator("iframe.cke_wysiwyg_frame").locator("body").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Đô thị văn minh...Các nhiệm vụ.")
    glued = checks.locator(".checks__finding", has_text="minh...Các")
    glued.get_by_role("button", name="Đến chỗ này").click()
    assert page.evaluate("CKEDITOR.instances.id_body.getSelection().getSelectedText()") == "..."
    glued.get_by_role("button", name="Sửa thành").click()
    expect(glued).to_have_count(0)

    doubled = checks.locator(".checks__finding", has_text="của của")
    doubled.locator("[name=finding]").check()
    page.get_by_role("button", name="Bỏ qua", exact=True).click()
    expect(checks.locator(".errornote")).to_contain_text("Hãy nêu lý do")
    page.select_option("#waive_reason", label="Trích nguyên văn")
    page.get_by_role("button", name="Bỏ qua", exact=True).click()
    expect(doubled).to_have_count(0)
    expect(checks.locator(".checks__group--waived")).to_contain_text("1")
    assert Waiver.objects.get().passage == "Kết quả của của đợt này."
