"""Atom beside RSS: the same articles, in the other format."""

import xml.etree.ElementTree as ElementTree

import pytest

from articles.page.frame.site import SiteIdentity

from ..factory import make_article, make_category, make_published

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, address):
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    return feed, feed.findall(f"{ATOM}entry")


def test_the_site_and_each_category_have_one(client):
    SiteIdentity.objects.create(name="Móng Cái", slogan="Nơi đất liền gặp biển")
    economy, sport = make_category("Kinh tế"), make_category("Thể thao")
    edition = make_published(category=economy, headline="Cửa khẩu & bến", lead="Tóm tắt <b>.")
    make_published(category=sport)
    make_article()
    feed, found = entries(client, "/atom/")
    assert feed.find(f"{ATOM}subtitle").text == "Nơi đất liền gặp biển"
    assert len(found) == 2
    _feed, [entry] = entries(client, f"/atom/{economy.slug}/")
    assert entry.find(f"{ATOM}title").text == "Cửa khẩu & bến"
    assert entry.find(f"{ATOM}summary").text == "Tóm tắt <b>."
    assert entry.find(f"{ATOM}link").get("href").endswith(edition.get_absolute_url())
    assert entry.find(f"{ATOM}updated").text
    assert client.get("/atom/khong-co/").status_code == 404


def test_pages_tell_readers_programs_of_both(client):
    category = make_category("Kinh tế")
    assert 'type="application/atom+xml"' in client.get("/").content.decode()
    page = client.get(category.get_absolute_url()).content.decode()
    assert f'href="/atom/{category.slug}/"' in page
