"""Each public address that can change: the former one leads to the new one for good (301)."""

import pytest

from articles.desk.acts.publishing import publish
from articles.desk.article import Article
from articles.desk.pages.publishing import publish as publish_page
from articles.page.topic import Topic
from tests.people.factory import make_official, make_official_document, make_organisation

from ..factory import approved, edit, make_category, make_page, make_published

pytestmark = pytest.mark.django_db


def article():
    edition = make_published(headline="Tên cũ")
    yield edition.get_absolute_url()
    changed = edit(Article.objects.get(pk=edition.article), headline="Tên mới")
    yield publish(approved(changed), None).get_absolute_url()


def saved_article():
    for address in article():
        yield f"{address}luu/"


def category():
    yield from renamed(make_category("Tên cũ"), slug="ten-moi")


def topic():
    yield from renamed(Topic.objects.create(name="Tên cũ"), slug="ten-moi")


def official():
    yield from renamed(make_official("Tên Cũ"), full_name="Tên Mới")


def organisation():
    office = make_organisation("Tên cũ")
    yield office.get_absolute_url()
    [name] = office.names.all()
    name.full = "Tên mới"
    name.save()
    yield type(office).objects.get(pk=office.pk).get_absolute_url()


def official_document():
    yield from renamed(make_official_document("1/NQ-CP"), number="2/NQ-CP")


def page():
    page = make_page(title="Trang", slug="ten-cu")
    publish_page(page)
    yield "/trang/ten-cu/"
    page.slug = "ten-moi"
    page.save()
    publish_page(page)
    yield "/trang/ten-moi/"


def renamed(row, **fields):
    yield row.get_absolute_url()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    yield type(row).objects.get(pk=row.pk).get_absolute_url()


def in_feed(kind, under):
    """Return a maker of the addresses of a kind's feed: /chuyen-muc/x/ has /rss/x/."""

    def addresses():
        for address in kind():
            inner = address.replace("/chuyen-muc/", "/")
            yield f"/{under}{inner}"

    addresses.__name__ = f"{kind.__name__}_{under}"
    return addresses


KINDS = [
    *(article, saved_article, category, topic, official, organisation, official_document, page),
    *(in_feed(kind, under) for kind in [category, topic] for under in ["rss", "atom"]),
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_former_address_leads_to_the_new_one(client, kind):
    addresses = kind()
    old = next(addresses)
    assert client.get(old).status_code == 200
    new = next(addresses)
    assert new != old
    assert client.get(new).status_code == 200
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, new)


@pytest.mark.parametrize(
    "address", ["/chuyen-muc/la/", "/rss/la/", "/atom/la/", "/chu-de/la/", "/rss/chu-de/la/"]
)
def test_address_that_never_was_leads_nowhere(client, address):
    assert client.get(address).status_code == 404
