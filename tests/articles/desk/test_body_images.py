"""Which pictures a text shows is noted at every save, so that the library never loses one."""

import importlib

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import ProtectedError

from articles.desk.article import Article, BodyImage
from articles.desk.erasure.erasing import erase_picture
from articles.desk.text.figures import write_figure
from articles.desk.versions.saving import save_version

from ..factory import edit, make_article

pytestmark = pytest.mark.django_db


def showing(*images):
    return "<p>Chữ.</p>" + "".join(write_figure(each, "Tàu", "") for each in images)


def noted(article):
    return set(article.body_images.values_list("image", flat=True))


def test_text_notes_each_picture_once(make_image):
    first, second = make_image(), make_image()
    article = make_article(body=showing(first, second, first))
    assert noted(article) == {first.pk, second.pk}
    edit(article, body=showing(second))
    assert noted(article) == {second.pk}
    edit(article, body="<p>Chữ.</p>")
    assert noted(article) == set()


def test_pictures_of_other_places_are_not_in_the_text(make_image):
    assert noted(make_article(lead_image=make_image())) == set()


def test_save_that_changes_no_picture_asks_nothing(make_image, django_assert_num_queries):
    image = make_image()
    article = make_article(body=showing(image))
    article.body += "<p>Thêm.</p>"
    article.save()
    with django_assert_num_queries(12) as asked:
        save_version(article, None)
    assert not [each for each in asked.captured_queries if "bodyimage" in each["sql"]]


def test_database_refuses_to_lose_a_picture_of_a_text(make_image):
    image = make_image()
    make_article(body=showing(image))
    with pytest.raises(ProtectedError), transaction.atomic():
        image.delete()


def test_number_of_no_picture_is_passed_over():
    article = make_article(
        body='<figure class="image" data-image="99"><img alt="" src=""></figure>'
    )
    assert noted(article) == set()


def test_order_to_erase_a_picture_takes_the_note_too(make_image):
    image, other = make_image(), make_image()
    article = make_article(body=showing(image, other))
    erase_picture(image, basis="Luật", document="1/QĐ", by="a", second_person="b")
    assert noted(article) == {other.pk}


def test_texts_of_an_older_database_are_noted(make_image):
    image = make_image()
    article = make_article(body=showing(image, image))
    gone = make_article(body=f"{showing(image)}".replace(f'"{image.pk}"', '"987654"'))
    BodyImage.objects.all().delete()
    step = importlib.import_module("articles.migrations.0005_where_texts_show_pictures")
    for _ in range(2):  # may run again
        step.note_pictures(apps, connection.schema_editor())
    assert noted(article) == {image.pk}
    assert noted(Article.objects.get(pk=gone.pk)) == set()
