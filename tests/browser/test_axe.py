"""Every page type by day and by night, on a phone and on a desk: axe finds nothing to mend."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.views.generic import RedirectView

from articles.page.urls import urlpatterns
from articles.page.views import server_error
from tests.browser.page_types import NOT_PAGES, make_pages

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = [(1280, 900), (360, 740)]
# All rules but the experimental ones; "best-practice" is among them.
AXE = Axe()
EMPTY = [
    *["/", "/tim-kiem/", "/lanh-dao/", "/co-quan-don-vi/", "/dinh-chinh/", "/van-ban/"],
    *["/so-do-trang/", "/x/"],
]
OPTIONS = {"resultTypes": ["violations"]}


def violations(page):
    """Return what axe finds on the open page, a line for each element."""
    found = page.evaluate("options => axe.run(document, options)", OPTIONS)["violations"]
    return [
        f"{each['id']} ({each['impact']}): {node['target']} {node['html'][:120]}"
        for each in found
        for node in each["nodes"]
    ]


def walk(page, name):
    """Return what axe finds on the open page in each size and scheme."""
    page.evaluate(AXE.axe_script)
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ["light", "dark"]:
            page.emulate_media(color_scheme=scheme)
            found += [f"{name} {width} {scheme}: {each}" for each in violations(page)]
    return found


def test_axe_finds_nothing_on_any_page_type(page, live_server):
    pages = make_pages()
    found = []
    for name, address in pages.items():
        page.goto(live_server.url + address)
        found += walk(page, " ".join(name))
    assert found == []


def test_axe_finds_nothing_on_a_site_that_is_still_empty(page, live_server):
    found = []
    for address in EMPTY:
        page.goto(live_server.url + address)
        found += walk(page, f"empty {address}")
    assert found == []


def test_axe_finds_nothing_on_the_page_of_a_failing_server(page, live_server, rf):
    html = server_error(rf.get("/")).content.decode()
    page.route("**/fails/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{live_server.url}/fails/")
    assert page.locator("h1").is_visible()
    assert walk(page, "500") == []


def test_axe_would_find_a_picture_without_words(page, live_server):
    page.goto(f"{live_server.url}/")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    page.evaluate(AXE.axe_script)
    assert [each for each in violations(page) if each.startswith("image-alt")]


def is_redirect(pattern):
    return getattr(pattern.callback, "view_class", None) is RedirectView


def test_every_public_page_is_one_of_them(db):
    pages = [each for each in urlpatterns if not is_redirect(each)]
    named = {each.name for each in pages} - NOT_PAGES
    assert named == {name for name, _special in make_pages()} - {""}
