"""Choosing topics for an article, and keeping the topics themselves."""

import pytest
from django.urls import reverse

from articles.desk.acts.standing import Standing
from articles.desk.article import Article
from articles.desk.duplicating import duplicate
from articles.desk.versions.content import content_of, hash_of
from articles.desk.versions.restoring import restore
from articles.page.topic import Topic, merge
from tests.articles.desk.typing import address, text, typed
from tests.articles.factory import approved, edit, make_article, make_topic

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_topic_changelist")


def merging(topic):
    return reverse("admin:articles_topic_merge", args=[topic.pk])


class TestAnArticle:
    def test_takes_several_and_a_version_holds_them(self, browser_of, cast):
        article = make_article(author=cast("reporter"))
        topics = [make_topic(), make_topic()]
        before = hash_of(content_of(article))
        browser_of("reporter").post(
            address(article), typed(article, topics=[each.pk for each in topics])
        )
        article = Article.objects.get(pk=article.pk)
        assert content_of(article)["topics"] == [each.pk for each in topics]
        newest = article.versions.get(number=article.version)
        assert hash_of(content_of(article)) == newest.hash != before

    def test_without_any_keeps_the_hash_it_always_had(self):
        assert "topics" not in content_of(make_article())

    def test_refuses_one_that_is_not_there_and_keeps_what_was_typed(self, browser_of, cast):
        article = make_article(author=cast("reporter"))
        answer = browser_of("reporter").post(
            address(article), typed(article, topics=[999], headline="Tít mới")
        )
        assert "Tít mới" in text(answer)
        assert not Article.objects.get(pk=article.pk).topics.exists()

    def test_keeps_a_closed_one_it_has(self, browser_of, cast):
        article = make_article(author=cast("reporter"))
        topic = make_topic(is_open=False)
        article.topics.add(topic)
        edit(article)
        browser_of("reporter").post(address(article), typed(article, lead="Khác."))
        assert Article.objects.get(pk=article.pk).topics.get() == topic

    def test_restores_and_duplicates_them(self):
        article = make_article()
        topic = make_topic()
        article.topics.add(topic)
        edit(article)
        article.topics.clear()
        edit(article)
        restore(article.versions.get(number=2), None)
        assert article.topics.get() == topic
        assert duplicate(article, None).topics.get() == topic

    def test_loses_its_approval_with_another_topic_but_not_with_a_merge(self):
        topic, other = make_topic(), make_topic()
        article = make_article()
        article.topics.add(topic)
        article = approved(edit(article))
        merge(topic, other)
        article.refresh_from_db()
        assert Standing(article).hash == article.approved_hash
        article.topics.set([other])
        edit(article)
        article.refresh_from_db()
        assert Standing(article).hash != article.approved_hash


class TestOffering:
    def names(self, browser, term):
        field = {"app_label": "articles", "model_name": "article", "field_name": "topics"}
        answer = browser.get(reverse("admin:autocomplete"), {"term": term, **field})
        return [each["text"] for each in answer.json()["results"]]

    def test_finds_open_ones_without_their_marks(self, browser_of):
        make_topic("Bão số 3")
        make_topic("Bão số 2", is_open=False)
        merge(make_topic("Bão Yagi"), Topic.objects.get(name="Bão số 3"))
        assert self.names(browser_of("contributor"), "bao") == ["Bão số 3"]


class TestKeeping:
    @pytest.mark.parametrize("role", ["editor", "publisher"])
    def test_an_editor_adds_and_renames(self, browser_of, role):
        browser = browser_of(role)
        browser.post(reverse("admin:articles_topic_add"), {"name": "Bão số 3", "is_open": "on"})
        topic = Topic.objects.get()
        change = reverse("admin:articles_topic_change", args=[topic.pk])
        browser.post(change, {"name": "Bão Yagi", "slug": "bao-yagi", "is_open": "on"})
        assert sorted(topic.slugs.values_list("slug", flat=True)) == ["bao-so-3", "bao-yagi"]

    @pytest.mark.parametrize("role", ["contributor", "reporter", "register_keeper"])
    def test_others_only_look(self, browser_of, role):
        topic, other = make_topic(), make_topic()
        browser = browser_of(role)
        assert browser.get(LIST).status_code == 200
        assert browser.post(reverse("admin:articles_topic_add"), {"name": "X"}).status_code == 403
        for method in (browser.get, browser.post):
            assert method(merging(topic), {"into": other.pk}).status_code == 403
        topic.refresh_from_db()
        assert topic.merged_into is None

    def test_an_editor_merges_two(self, browser_of):
        topic, other = make_topic("Cũ"), make_topic("Mới")
        browser = browser_of("editor")
        assert "Mới" in text(browser.get(merging(topic)))
        browser.post(merging(topic), {"into": other.pk})
        topic.refresh_from_db()
        assert topic.merged_into == other
        assert browser.get(merging(topic)).status_code == 403

    def test_merging_into_itself_is_refused(self, browser_of):
        topic = make_topic()
        answer = browser_of("editor").post(merging(topic), {"into": topic.pk})
        assert answer.status_code == 200
        topic.refresh_from_db()
        assert topic.merged_into is None

    def test_no_topic_is_deleted(self, browser_of, admin_client):
        topic = make_topic()
        delete = reverse("admin:articles_topic_delete", args=[topic.pk])
        for browser in (browser_of("publisher"), admin_client):
            assert browser.post(delete, {"post": "yes"}).status_code == 403
        assert Topic.objects.exists()

    def test_an_address_of_another_is_refused_in_words(self, browser_of):
        make_topic("Bão số 3")
        answer = browser_of("editor").post(
            reverse("admin:articles_topic_add"), {"name": "Bão số 3", "is_open": "on"}
        )
        assert "bão" in text(answer).lower()
        assert Topic.objects.count() == 1
