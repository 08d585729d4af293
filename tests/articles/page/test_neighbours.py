"""Which articles of its category stand beside an article, as the site has chosen."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.desk.acts.publishing import withdraw
from articles.desk.article import Article
from articles.page.edition import Edition
from articles.page.frame.site import SiteIdentity
from articles.page.related.beside import beside
from articles.page.related.neighbours import RELATED, Neighbours
from tests.articles.factory import make_category, make_published

pytestmark = pytest.mark.django_db

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def editions():
    """Nine articles of one category; the middle three bear one date."""
    category = make_category("Văn hóa")
    hours = [0, 1, 2, 5, 5, 5, 7, 8, 9]
    made = [make_published(at=START + timedelta(hours=each), category=category) for each in hours]
    make_published(at=START, category=make_category())
    return made


def same_category(edition, most=RELATED, *, which):
    return beside(edition, [], category=edition.category_id, which=which, most=most).neighbours


def places(editions, found):
    order = [each.article for each in editions]
    return [order.index(each.article) for each in found]


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (Neighbours.NEWEST, [8, 7, 6, 5]),
        (Neighbours.OLDER, [3, 2, 1, 0]),
        (Neighbours.NEWER, [8, 7, 6, 5]),
        (Neighbours.AROUND, [6, 5, 3, 2]),
    ],
)
def test_each_way_is_one_query_the_newest_first(
    editions, which, expected, django_assert_num_queries
):
    with django_assert_num_queries(1):
        found = same_category(editions[4], 4, which=which)
        assert [each.category.name for each in found] == ["Văn hóa"] * 4
    assert places(editions, found) == expected


@pytest.mark.parametrize(
    ("here", "which", "expected"),
    [
        (8, Neighbours.NEWER, []),
        (0, Neighbours.OLDER, []),
        (2, Neighbours.NEWER, [6, 5, 4, 3]),
        (8, Neighbours.AROUND, [7, 6, 5, 4]),
        (0, Neighbours.AROUND, [4, 3, 2, 1]),
        (7, Neighbours.AROUND, [8, 6, 5, 4]),
    ],
)
def test_where_one_side_ends_the_other_gives_more(editions, here, which, expected):
    assert places(editions, same_category(editions[here], 4, which=which)) == expected


@pytest.mark.parametrize("which", Neighbours)
def test_what_is_gone_or_shown_already_is_left_out(editions, which):
    withdraw(Article.objects.get(pk=editions[5].article), None, "Gỡ.", signed_by="BBT")
    editions[4].content["related_pinned"] = [editions[3].article]
    found = same_category(editions[4], which=which)
    assert not {3, 4, 5} & set(places(editions, found))


def test_readers_get_what_the_site_has_chosen(client, editions, django_assert_num_queries):
    SiteIdentity.objects.create(name="Cổng", neighbours=Neighbours.OLDER)
    here = Edition.objects.get(pk=editions[2].pk)
    with django_assert_num_queries(5):
        answer = client.get(here.get_absolute_url())
    assert places(editions, answer.context["related"]) == [1, 0]


def test_fifteen_at_most(editions):
    for hour in range(20):
        make_published(at=START + timedelta(days=1, hours=hour), category=editions[0].category)
    for which in (Neighbours.NEWEST, Neighbours.NEWER, Neighbours.AROUND):
        assert len(same_category(editions[4], which=which)) == RELATED
