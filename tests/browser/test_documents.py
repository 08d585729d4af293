"""Documents in a real browser: rows of the form, the toolbar's button, the list under a text."""

import pytest
from playwright.sync_api import expect

from articles.desk.acts.publishing import publish
from articles.desk.article import ArticleDocument
from articles.desk.versions.saving import save_version
from tests.articles.factory import make_article
from tests.browser.closing import click_to_close
from tests.browser.test_whole_way import EDITOR, at_the_desk, newsroom  # noqa: F401
from tests.documents.making import kept, stored_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def store(tmp_path):
    """A store with two documents."""
    with stored_in(tmp_path):
        yield [kept(1, "Kế hoạch"), kept(2, "Dự toán")]


def choose(page, context, opener, title):
    with context.expect_page() as opened:
        opener.click()
    click_to_close(opened.value.locator("[data-choose]", has_text=title))


def save(page):
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu bài.")).to_be_visible()


def body_of(page):
    return page.evaluate("CKEDITOR.instances.id_body.getData()")


@pytest.mark.parametrize("width", [1280, 360])
def test_rows_are_added_chosen_named_moved_and_taken_out(
    page,
    context,
    at_the_desk,  # noqa: F811
    width,
):
    page.set_viewport_size({"width": width, "height": 800})
    for title in ["Kế hoạch", "Dự toán", "Kế hoạch"]:
        page.locator("#documents-group .add-row a").click()
        row = page.locator("#documents-group .inline-related:not(.empty-form)").last
        choose(page, context, row.get_by_role("link", name="Chọn tài liệu"), title)
        expect(row.locator(".document-chooser__title")).to_have_text(title)
        expect(row.locator(".document-chooser__about")).to_contain_text("PDF")
    rows = page.locator("#documents-group .inline-related:not(.empty-form)")
    rows.nth(2).locator(".inline-deletelink").click()
    rows.nth(1).locator(".field-title input").fill("Dự toán thu")
    up = rows.nth(1).get_by_role("button", name="Đưa lên")
    up.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    save(page)
    assert [(row.document.title, row.title) for row in at_the_desk.documents.all()] == [
        ("Dự toán", "Dự toán thu"),
        ("Kế hoạch", ""),
    ]


def test_button_of_the_toolbar_links_the_words_selected(page, context, at_the_desk, store):  # noqa: F811
    page.frame_locator(EDITOR).locator("body").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Xem kế hoạch")
    page.keyboard.press("Shift+Home")
    button = page.get_by_role("button", name="Tài liệu tải về")
    choose(page, context, button, "Kế hoạch")
    expect(page.frame_locator(EDITOR).locator("a")).to_have_text("Xem kế hoạch")
    save(page)
    at_the_desk.refresh_from_db()
    assert f'href="/tai-lieu/{store[0].key}/tai-lieu.pdf"' in at_the_desk.body
    assert [row.document for row in at_the_desk.body_documents.all()] == [store[0]]


def test_without_a_selection_the_title_stands_at_the_cursor(page, context, at_the_desk):  # noqa: F811
    page.frame_locator(EDITOR).locator("body").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Xem: ")
    choose(page, context, page.get_by_role("button", name="Tài liệu tải về"), "Dự toán")
    expect(page.frame_locator(EDITOR).locator("a")).to_have_text("Dự toán")
    # Another one, with the cursor in the link, takes its place.
    page.frame_locator(EDITOR).locator("a").click()
    choose(page, context, page.get_by_role("button", name="Tài liệu tải về"), "Kế hoạch")
    assert body_of(page).count("<a ") == 1
    assert "ke-hoach.pdf" in body_of(page)


def test_citizen_saves_what_is_listed(page, newsroom, store):  # noqa: F811
    article = make_article()
    ArticleDocument.objects.create(article=article, document=store[0], title="", order=1)
    save_version(article, None)
    page.goto(newsroom.url + publish(article, None).get_absolute_url())
    link = page.get_by_role("region", name="Tài liệu đính kèm").get_by_role("link")
    expect(link).to_have_accessible_name(f"Kế hoạch PDF · {store[0].size}\u00a0byte")
    with page.expect_download() as saved:
        link.click()
    assert saved.value.suggested_filename == "Kế hoạch.pdf"
