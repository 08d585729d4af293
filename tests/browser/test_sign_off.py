"""Asking outside the desk in a real browser: the head's telephone, and the desk's copy button."""

import re

import pytest
from playwright.sync_api import expect

from accounts import roles
from articles.desk.article import Article
from articles.desk.signing.sign_off import SignOff, SignOffLink
from articles.desk.signing.signing_off import make_link, token_of
from tests.articles.factory import edit, make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-long-password"
FINGER = 44  # CSS pixels, WCAG 2.2, 2.5.5


@pytest.fixture
def editor(transactional_db):
    user = make_user("editor", full_name="Lê Văn Phó")
    roles.give(user, "editor")
    return user


@pytest.fixture
def article(editor):
    return make_article(
        author=editor,
        headline="Cầu mới qua sông Ka Long " + "rất dài " * 20,
        body="<p>Một đoạn văn dài của bài viết.</p>" * 30,
    )


@pytest.fixture
def asked(live_server, article, editor):
    """The address that somebody with a long title was sent."""
    link = make_link(article, editor, "Đồng chí Nguyễn Thị Hồng Nhung, Phó Chủ tịch Thường trực")
    return f"{live_server.url}/y-kien/{token_of(link)}/"


@pytest.fixture
def trouble(context):
    """What the browser complained of, and every address asked of another host."""
    found = []
    context.on(
        "console",
        lambda message: (
            found.append(message.text) if message.type in {"error", "warning"} else None
        ),
    )
    context.on(
        "request",
        lambda request: (
            found.append(request.url)
            if not re.match(r"(http://(localhost|127\.0\.0\.1):|data:|about:)", request.url)
            else None
        ),
    )
    return found


@pytest.fixture
def telephone(browser):
    """A telephone's browser without JavaScript, 360 pixels wide, used by touch."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


def test_head_answers_by_touch_on_a_telephone_without_javascript(telephone, asked, article):
    telephone.goto(asked)
    expect(telephone.get_by_text("Xin ý kiến của Đồng chí Nguyễn Thị Hồng Nhung")).to_be_visible()
    telephone.get_by_role("link", name="Trả lời").tap()
    agree = telephone.get_by_role("button", name="Đồng ý")
    expect(agree).to_be_in_viewport()
    assert SignOff.objects.count() == 0

    telephone.get_by_role("button", name="Đề nghị sửa").tap()
    expect(telephone.locator("#y-kien").get_by_text("Xin ghi rõ chỗ cần sửa.")).to_be_in_viewport()
    telephone.get_by_label("Góp ý").fill("Nên ghi rõ chiều dài cầu.")
    edit(article, lead="Cây cầu dài 200 m.")
    telephone.get_by_role("button", name="Đề nghị sửa").tap()
    expect(telephone.get_by_text("vừa được sửa").last).to_be_visible()
    expect(telephone.get_by_text("Cây cầu dài 200 m.")).to_be_visible()
    expect(telephone.get_by_label("Góp ý")).to_have_value("Nên ghi rõ chiều dài cầu.")
    assert SignOff.objects.count() == 0

    telephone.get_by_label("Góp ý").fill("")
    agree.tap()
    thanks = telephone.get_by_role("heading", name="Xin cảm ơn, ý kiến đã được ghi lại")
    expect(thanks).to_be_in_viewport()
    expect(telephone.get_by_role("heading", level=1)).to_contain_text("Cầu mới qua sông Ka Long")
    kept = SignOff.objects.get()
    assert (kept.answer, kept.version, kept.comment) == ("agreed", 2, "")
    telephone.reload()
    assert SignOff.objects.count() == 1


def test_enter_in_the_line_for_the_name_presses_no_button(page, asked):
    page.goto(asked)
    page.get_by_label("Họ và tên").press("Enter")
    page.wait_for_timeout(300)
    expect(page.get_by_role("button", name="Đồng ý")).to_be_visible()
    assert SignOff.objects.count() == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_page_fits_and_its_targets_suit_a_finger(page, asked, width, trouble):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(asked)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    jump = page.get_by_role("link", name="Trả lời")
    expect(jump).to_be_in_viewport()  # at the top of a long article too
    targets = [jump, page.get_by_label("Họ và tên"), page.get_by_label("Góp ý")]
    targets += page.locator(".answer__buttons button").all()
    for target in targets:
        box = target.bounding_box()
        assert box["height"] >= FINGER
        assert box["width"] >= FINGER
    assert trouble == []


def test_keyboard_alone_is_enough(page, asked):
    page.goto(asked)
    page.get_by_label("Góp ý").focus()
    page.keyboard.type("Được.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Đồng ý")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Xin cảm ơn")).to_be_visible()
    assert SignOff.objects.get().comment == "Được."


def sign_in(page, live_server):
    page.goto(f"{live_server.url}/quan-tri/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator(".desk-menu--user")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_link_is_made_copied_and_revoked_at_the_desk(
    page, context, live_server, article, width, trouble
):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size({"width": width, "height": 740})
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/quan-tri/articles/article/{article.pk}/change/")
    page.get_by_role("link", name="Xin ý kiến…").click()
    page.get_by_label("Gửi ai").fill("Đ/c Nhung")
    page.get_by_role("button", name="Tạo liên kết").click()
    expect(page.get_by_text("Đã tạo liên kết")).to_be_visible()
    page.get_by_role("button", name="Sao chép lời nhắn").click()
    expect(page.get_by_text("Đã sao chép.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    address = f"{live_server.url}/y-kien/{token_of(SignOffLink.objects.get())}/"
    assert copied == page.get_by_label("Lời nhắn để gửi").input_value()
    assert address in copied
    assert "Kính gửi Đ/c Nhung" in copied
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Thu hồi").click()
    expect(page.get_by_text("Đã thu hồi liên kết.")).to_be_visible()
    assert SignOffLink.objects.get().revoked_at is not None
    assert trouble == []


def test_answer_by_telephone_is_recorded_at_the_desk(page, live_server, article):
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/quan-tri/articles/article/{article.pk}/sign-off/")
    page.locator("summary", has_text="Ghi lại ý kiến").click()
    page.get_by_label("Ai cho ý kiến").fill("Chủ tịch UBND")
    page.get_by_label("qua điện thoại").check()
    page.get_by_label("Đồng ý").check()
    page.get_by_role("button", name="Ghi lại ý kiến").click()
    expect(page.get_by_text("Đã ghi lại ý kiến.")).to_be_visible()
    expect(page.get_by_text("Về nội dung hiện nay.")).to_be_visible()
    kept = SignOff.objects.get()
    assert (kept.how, kept.who, kept.recorded_by.username) == (
        "telephone",
        "Chủ tịch UBND",
        "editor",
    )
    assert Article.objects.get(pk=article.pk).status == "draft"
