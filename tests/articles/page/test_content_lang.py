"""On pages in English all that the newsroom wrote says that it is Vietnamese."""

import re
from html.parser import HTMLParser

import pytest
from django.utils import translation

from tests.browser.page_types import make_pages

# Letters that English has not: those of the Latin supplement and of the Vietnamese block.
MARKED = re.compile("[À-ÖØ-öø-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = ["alt", "title", "aria-label", "placeholder"]
# The title of a page has one language, and takes its parts from two.
UNSPOKEN = {"script", "style", "title"}


class Languages(HTMLParser):
    """Collects the texts of a page, with the language that each stands in."""

    def __init__(self, html):
        super().__init__()
        self.open, self.texts = [], []
        self.feed(html)

    @property
    def language(self):
        return next((lang for _tag, lang in reversed(self.open) if lang), None)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.open.append((tag, attrs.get("lang")))
        self.texts += [(self.language, attrs[name]) for name in SPOKEN if attrs.get(name)]
        if tag in VOID:
            self.open.pop()

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not {tag for tag, _lang in self.open} & UNSPOKEN:
            self.texts.append((self.language, " ".join(data.split())))


@pytest.fixture
def pages(transactional_db, settings):
    with translation.override("vi"):
        pages = make_pages()
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield pages


def test_whatever_bears_vietnamese_marks_is_said_to_be_vietnamese(client, pages):
    unsaid = {}
    for name, address in pages.items():
        html = client.get(address).content.decode()
        assert '<html lang="en">' in html
        unsaid[" ".join(name)] = {
            text
            for language, text in Languages(html).texts
            if language != "vi" and MARKED.search(text)
        }
    assert {name: texts for name, texts in unsaid.items() if texts} == {}


# What the interface says on these pages and no newsroom would.
INTERFACE = {
    *("Home", "Leaders", "Offices and units", "Search", "Site map", "Corrections", "News"),
    *("Governing body", "Telephone", "Address", "Read more", "More in this category"),
}


def test_what_the_interface_says_is_not(client, pages):
    mistaken = {}
    for name, address in pages.items():
        texts = Languages(client.get(address).content.decode()).texts
        said = {text.strip(" :") for language, text in texts if language == "vi"}
        mistaken[" ".join(name)] = said & INTERFACE
    assert {name: texts for name, texts in mistaken.items() if texts} == {}


def test_the_search_for_texts_knows_where_they_stand():
    html = '<html lang="en"><p>a<br>b <b lang="vi">c<img alt="d"></b></p><input title="e"><i>f</i>'
    languages = {text: language for language, text in Languages(html).texts}
    assert languages == {"a": "en", "b": "en", "c": "vi", "d": "vi", "e": "en", "f": "en"}
