"""The scores behind "Tin liên quan", without a database."""

from datetime import UTC, datetime, timedelta

from articles.page.related.likeness import MANY, Kind, Match, Thing, likeliest

HERE = datetime(2026, 3, 1, 8, tzinfo=UTC)
STORM = Thing(Kind.TOPIC, "1")
PLAN = Thing(Kind.DOCUMENT, "12/kh-ubnd")
CHAIR, DEPUTY = Thing(Kind.OFFICIAL, "1"), Thing(Kind.OFFICIAL, "2")
OFFICE = Thing(Kind.ORGANISATION, "1")


def match(thing, article, days=1.0, headline=None):
    at = HERE - timedelta(days=days)
    return Match(thing, article, headline or f"Bài viết {article}", at)


def numbers(matches, headline="Bài này"):
    return [each.article for each in likeliest(matches, headline, HERE)]


def test_a_topic_says_more_than_a_document_and_that_more_than_people():
    found = [match(OFFICE, 1), match(CHAIR, 2), match(PLAN, 3), match(STORM, 4)]
    assert numbers(found) == [4, 3, 2, 1]


def test_more_in_common_says_more_but_a_second_of_a_kind_less():
    found = [match(CHAIR, 1), match(CHAIR, 2), match(DEPUTY, 2), match(CHAIR, 3), match(OFFICE, 3)]
    likely = likeliest(found, "Bài này", HERE)
    assert [each.article for each in likely] == [3, 2, 1]
    assert set(likely[1].things) == {CHAIR, DEPUTY}


def test_the_nearer_in_time_comes_first_before_or_after():
    found = [match(STORM, 1, days=40), match(STORM, 2, days=-2), match(STORM, 3, days=3)]
    assert numbers(found) == [2, 3, 1]


def test_what_lies_too_far_back_for_what_it_shares_is_left_out():
    assert numbers([match(OFFICE, 1, days=60), match(CHAIR, 2, days=60)]) == [2]
    assert numbers([match(STORM, 1, days=200)]) == [1]


def test_an_official_in_the_news_every_day_says_nothing_alone():
    daily = [match(CHAIR, number, days=number) for number in range(1, MANY + 1)]
    assert numbers(daily) == []
    assert numbers([*daily, match(STORM, 5, days=5)]) == [5]


def test_an_official_seldom_named_does():
    seldom = [match(DEPUTY, number, days=number * 10) for number in range(1, MANY + 1)]
    assert numbers(seldom)[:2] == [1, 2]


def test_a_topic_weighs_the_same_however_much_is_written_on_it():
    assert len(numbers([match(STORM, number, days=0.1) for number in range(1, 30)])) == 29


def test_the_same_headline_is_the_same_story():
    found = [
        match(STORM, 1, headline="BÀI NÀY "),
        match(STORM, 2, headline="Diễn tập"),
        match(STORM, 3, days=2, headline="diễn tập"),
    ]
    assert numbers(found) == [2]


def test_equals_stand_by_number():
    assert numbers([match(STORM, 1), match(STORM, 3), match(STORM, 2)]) == [3, 2, 1]


def test_nothing_in_common_gives_nothing():
    assert numbers([]) == []
