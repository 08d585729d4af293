"""A page beside the news in a real browser: a picture put into it, published, and looked at."""

import re

import pytest
from playwright.sync_api import expect

from accounts import roles
from articles.desk.pages.autosave import PageAutosave
from articles.desk.pages.page import Page
from tests.articles.factory import make_page, make_user
from tests.browser.closing import click_to_close
from tests.browser.test_keeping import open_form, type_and_keep, wait_for_editor, write
from tests.browser.test_whole_way import EDITOR, sign_in
from tests.images.making import kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def newsroom(live_server):
    """A head of desk, and a picture in the library."""
    roles.give(make_user("publisher", full_name="Nguyễn Thu Hà"), "publisher")
    kept(1, 1600, 1000, title="Sơ đồ", alt_text="Sơ đồ tổ chức", credit="Văn phòng")
    return live_server


def put_in_picture(page, context):
    """Choose the one picture of the library in the dialog of the toolbar, as a person does."""
    page.locator(".cke_button__image").click()
    dialog = page.locator(".cke_dialog:visible")
    with context.expect_page() as opened:
        dialog.get_by_role("button", name="Chọn trong thư viện ảnh").click()
    click_to_close(opened.value.locator("[data-choose]").first)
    expect(dialog.get_by_label("Đường dẫn")).to_have_value(re.compile("^/anh/"))
    page.locator(".cke_dialog_ui_button_ok:visible").click()


def test_a_picture_goes_from_the_editor_to_the_readers_page(page, context, newsroom):
    sign_in(page, newsroom, "publisher")
    page.goto(f"{newsroom.url}/quan-tri/articles/page/add/")
    page.fill("#id_title", "Bộ máy của phường")
    page.frame_locator(EDITOR).locator("body").click()
    page.keyboard.type("Phường có năm phòng chuyên môn.")
    page.keyboard.press("Enter")
    put_in_picture(page, context)
    page.frame_locator(EDITOR).locator("figcaption").click()
    # The editor hands the keys to a caption a moment after the click.
    focused = page.frame_locator(EDITOR).locator("figcaption.cke_widget_editable_focused")
    expect(focused).to_be_visible()
    page.keyboard.type("Sơ đồ bộ máy")
    page.get_by_role("button", name="Đăng trang").click()
    expect(page.get_by_text("Bạn đọc đã thấy trang này.")).to_be_visible()
    assert [each.image.title for each in Page.objects.get().images.all()] == ["Sơ đồ"]

    address = page.get_by_role("link", name="Xem trên trang").get_attribute("href")
    for width in [1280, 360]:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(newsroom.url + address)
        figure = page.locator(".prose figure.figure")
        expect(figure.locator("figcaption")).to_contain_text("Sơ đồ bộ máy")
        expect(figure.locator(".figure__credit")).to_have_text("Văn phòng")
        picture = figure.get_by_role("img", name="Sơ đồ tổ chức")
        picture.scroll_into_view_if_needed()
        page.wait_for_function("document.querySelector('.prose img').naturalWidth > 0")
        box = picture.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert width / 3 < box["width"] <= 44 * 16  # as wide as in an article
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_text_that_was_not_saved_is_offered_and_brought_back(page, newsroom):
    beside = make_page(title="Giới thiệu", body="<p>Câu đã lưu.</p>")
    form = f"{newsroom.url}/quan-tri/articles/page/{beside.pk}/change/"
    sign_in(page, newsroom, "publisher")
    open_form(page, form)
    write(page, " Câu mới gõ.")
    type_and_keep(page, title="Giới thiệu phường")
    assert "Câu đã lưu. Câu mới gõ." in PageAutosave.objects.get().form["body"][0]
    page.on("dialog", lambda dialog: dialog.accept())  # leaving without a save, as a crash does
    open_form(page, form)
    expect(page.locator("#id_title")).to_have_value("Giới thiệu")
    page.get_by_role("link", name="Khôi phục").click()
    wait_for_editor(page)
    expect(page.locator("#id_title")).to_have_value("Giới thiệu phường")
    expect(page.frame_locator(EDITOR).locator("body")).to_contain_text("Câu mới gõ.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu trang.")).to_be_visible()
    assert Page.objects.get().title == "Giới thiệu phường"
    assert not PageAutosave.objects.exists()


def test_an_empty_form_keeps_what_is_typed_too(page, newsroom):
    add = f"{newsroom.url}/quan-tri/articles/page/add/"
    sign_in(page, newsroom, "publisher")
    open_form(page, add)
    type_and_keep(page, title="Liên hệ")
    page.on("dialog", lambda dialog: dialog.accept())
    open_form(page, add)
    offer = page.locator(".keeping__offer")
    expect(offer).to_contain_text("Liên hệ")
    offer.get_by_role("button", name="Bỏ").click()
    expect(page.locator(".keeping__offer")).to_have_count(0)
    assert not PageAutosave.objects.exists()
