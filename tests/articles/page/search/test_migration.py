"""Editions from before search had an order get their place in it, and their filters."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from articles.page.edition import EditionWords
from articles.page.search.finding import Narrowed, search
from tests.articles.factory import make_category, make_published
from tests.people.factory import make_organisation

pytestmark = pytest.mark.django_db
in_order = importlib.import_module("articles.migrations.0015_search_in_order")
own_categories = importlib.import_module("articles.migrations.0027_words_of_own_categories")


def test_words_from_before_are_given_place_and_filters():
    below = make_category("Du lịch", parent=make_category("Kinh tế"))
    edition = make_published(category=below, organisation=make_organisation("Sở Y tế"))
    row = EditionWords.objects.get(edition=edition)
    written = row.words.split()
    EditionWords.objects.filter(pk=row.pk).update(
        words=" ".join(word for word in written if not word.startswith("_")), place=1
    )
    editor = SimpleNamespace(connection=connection)
    in_order.give_places(apps, editor)
    own_categories.name_own_categories(apps, editor)
    again = EditionWords.objects.get(edition=edition)
    assert again.place == int(edition.published_at.timestamp())
    assert sorted(again.words.split()) == sorted(written)


def test_words_name_no_category_above_any_more_and_are_found_all_the_same():
    above, other = make_category("Kinh tế"), make_category("Xã hội")
    edition = make_published(category=make_category("Du lịch", parent=above), headline="Chợ đêm")
    [row] = EditionWords.objects.all()
    stretch, own, rest = row.words.split(" ", 2)
    row.words = f"{stretch} _c{above.pk} {own} _c{other.pk} {rest}"
    row.save()
    own_categories.name_own_categories(apps, SimpleNamespace(connection=connection))
    row.refresh_from_db()
    assert row.words == f"{stretch} _c{edition.category_id} {rest}"
    assert search("chợ đêm", Narrowed(categories=(edition.category_id,))).editions == [edition]
    assert search("chợ đêm", Narrowed(categories=(above.pk, other.pk))).editions == []
