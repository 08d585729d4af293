"""Merging a category into another: what readers find, what stays as it was, who may."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles.desk.acts.policy import DeskPolicy, FourEyes, policy_of
from articles.desk.acts.publishing import publish, withdraw
from articles.desk.acts.refusal import Refused
from articles.desk.article import Article, Status
from articles.desk.form import ArticleForm
from articles.desk.merging import merge
from articles.desk.roles.assignment import DeskAssignment
from articles.desk.roles.rights import roles_held
from articles.page.category import Category, CategoryTree
from articles.page.edition import Edition
from articles.page.frame.menu_item import MenuItem
from articles.page.search.finding import search
from articles.page.search.narrowing import read

from ..factory import make_approved, make_article, make_category, make_published, make_user
from .typing import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    return make_category("Thương mại", parent=make_category("Cửa khẩu"))


@pytest.fixture
def into():
    return make_category("Kinh tế")


def listed(category):
    editions = Edition.objects.live().filed_under(category.pk)
    return [each.article for each in editions]


def merge_page(category, **answers):
    return reverse("admin:articles_category_merge", args=[category.pk], query=answers or None)


# What readers find


@pytest.mark.parametrize("under", ["chuyen-muc", "rss", "atom"])
def test_every_former_address_leads_to_the_other_category(client, old, into, under):
    old.slug = "buon-ban"
    old.save()
    merge(old, into)
    for slug in ["thuong-mai", "buon-ban"]:
        answer = client.get(f"/{under}/{slug}/")
        assert (answer.status_code, answer["Location"]) == (301, f"/{under}/kinh-te/")
    assert client.get(f"/{under}/kinh-te/").status_code == 200


def test_news_is_listed_in_the_other_and_no_longer_where_the_old_one_stood(client, old, into):
    upper = old.parent
    moved = make_published(category=old).article
    own = make_published(category=upper).article
    twice = make_article(category=old)
    twice.further_categories.set([upper])
    twice = publish(twice, None).article
    merge(old, into)
    assert {*listed(into)} == {moved, twice}
    assert {*listed(upper)} == {own, twice}
    assert listed(old) == []
    page = client.get(Edition.objects.get(article=moved).get_absolute_url()).content.decode()
    assert 'href="/chuyen-muc/kinh-te/"' in page
    assert "thuong-mai" not in page
    assert "Thương mại" not in page


def test_news_stays_above_where_a_sister_holds_it_too(old, into):
    sister = make_category("Biên phòng", parent=old.parent)
    article = make_article(category=old)
    article.further_categories.set([sister])
    number = publish(article, None).article
    merge(old, into)
    assert listed(old.parent) == listed(sister) == listed(into) == [number]


def test_merged_category_stands_in_no_menu_and_search_finds_its_news(client, old, into):
    number = make_published(category=old, headline="Chợ đêm mở cửa").article
    merge(old, into)
    tree = CategoryTree.load()
    assert old.pk not in [each.pk for each, _level in tree.depth_first()]
    for slug in ["kinh-te", "thuong-mai"]:
        narrowed = read({"chuyen-muc": slug}, tree).narrowed
        assert [each.article for each in search("chợ đêm", narrowed).editions] == [number]
    assert "Thương mại" not in client.get("/so-do-trang/").content.decode()


def test_withdrawn_article_leads_to_the_other_category(client, old, into):
    edition = make_published(category=old)
    withdraw(Article.objects.get(pk=edition.article), None, "Sai tên người.")
    merge(old, into)
    page = client.get(edition.get_absolute_url())
    assert page.status_code == 410
    assert 'href="/chuyen-muc/kinh-te/"' in page.content.decode()


def test_new_edition_of_such_an_article_is_listed_in_the_other(old, into):
    article = make_approved(category=old)
    merge(old, into)
    publish(article, None)
    assert listed(into) == [article.pk]


def test_chains_flatten_and_a_new_name_reaches_the_merged(client, old, into):
    last = make_category("Kinh tế số")
    number = make_published(category=old).article
    merge(old, into)
    merge(into, last)
    last.name = "Kinh tế và số"
    last.save()
    aliases = Category.objects.filter(merged_into=last)
    assert {each.pk for each in aliases} == {old.pk, into.pk}
    assert {each.name for each in aliases} == {"Kinh tế và số"}
    assert {each.former_name for each in aliases} == {"Thương mại", "Kinh tế"}
    assert listed(last) == [number]
    for slug in ["thuong-mai", "kinh-te"]:
        assert client.get(f"/chuyen-muc/{slug}/")["Location"] == last.get_absolute_url()


def test_children_move_along_with_their_news(old, into):
    child = make_category("Chợ", parent=old)
    number = make_published(category=child).article
    merge(old, into)
    child.refresh_from_db()
    assert child.parent == into
    assert listed(into) == listed(child) == [number]
    assert listed(old.parent) == []


# What stays as it was


def test_approval_stands_and_a_save_that_changes_nothing_is_none(old, into):
    article = make_approved(category=old)
    merge(old, into)
    article = Article.objects.get(pk=article.pk)
    form = ArticleForm(instance=article)
    assert form["category"].value() == into.pk
    assert f'value="{old.pk}"' not in str(form["category"])
    typed = {"category": into.pk, "headline": article.headline, "kind": article.kind}
    sent = ArticleForm(typed, instance=article)
    sent.full_clean()
    assert "category" not in sent.changed_data
    assert sent.cleaned_data["category"] == old
    assert article.status == Status.APPROVED


def test_form_that_was_opened_before_loses_nothing(old, into):
    other = make_category("Xã hội")
    article = make_article(category=other)
    merge(old, into)
    sent = ArticleForm({"category": old.pk, "further_categories": [old.pk]}, instance=article)
    sent.full_clean()
    assert sent.cleaned_data["category"] == into
    assert sent.cleaned_data["further_categories"] == [into]
    assert sent["category"].value() == into.pk


def test_further_category_stays_as_it_was_filed(old, into):
    article = make_article(category=make_category("Xã hội"))
    article.further_categories.set([old])
    merge(old, into)
    form = ArticleForm({"further_categories": [into.pk]}, instance=article)
    form.full_clean()
    assert form.cleaned_data["further_categories"] == [old]


# What else names it


def test_roles_count_for_the_other_and_for_what_was_merged(old, into):
    person = make_user()
    DeskAssignment.objects.create(user=person, role="editor", category=old)
    merge(old, into)
    [held] = roles_held(person)
    assert held.categories == {old.pk, into.pk}


@pytest.mark.parametrize(
    ("of_old", "of_into", "counts"),
    [
        ("strict", "afterwards", "strict"),
        ("afterwards", "strict", "strict"),
        ("afterwards", None, "approver_may_edit"),
        ("strict", None, "strict"),
    ],
)
def test_stricter_rule_of_both_counts(old, into, of_old, of_into, counts):
    DeskPolicy.objects.create(category=old, four_eyes=of_old)
    if of_into:
        DeskPolicy.objects.create(category=into, four_eyes=of_into)
    merge(old, into)
    assert policy_of(old.pk).four_eyes == policy_of(into.pk).four_eyes == FourEyes(counts)
    assert not DeskPolicy.objects.filter(category=old).exists()


def test_menu_leads_on_and_says_nothing_twice(old, into):
    MenuItem.objects.create(category=old, order=1)
    MenuItem.objects.create(category=into, order=2)
    MenuItem.objects.create(category=old, place="footer")
    merge(old, into)
    items = MenuItem.objects.values_list("place", "category")
    assert sorted(items) == [("footer", into.pk), ("menu", into.pk)]


# Refusals


def test_refused_merges_change_nothing(old, into):
    child = make_category("Chợ", parent=old)
    too_deep = make_category("Thứ ba", parent=make_category("Thứ hai", parent=into))
    before = list(Category.objects.order_by("pk").values())
    for one, other, why in [
        (old, old, "chính nó"),
        (old, child, "nằm dưới"),
        (old, too_deep, "quá sâu"),
    ]:
        with pytest.raises(Refused, match=why):
            merge(one, other)
    assert list(Category.objects.order_by("pk").values()) == before
    merge(old, into)
    with pytest.raises(Refused, match="đã được gộp"):
        merge(old, into)


def test_merged_address_is_given_to_no_other(old, into):
    merge(old, into)
    with pytest.raises(ValidationError):
        Category(name="Thương mại").full_clean()


def test_database_lets_no_merged_category_stand_in_the_tree(old, into):
    merge(old, into)
    with pytest.raises(IntegrityError), transaction.atomic():
        Category.objects.filter(pk=old.pk).update(parent=into)


# The page


def test_head_of_desk_reads_what_follows_and_merges(browser_of, old, into):
    make_published(category=old)
    DeskAssignment.objects.create(user=make_user("lan"), role="editor", category=old)
    browser = browser_of("publisher")
    assert merge_page(old) in text(
        browser.get(reverse("admin:articles_category_change", args=[old.pk]))
    )
    chosen = browser.get(merge_page(old))
    assert f'value="{old.pk}"' not in text(chosen)
    page = text(browser.get(merge_page(old, into=into.pk)))
    for told in ["1 bài", "lan", "/rss/thuong-mai/", "/chuyen-muc/kinh-te/", "Không thể hoàn tác"]:
        assert told in page
    assert Category.objects.get(pk=old.pk).merged_into is None
    done = browser.post(merge_page(old), {"into": into.pk}, follow=True)
    assert "Đã gộp “Thương mại” vào “Kinh tế”" in text(done)
    assert Category.objects.get(pk=old.pk).merged_into == into
    assert browser.get(merge_page(old)).status_code == 404


def test_page_says_why_not(browser_of, old, into):
    page = browser_of("publisher").post(merge_page(old), {"into": old.pk})
    assert "chính nó" in text(page)
    assert Category.objects.get(pk=old.pk).merged_into is None


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor", "administrator"])
def test_others_may_not(browser_of, old, into, role):
    browser = browser_of(role)
    assert browser.get(merge_page(old)).status_code == 403
    assert browser.post(merge_page(old), {"into": into.pk}).status_code == 403
    assert Category.objects.get(pk=old.pk).merged_into is None


def test_head_of_one_desk_gains_no_other_by_merging(client, old, into):
    head = make_user()
    DeskAssignment.objects.create(user=head, role="publisher", category=into)
    client.force_login(head)
    assert client.post(merge_page(old), {"into": into.pk}).status_code == 403
    assert Category.objects.get(pk=old.pk).merged_into is None
