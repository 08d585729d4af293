"""Nothing typed is lost, seen from a real desk: crashes, ended sessions, no network."""

import re
import time

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from accounts import roles
from articles.desk.article import Article
from articles.desk.versions.autosave import Autosave
from articles.desk.versions.presence import Presence
from tests.articles.factory import make_article, make_category, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-long-password"
EDITOR = "iframe.cke_wysiwyg_frame"
# What is typed is on the server ten seconds later at most.
BEHIND = 10_000
KEPT = re.compile(r"Đã giữ bản gõ lúc \d\d:\d\d:\d\d")


@pytest.fixture
def desk(live_server):
    """A reporter with an article, and a publisher."""
    for role, name in [("reporter", "Đặng Thị Mộng"), ("publisher", "Nguyễn Thu Hà")]:
        roles.give(make_user(role, full_name=name), role)
    make_category("Kinh tế")
    return live_server


@pytest.fixture
def article(desk):
    reporter = Article._meta.get_field("author").related_model.objects.get(username="reporter")
    return make_article(author=reporter, headline="Đã lưu", body="<p>Câu đã lưu.</p>")


def sign_in(page, desk, username):
    page.goto(f"{desk.url}/quan-tri/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator(".desk-menu--user")).to_be_visible()


def address(desk, article):
    return f"{desk.url}/quan-tri/articles/article/{article.pk}/change/"


def open_form(page, url):
    """Open a form and wait until the editor has taken the text."""
    page.goto(url)
    wait_for_editor(page)


def wait_for_editor(page):
    """Wait until the editor has taken the text, and the form has looked at itself."""
    page.frame_locator(EDITOR).locator("body[contenteditable=true]").wait_for()
    expect(page.locator(".save-bar__state")).not_to_be_empty()


def write(page, text):
    """Type at the end of the text, as a person does."""
    page.frame_locator(EDITOR).locator("body").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def line(page):
    return page.locator(".save-bar__kept")


def beat(page):
    """Let the form give its sign of life now, as it does every ten seconds."""
    page.evaluate("window.dispatchEvent(new Event('online'))")


def type_and_keep(page, **texts):
    """Fill fields and wait until the server has them."""
    for name, text in texts.items():
        page.fill(f"#id_{name}", text)
    beat(page)
    expect(line(page)).to_have_text(KEPT)


@pytest.fixture
def at_the_desk(page, desk, article):
    sign_in(page, desk, "reporter")
    open_form(page, address(desk, article))
    return page


@pytest.fixture
def another(browser, browser_context_args, desk):
    """A function that gives the page of somebody at another machine."""
    contexts = []

    def sign_in_elsewhere(username):
        contexts.append(browser.new_context(**browser_context_args))
        page = contexts[-1].new_page()
        sign_in(page, desk, username)
        return page

    yield sign_in_elsewhere
    for each in contexts:
        each.close()


def test_untouched_form_keeps_nothing(at_the_desk):
    at_the_desk.wait_for_timeout(4000)
    expect(line(at_the_desk)).to_have_text("")
    assert not Autosave.objects.exists()
    assert Presence.objects.get().user.username == "reporter"


def test_text_rows_and_fields_are_kept_within_ten_seconds(at_the_desk):
    page = at_the_desk
    write(page, " Câu mới gõ.")
    expect(line(page)).to_have_text(KEPT, timeout=BEHIND)
    assert "Câu mới gõ." in Autosave.objects.get().form["body"][0]
    page.locator("#contributors-group .add-row a").click()
    page.fill("#id_contributors-0-name", "Hoàng Anh")
    page.locator("#id_further_categories_0").evaluate("box => box.click()")
    page.wait_for_timeout(4500)
    form = Autosave.objects.get().form
    assert form["contributors-0-name"] == ["Hoàng Anh"]
    assert "further_categories" in form
    assert not [name for name in form if "__prefix__" in name or name.startswith("_")]


def test_who_types_without_a_pause_is_never_more_than_ten_seconds_ahead(at_the_desk):
    page = at_the_desk
    page.locator("#id_lead").click()
    began = time.monotonic()
    while not Autosave.objects.exists() and time.monotonic() - began < 15:
        page.keyboard.type("không nghỉ ")
        page.wait_for_timeout(500)
    assert time.monotonic() - began < 10
    assert Autosave.objects.get().form["lead"][0].count("không nghỉ") > 3


def test_after_a_crash_the_text_is_offered_and_brought_back(at_the_desk, desk, article, context):
    page = at_the_desk
    write(page, " Câu trước khi sập.")
    type_and_keep(page, headline="Tít trước khi sập")
    page.close(run_before_unload=False)

    page = context.new_page()
    open_form(page, address(desk, article))
    offer = page.locator(".keeping__offer")
    expect(offer).to_contain_text("Bạn có bản gõ chưa lưu của bài này")
    expect(page.locator("#id_headline")).to_have_value("Đã lưu")
    offer.locator("summary").click()
    expect(offer).to_contain_text("Tít trước khi sập")
    offer.get_by_role("link", name="Khôi phục", exact=True).click()
    wait_for_editor(page)
    expect(page.locator("#id_headline")).to_have_value("Tít trước khi sập")
    assert "Câu trước khi sập." in page.evaluate("CKEDITOR.instances.id_body.getData()")
    expect(page.locator(".save-bar__state")).to_have_text("Chưa lưu.")
    article.refresh_from_db()
    assert article.headline == "Đã lưu"

    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu bài.")).to_be_visible()
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Tít trước khi sập", 2)
    page.wait_for_timeout(1500)
    expect(page.locator(".keeping__offer")).to_have_count(0)
    assert not Autosave.objects.exists()


def test_text_that_was_offered_is_not_written_over_by_typing_on(
    at_the_desk, desk, article, context
):
    type_and_keep(at_the_desk, headline="Trước khi sập")
    at_the_desk.close(run_before_unload=False)
    page = context.new_page()
    open_form(page, address(desk, article))
    page.fill("#id_lead", "Gõ tiếp mà không xem")
    beat(page)
    expect(line(page)).to_contain_text("hãy khôi phục hoặc bỏ bản ấy trước")
    assert Autosave.objects.get().form["headline"] == ["Trước khi sập"]
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Bỏ", exact=True).click()
    # What was typed meanwhile waited in this browser, and is offered now, on a page loaded anew.
    expect(page.locator(".keeping__offer")).to_contain_text("Gõ tiếp mà không xem")
    expect(page.get_by_text("Đã bỏ bản gõ chưa lưu.")).to_be_visible()


def test_new_article_comes_back_after_a_crash(page, desk, context):
    sign_in(page, desk, "reporter")
    open_form(page, f"{desk.url}/quan-tri/articles/article/add/")
    type_and_keep(page, headline="Bài chưa từng lưu")
    page.close(run_before_unload=False)
    page = context.new_page()
    page.goto(f"{desk.url}/quan-tri/")
    page.get_by_role("link", name="Bài chưa từng lưu").click()
    page.get_by_role("link", name="Khôi phục", exact=True).click()
    expect(page.locator("#id_headline")).to_have_value("Bài chưa từng lưu")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu bài.")).to_be_visible()
    assert Article.objects.get().headline == "Bài chưa từng lưu"
    assert not Autosave.objects.exists()


def test_session_that_ends_while_typing_costs_no_word(at_the_desk, article):
    page = at_the_desk
    Session.objects.all().delete()
    page.fill("#id_headline", "Gõ khi hết phiên")
    write(page, " Câu gõ khi hết phiên.")
    beat(page)
    expect(line(page)).to_contain_text(
        "Phiên làm việc đã hết: đăng nhập lại ở thẻ mới, rồi quay lại đây; không mất chữ nào"
    )
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập lại để lưu bài")
    page.get_by_label("Tên đăng nhập").fill("reporter")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập và lưu").click()
    expect(page.get_by_text("Đã lưu bài.")).to_be_visible()
    article.refresh_from_db()
    assert article.headline == "Gõ khi hết phiên"
    assert "Câu gõ khi hết phiên." in article.body
    page.wait_for_timeout(1500)
    assert page.evaluate("Object.keys(localStorage).filter(k => /typed/.test(k)).length") == 0


def test_signing_in_in_another_tab_lets_the_form_go_on(at_the_desk, desk, article, context):
    page = at_the_desk
    Session.objects.all().delete()
    page.fill("#id_headline", "Thẻ cũ viết tiếp")
    beat(page)
    expect(line(page)).to_contain_text("Phiên làm việc đã hết")
    sign_in(context.new_page(), desk, "reporter")
    expect(line(page)).to_have_text(KEPT, timeout=20_000)
    page.bring_to_front()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu bài.")).to_be_visible()
    article.refresh_from_db()
    assert article.headline == "Thẻ cũ viết tiếp"


def test_lost_connection_is_told_and_made_up_for(at_the_desk, context):
    page = at_the_desk
    context.set_offline(True)
    page.fill("#id_headline", "Gõ lúc mất mạng")
    expect(line(page)).to_have_text(
        "Mất kết nối: chữ bạn gõ vẫn còn trên máy này, sẽ gửi khi có mạng", timeout=BEHIND
    )
    assert not Autosave.objects.exists()
    page.fill("#id_lead", "Vẫn gõ tiếp")
    page.wait_for_timeout(300)
    assert "Vẫn gõ tiếp" in page.evaluate("Object.values(localStorage).join()")
    context.set_offline(False)
    expect(line(page)).to_have_text(KEPT, timeout=BEHIND)
    form = Autosave.objects.get().form
    assert (form["headline"], form["lead"]) == (["Gõ lúc mất mạng"], ["Vẫn gõ tiếp"])
    assert page.evaluate("Object.keys(localStorage).filter(k => /typed/.test(k)).length") == 0


def test_crash_without_a_connection_is_made_up_for_at_the_next_visit(
    at_the_desk, desk, article, context
):
    page = at_the_desk
    context.set_offline(True)
    page.fill("#id_headline", "Sập lúc mất mạng")
    beat(page)
    expect(line(page)).to_contain_text("Mất kết nối")
    page.close(run_before_unload=False)
    context.set_offline(False)
    page = context.new_page()
    open_form(page, address(desk, article))
    page.get_by_role("link", name="Khôi phục", exact=True).click()
    expect(page.locator("#id_headline")).to_have_value("Sập lúc mất mạng")


def test_two_at_one_article_see_each_other_and_one_takes_over(at_the_desk, desk, article, another):
    reporter = at_the_desk
    publisher = another("publisher")
    open_form(publisher, address(desk, article))
    # Each is told of the other, here with the next sign of life.
    there = reporter.locator(".keeping__writer")
    beat(reporter)
    expect(there).to_contain_text("Nguyễn Thu Hà đang mở bài này từ", timeout=15_000)
    type_and_keep(reporter, headline="Mộng gõ dở")
    beat(publisher)
    writer = publisher.locator(".keeping__writer")
    expect(writer).to_contain_text("Đặng Thị Mộng đang mở bài này", timeout=15_000)
    expect(writer).to_contain_text("gõ lần cuối vừa xong", timeout=15_000)

    publisher.get_by_role("button", name="Nhận viết tiếp").click()
    expect(publisher.locator(".messagelist")).to_contain_text(
        "Bản gõ của Đặng Thị Mộng được giữ thành phiên bản 2."
    )
    beat(reporter)
    news = reporter.locator(".keeping__news")
    expect(news).to_contain_text("Nguyễn Thu Hà đã nhận viết tiếp bài này", timeout=15_000)
    expect(news).to_contain_text("phiên bản 2")
    reporter.get_by_role("button", name="Lưu", exact=True).click()
    expect(reporter.locator(".conflict__what")).to_contain_text("Nguyễn Thu Hà đã nhận viết tiếp")
    expect(reporter.locator("main")).to_contain_text("Mộng gõ dở")
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Đã lưu", 2)


def test_what_one_types_goes_along_when_they_take_over(at_the_desk, desk, article, another):
    publisher = another("publisher")
    type_and_keep(at_the_desk, headline="Mộng gõ dở")
    open_form(publisher, address(desk, article))
    publisher.fill("#id_lead", "Hà cũng gõ")
    dialogs = []
    publisher.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))
    publisher.get_by_role("button", name="Nhận viết tiếp").click()
    expect(publisher.locator(".keeping__offer")).to_contain_text("Bạn có bản gõ chưa lưu")
    assert dialogs == []
    publisher.get_by_role("link", name="Khôi phục", exact=True).click()
    expect(publisher.locator("#id_lead")).to_have_value("Hà cũng gõ")
    publisher.get_by_role("button", name="Lưu", exact=True).click()
    expect(publisher.get_by_text("Đã lưu bài.")).to_be_visible()


def test_newer_version_is_told_before_the_button_is_pressed(at_the_desk, desk, article, another):
    publisher = another("publisher")
    open_form(publisher, address(desk, article))
    publisher.fill("#id_lead", "Hà đã sửa")
    publisher.get_by_role("button", name="Lưu", exact=True).click()
    expect(publisher.get_by_text("Đã lưu bài.")).to_be_visible()
    beat(at_the_desk)
    news = at_the_desk.locator(".keeping__news")
    expect(news).to_contain_text("Nguyễn Thu Hà đã lưu phiên bản 2", timeout=15_000)
    with at_the_desk.context.expect_page() as opened:
        news.get_by_role("link", name="Xem thay đổi").click()
    expect(opened.value.locator("main")).to_contain_text("Hà đã sửa")


def test_closing_the_form_ends_being_there(at_the_desk, desk):
    beat(at_the_desk)
    at_the_desk.wait_for_timeout(1000)
    assert Presence.objects.exists()
    at_the_desk.goto(f"{desk.url}/quan-tri/")
    at_the_desk.wait_for_timeout(1000)
    assert not Presence.objects.exists()


def test_leaving_with_the_last_words_unsent_keeps_them(at_the_desk, desk, article):
    page = at_the_desk
    page.on("dialog", lambda dialog: dialog.accept())
    page.fill("#id_headline", "Gõ xong đi ngay")
    page.goto(f"{desk.url}/quan-tri/")
    page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_role("link", name="Gõ xong đi ngay")).to_be_visible()
    open_form(page, address(desk, article))
    expect(page.locator(".keeping__offer")).to_have_count(1)


@pytest.mark.parametrize("width", [360, 1280])
def test_notices_fit_the_screen(at_the_desk, desk, article, another, width):
    publisher = another("publisher")
    publisher.set_viewport_size({"width": width, "height": 740})
    type_and_keep(at_the_desk, headline="Mộng gõ dở " * 10)
    open_form(publisher, address(desk, article))
    expect(publisher.get_by_role("button", name="Nhận viết tiếp")).to_be_visible()
    type_and_keep(publisher, lead="Hà gõ")
    assert publisher.evaluate("document.documentElement.scrollWidth") <= width
