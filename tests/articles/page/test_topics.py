"""Topics ("dòng sự kiện") as readers find them, and what became of those that were merged."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from articles.desk.acts.publishing import publish, withdraw
from articles.desk.article import Article
from articles.desk.erasure.erasing import erase_article
from articles.page.frame.site import SiteIdentity
from articles.page.topic import EditionTopic, Topic, TopicSlug, followed, merge
from tests.articles.factory import edit, make_article, make_published, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return SiteIdentity.objects.create(name="Cổng thông tin")


@pytest.fixture
def storm():
    return make_topic("Bão số 3", description="Ứng phó và khắc phục.")


def published_on(*topics, at=None, **fields):
    article = make_article(**fields)
    article.topics.set(topics)
    edit(article)
    return publish(article, None, at=at, imported=at is not None)


def html(client, address):
    return client.get(address).content.decode()


class TestThePage:
    def test_lists_its_live_articles_the_newest_first(self, client, storm):
        first, second, gone = (published_on(storm) for _ in range(3))
        make_published()
        withdraw(Article.objects.get(pk=gone.article), None, "Gỡ.", signed_by="BBT")
        answer = client.get("/chu-de/bao-so-3/")
        assert [each.article for each in answer.context["page"]] == [second.article, first.article]
        assert "Ứng phó và khắc phục." in answer.content.decode()

    def test_pages_by_key_with_four_queries(self, client, storm, django_assert_num_queries):
        start = datetime(2026, 1, 1, tzinfo=UTC)
        for minute in range(45):
            published_on(storm, at=start + timedelta(minutes=minute // 3))
        seen, after = [], None
        while True:
            with django_assert_num_queries(4):
                answer = client.get(storm.get_absolute_url(), {"sau": str(after)} if after else {})
            seen += [each.article for each in answer.context["page"]]
            after = answer.context["page"].next
            if after is None:
                break
        assert len(seen) == len(set(seen)) == 45

    def test_says_so_when_it_is_empty(self, client, storm):
        assert "empty" in html(client, storm.get_absolute_url())

    def test_an_unknown_topic_answers_404(self, client):
        assert client.get("/chu-de/khong-co/").status_code == 404
        assert client.get("/rss/chu-de/khong-co/").status_code == 404

    def test_a_draft_of_it_never_shows(self, client, storm):
        article = make_article(headline="Chưa đăng")
        article.topics.add(storm)
        edit(article)
        assert "Chưa đăng" not in html(client, storm.get_absolute_url())

    def test_a_closed_topic_still_answers(self, client, storm):
        published_on(storm, headline="Tin cuối")
        Topic.objects.update(is_open=False)
        assert "Tin cuối" in html(client, storm.get_absolute_url())

    def test_has_a_feed_and_stands_on_the_map(self, client, storm):
        edition = published_on(storm)
        assert edition.get_absolute_url() in html(client, "/rss/chu-de/bao-so-3/")
        assert "/chu-de/bao-so-3/" in html(client, "/sitemap-trang.xml")


class TestTheList:
    def test_what_has_news_last_comes_first_and_what_ended_stands_apart(self, client, storm):
        start = datetime(2026, 1, 1, tzinfo=UTC)
        port, road = make_topic("Cửa khẩu mới"), make_topic("Đường ven biển", is_open=False)
        published_on(storm, at=start)
        published_on(port, at=start + timedelta(days=2))
        published_on(road, at=start + timedelta(days=3))
        published_on(storm, at=start + timedelta(days=4))
        context = client.get("/chu-de/").context
        assert context["going_on"] == [storm, port]
        assert context["ended"] == [road]
        assert context["going_on"][0].newest.published_at == start + timedelta(days=4)

    def test_leaves_out_what_lists_nothing_and_what_was_merged(self, client, storm):
        other = make_topic("Bão số 4")
        edition = published_on(storm)
        published_on(other)
        merge(other, storm)
        assert client.get("/chu-de/").context["going_on"] == [storm]
        for article in Article.objects.all():
            withdraw(article, None, "Gỡ.", signed_by="BBT")
        assert edition.article
        page = html(client, "/chu-de/")
        assert "/chu-de/bao-so-3/" not in page
        assert "empty" in page

    def test_costs_two_queries_however_many(self, client, django_assert_num_queries):
        for number in range(5):
            published_on(make_topic(f"Chuyện {number}"))
        with django_assert_num_queries(4):
            html(client, "/chu-de/")

    def test_each_topic_leads_back_to_it(self, client, storm):
        assert 'href="/chu-de/"' in html(client, storm.get_absolute_url())


class TestWhereItIsOffered:
    """On the site map and to search engines: what lists an article now, under its own name."""

    ADDRESSES = ["/so-do-trang/", "/sitemap-trang.xml"]

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_one_with_news_is_listed(self, client, storm, address):
        published_on(storm)
        Topic.objects.update(is_open=False)  # its news stays
        assert "/chu-de/bao-so-3/" in html(client, address)

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_one_without_news_is_not(self, client, storm, address):
        assert "/chu-de/bao-so-3/" not in html(client, address)
        edition = published_on(storm)
        withdraw(Article.objects.get(pk=edition.article), None, "Gỡ.", signed_by="BBT")
        assert "/chu-de/bao-so-3/" not in html(client, address)

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_one_that_was_merged_is_found_under_the_other_name(self, client, storm, address):
        published_on(storm)
        merge(storm, make_topic("Bão Yagi"))
        listed = html(client, address)
        assert "/chu-de/bao-so-3/" not in listed
        assert "/chu-de/bao-yagi/" in listed

    def test_news_to_come_is_none_yet(self, storm):
        edition = published_on(storm)
        assert not Topic.objects.with_news(edition.live_from - timedelta(seconds=1)).exists()
        assert Topic.objects.with_news(edition.live_from).get() == storm

    def test_many_of_them_cost_no_query_more(self, client, django_assert_num_queries):
        published_on(*(make_topic() for _ in range(7)))
        with django_assert_num_queries(4):
            html(client, "/so-do-trang/")
        with django_assert_num_queries(3):
            html(client, "/sitemap-trang.xml")


class TestItsAddress:
    def test_an_old_one_leads_to_the_new_one_for_ever(self, client, storm):
        storm.slug = "bao-yagi"
        storm.save()
        answer = client.get("/chu-de/bao-so-3/")
        assert (answer.status_code, answer["Location"]) == (301, "/chu-de/bao-yagi/")

    def test_is_never_given_to_another(self, storm):
        storm.slug = "bao-yagi"
        storm.save()
        with pytest.raises(ValidationError, match="đang hoặc đã từng thuộc"):
            Topic(name="Bão số 3").full_clean()

    def test_is_made_of_the_name(self):
        assert make_topic("Đại hội Đảng bộ").slug == "dai-hoi-dang-bo"


class TestTheArticlePage:
    def test_names_its_topics_for_one_query(self, client, storm, django_assert_num_queries):
        other = make_topic("An toàn mùa mưa")
        edition = published_on(storm, other)
        plain = make_published()
        with django_assert_num_queries(5):
            assert "/chu-de/" not in html(client, plain.get_absolute_url())
        with django_assert_num_queries(6):
            text = html(client, edition.get_absolute_url())
        assert text.index('href="/chu-de/an-toan-mua-mua/"') < text.index('"/chu-de/bao-so-3/"')

    def test_keeps_what_was_published_until_it_is_published_anew(self, client, storm):
        edition = published_on(storm)
        article = Article.objects.get(pk=edition.article)
        article.topics.clear()
        edit(article)
        assert "/chu-de/bao-so-3/" in html(client, edition.get_absolute_url())
        publish(article, None)
        assert "/chu-de/bao-so-3/" not in html(client, edition.get_absolute_url())
        assert not client.get(storm.get_absolute_url()).context["page"].rows


class TestMerging:
    def test_brings_the_articles_along_and_leads_the_address_on(self, client, storm):
        other = make_topic("Bão Yagi")
        both, one = published_on(storm, other), published_on(storm)
        hashes = set(Article.objects.get(pk=one.article).versions.values_list("hash"))
        merge(storm, other)
        listed = client.get("/chu-de/bao-yagi/").context["page"]
        assert [each.article for each in listed] == [one.article, both.article]
        answer = client.get("/chu-de/bao-so-3/")
        assert (answer.status_code, answer["Location"]) == (301, "/chu-de/bao-yagi/")
        text = html(client, both.get_absolute_url())
        assert text.count('href="/chu-de/bao-yagi/"') == 1
        assert "bao-so-3" not in text
        assert set(Article.objects.get(pk=one.article).versions.values_list("hash")) == hashes

    def test_counts_for_what_is_published_later(self, client, storm):
        article = make_article()
        article.topics.add(storm)
        edit(article)
        merge(storm, make_topic("Bão Yagi"))
        publish(article, None)
        assert len(client.get("/chu-de/bao-yagi/").context["page"]) == 1

    def test_goes_in_one_step_after_several(self, client, storm):
        second, third = make_topic("Hai"), make_topic("Ba")
        merge(storm, second)
        merge(second, third)
        assert client.get("/chu-de/bao-so-3/")["Location"] == "/chu-de/ba/"

    def test_refuses_a_topic_into_itself_and_one_that_is_gone(self, storm):
        other, third = make_topic("Hai"), make_topic("Ba")
        with pytest.raises(ValidationError, match="chính nó"):
            merge(storm, storm)
        merge(storm, other)
        for pair in [(storm, third), (third, storm)]:
            with pytest.raises(ValidationError, match="đã được gộp"):
                merge(*pair)
        assert EditionTopic.objects.count() == 0
        assert TopicSlug.objects.count() == 3


def test_an_order_to_erase_takes_the_topics_of_an_article(storm):
    edition = published_on(storm)
    order = {"basis": "Luật", "document": "1/QĐ", "by": "a", "second_person": "b"}
    erase_article(edition.article, **order)
    assert not EditionTopic.objects.exists()
    assert not Article.objects.get(pk=edition.article).topics.exists()


def test_topics_stand_in_the_order_of_our_letters():
    names = ["Ước mơ", "Đại hội", "Em bé", "Cửa khẩu", "Ấm áp", "An toàn"]
    numbers = [make_topic(name).pk for name in names]
    in_order = ["An toàn", "Ấm áp", "Cửa khẩu", "Đại hội", "Em bé", "Ước mơ"]
    assert [each.name for each in followed(numbers)] == in_order
