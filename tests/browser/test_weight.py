"""What a page weighs on the way to a phone."""

import gzip
import re

import pytest
from django.contrib.staticfiles.finders import find

from tests.browser.page_types import make_pages

pytestmark = pytest.mark.django_db

KIB = 1024
# They keep what a reader chose from flashing up otherwise first; the page is whole without them.
EARLY = ['<script src="/static/js/display.js">', '<script src="/static/js/alerts.js">']
MOST = 14 * KIB  # what fits into the first flight of a connection (RFC 6928: ten segments)


def weight(client, address):
    """Return the compressed bytes of a page with its style sheets: it can be drawn after these."""
    html = client.get(address).content
    sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', html.decode())
    assert sheets
    files = [html]
    for sheet in sheets:
        with open(find(sheet), "rb") as file:
            files.append(file.read())
    return sum(len(gzip.compress(each, 9)) for each in files)


@pytest.fixture
def addresses():
    return make_pages()


def test_an_article_with_all_it_can_have_fits_into_the_first_flight(client, addresses):
    assert weight(client, addresses["article", ""]) <= MOST


def test_no_page_is_much_heavier_than_an_article(client, addresses):
    heavy = {
        name: kilobytes
        for name, address in addresses.items()
        if (kilobytes := weight(client, address)) > MOST + 2 * KIB
    }
    assert heavy == {}


def test_no_page_needs_a_script(client, addresses):
    for name, address in addresses.items():
        html = client.get(address).content.decode()
        for script in re.findall(r"<script[^>]*>", html):
            is_data = 'type="application/ld+json"' in script
            assert is_data or "defer" in script or script in EARLY, (name, script)
