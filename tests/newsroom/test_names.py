"""What rows and their fields are called: the desk shows it on its pages, in Vietnamese."""

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from articles.page.edition import PrintedTitle
from tests.articles.factory import make_published
from tests.images.making import kept
from tests.people.factory import make_official, make_position

ROOMS = ["accounts", "articles", "documents", "images", "people", "uploads"]
SAME_IN_BOTH = {"fax", "ID", "SHA-256"}


def is_translated(text):
    with translation.override("en"):
        english = str(text)
    with translation.override("vi"):
        return str(text) != english or english in SAME_IN_BOTH


def models_of(room):
    """Return the models of a room, with the rows of its many-to-many fields and its histories."""
    found = apps.get_app_config(room).get_models(include_auto_created=True)
    # The rows of Django's own user lie here too, and no page of ours shows them.
    return [each for each in found if each.__name__ not in {"User_groups", "User_user_permissions"}]


def names_without_vietnamese(model):
    """Return the names of a model, and the labels of fields that staff fill in or choose."""
    names = [model._meta.verbose_name, model._meta.verbose_name_plural]
    are_links = model._meta.auto_created or "_" in model.__name__
    fields = [] if are_links else model._meta.local_fields
    labels = [
        field.verbose_name
        for field in fields
        if field.editable and not field.primary_key and not is_of_the_history(model, field)
    ]
    return [str(text) for text in [*names, *labels] if not is_translated(text)]


def is_of_the_history(model, field):
    """Tell whether a column belongs to the history itself, which our pages tell in words."""
    is_history = model.__module__.startswith("people") or model.__name__.startswith("Historical")
    return is_history and field.name.startswith(("history", "m2m_history"))


@pytest.mark.parametrize("room", ROOMS)
def test_every_model_and_field_has_a_vietnamese_name(room):
    nameless = {model.__name__: names_without_vietnamese(model) for model in models_of(room)}
    assert {name: texts for name, texts in nameless.items() if texts} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_every_permission_has_a_vietnamese_name(room):
    custom = {
        name: text
        for model in apps.get_app_config(room).get_models()
        for name, text in model._meta.permissions
    }
    assert {name for name, text in custom.items() if not is_translated(text)} == set()


def test_a_model_without_a_name_is_found():
    class Nameless(models.Model):
        kind = models.CharField(max_length=5)

        class Meta:
            app_label = "uploads"

        def __str__(self):
            return self.kind

    try:
        assert names_without_vietnamese(Nameless) == ["nameless", "namelesss", "kind"]
    finally:
        del apps.all_models["uploads"]["nameless"]
        apps.clear_cache()


def delete_page(client, row):
    name = row._meta.model_name
    page = client.get(f"/quan-tri/people/{name}/{row.pk}/delete/").content.decode()
    return page.partition('id="deleted-objects"')[2]


@pytest.mark.django_db
def test_delete_page_calls_what_goes_along_by_words(admin_client):
    official = make_official()
    official.pictures.add(kept(title="Chân dung"))
    implied = make_position("Thành ủy viên")
    position = make_position("Bí thư Thành ủy", implies=[implied])
    listed = delete_page(admin_client, official) + delete_page(admin_client, position)
    assert "Ảnh của cán bộ: Chân dung" in listed
    assert "Chức vụ bao hàm: Thành ủy viên" in listed
    assert "object (" not in listed


@pytest.mark.django_db
def test_delete_page_calls_what_stands_against_it_by_words(admin_client):
    official = make_official()
    edition = make_published()
    PrintedTitle.objects.create(
        edition=edition,
        official=official,
        title="Bí thư Thành ủy",
        order=0,
        published_at=edition.published_at,
        article=edition.article,
    )
    listed = delete_page(admin_client, official)
    assert "Chức danh đã in: Bí thư Thành ủy" in listed
