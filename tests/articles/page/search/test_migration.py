"""Editions from before search had an order get their place in it, and their filters."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from articles.page.edition import EditionWords
from tests.articles.factory import make_category, make_published
from tests.people.factory import make_organisation

pytestmark = pytest.mark.django_db
migration = importlib.import_module("articles.migrations.0015_search_in_order")


def test_words_from_before_are_given_place_and_filters():
    below = make_category("Du lịch", parent=make_category("Kinh tế"))
    edition = make_published(category=below, organisation=make_organisation("Sở Y tế"))
    row = EditionWords.objects.get(edition=edition)
    written = row.words.split()
    EditionWords.objects.filter(pk=row.pk).update(
        words=" ".join(word for word in written if not word.startswith("_")), place=1
    )
    migration.give_places(apps, SimpleNamespace(connection=connection))
    again = EditionWords.objects.get(edition=edition)
    assert again.place == int(edition.published_at.timestamp())
    assert sorted(again.words.split()) == sorted(written)
