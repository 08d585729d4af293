"""Which related articles an editor pins and leaves out, and the reasons the desk gives for each."""

import pytest
from django.urls import reverse

from articles.desk.acts.publishing import publish, withdraw
from articles.desk.acts.standing import Standing
from articles.desk.article import Article
from articles.desk.duplicating import duplicate
from articles.desk.relating import related_of
from articles.desk.versions.content import content_of
from articles.desk.versions.restoring import restore
from articles.page.frame.site import SiteIdentity
from tests.articles.desk.typing import address, text, typed
from tests.articles.factory import (
    approved,
    edit,
    make_article,
    make_category,
    make_published,
    make_topic,
)
from tests.people.factory import make_official, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(cast):
    return make_article(author=cast("reporter"), headline="Bài này")


@pytest.fixture
def others():
    return [make_published(category=make_category()) for _ in range(6)]


def numbers(editions):
    return [each.article for each in editions]


def save(browser, article, **changes):
    article.refresh_from_db()
    return browser.post(address(article), typed(article, **changes))


class TestPinning:
    def test_what_is_pinned_stands_first_for_readers(self, client, browser_of, article, others):
        SiteIdentity.objects.create(name="Cổng")
        topic = make_topic()
        about = make_article()
        for each in (article, about):
            each.topics.add(topic)
            edit(each)
        near = publish(about, None)
        save(browser_of("reporter"), article, related_pinned=numbers(others[:2]))
        edition = publish(Article.objects.get(pk=article.pk), None)
        assert edition.content["related_pinned"] == numbers(others[:2])
        shown = client.get(edition.get_absolute_url()).context["alike"]
        assert numbers(shown) == [others[1].article, others[0].article, near.article]

    def test_what_was_withdrawn_vanishes_by_itself(self, client, article, others):
        article.related_pinned.set(numbers(others[:2]))
        edition = publish(edit(article), None)
        withdraw(Article.objects.get(pk=others[0].article), None, "Gỡ.", signed_by="BBT")
        shown = client.get(edition.get_absolute_url()).context["alike"]
        assert numbers(shown) == [others[1].article]

    def test_pins_cost_no_query(self, client, article, others, django_assert_num_queries):
        SiteIdentity.objects.create(name="Cổng")
        article.related_pinned.set(numbers(others[:2]))
        edition = publish(edit(article), None)
        with django_assert_num_queries(5):
            client.get(edition.get_absolute_url())

    def test_a_sixth_is_refused_and_nothing_typed_is_lost(self, browser_of, article, others):
        answer = save(
            browser_of("reporter"), article, related_pinned=numbers(others), headline="Tít mới"
        )
        assert "Tít mới" in text(answer)
        assert "tối đa 5" in text(answer)
        assert not Article.objects.get(pk=article.pk).related_pinned.exists()

    def test_a_draft_and_the_article_itself_are_refused(self, browser_of, article):
        draft = make_article(headline="Chuyện kín")
        own = Article.objects.get(pk=make_published(headline="Bài đã đăng").article)
        own.author = article.author
        own.save()
        answer = save(browser_of("reporter"), article, related_pinned=[draft.pk])
        assert "Chuyện kín" not in text(answer)
        save(browser_of("editor"), own, related_pinned=[own.pk])
        for each in (article, own):
            assert not each.related_pinned.exists()

    def test_pinned_and_left_out_at_once_is_refused(self, browser_of, article, others):
        both = numbers(others[:1])
        save(browser_of("reporter"), article, related_pinned=both, related_banned=both)
        assert not Article.objects.get(pk=article.pk).related_pinned.exists()

    def test_the_search_names_no_draft(self, browser_of):
        make_article(headline="Chuyện kín")
        make_published(headline="Chuyện đã đăng")
        field = {"app_label": "articles", "model_name": "article", "field_name": "related_pinned"}
        answer = browser_of("editor").get(
            reverse("admin:autocomplete"), {"term": "chuyen", **field}
        )
        assert [each["text"] for each in answer.json()["results"]] == ["Chuyện đã đăng"]


class TestLeavingOut:
    def test_it_is_shown_no_more(self, client, article):
        office = make_organisation()
        near, banned = (make_published(organisation=office) for _ in range(2))
        article.organisation = office
        article.related_banned.set([banned.article])
        edition = publish(edit(article, organisation=office), None)
        shown = client.get(edition.get_absolute_url()).context["alike"]
        assert numbers(shown) == [near.article]


class TestTheWorkingCopy:
    def test_holds_both_in_its_content_and_versions(self, article, others):
        assert not {"related_pinned", "related_banned"} & set(content_of(article))
        article.related_pinned.set(numbers(others[:2]))
        article.related_banned.set(numbers(others[2:3]))
        article = edit(article)
        content = article.versions.get(number=article.version).content
        assert content["related_pinned"] == numbers(others[:2])
        assert content["related_banned"] == numbers(others[2:3])

    def test_another_pin_takes_the_approval(self, article, others):
        article = approved(article)
        assert Standing(article).hash == article.approved_hash
        article.related_pinned.set(numbers(others[:1]))
        article = edit(article)
        assert Standing(article).hash != article.approved_hash

    def test_is_restored_and_duplicated_with_both(self, article, others):
        article.related_pinned.set(numbers(others[:1]))
        article.related_banned.set(numbers(others[1:2]))
        article = edit(article)
        number = article.version
        article.related_pinned.clear()
        article.related_banned.clear()
        edit(article)
        restore(article.versions.get(number=number), None)
        for each in (article, duplicate(article, None)):
            assert each.related_pinned.get().pk == others[0].article
            assert each.related_banned.get().pk == others[1].article


class TestReasons:
    def reasons(self, article, **changes):
        return [each.reasons for each in related_of(Standing(edit(article, **changes)))]

    def test_are_told_in_words(self, article, others):
        topic, chair = make_topic("Bão số 3"), make_official("Ngô Hoàng Ngân")
        body = "<p>Thực hiện Kế hoạch số 12/KH-UBND.</p>"
        other = make_article(body=body)
        for each in (article, other):
            each.topics.set([topic])
            each.officials.set([chair])
        publish(edit(other), None)
        article.related_pinned.set(numbers(others[:1]))
        pinned, near = self.reasons(article, body=body)
        assert pinned == ("do biên tập ghim",)
        assert near == (
            "cùng chủ đề: Bão số 3",
            "cùng nhắc văn bản: 12/KH-UBND",
            "cùng cán bộ: Ngô Hoàng Ngân",
        )

    def test_stand_on_the_page_of_the_article(self, browser_of, article):
        topic = make_topic("Bão số 3")
        other = make_article(headline="Bài kia")
        for each in (article, other):
            each.topics.set([topic])
        publish(edit(other), None)
        edit(article)
        html = text(browser_of("reporter").get(address(article)))
        assert "cùng chủ đề: Bão số 3" in html
        assert f'data-related="{other.pk}"' in html

    def test_there_are_none_where_nothing_is_near(self, article):
        assert self.reasons(article) == []
