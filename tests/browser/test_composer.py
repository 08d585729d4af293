"""Naming who was present in a real browser, with the keyboard, where the cursor stands."""

from datetime import date

import pytest
from playwright.sync_api import expect

from people.check import Block, check
from people.exchange.loading import load_register
from people.title_register import from_database
from tests.browser.test_whole_way import EDITOR, at_the_desk, newsroom  # noqa: F401
from tests.people.title_texts import read

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def register():
    """The fixture register, in the database before anybody opens the desk."""
    assert load_register(read("register.json")).loaded
    return from_database()


def body_of(page):
    return page.evaluate("CKEDITOR.instances.id_body.getData()")


def text_at_end(page):
    return page.frame_locator(EDITOR).locator("p").last.inner_text()


def test_three_people_are_chosen_and_stand_at_the_cursor(register, page, at_the_desk):  # noqa: F811
    page.fill("#id_event_date", "07/08/2018")
    page.frame_locator(EDITOR).locator("body").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    before = body_of(page)

    page.get_by_role("button", name="Chèn thành phần dự").click()
    dialog = page.get_by_role("dialog", name="Thành phần dự")
    expect(dialog.get_by_label("Ngày diễn ra sự kiện")).to_have_value("07/08/2018")
    search = dialog.get_by_role("combobox", name="Thêm người")
    expect(search).to_be_focused()
    for letters, name in [("van kinh", "Vũ Văn Kinh"), ("van doc", "Nguyễn Văn Đọc")]:
        page.keyboard.type(letters)
        expect(dialog.get_by_role("option", name=name)).to_be_visible()
        page.keyboard.press("Enter")
        expect(dialog.locator(".composer__preview")).to_contain_text(name)
    dialog.get_by_text("Dán danh sách", exact=True).click()
    dialog.get_by_label("Mỗi dòng một người").fill("1. Trương Thị Mai\n2. Vũ Văn Kính")
    dialog.get_by_role("button", name="Thêm những người này").click()
    choice = dialog.get_by_label("Là ai? 2. Vũ Văn Kính")
    choice.select_option(label="– chọn –")
    expect(dialog.locator(".composer__preview")).to_contain_text("Trương Thị Mai")

    # Closed and opened again, nothing is lost.
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Chèn thành phần dự").click()
    expect(dialog.locator(".composer__person")).to_have_count(3)
    insert = dialog.get_by_role("button", name="Chèn vào bài")
    expect(insert).to_be_enabled()
    insert.click()
    expect(dialog).to_be_hidden()

    said = text_at_end(page)
    assert said.startswith("Dự hội nghị, về phía Trung ương có đồng chí Trương Thị Mai")
    assert said.endswith("Phó Bí thư Thành ủy, Chủ tịch UBND thành phố.")
    assert not check([Block("paragraph", said)], date(2018, 8, 7), register).findings
    page.evaluate("CKEDITOR.instances.id_body.execCommand('undo')")
    assert body_of(page) == before


def test_sides_and_persons_are_moved_by_hand_on_a_phone(register, page, at_the_desk):  # noqa: F811
    page.set_viewport_size({"width": 360, "height": 740})
    page.fill("#id_event_date", "07/08/2018")
    page.get_by_role("button", name="Chèn thành phần dự").click()
    dialog = page.get_by_role("dialog", name="Thành phần dự")
    dialog.get_by_text("Dán danh sách", exact=True).click()
    dialog.get_by_label("Mỗi dòng một người").fill("Nguyễn Văn Đọc\nNguyễn Đức Long\nVũ Văn Kinh")
    dialog.get_by_role("button", name="Thêm những người này").click()
    heads = dialog.get_by_label("Lời dẫn của phía này")
    expect(heads).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    dialog.get_by_role("button", name="Đưa lên: Về phía TP Móng Cái").click()
    expect(heads.first).to_have_value("Về phía TP Móng Cái")
    preview = dialog.locator(".composer__preview")
    expect(preview).to_contain_text("Dự hội nghị, về phía TP Móng Cái có")
    dialog.get_by_label("Nguyễn Đức Long thuộc phía").select_option(label="Phía mới")
    heads.first.fill("Chủ trì hội nghị")
    expect(preview).to_contain_text("Dự hội nghị, chủ trì hội nghị có đồng chí Nguyễn Đức Long")
    dialog.get_by_label("Cách viết").select_option(label="Mỗi người một dòng")
    dialog.get_by_role("button", name="Bỏ ra: Vũ Văn Kinh").click()
    expect(dialog.locator(".composer__person")).to_have_count(2)
    dialog.get_by_role("button", name="Xếp lại tự động").click()
    expect(heads.first).to_have_value("Về phía tỉnh Quảng Ninh")
    dialog.get_by_label("Ngày diễn ra sự kiện").fill("31/2/2018")
    dialog.get_by_label("Lời mở đầu").fill("Dự lễ")
    expect(dialog.get_by_text("Hãy chọn ngày diễn ra sự kiện.")).to_be_visible()
    expect(dialog.get_by_role("button", name="Chèn vào bài")).to_be_disabled()
