"""
The workflow in a real browser: the whole life of an article by keyboard alone, and an approval by
touch on a telephone.
"""

import re

import pytest
from playwright.sync_api import expect

from accounts import roles
from articles.desk.acts.workflow import pass_on, submit
from articles.desk.article import Article
from articles.page.correction import Correction
from articles.page.edition import Edition
from articles.page.withdrawal import Withdrawal
from tests.articles.factory import edit, make_article, make_category, make_published, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-long-password"
CAST = [
    ("reporter", "Đặng Thị Mộng"),
    ("editor", "Lê Văn Phó"),
    ("publisher", "Nguyễn Thu Hà"),
]


@pytest.fixture
def newsroom(live_server):
    """A desk of three, and one category."""
    live_server.people = {}
    for role, name in CAST:
        live_server.people[role] = make_user(role, full_name=name)
        roles.give(live_server.people[role], role)
    make_category("Kinh tế")
    return live_server


class Keyboard:
    """A person without a mouse: every control is reached by Tab, every button pressed by Enter."""

    MOST_TABS = 160

    def __init__(self, page):
        self.page = page

    def reach(self, selector):
        """Press Tab until the focus is on an element; it must show that it has it."""
        for _press in range(self.MOST_TABS):
            if self.page.evaluate("what => document.activeElement?.matches(what)", selector):
                return self.page.locator(selector)
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {selector}")

    def write(self, text):
        """Type into the editor, once it lets the cursor in."""
        self.page.wait_for_selector(".cke_contents:not([inert]) iframe")
        self.reach("iframe.cke_wysiwyg_frame")
        self.page.keyboard.type(text)

    def type_into(self, selector, text):
        self.reach(selector)
        self.page.keyboard.type(text)

    def press(self, selector, key="Enter"):
        """Reach a control and press it; the page that follows is loaded."""
        control = self.reach(selector)
        outline = "each => [getComputedStyle(each).outlineStyle, getComputedStyle(each).boxShadow]"
        assert control.evaluate(outline) != ["none", "none"], f"{selector} shows no focus"
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def sign_in(self, newsroom, username):
        self.page.goto(f"{newsroom.url}/quan-tri/")
        self.type_into("#id_username", username)
        self.type_into("#id_password", PASSWORD)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def sees(self, text):
        expect(self.page.get_by_text(text).first).to_be_visible()


@pytest.fixture
def at_keyboard(new_context, newsroom):
    """A function that signs a person of the cast in, in a browser of their own."""

    def sit_down(username):
        keyboard = Keyboard(new_context().new_page())
        keyboard.sign_in(newsroom, username)
        return keyboard

    return sit_down


def test_whole_life_of_an_article_by_keyboard_alone(page, at_keyboard, newsroom):
    reporter = at_keyboard("reporter")
    reporter.press("a.button--first[href$='/article/add/']")
    reporter.type_into("#id_headline", "Chợ đêm mở thêm một giờ")
    reporter.type_into("#id_lead", "Chợ đêm mở đến 23 giờ.")
    reporter.write("Tiểu thương mừng, hàng xóm lo ồn.")
    reporter.type_into("#id_category", "Kinh")
    reporter.reach("#id_no_event")
    reporter.page.keyboard.press("Space")
    reporter.press("button[name=_continue]")
    reporter.sees("Đã lưu bài.")
    reporter.press("button[name=_submit]")
    reporter.sees("Đã gửi bài cho ban biên tập.")
    article = Article.objects.get()
    address = f"/quan-tri/articles/article/{article.pk}/change/"

    editor = at_keyboard("editor")
    editor.press(f"a[href='{address}']")
    editor.press("button[name=_pass_on]")
    editor.sees("Bài đã được chuyển duyệt.")

    publisher = at_keyboard("publisher")
    publisher.page.goto(f"{newsroom.url}{address}")
    publisher.press("a[href$='/approve/']")
    publisher.press("button[name=_approve]")
    publisher.sees("Bài đã được duyệt, có thể đăng.")
    publisher.press("button[name=_publish]")
    publisher.sees("Bài đã được đăng.")
    edition = Edition.objects.live().get()
    page.goto(newsroom.url + edition.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("Chợ đêm mở thêm một giờ")
    expect(page.locator("article")).to_contain_text("hàng xóm lo ồn")

    publisher.press("button[name=_correct]")
    publisher.type_into("#id_wrong", "23 giờ")
    publisher.type_into("#id_right", "22 giờ 30")
    publisher.press("form.step__form button[type=submit]")
    publisher.sees("Nội dung đính chính đã được đăng.")
    assert Correction.objects.get().right == "22 giờ 30"

    publisher.press("button[name=_withdraw]")
    publisher.type_into("#id_reason", "Thông tin chưa kiểm chứng.")
    publisher.press("form.step__form button[type=submit]")
    publisher.sees("Đã gỡ bài. Địa chỉ của bài cho bạn đọc biết lý do.")
    assert Withdrawal.objects.get().reason == "Thông tin chưa kiểm chứng."
    assert page.goto(newsroom.url + edition.get_absolute_url()).status == 410


@pytest.fixture
def telephone(browser, browser_context_args, newsroom):
    """The head's telephone: 360 pixels wide, and fingers."""
    small = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    context = browser.new_context(**{**browser_context_args, **small})
    page = context.new_page()
    page.goto(f"{newsroom.url}/quan-tri/")
    page.fill("#id_username", "publisher")
    page.fill("#id_password", PASSWORD)
    page.locator("[type=submit]").tap()
    expect(page.locator(".desk-menu--user")).to_be_visible()
    yield page
    context.close()


def waiting(newsroom, **words):
    """An article that the reporter wrote and the editor passed on."""
    article = make_article(author=newsroom.people["reporter"], **words)
    submit(article, newsroom.people["reporter"])
    return pass_on(article, newsroom.people["editor"])


def test_head_approves_and_publishes_from_a_telephone_by_touch(newsroom, telephone):
    article = waiting(newsroom, headline="Chờ trưởng ban duyệt")
    telephone.reload()
    telephone.get_by_role("link", name="Chờ trưởng ban duyệt").first.tap()
    if "/approve/" not in telephone.url:
        telephone.locator("a[href$='/approve/']").tap()
    frame = telephone.frame_locator("iframe.approve__page")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Chờ trưởng ban duyệt")
    assert telephone.evaluate("document.documentElement.scrollWidth") <= 360
    for button in telephone.locator(".approve__bar button").all():
        box = button.bounding_box()
        assert box["height"] >= 44, button.inner_text()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    telephone.get_by_role("button", name="Duyệt và đăng ngay").tap()
    expect(telephone.get_by_text("Bài đã được đăng.")).to_be_visible()
    assert Edition.objects.live().get().article == article.pk


def test_approver_sees_what_is_new_against_the_live_page(newsroom, telephone):
    live = make_published(headline="Giá vé", body="<p>Vé giá 20.000 đồng một lượt.</p>")
    article = Article.objects.get(pk=live.article)
    edit(article, body="<p>Vé giá 25.000 đồng một lượt.</p>")
    pass_on(article, newsroom.people["editor"])
    telephone.goto(f"{newsroom.url}/quan-tri/articles/article/{article.pk}/approve/")
    expect(telephone.locator("del", has_text="20.000").first).to_be_visible()
    expect(telephone.locator("ins", has_text="25.000").first).to_be_visible()


def test_nobody_types_into_an_editor_that_is_not_ready(at_keyboard):
    # The editor's frame waits for its style sheet, and what is typed before that would be lost.
    reporter = at_keyboard("reporter")
    held = []
    sheet = re.compile(r"/desk/editor[^/]*\.css")
    reporter.page.route(sheet, lambda route: held.append(route))
    reporter.reach("a.button--first[href$='/article/add/']")
    with reporter.page.expect_request(sheet):
        reporter.page.keyboard.press("Enter")
    frame = reporter.page.locator("iframe.cke_wysiwyg_frame")
    focused = "frame => { frame.focus(); return document.activeElement === frame }"
    assert not frame.evaluate(focused)
    assert held
    for route in held:
        route.continue_()
    reporter.write("Tiểu thương mừng.")
    written = reporter.page.evaluate("CKEDITOR.instances.id_body.getData()")
    assert "Tiểu thương mừng." in written
