"""Pictures that say nothing the text does not say: chosen per use, and kept everywhere."""

import pytest

from articles.desk.acts.needs import reasons_of_silent_pictures
from articles.desk.acts.publishing import publish
from articles.desk.article import Article, ArticleImage
from articles.desk.duplicating import duplicate
from articles.desk.printing import print_article
from articles.desk.text.figures import Figure, take_out_figures, tidy_body, write_figure
from articles.desk.uses.alt_text import without_alt_text
from articles.desk.versions.comparing import Names, compare, read
from articles.desk.versions.content import content_of, hash_of
from articles.desk.versions.restoring import restore

from ..factory import edit, make_article, make_publisher
from .typing import ADD, address, text, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(make_image):
    return make_image(alt_text="", caption="Chú thích")


@pytest.fixture
def desk(client):
    user = make_publisher()
    client.force_login(user)
    client.user = user
    return client


def everywhere(image, **fields):
    """An article that shows a picture in each place, decorative each time."""
    article = make_article(
        lead_image=image,
        lead_image_decorative=True,
        body=f"<p>Chữ.</p>{write_figure(image, '', 'Chú thích', decorative=True)}",
        **fields,
    )
    ArticleImage.objects.create(article=article, image=image, decorative=True, order=1)
    edit(article)
    return Article.objects.get(pk=article.pk)


def test_content_without_the_choice_is_what_it_was(image):
    article = make_article(lead_image=image, body=write_figure(image, "Tàu", ""))
    assert all("decorative" not in use for use in content_of(article)["pictures"])


def test_every_place_can_be_decorative(image):
    content = content_of(everywhere(image))
    assert [use["place"] for use in content["pictures"]] == ["lead", "body", "gallery"]
    assert all(use["decorative"] is True for use in content["pictures"])


def test_decorative_picture_prints_no_words_of_the_library(image):
    image.alt_text = "Mô tả của thư viện"
    image.save()
    printed, _hash = print_article(everywhere(image), None)
    assert all("alt_text" not in each and each["decorative"] for each in printed["pictures"])


def test_alt_text_typed_beside_the_choice_is_dropped(image):
    article = make_article(
        lead_image=image, lead_image_decorative=True, lead_image_alt="Mô tả", body="<p>Chữ.</p>"
    )
    row = ArticleImage.objects.create(
        article=article, image=image, decorative=True, alt_text="Mô tả"
    )
    assert (article.lead_image_alt, row.alt_text) == ("", "")
    assert write_figure(image, "Mô tả", "", decorative=True) == write_figure(image, "", "", True)


@pytest.mark.parametrize(
    "shape",
    [
        '<figure data-decorative="true"><img alt="Tàu" src="{url}"></figure>',
        '<figure class="image" data-image="9" data-decorative="true"><img alt="" src="{url}">'
        "</figure>",
        '<figure><img alt="Tàu" src="{url}" data-decorative="true"></figure>',
        '<p><img data-decorative="true" alt="Tàu" src="{url}"></p>',
    ],
)
def test_editor_may_say_so_on_figure_or_picture(image, shape):
    body = tidy_body(shape.format(url=image.url))
    assert body == write_figure(image, "", "", decorative=True)
    assert tidy_body(body) == body
    assert take_out_figures(body)[1] == [Figure(image.pk, decorative=True)]


@pytest.mark.parametrize("value", ["false", "", "x", "true&quot; onload=&quot;x()"])
def test_only_true_counts(image, value):
    body = tidy_body(
        f'<figure data-decorative="{value}"><img alt="Tàu" src="{image.url}"></figure>'
    )
    assert body == write_figure(image, "Tàu", "")


def test_choice_of_one_picture_is_not_that_of_the_next(image):
    body = tidy_body(
        f'<figure data-decorative="true"><img alt="" src="{image.url}"></figure>'
        f'<p><img alt="Tàu" src="{image.url}"></p>'
        f'<figure><img alt="Tàu" src="{image.url}"></figure>'
    )
    assert [each.decorative for each in take_out_figures(body)[1]] == [True, False, False]


def test_decorative_pictures_lack_no_alt_text(image):
    decorative, silent = everywhere(image), make_article(lead_image=image)
    assert list(without_alt_text(Article.objects.all())) == [silent]
    assert reasons_of_silent_pictures(print_article(decorative, None)[0]["pictures"]) == []
    assert reasons_of_silent_pictures(print_article(silent, None)[0]["pictures"]) != []


def test_reader_skips_a_decorative_picture(client, image):
    edition = publish(everywhere(image), None)
    page = text(client.get(edition.get_absolute_url()))
    assert list(edition.pictures.values_list("alt_text", "decorative")) == [("", True)] * 3
    assert "data-decorative" not in page
    assert page.count('alt=""') >= 3


def test_choice_is_restored_and_duplicated(image):
    article = everywhere(image)
    version = article.versions.first()
    assert hash_of(content_of(article)) == version.hash
    article.gallery.all().delete()
    edit(article, lead_image_decorative=False, body="<p>Khác.</p>")
    assert hash_of(content_of(restore(version, None))) == version.hash
    twin = duplicate(Article.objects.get(pk=article.pk), make_publisher())
    assert all(use.get("decorative") for use in content_of(twin)["pictures"])


def test_difference_says_it_in_words(image):
    decorative = content_of(everywhere(image))
    telling = {**decorative, "pictures": [{**use} for use in decorative["pictures"]]}
    for use in telling["pictures"]:
        del use["decorative"]
    names = Names.load(decorative, telling)
    said = [each.said for each in compare(read(telling, names), read(decorative, names)).pictures]
    assert said[0] == ["Ảnh đại diện nay là ảnh trang trí."]
    back = compare(read(decorative, names), read(telling, names))
    assert back.pictures[0].said == ["Ảnh đại diện không còn là ảnh trang trí."]
    assert not back.is_empty


def test_form_keeps_the_choice(desk, image):
    answer = desk.post(
        ADD,
        typed(
            lead_image=image.pk,
            lead_image_alt="IMG_1234.jpg",
            lead_image_decorative="on",
            gallery=[{"image": image.pk, "caption": "", "alt_text": "", "decorative": "on"}],
        ),
    )
    assert answer.status_code == 302
    article = Article.objects.get()
    assert (article.lead_image_decorative, article.lead_image_alt) == (True, "")
    assert article.gallery.get().decorative


def test_conflict_shows_who_chose_it(desk, image):
    article = make_article(author=desk.user, lead_image=image)
    ArticleImage.objects.create(article=article, image=image, caption="Tàu", order=1)
    stale = typed(article, lead_image_decorative="on")
    row = article.gallery.get()
    row.decorative = True
    row.save()
    edit(article)
    page = desk.post(address(article), stale)
    assert page.status_code == 409
    assert "Tàu – ảnh trang trí" in text(page)


# A file's name is no alt text of a use either


def test_file_name_is_refused_in_the_form_and_nothing_is_lost(desk, image):
    body = write_figure(image, "DSC_0042.jpg", "Chú thích") + "<p>Chữ đã gõ.</p>"
    page = desk.post(
        ADD,
        typed(
            body=body,
            lead_image=image.pk,
            lead_image_alt="IMG_1234",
            gallery=[{"image": image.pk, "caption": "", "alt_text": "anh1.png"}],
        ),
    )
    said = text(page)
    assert not Article.objects.exists()
    assert said.count("Đây là tên tệp") == 2
    assert f"Mô tả của ảnh “{image}” trong bài là tên tệp (DSC_0042.jpg)" in said
    assert "Chữ đã gõ." in said
    assert "IMG_1234" in said


def test_file_name_typed_is_kept_by_the_autosave():
    from django.http import QueryDict

    from articles.desk.text.typed import typed_content

    data = QueryDict(mutable=True)
    data.update({"headline": "Tin", "kind": "news", "lead_image_alt": "IMG_1234"})
    data["body"] = "<p>Chữ đã gõ.</p>"
    kept = typed_content(data)
    assert kept.content["body"] == "<p>Chữ đã gõ.</p>"
    assert not kept.left_out
