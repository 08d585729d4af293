"""Moving a category to another place in the tree: what is listed where, who may, what is told."""

import pytest
from django.db.models import Count
from django.urls import reverse

from articles.desk.acts.policy import DeskPolicy, FourEyes, policy_of
from articles.desk.acts.publishing import publish, withdraw
from articles.desk.acts.refusal import Refused
from articles.desk.article import Article, Status
from articles.desk.merging import merge
from articles.desk.moving import move
from articles.desk.roles.assignment import DeskAssignment
from articles.desk.roles.rights import roles_held
from articles.page.category import Category, CategoryTree
from articles.page.edition import Edition, EditionCategory
from articles.page.filing import category_rows
from articles.page.frame.banner import Banner
from articles.page.frame.menu_item import MenuItem
from articles.page.search.finding import search
from articles.page.search.narrowing import read

from ..factory import make_approved, make_article, make_category, make_published, make_user
from .typing import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def economy():
    return make_category("Kinh tế")


@pytest.fixture
def trade(economy):
    return make_category("Thương mại", parent=economy)


@pytest.fixture
def border(trade):
    return make_category("Cửa khẩu", parent=trade)


@pytest.fixture
def society():
    return make_category("Xã hội")


def published(category, *further):
    article = make_article(category=category)
    article.further_categories.set(further)
    return publish(Article.objects.get(pk=article.pk), None).article


def listed(category):
    return {each.article for each in Edition.objects.live().filed_under(category.pk)}


def filings_are_as_published_now():
    """Tell whether every edition is filed where it would be filed if it were published now."""
    tree = CategoryTree.load()
    wanted = {
        (edition.pk, row.category_id)
        for edition in Edition.objects.all()
        for row in category_rows(edition, tree)
    }
    return wanted == set(EditionCategory.objects.values_list("edition", "category"))


# Where editions are listed


def test_news_is_listed_under_the_new_ancestors_and_no_longer_under_the_old(
    economy, trade, border, society
):
    below, own, other = published(border), published(trade), published(economy)
    move(trade, society)
    assert listed(society) == listed(trade) == {below, own}
    assert listed(economy) == {other}
    assert listed(border) == {below}
    assert filings_are_as_published_now()


def test_to_the_first_level_and_back(economy, trade, border):
    number = published(border)
    move(trade, None)
    assert listed(economy) == set()
    assert listed(trade) == listed(border) == {number}
    move(Category.objects.get(pk=trade.pk), economy)
    assert listed(economy) == {number}
    assert filings_are_as_published_now()


def test_one_level_up_leaves_only_the_level_between(economy, trade, border):
    number = published(border)
    move(border, economy)
    assert listed(trade) == set()
    assert listed(economy) == {number}
    assert filings_are_as_published_now()


def test_what_stands_above_for_another_reason_stays(economy, trade, border, society):
    sister = make_category("Biên phòng", parent=trade)
    aunt = make_category("Nông nghiệp", parent=economy)
    for further in [[economy], [trade], [sister], [aunt], [aunt, sister], []]:
        published(border, *further)
        for own in further:
            published(own, border)
    withdraw(Article.objects.get(pk=published(border)), None, "Gỡ.")
    move(border, society)
    assert filings_are_as_published_now()


def test_what_was_merged_into_it_moves_along(economy, trade, border, society):
    number, upper = published(border), published(economy, border)
    merge(border, trade)
    move(Category.objects.get(pk=trade.pk), society)
    assert listed(society) == {number, upper}
    assert listed(economy) == {upper}
    assert filings_are_as_published_now()


def test_merging_leaves_what_stands_above_for_another_reason(economy, trade, border, society):
    stays = published(trade, border)
    merge(border, society)
    assert listed(economy) == listed(trade) == listed(society) == {stays}
    assert filings_are_as_published_now()


def test_many_editions_cost_no_statement_more(
    economy, trade, society, django_assert_max_num_queries
):
    published(trade)
    with django_assert_max_num_queries(60) as few:
        move(trade, society)
    for _number in range(5):
        published(trade)
        published(trade, society)
    with django_assert_max_num_queries(len(few) + 1):  # what has further categories is read
        move(Category.objects.get(pk=trade.pk), economy)
    assert filings_are_as_published_now()


def test_search_finds_it_under_the_new_ancestors_alone(economy, trade, society):
    number = make_published(category=trade, headline="Chợ đêm mở cửa").article
    move(trade, society)
    tree = CategoryTree.load()
    found = {
        slug: [
            each.article
            for each in search("chợ đêm", read({"chuyen-muc": slug}, tree).narrowed).editions
        ]
        for slug in ["kinh-te", "thuong-mai", "xa-hoi"]
    }
    assert found == {"kinh-te": [], "thuong-mai": [number], "xa-hoi": [number]}


def test_approvals_and_addresses_stay(client, trade, society):
    article, address = make_approved(category=trade), trade.get_absolute_url()
    move(trade, society)
    article.refresh_from_db()
    assert article.status == Status.APPROVED
    assert client.get(address).status_code == 200
    publish(article, None)
    assert listed(society) == {article.pk}


# What else follows


def test_roles_count_where_it_stands_now(economy, trade, society):
    before, after = make_user("lan"), make_user("mai")
    DeskAssignment.objects.create(user=before, role="editor", category=economy)
    DeskAssignment.objects.create(user=after, role="editor", category=society)
    moved = move(trade, society)
    assert [each.user for each in moved.lost] == [before]
    assert [each.user for each in moved.gained] == [after]
    [held] = roles_held(after)
    assert trade.pk in held.categories
    told = " ".join(map(str, moved.told()))
    assert "lan" in told
    assert "mai" in told


@pytest.mark.parametrize(
    ("of_old", "of_own", "of_new", "counts"),
    [
        ("strict", None, "afterwards", "strict"),
        ("strict", None, None, "strict"),
        ("afterwards", None, "strict", "strict"),
        ("strict", "afterwards", "strict", "afterwards"),
        (None, None, None, "approver_may_edit"),
    ],
)
def test_no_laxer_rule_than_before_counts(economy, trade, society, of_old, of_own, of_new, counts):
    for category, rule in [(economy, of_old), (trade, of_own), (society, of_new)]:
        if rule:
            DeskPolicy.objects.create(category=category, four_eyes=rule)
    moved = move(trade, society)
    assert policy_of(trade.pk).four_eyes == FourEyes(counts)
    assert bool(moved.rule) == (of_old == "strict" and not of_own and of_new != "strict")


def test_a_menu_that_nobody_arranged_follows_and_is_told_of(trade, society):
    assert "nay nằm trong menu" in " ".join(move(trade, None).told())
    again = Category.objects.get(pk=trade.pk)
    assert "không còn trong menu" in " ".join(move(again, society).told())


def test_menu_items_and_banners_stay_and_are_told_of(trade, society, make_image):
    MenuItem.objects.create(category=trade)
    Banner.objects.create(category=trade, place="category", image=make_image())
    told = " ".join(move(trade, society).told())
    assert "1 mục menu" in told
    assert "1 băng rôn" in told
    assert MenuItem.objects.get().category == Banner.objects.get().category == trade


# Refusals


def test_refused_moves_change_nothing(economy, trade, border, society):
    alias = make_category("Buôn bán")
    merge(alias, society)
    alias.refresh_from_db()
    lower = make_category("Y tế", parent=society)
    before = list(Category.objects.order_by("pk").values())
    for category, parent, why in [
        (economy, economy, "chính nó"),
        (economy, border, "nằm dưới “Kinh tế”"),
        (trade, lower, "ba cấp"),
        (economy, society, "ba cấp"),
        (trade, alias, "đã được gộp vào “Xã hội”"),
        (alias, economy, "đã được gộp vào “Xã hội”"),
    ]:
        with pytest.raises(Refused, match=why):
            move(category, parent)
    assert list(Category.objects.order_by("pk").values()) == before
    assert move(trade, economy) is None


# The form


def change(browser, category, **fields):
    address = reverse("admin:articles_category_change", args=[category.pk])
    typed = {"name": category.name, "slug": category.slug, "position": category.position, **fields}
    return browser.post(address, typed, follow=True)


def test_form_moves_and_tells_what_changed(browser_of, economy, trade, society):
    number = published(trade)
    browser = browser_of("publisher")
    answer = change(browser, trade, parent=society.pk, name="Thương mại và dịch vụ")
    for told in [
        "“Thương mại và dịch vụ” nay nằm dưới “Xã hội”",
        "1 bài bạn đọc đang thấy nay có thêm trong “Xã hội”",
        "“Kinh tế”: không còn",
    ]:
        assert told in text(answer)
    trade.refresh_from_db()
    assert (trade.name, trade.parent) == ("Thương mại và dịch vụ", society)
    assert listed(society) == {number}
    assert listed(economy) == set()
    change(browser, trade, parent="")
    trade.refresh_from_db()
    assert trade.parent is None
    assert listed(society) == set()


def test_form_that_leaves_the_parent_alone_moves_nothing(browser_of, economy, trade):
    published(trade)
    before = EditionCategory.objects.aggregate(Count("pk"))
    answer = change(browser_of("publisher"), trade, parent=economy.pk, name="Mua bán")
    assert "nay nằm dưới" not in text(answer)
    assert EditionCategory.objects.aggregate(Count("pk")) == before


@pytest.mark.parametrize(("to", "why"), [("border", "nằm dưới “Thương mại”"), ("lower", "ba cấp")])
def test_form_refuses_in_the_users_words(browser_of, economy, trade, border, society, to, why):
    lower = make_category("Y tế", parent=society)
    parent = {"border": border, "lower": lower}[to]
    answer = change(browser_of("publisher"), trade, parent=parent.pk)
    assert why in text(answer)
    trade.refresh_from_db()
    assert trade.parent == economy


def test_form_opened_before_a_merge_puts_it_under_what_that_leads_to(browser_of, trade, society):
    other = make_category("Đời sống")
    merge(other, society)
    change(browser_of("publisher"), trade, parent=other.pk)
    trade.refresh_from_db()
    assert trade.parent == society


def test_who_heads_only_a_part_moves_nothing(client, economy, trade, society):
    head = make_user()
    DeskAssignment.objects.create(user=head, role="publisher", category=trade)
    client.force_login(head)
    change(client, trade, parent=society.pk)
    trade.refresh_from_db()
    assert trade.parent == economy
