"""
The whole way in a real browser: written by a reporter, approved and published by the head of desk,
read by a citizen; and the desk on a telephone.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from accounts import roles
from articles.desk.acts.workflow import submit
from articles.desk.article import Article
from articles.page.edition import Edition
from images.models import Image
from tests.articles.factory import make_article, make_category, make_published, make_user
from tests.browser.closing import click_to_close
from tests.images.making import encoded, kept, photo
from tests.people.factory import appoint, make_official, make_position

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-long-password"
EDITOR = "iframe.cke_wysiwyg_frame"


@pytest.fixture
def newsroom(live_server):
    """A town with its offices, two people of the desk, and some news."""
    for role, name in [("reporter", "Đặng Thị Mộng"), ("publisher", "Nguyễn Thu Hà")]:
        roles.give(make_user(role, full_name=name), role)
    ngan = make_official("Ngô Hoàng Ngân")
    appoint(ngan, make_position("Bí thư Thành ủy Móng Cái", rank=200), "2015", "2018-12-31")
    appoint(ngan, make_position("Phó Bí thư Thường trực Tỉnh ủy", rank=100), "2019-01-01")
    category = make_category("Kinh tế", on_home=True)
    for number in range(3):
        make_published(headline=f"Tin cùng chuyên mục {number}", category=category)
    return live_server


@pytest.fixture
def trouble(context):
    """What a browser complained of, and every address asked of another host."""
    found = []
    context.on(
        "console",
        lambda message: (
            found.append(message.text) if message.type in {"error", "warning"} else None
        ),
    )
    context.on("weberror", lambda error: found.append(str(error.error)))
    context.on(
        "request",
        lambda request: (
            found.append(request.url)
            if not re.match(r"(http://(localhost|127\.0\.0\.1):|data:|blob:|about:)", request.url)
            else None
        ),
    )
    return found


def sign_in(page, newsroom, username):
    page.goto(f"{newsroom.url}/quan-tri/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator(".desk-menu--user")).to_be_visible()


def sign_out(page):
    page.locator(".desk-menu--user > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()


def text_of_editor(page):
    return page.evaluate("CKEDITOR.instances.id_body.getData()")


def test_from_the_reporters_desk_to_the_citizens_page(page, context, newsroom, trouble):
    sign_in(page, newsroom, "reporter")
    page.get_by_role("link", name="Viết bài").click()

    page.fill("#id_headline", "Móng Cái thông cầu mới qua sông Ka Long")
    page.fill("#id_lead", "Cây cầu nối hai bờ sau 18 tháng thi công.")
    write_in_editor(page, context)
    choose_lead_picture(page, context)
    page.select_option("#id_category", label="Kinh tế")
    page.fill("#id_event_date", "07/08/2018")
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu bài.")).to_be_visible()
    expect(page.locator(".panel__officials")).to_contain_text("Bí thư Thành ủy Móng Cái")
    expect(page.frame_locator(EDITOR).locator("figcaption")).to_have_text("Nhịp cầu cuối cùng")

    article = Article.objects.get(headline__startswith="Móng Cái thông cầu")
    assert re.search(
        r'<figure class="image" data-image="\d+"><img alt="Cầu lúc bình minh" src="/anh/[^"]+">'
        r"<figcaption>Nhịp cầu cuối cùng</figcaption></figure>",
        article.body,
    )
    assert "<h2>Tiến độ</h2>" in article.body
    assert "<strong>18 tháng</strong>" in article.body
    assert article.lead_image.title == "Toàn cảnh cầu"

    page.get_by_role("button", name="Gửi biên tập").click()
    expect(page.get_by_text("Đã gửi bài cho ban biên tập.")).to_be_visible()
    sign_out(page)

    sign_in(page, newsroom, "publisher")
    page.get_by_role("link", name="Móng Cái thông cầu").click()
    page.get_by_role("button", name="Duyệt và đăng ngay").click()
    expect(page.get_by_text("Bài đã được đăng.")).to_be_visible()
    address = page.get_by_role("link", name="Xem bài").get_attribute("href")
    sign_out(page)

    page.goto(newsroom.url + address)
    read_as_a_citizen(page)
    assert trouble == []


def write_in_editor(page, context):
    """Type headings, bold words, officials and a captioned picture as a person does."""
    frame = page.frame_locator(EDITOR)
    frame.locator("body").click()
    page.keyboard.type(
        "Đồng chí Ngô Hoàng Ngân, Bí thư Thành ủy Móng Cái, cắt băng khánh thành sau "
    )
    page.locator(".cke_button__bold").click()
    page.keyboard.type("18 tháng")
    page.locator(".cke_button__bold").click()
    page.keyboard.type(" thi công.")
    page.keyboard.press("Enter")
    page.evaluate("CKEDITOR.instances.id_body.applyStyle(new CKEDITOR.style({element: 'h2'}))")
    page.keyboard.type("Tiến độ")
    page.keyboard.press("Enter")
    page.keyboard.type("Cầu dài 200 m.")

    page.locator(".cke_button__image").click()
    dialog = page.locator(".cke_dialog:visible")
    with context.expect_page() as opened:
        dialog.get_by_role("button", name="Chọn trong thư viện ảnh").click()
    library = opened.value
    upload(library, "Cầu.jpg", seed=1)
    picture = library.locator("[data-choose]").first
    expect(picture).to_be_visible()
    click_to_close(picture)
    expect(dialog.get_by_label("Đường dẫn")).to_have_value(re.compile(r"/anh/.+\.jpg"))
    dialog.get_by_label("Mô tả cho người không nhìn thấy ảnh").fill("Cầu lúc bình minh")
    dialog.locator(".cke_dialog_ui_button_ok").click()
    frame.locator("figcaption").click()
    # The editor hands the keys to a caption a moment after the click.
    expect(frame.locator("figcaption.cke_widget_editable_focused")).to_be_visible()
    page.keyboard.type("Nhịp cầu cuối cùng")


def choose_lead_picture(page, context):
    """Upload a second picture through the form's own chooser and take it."""
    with context.expect_page() as opened:
        page.locator(".field-lead_image").get_by_role("link", name="Chọn ảnh").click()
    library = opened.value
    upload(library, "Toàn cảnh cầu.jpg", seed=2)
    click_to_close(library.locator("[data-choose]", has_text="Toàn cảnh cầu"))
    expect(page.locator(".field-lead_image .image-chooser__title")).to_have_text("Toàn cảnh cầu")
    page.fill("#id_lead_image_caption", "Toàn cảnh cầu mới")
    page.fill("#id_lead_image_alt", "Cây cầu bắc qua sông")


def upload(library, name, seed):
    """Upload a picture in the window of the library and wait until it is there to choose."""
    library.locator("details.choose-upload summary").click()
    # The window opens before its page is there: counted at once, it may hold no picture yet.
    library.wait_for_load_state()
    before = library.locator("[data-choose]").count()
    picture = {"name": name, "mimeType": "image/jpeg", "buffer": encoded(photo(640, 420, seed))}
    library.set_input_files("input[type=file]", [picture])
    expect(library.locator("[data-choose]")).to_have_count(before + 1)


def read_as_a_citizen(page):
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Móng Cái thông cầu mới qua sông Ka Long"
    )
    expect(page.locator(".article__lead")).to_contain_text("Cây cầu nối hai bờ")
    pictures = page.locator("article figure")
    expect(pictures).to_have_count(2)
    expect(pictures.first).to_contain_text("Toàn cảnh cầu mới")
    expect(pictures.first.locator("img")).to_have_attribute("alt", "Cây cầu bắc qua sông")
    expect(pictures.last).to_contain_text("Nhịp cầu cuối cùng")
    assert all(
        picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth > 0)")
        for picture in page.locator("article figure img").all()
        if picture.scroll_into_view_if_needed() is None
    )
    officials = page.locator("article", has_text="Ngô Hoàng Ngân")
    expect(officials).to_contain_text("Bí thư Thành ủy Móng Cái")
    expect(page.get_by_text("Phó Bí thư Thường trực Tỉnh ủy")).to_have_count(0)
    related = page.locator(".related")
    for number in range(3):
        expect(related).to_contain_text(f"Tin cùng chuyên mục {number}")
    expect(related).not_to_contain_text("Móng Cái thông cầu")


@pytest.fixture
def at_the_desk(page, newsroom):
    """The reporter's browser on an article of their own."""
    sign_in(page, newsroom, "reporter")
    reporter = Article._meta.get_field("author").related_model.objects.get(username="reporter")
    article = make_article(
        author=reporter,
        headline="Bài đang viết",
        body="<p>Câu đầu.</p>",
        event_date=date(2018, 8, 7),
    )
    page.goto(f"{newsroom.url}/quan-tri/articles/article/{article.pk}/change/")
    expect(page.locator(".save-bar__state")).to_have_text("Đã lưu toàn bộ.")
    return article


def test_leaving_with_unsaved_text_is_warned_of(page, at_the_desk):
    warnings = []

    def stay(dialog):
        warnings.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.frame_locator(EDITOR).locator("body").click()
    page.keyboard.type("Thêm. ")
    expect(page.locator(".save-bar__state")).to_have_text("Chưa lưu.")
    page.evaluate("setTimeout(() => { location.href = '/quan-tri/' })")
    page.wait_for_timeout(500)
    assert warnings == ["beforeunload"]
    assert "Thêm." in text_of_editor(page)


def test_saving_by_keyboard_leaves_nothing_to_warn_of(page, at_the_desk, newsroom):
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))
    page.fill("#id_headline", "Lưu bằng phím")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Đã lưu bài.")).to_be_visible()
    page.goto(f"{newsroom.url}/quan-tri/")
    assert dialogs == []
    at_the_desk.refresh_from_db()
    assert (at_the_desk.headline, at_the_desk.version) == ("Lưu bằng phím", 2)


def test_double_click_sends_once(page, newsroom):
    sign_in(page, newsroom, "reporter")
    page.get_by_role("link", name="Viết bài").click()
    page.fill("#id_headline", "Bấm hai lần")
    page.get_by_role("button", name="Lưu", exact=True).dblclick()
    expect(page.get_by_text("Đã lưu bài.")).to_be_visible()
    assert Article.objects.filter(headline="Bấm hai lần").count() == 1


def test_gallery_rows_are_added_chosen_and_moved(page, context, at_the_desk):
    kept(3, title="Ảnh ba")
    kept(4, title="Ảnh bốn")
    for title in ["Ảnh ba", "Ảnh bốn"]:
        page.locator("#gallery-group .add-row a").click()
        row = page.locator("#gallery-group .inline-related:not(.empty-form)").last
        with context.expect_page() as opened:
            row.get_by_role("link", name="Chọn ảnh").click()
        click_to_close(opened.value.locator("[data-choose]", has_text=title))
        expect(row.locator(".image-chooser__title")).to_have_text(title)
        row.locator("textarea").first.fill(f"Chú thích {title}")
    row.get_by_role("button", name="Đưa lên").click()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu bài.")).to_be_visible()
    captions = [row.caption for row in at_the_desk.gallery.all()]
    assert captions == ["Chú thích Ảnh bốn", "Chú thích Ảnh ba"]


def test_gallery_row_is_dragged_to_its_place_and_that_is_said(page, at_the_desk):
    for order, caption in enumerate(["Một", "Hai", "Ba"], start=1):
        at_the_desk.gallery.create(caption=caption, image=kept(order), order=order)
    page.reload()
    expect(page.locator(".save-bar__state")).to_have_text("Đã lưu toàn bộ.")
    rows = page.locator("#gallery-group .inline-related:not(.empty-form)")
    handle = rows.nth(2).locator(".row-moves__handle")
    handle.scroll_into_view_if_needed()
    start, first = handle.bounding_box(), rows.nth(0).bounding_box()
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 10, first["y"] + 40, steps=8)
    page.mouse.move(start["x"] + 10, first["y"] + 20)
    page.mouse.up()
    expect(page.get_by_text("Đang ở vị trí 1 trên 3.")).to_be_attached()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu bài.")).to_be_visible()
    assert [row.caption for row in at_the_desk.gallery.all()] == ["Ba", "Một", "Hai"]


def test_words_of_the_library_come_along_with_a_picture(page, context, at_the_desk):
    kept(3, title="Cầu", alt_text="Cầu lúc rạng sáng", caption="Nhịp <b>cuối</b> & nhịp đầu")
    kept(4, title="Chợ", alt_text="Chợ đêm")
    choose = choosing_in_editor(page, context)
    frame = page.frame_locator(EDITOR)
    choose("Cầu", alt="Cầu lúc rạng sáng")
    caption = frame.locator("figcaption")
    expect(caption).to_have_text("Nhịp <b>cuối</b> & nhịp đầu")
    # Another picture in the same place: the old alt text would tell of what is not seen.
    expect(frame.locator(".cke_widget_selected")).to_be_visible()
    choose("Chợ", alt="Chợ đêm")
    expect(frame.locator("figure")).to_have_count(1)
    frame.locator("figure").evaluate(
        "() => { const { id_body } = parent.CKEDITOR.instances;"
        " const range = id_body.createRange(); range.moveToElementEditEnd(id_body.editable());"
        " id_body.widgets.focused?.setFocused(false); id_body.focus(); range.select(); }"
    )
    choose("Chợ", alt="Chợ đêm")
    expect(caption).to_have_count(2)
    assert sorted(each.strip() for each in caption.all_inner_texts()) == [
        "",
        "Nhịp <b>cuối</b> & nhịp đầu",
    ]


def test_words_typed_for_a_picture_outlive_another_choice(page, context, at_the_desk):
    kept(3, title="Cầu", alt_text="Cầu lúc rạng sáng")
    kept(4, title="Chợ", alt_text="Chợ đêm")
    page.locator(".cke_button__image").click()
    dialog = page.locator(".cke_dialog:visible")
    field = dialog.get_by_label("Mô tả cho người không nhìn thấy ảnh")
    choose_in(dialog, context, "Cầu")
    expect(field).to_have_value("Cầu lúc rạng sáng")
    choose_in(dialog, context, "Chợ")
    expect(field).to_have_value("Chợ đêm")
    field.fill("Người đi chợ")
    choose_in(dialog, context, "Cầu")
    expect(dialog.get_by_label("Đường dẫn")).to_have_value(Image.objects.get(title="Cầu").url)
    expect(field).to_have_value("Người đi chợ")


def choosing_in_editor(page, context):
    """Return a function that puts a picture of the library where the cursor is."""

    def choose(title, alt):
        page.locator(".cke_button__image").click()
        dialog = page.locator(".cke_dialog:visible")
        choose_in(dialog, context, title)
        expect(dialog.get_by_label("Mô tả cho người không nhìn thấy ảnh")).to_have_value(alt)
        dialog.locator(".cke_dialog_ui_button_ok").click()
        expect(dialog).to_be_hidden()

    return choose


def choose_in(dialog, context, title):
    """Choose a picture in the window of the library that a dialog opens."""
    with context.expect_page() as opened:
        dialog.get_by_role("button", name="Chọn trong thư viện ảnh").click()
    click_to_close(opened.value.locator("[data-choose]", has_text=title))


PASTE = """([html, text]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", text);
    CKEDITOR.instances.id_body.editable().$.dispatchEvent(
        new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true})
    );
}"""


def test_paste_from_excel_keeps_its_head_and_old_fonts_are_refused(page, at_the_desk):
    page.frame_locator(EDITOR).locator("body").click()
    excel = Path(__file__).parents[1] / "articles/desk/pasting/clipboards/excel.html"
    page.evaluate(PASTE, [excel.read_text(), "Tháng"])
    expect(page.frame_locator(EDITOR).locator("th")).to_have_count(3)
    before = text_of_editor(page)
    old = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"
    page.evaluate(PASTE, [f"<p>{old}</p>", old])
    expect(page.locator(".cke_notification_warning")).to_contain_text("VNI-Windows")
    assert text_of_editor(page) == before


def test_paste_goes_in_all_the_same_when_the_desk_does_not_answer(page, at_the_desk):
    page.frame_locator(EDITOR).locator("body").click()
    page.route("**/paste/", lambda route: route.abort())
    page.evaluate(PASTE, ["<p>Chữ <b>đậm</b></p>", "Chữ đậm"])
    expect(page.frame_locator(EDITOR).locator("strong")).to_have_text("đậm")


def test_article_of_the_site_is_found_and_linked_by_keyboard(page, at_the_desk):
    page.frame_locator(EDITOR).locator("body").click()
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Tìm bài trong cổng")
    field.fill("cung chuyen muc 1")
    expect(page.locator(".link-search__option")).to_have_count(1)
    field.press("ArrowDown")
    field.press("Enter")
    # The keys go to the address once it is chosen, a moment later.
    expect(page.locator(".cke_dialog:visible").get_by_label("Đường dẫn")).to_be_focused()
    page.keyboard.press("Enter")
    link = page.frame_locator(EDITOR).get_by_role("link", name="Tin cùng chuyên mục 1")
    live = Edition.objects.live().get(headline="Tin cùng chuyên mục 1")
    expect(link).to_have_attribute("href", live.get_absolute_url())


def test_picture_pasted_from_elsewhere_is_left_out_and_told(page, at_the_desk):
    page.frame_locator(EDITOR).locator("body").click()
    page.evaluate(
        """CKEDITOR.instances.id_body.fire("paste", {
            type: "html", dataValue: '<p>Dán <img src="https://evil.example/a.png"></p>',
            dataTransfer: new CKEDITOR.plugins.clipboard.dataTransfer(), method: "paste",
        })"""
    )
    expect(page.locator(".cke_notification_warning")).to_contain_text("thư viện")
    assert "evil.example" not in text_of_editor(page)
    assert "Dán" in text_of_editor(page)


def test_editor_loads_no_plugin_with_a_hole_and_speaks_vietnamese(page, at_the_desk, trouble):
    page.reload()
    expect(page.locator(".cke_button__bold")).to_have_attribute("title", re.compile("Đậm"))
    loaded = set(page.evaluate("Object.keys(CKEDITOR.instances.id_body.plugins)"))
    holes = {"preview", "print", "codesnippetgeshi", "scayt", "wsc", "exportpdf", "sourcearea"}
    assert "image2" in loaded
    assert not loaded & holes
    assert trouble == []


def test_lists_quotes_tables_and_links_survive_a_save(page, at_the_desk):
    body = (
        "<ul><li>Một</li><li>Hai</li></ul><blockquote><p>Trích</p></blockquote>"
        '<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>B</td></tr></tbody>'
        '</table><p><a href="https://mongcai.example/">Liên kết</a></p><h3>Nhỏ</h3>'
    )
    # The editor takes a text in its own time, and says when it has.
    page.evaluate(
        "body => new Promise(done =>"
        " CKEDITOR.instances.id_body.setData(body, {callback: () => done()}))",
        body,
    )
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu bài.")).to_be_visible()
    at_the_desk.refresh_from_db()
    saved = re.sub(r"\s*\n\s*", "", at_the_desk.body)
    for part in [
        "<ul><li>Một</li><li>Hai</li></ul>",
        "<blockquote><p>Trích</p></blockquote>",
        '<th scope="col">A</th>',
        "<td>B</td>",
        '<a href="https://mongcai.example/" rel="noopener">Liên kết</a>',
        "<h3>Nhỏ</h3>",
    ]:
        assert part in saved


@pytest.mark.parametrize("width", [360, 1280])
def test_desk_fits_a_telephone_and_a_table(page, newsroom, width, trouble):
    page.set_viewport_size({"width": width, "height": 740})
    publisher = Article._meta.get_field("author").related_model.objects.get(username="publisher")
    article = make_article(author=publisher, headline="Từ " + "rất dài " * 25)
    submit(make_article(author=publisher, headline="Đã gửi"), publisher)
    live = Edition.objects.live().first().article
    sign_in(page, newsroom, "publisher")
    for path in [
        "",
        "articles/article/",
        "articles/article/add/",
        f"articles/article/{article.pk}/change/",
        f"articles/article/{article.pk}/history/",
        f"articles/article/{article.pk}/version/1/",
        f"articles/article/{live}/schedule/",
        f"articles/article/{article.pk}/preview/",
        f"articles/article/{live}/change/",
        f"articles/article/{live}/withdraw/",
        f"articles/article/{live}/correct/",
    ]:
        page.goto(f"{newsroom.url}/quan-tri/{path}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        outside = page.evaluate(
            """width => [...document.querySelectorAll("main input, main textarea, main .button")]
                .filter((each) => each.offsetParent && each.getBoundingClientRect().right > width)
                .map((each) => each.name || each.textContent)""",
            width,
        )
        assert outside == [], path
    assert trouble == []


def test_article_is_written_and_sent_on_a_telephone(page, newsroom):
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, newsroom, "reporter")
    page.get_by_role("link", name="Viết bài").click()
    page.fill("#id_headline", "Gửi từ điện thoại")
    page.frame_locator(EDITOR).locator("body").click()
    page.keyboard.type("Tin nhanh.")
    page.select_option("#id_category", label="Kinh tế")
    page.check("#id_no_event")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("button", name="Gửi biên tập").click()
    expect(page.get_by_text("Đã gửi bài cho ban biên tập.")).to_be_visible()
    assert Article.objects.get(headline="Gửi từ điện thoại").status == "submitted"
