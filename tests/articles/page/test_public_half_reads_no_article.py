"""Readers' pages work with the desk's tables gone: they cannot leak what they cannot read."""

import pytest
from django.db import connection, transaction

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.publishing import withdraw
from articles.desk.article import Article, ArticleImage, Contributor
from articles.desk.pages.page import Page
from articles.desk.pages.publishing import publish
from articles.desk.versions.version import Version
from articles.page.machines.sitemaps import STRETCH
from tests.articles.factory import make_category, make_page, make_published, make_topic
from tests.people.factory import make_official_document

DESK = [Article, ArticleImage, Contributor, Version, WorkflowEvent, Page, Page.history.model]


@pytest.fixture
def newsroom(db):
    category = make_category("Kinh tế", on_home=True)
    editions = [make_published(category=category, headline=f"Tin số {n}") for n in range(3)]
    withdraw(Article.objects.get(pk=editions[2].article), None, "Gỡ.", signed_by="BBT")
    publish(make_page(title="Giới thiệu"))
    return category, editions


@pytest.fixture
def without_desk_tables(newsroom):
    tables = [model._meta.db_table for model in DESK]
    tables += [
        each.remote_field.through._meta.db_table for each in Article._meta.local_many_to_many
    ]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" RENAME TO "{table}_away"')
        yield newsroom
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}_away" RENAME TO "{table}"')


def test_every_public_page_answers(client, without_desk_tables):
    category, editions = without_desk_tables
    expected = {
        "/": 200,
        editions[0].get_absolute_url(): 200,
        editions[2].get_absolute_url(): 410,
        category.get_absolute_url(): 200,
        "/tim-kiem/?q=tin+so": 200,
        "/rss/": 200,
        f"/rss/{category.slug}/": 200,
        make_topic("Bão số 3").get_absolute_url(): 200,
        "/rss/chu-de/bao-so-3/": 200,
        "/sitemap.xml": 200,
        f"/sitemap-{editions[0].article // STRETCH}.xml": 200,
        "/sitemap-news.xml": 200,
        "/dinh-chinh/": 200,
        "/lanh-dao/": 200,
        "/co-quan-don-vi/": 200,
        "/van-ban/": 200,
        make_official_document().get_absolute_url(): 200,
        "/sitemap-van-ban.xml": 200,
        "/robots.txt": 200,
        "/trang/gioi-thieu/": 200,
        "/so-do-trang/": 200,
        "/khong-co/": 404,
    }
    answers = {address: client.get(address).status_code for address in expected}
    assert answers == expected
    assert "Tin số 1" in client.get("/tim-kiem/?q=tin+so+1").content.decode()


def test_the_desk_tables_are_really_gone(without_desk_tables):
    missing = pytest.raises(Exception, match=r"no such table|does not exist")
    with missing, transaction.atomic():
        Article.objects.count()
