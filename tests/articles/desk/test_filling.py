"""Bulk articles are true to what publishing writes."""

import pytest
from django.core.management import CommandError, call_command

from articles.desk.article import Article
from articles.desk.filling import fill
from articles.desk.printing import print_article
from articles.desk.versions.content import content_of, hash_of
from articles.page.edition import Edition
from articles.page.filing import filters_of, words_of
from articles.page.search import search
from articles.page.search_index import written
from tests.articles.factory import make_category, make_published

pytestmark = pytest.mark.django_db


def test_each_article_is_whole():
    make_category("Kinh tế")
    fill(30)
    assert Article.objects.count() == Edition.objects.live().count() == 30
    article = Article.objects.first()
    edition = Edition.objects.get(article=article.pk)
    version = article.versions.get()
    assert version.hash == hash_of(content_of(article)) == hash_of(version.whole)
    printed, digest = print_article(article, edition.published_at.date())
    assert (edition.content, edition.hash) == (printed, digest)


def test_the_desk_finds_them_by_their_headlines():
    fill(1)
    article = Article.objects.get()
    assert list(Article.objects.search(article.headline)) == [article]


def test_the_words_are_those_that_publishing_would_write():
    make_category("Kinh tế")
    fill(3)
    for edition in Edition.objects.all():
        filters = filters_of(edition, [])
        written_now = written(words_of(edition, [], filters), edition.words.place)
        assert set(edition.words.words.split()) == set(written_now.split())


def test_they_are_found_and_the_numbers_go_on():
    make_category("Kinh tế")
    fill(5)
    edition = Edition.objects.first()
    assert edition in search(edition.headline).editions
    highest = Article.objects.latest("pk").pk
    assert make_published(headline="Tin viết tay").article > highest
    assert len(search("tin viết tay")) == 1


def test_a_site_without_categories_gets_some(client):
    fill(5)
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("count", ["0", "-5"])
def test_nonsense_is_refused(count):
    with pytest.raises(CommandError):
        call_command("fill", f"--articles={count}")
