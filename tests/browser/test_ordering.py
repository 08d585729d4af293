"""Putting the menu in order: by arrows, by dragging, by numbers where no script runs."""

import pytest
from playwright.sync_api import expect

from articles.page.frame.furniture import furnished
from articles.page.frame.menu_item import MenuItem
from tests.articles.factory import make_publisher

from .test_keeping import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROWS = "#result_list tbody tr"


@pytest.fixture
def items(live_server):
    make_publisher(username="truongban")
    found = {}
    for label, above in [
        *[("Một", None), ("Hai", None), ("Ba", None)],
        *[("Dưới hai", "Hai"), ("Cũng dưới hai", "Hai")],
    ]:
        address = f"/{label.lower().replace(' ', '-')}/"
        found[label] = MenuItem.objects.create(
            label=label,
            target="address",
            address=address,
            parent=found.get(above),
            order=10 * (len(found) + 1),
        )
    return found


@pytest.fixture
def listing(page, live_server, items):
    sign_in(page, live_server, "truongban")
    page.goto(f"{live_server.url}/quan-tri/articles/menuitem/")
    return page


def row_of(page, name):
    return page.locator(ROWS, has=page.get_by_role("link", name=name, exact=True))


def names(page):
    return page.locator(f"{ROWS} th").all_inner_texts()


def as_readers_see():
    return [
        (each.label, [below.label for below in each.children]) for each in furnished()["menu"].items
    ]


def test_arrows_move_a_row_with_what_stands_under_it(listing):
    button = listing.get_by_role("button", name="Chuyển “Hai” lên")
    button.focus()
    listing.keyboard.press("Enter")
    assert names(listing) == ["Hai", "Dưới hai", "Cũng dưới hai", "Một", "Ba"]
    expect(listing.get_by_role("status")).to_have_text(
        "“Hai”: vị trí 1 trên 3. Hãy lưu để giữ thứ tự này."
    )
    # Nothing is above it any more; whoever uses the keyboard goes on with the other arrow.
    expect(button).to_be_disabled()
    expect(listing.get_by_role("button", name="Chuyển “Hai” xuống")).to_be_focused()
    assert [label for label, _below in as_readers_see()] == ["Một", "Hai", "Ba"]
    listing.get_by_role("button", name="Chuyển “Dưới hai” xuống").click()
    listing.click('input[name="_save"]')
    expect(listing.locator(".messagelist")).to_be_visible()
    assert as_readers_see() == [
        ("Hai", ["Cũng dưới hai", "Dưới hai"]),
        ("Một", []),
        ("Ba", []),
    ]


def test_a_row_is_dragged_among_its_own_level_alone(listing):
    def drag(name, onto):
        handle = row_of(listing, name).locator(".ordering__handle")
        handle.drag_to(row_of(listing, onto), target_position={"x": 60, "y": 4})

    drag("Ba", "Một")
    assert names(listing) == ["Ba", "Một", "Hai", "Dưới hai", "Cũng dưới hai"]
    drag("Dưới hai", "Một")  # it stands under another one
    assert names(listing) == ["Ba", "Một", "Hai", "Dưới hai", "Cũng dưới hai"]
    listing.click('input[name="_save"]')
    expect(listing.locator(".messagelist")).to_be_visible()
    assert [label for label, _below in as_readers_see()] == ["Ba", "Một", "Hai"]


def test_numbers_are_enough_without_a_script(browser, live_server, items):
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    sign_in(page, live_server, "truongban")
    page.goto(f"{live_server.url}/quan-tri/articles/menuitem/")
    assert page.locator(".ordering__step").count() == 0
    row_of(page, "Ba").locator('input[name$="-order"]').fill("1")
    page.click('input[name="_save"]')
    assert [label for label, _below in as_readers_see()] == ["Ba", "Một", "Hai"]
    context.close()
