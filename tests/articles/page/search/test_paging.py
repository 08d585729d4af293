"""Results are paged by key: every article once, also beyond what is ranked, and none that ended."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.desk.acts.publishing import withdraw
from articles.desk.article import Article
from articles.page import search_index
from articles.page.edition import Edition, EditionWords
from articles.page.search import finding, search
from articles.page.search.finding import Key, Narrowed
from articles.page.search_index import Wanted
from tests.articles.factory import make_category, make_published

pytestmark = pytest.mark.django_db
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)


def make(count, **fields):
    """So many articles, a month apart, the oldest first."""
    return [
        make_published(at=BEGAN + timedelta(days=30 * number), **fields) for number in range(count)
    ]


def all_pages(query, **asked):
    """The headlines of all pages, as a reader's clicks lead through them."""
    found, pages = search(query, **asked), []
    while True:
        pages.append([edition.pk for edition in found.editions])
        if not found.following:
            return pages
        more = {**asked}
        if "sau" in found.following:
            more["after"] = Key.read(str(found.following["sau"]))
        else:
            more.update(page=found.following["trang"], upto=found.following["moc"])
        found = search(query, **more)


@pytest.fixture
def _small(monkeypatch):
    monkeypatch.setattr(finding, "SIZE", 2)
    monkeypatch.setattr(finding, "MOST", 4)
    monkeypatch.setattr(finding, "COUNTED", 6)
    monkeypatch.setattr(finding, "SPARE", 1)


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("newest", [False, True])
def test_every_article_is_reached_once(newest):
    apart = make(4, headline="Cái móng")
    near = make(7, headline="Móng Cái")
    pages = all_pages("móng cái", newest=newest)
    reached = [pk for page in pages for pk in page]
    assert sorted(reached) == sorted(each.pk for each in [*apart, *near])
    assert len(reached) == len(set(reached))
    assert all(pages)
    if not newest:
        assert set(reached[:7]) == {each.pk for each in near}


@pytest.mark.usefixtures("_small")
def test_what_is_published_meanwhile_shifts_no_page():
    make(9, headline="Móng Cái")
    first = search("móng cái")
    [second] = [search("móng cái", page=2, upto=first.following["moc"])]
    make_published(headline="Móng Cái mới")
    again = search("móng cái", page=2, upto=first.following["moc"])
    assert [each.pk for each in again.editions] == [each.pk for each in second.editions]


@pytest.mark.usefixtures("_small")
def test_editions_that_ended_are_passed_over():
    editions = make(9, headline="Móng Cái")
    for edition in editions[1:8]:
        withdraw(Article.objects.get(pk=edition.article), None, "Gỡ.", signed_by="BBT")
    after = Key(0, editions[8].words.place)
    assert [each.pk for each in search("móng cái", after=after).editions] == [editions[0].pk]


@pytest.mark.usefixtures("_small")
def test_a_count_says_whether_there_are_more():
    make(9, headline="Móng Cái")
    found = search("móng cái")
    assert (found.count, found.has_more) == (6, True)
    found = search("móng cái", Narrowed(before=int((BEGAN + timedelta(days=70)).timestamp())))
    assert (found.count, found.has_more) == (3, False)


def test_articles_of_one_second_have_places_of_their_own():
    editions = [make_published(at=BEGAN, headline="Cùng giây") for _ in range(5)]
    places = [each.words.place for each in editions]
    assert places == sorted(set(places))
    assert [each.pk for each in search("cùng giây", newest=True).editions] == [
        each.pk for each in reversed(editions)
    ]


def test_what_is_narrowed_is_found_without_words():
    category = make_category("Kinh tế")
    below = make_category("Du lịch", parent=category)
    inside = make_published(category=below, headline="Mùa du lịch")
    make_published(category=make_category("Khác"), headline="Mùa mưa")
    branch = Narrowed(categories=(category.pk, below.pk))
    assert [each.pk for each in search("", branch).editions] == [inside.pk]
    assert [each.pk for each in search("mùa", branch).editions] == [inside.pk]
    assert search("mùa", Narrowed(categories=(category.pk,))).editions == []
    assert search("").editions == []


@pytest.mark.parametrize("without", [(), ((("chin",),),)])
def test_both_databases_are_asked_for_groups_in_the_same_words(without):
    numbers = ["một", "hai", "chín", "hai chín"]
    editions = {text: make_published(headline=text, lead="", body="<p>x</p>") for text in numbers}
    wanted = Wanted(((("mot",), ("hai",)),), without=without)
    expected = [
        text
        for text in reversed(numbers)
        if ("một" in text or "hai" in text) and not (without and "chín" in text)
    ]
    places = {edition.words.place: text for text, edition in editions.items()}
    assert [places[each] for each in search_index.places(wanted, 10)] == expected


def test_stretches_of_months_leave_nothing_out():
    """PostgreSQL looks through the newest months first; nothing may fall between two stretches."""
    editions = make(30, headline="Từng tháng")
    wanted = Wanted(((("tung",),),))
    expected = sorted((each.words.place for each in editions), reverse=True)
    for most in (1, 5, 29, 100):
        assert search_index.places(wanted, most) == expected[:most]
    for bound in (expected[3], expected[3] + 1, expected[20] - 1):
        bounded = Wanted(wanted.groups, since=bound)
        assert search_index.places(bounded, 100) == [each for each in expected if each >= bound]
        bounded = Wanted(wanted.groups, before=bound)
        assert search_index.places(bounded, 100) == [each for each in expected if each < bound]


def test_the_words_of_each_edition_tell_its_stretch():
    [edition] = make(1)
    row = EditionWords.objects.get(edition=edition)
    assert row.words.split()[0] == f"_m{row.place // search_index.STRETCH}"
    assert Edition.objects.filter(words__place=row.place).get() == edition


@pytest.mark.parametrize("text", ["", "x", "3-1", "1-", "-1", "1-1-1", "1-" + "9" * 30, None])
def test_a_malformed_key_means_the_first_page(text):
    assert Key.read(text) is None
