""" "Tin liên quan" on the page of an article: what comes near, and what it costs."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.desk.acts.publishing import publish, withdraw
from articles.desk.article import Article
from articles.page.frame.site import SiteIdentity
from articles.page.related.beside import beside
from articles.page.related.likeness import Kind
from articles.page.topic import followed, merge
from tests.articles.factory import edit, make_article, make_category, make_published, make_topic
from tests.people.factory import make_official, make_organisation

pytestmark = pytest.mark.django_db

START = datetime(2026, 1, 1, tzinfo=UTC)
LONG = "<p>" + "Sáng nay thành phố tổ chức diễn tập cứu hộ trên biển. " * 8 + "</p>"


@pytest.fixture(autouse=True)
def site():
    return SiteIdentity.objects.create(name="Cổng thông tin")


def published(*, topics=(), officials=(), day=0, **fields):
    fields.setdefault("category", make_category())  # so that no other list names it
    article = make_article(**fields)
    article.topics.set(topics)
    article.officials.set(officials)
    edit(article)
    return publish(article, None, at=START + timedelta(days=day), imported=True)


def near(edition):
    return beside(edition, followed(edition.content.get("topics", []))).alike


def numbers(edition):
    return [each.edition.article for each in near(edition)]


class TestInCommon:
    def test_a_topic(self):
        storm = make_topic()
        here, there = published(topics=[storm]), published(topics=[storm], day=3)
        published()
        assert numbers(here) == [there.article]
        assert numbers(there) == [here.article]
        assert [each.kind for each in near(here)[0].things] == [Kind.TOPIC]

    def test_a_topic_that_was_merged(self):
        storm, other = make_topic(), make_topic()
        here, there = published(topics=[storm]), published(topics=[other])
        assert numbers(here) == []
        merge(storm, other)
        assert numbers(here) == [there.article]

    def test_an_official(self):
        chair = make_official()
        here, there = published(officials=[chair]), published(officials=[chair], day=3)
        assert numbers(here) == [there.article]

    def test_an_organisation(self):
        office = make_organisation()
        here, there = published(organisation=office), published(organisation=office, day=3)
        assert numbers(here) == [there.article]

    def test_a_document_the_register_need_not_know(self):
        body = "<p>Thực hiện Kế hoạch số 12/KH-UBND và Nghị quyết số 18-NQ/TW.</p>"
        here, there = published(body=body), published(body=body + "<p>Thêm.</p>", day=3)
        assert numbers(here) == [there.article]
        assert {each.kind for each in near(here)[0].things} == {Kind.DOCUMENT}
        assert len(near(here)[0].things) == 2

    def test_nothing(self, django_assert_num_queries):
        edition = published()
        with django_assert_num_queries(0):
            assert near(edition) == []


class TestLeftOut:
    def test_the_same_text_and_the_same_headline(self):
        storm = make_topic()
        here = published(topics=[storm], body=LONG, headline="Diễn tập cứu hộ")
        published(topics=[storm], body=LONG, day=1)
        published(topics=[storm], headline="DIỄN TẬP CỨU HỘ", day=1)
        kept = published(topics=[storm], body=LONG + "<p>Tin sau.</p>", day=4)
        published(topics=[storm], body=LONG + "<p>Tin sau.</p>", day=5)
        assert numbers(here) == [kept.article]

    def test_what_readers_cannot_see(self):
        storm = make_topic()
        here, gone = published(topics=[storm]), published(topics=[storm])
        withdraw(Article.objects.get(pk=gone.article), None, "Gỡ.", signed_by="BBT")
        assert numbers(here) == []

    def test_what_an_earlier_edition_was_about(self):
        storm = make_topic()
        here, there = published(topics=[storm]), published(topics=[storm])
        article = Article.objects.get(pk=there.article)
        article.topics.clear()
        edit(article)
        publish(article, None)
        assert numbers(here) == []


class TestThePage:
    def test_no_article_stands_on_it_twice(self, client):
        storm, category = make_topic(), make_category("Kinh tế")
        here = published(topics=[storm], category=category)
        for day in range(8):
            published(topics=[storm], category=category, day=day)
        answer = client.get(here.get_absolute_url())
        shown = [*answer.context["alike"], *answer.context["related"]]
        assert len(answer.context["alike"]) == 5
        assert len(shown) == len({each.article for each in shown}) == 8
        html = answer.content.decode()
        for each in shown:
            assert html.count(f'href="{each.get_absolute_url()}"') == 1

    def test_shows_no_heading_over_nothing(self, client):
        assert 'id="lien-quan"' not in client.get(published().get_absolute_url()).content.decode()

    def test_costs_one_query_whatever_it_is_about(self, client, django_assert_num_queries):
        office = make_organisation()
        body = "<p>Thực hiện Kế hoạch số 12/KH-UBND.</p>"
        edition = published(organisation=office)
        with django_assert_num_queries(5):
            client.get(edition.get_absolute_url())
        for day in range(15):
            published(organisation=office, body=f"{body}<p>{day}</p>", day=day * 10)
        with django_assert_num_queries(5):
            client.get(edition.get_absolute_url())
        plain = make_published()
        with django_assert_num_queries(5):
            client.get(plain.get_absolute_url())
