"""What the library's scripts do in a real browser."""

import pytest
from playwright.sync_api import expect

from images.models import Image
from images.widgets import ImageChooser
from tests.browser.closing import click_to_close

from .making import kept, photo, upload

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.guards]
LIST = "/quan-tri/images/image/"


@pytest.fixture
def desk_page(page, live_server, client, admin):
    """A page of the browser in which the administrator is signed in, failing on script errors."""
    client.force_login(admin)
    cookie = client.cookies["newsroom_session"]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


def test_a_click_sets_the_focal_point(desk_page, live_server):
    image = kept(width=800, height=400)
    desk_page.goto(f"{live_server.url}{LIST}{image.pk}/change/")
    picture = desk_page.locator("[data-focal-picker] > img")
    frame = picture.bounding_box()
    picture.click(position={"x": frame["width"] * 0.25, "y": frame["height"] * 0.75})
    assert float(desk_page.input_value("#id_focal_x")) == pytest.approx(0.25, abs=0.01)
    assert float(desk_page.input_value("#id_focal_y")) == pytest.approx(0.75, abs=0.01)
    desk_page.keyboard.press("ArrowRight")
    desk_page.keyboard.press("Shift+ArrowUp")
    assert float(desk_page.input_value("#id_focal_x")) == pytest.approx(0.27, abs=0.01)
    assert float(desk_page.input_value("#id_focal_y")) == pytest.approx(0.65, abs=0.01)
    cut = desk_page.locator(".focal-crop img").evaluate_all(
        "all => all.map(each => each.style.objectPosition)"
    )
    assert len(cut) == 4
    assert len(set(cut)) == 1
    assert cut[0].startswith("30% ")  # to a tenth, as the public pages do
    desk_page.click("[name=_save]")
    desk_page.wait_for_url(f"**{LIST}")
    assert Image.objects.get().focal_x == pytest.approx(0.27, abs=0.01)


def test_editor_gets_the_address_clicked(desk_page, live_server):
    image = kept(alt_text="Cảng")
    desk_page.goto(f"{live_server.url}{LIST}")
    desk_page.evaluate(
        "window.CKEDITOR = {tools: {callFunction: (...given) => { window.given = given; }}}"
    )
    with desk_page.expect_popup() as opened:
        desk_page.evaluate(f"window.open('{LIST}chon/?CKEditorFuncNum=5', 'library')")
    with opened.value.expect_event("close"):
        click_to_close(opened.value.locator("[data-choose]"))
    assert desk_page.evaluate("window.given.slice(0, 2)") == [5, image.url]


def test_field_shows_the_picture_chosen_and_lets_it_go(desk_page, live_server):
    image = kept(title="Cầu Bắc Luân")
    desk_page.goto(f"{live_server.url}{LIST}add/")
    field = ImageChooser().render("lead_image", None, {"id": "id_lead_image"})
    desk_page.evaluate(
        "html => document.querySelector('form#image_form').insertAdjacentHTML('afterbegin', html)",
        field,
    )
    desk_page.add_script_tag(url="/static/images/chooser_field.js")
    desk_page.evaluate("window.dispatchEvent(new Event('load'))")
    with desk_page.expect_popup() as opened:
        desk_page.click("#lookup_id_lead_image")
    with opened.value.expect_event("close"):
        click_to_close(opened.value.locator("[data-choose]"))
    assert desk_page.input_value("#id_lead_image") == str(image.pk)
    assert desk_page.inner_text(".image-chooser__title") == "Cầu Bắc Luân"
    assert desk_page.locator(".image-chooser__thumbnail").get_attribute("src") == image.url
    desk_page.click(".image-chooser__clear")
    assert desk_page.input_value("#id_lead_image") == ""
    assert desk_page.inner_text(".image-chooser__title") == "Chưa chọn ảnh"


def test_files_go_up_one_by_one_and_each_tells_how_it_went(desk_page, live_server):
    desk_page.goto(f"{live_server.url}{LIST}tai-nhieu/")
    files = [("cang.jpg", upload(photo(seed=1)).read()), ("gia.jpg", b"<html>")]
    desk_page.fill("#id_credit", "Hồng Hà")
    desk_page.set_input_files(
        "#id_files",
        [{"name": name, "mimeType": "image/jpeg", "buffer": body} for name, body in files],
    )
    desk_page.wait_for_selector(".upload-form__progress li.is-refused")
    rows = desk_page.locator(".upload-form__progress li")
    expect(rows.nth(0)).to_contain_text("đã vào thư viện")
    expect(rows.nth(1)).to_contain_text("không phải là ảnh dùng được")
    assert Image.objects.get().credit == "Hồng Hà"


DROP = """pictures => {
    const carried = new DataTransfer();
    pictures.forEach(([name, bytes]) => carried.items.add(
        new File([new Uint8Array(bytes)], name, {type: "image/jpeg"})));
    for (const name of ["dragenter", "dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(name, {dataTransfer: carried, bubbles: true}));
    }
}"""
PASTE = """bytes => {
    const carried = new DataTransfer();
    carried.items.add(new File([new Uint8Array(bytes)], "image.png", {type: "image/jpeg"}));
    document.dispatchEvent(new ClipboardEvent("paste", {clipboardData: carried, bubbles: true}));
}"""


def test_pictures_are_dropped_pasted_and_tried_again(desk_page, live_server):
    desk_page.goto(f"{live_server.url}{LIST}tai-nhieu/")
    pictures = [[f"anh{seed}.jpg", list(upload(photo(seed=seed)).read())] for seed in range(1, 4)]
    lost = []

    def lose_the_first(route):
        if lost:
            route.continue_()
            return
        lost.append(True)  # first, for the other request comes while this one is answered
        route.abort()

    desk_page.route("**/tai-len/", lose_the_first)
    desk_page.evaluate(DROP, pictures[:2])
    rows = desk_page.locator(".upload-form__progress li")
    expect(desk_page.locator(".upload-form__summary")).to_contain_text("1 / 2")
    expect(desk_page.locator("li.is-refused")).to_contain_text("Máy chủ không phản hồi")
    desk_page.evaluate(PASTE, pictures[2][1])
    expect(desk_page.locator(".upload-form__summary")).to_contain_text("2 / 3")
    rows.nth(0).get_by_role("button", name="Thử lại").click()
    expect(desk_page.locator(".upload-form__summary")).to_contain_text("3 / 3")
    desk_page.get_by_role("link", name="Mô tả các ảnh vừa tải lên").click()
    expect(desk_page.locator("[name$=-alt_text]")).to_have_count(3)
