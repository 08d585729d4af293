"""Pictures in a text: many shapes come in, one shape is kept, and its words go their own way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.desk.text.figures import put_in_figures, take_out_figures, tidy_body, write_figure
from articles.desk.versions.content import content_of

from ..factory import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(make_image):
    return make_image()


def one_shape(image, alt="", caption=""):
    return write_figure(image, alt, caption)


def test_editors_captioned_picture_becomes_the_one_shape(image):
    typed = (
        f'<figure class="image"><img alt="Tàu" height="300" src="{image.url}" width="400" />'
        "<figcaption>Tàu <em>vào</em> cảng</figcaption></figure>"
    )
    assert tidy_body(typed) == one_shape(image, "Tàu", "Tàu vào cảng")


@pytest.mark.parametrize(
    "shape",
    [
        '<p><img alt="Tàu" src="{url}"></p>',
        '<img alt="Tàu" src="{url}">',
        '<figure><img alt="Tàu" src="{url}"></figure>',
        '<figure class="image align-left" data-image="999"><img alt="Tàu" src="{url}"></figure>',
        '<div class="image"><img alt="Tàu" src="{url}" style="width:9px" onerror="x()"></div>',
    ],
)
def test_other_shapes_become_it_too(image, shape):
    assert tidy_body(shape.format(url=image.url)) == one_shape(image, "Tàu")


def test_picture_in_the_middle_of_a_paragraph_parts_it(image):
    typed = f'<p>Trước <strong>đậm <img alt="" src="{image.url}"> vẫn đậm</strong> sau</p>'
    assert tidy_body(typed) == (
        f"<p>Trước <strong>đậm </strong></p>{one_shape(image)}<p><strong> vẫn đậm</strong> sau</p>"
    )


def test_any_size_of_a_picture_counts_as_the_picture(image):
    smaller = image.url.removesuffix(".jpg") + "/320w.webp"
    assert tidy_body(f'<img alt="" src="{smaller}">') == one_shape(image)


@pytest.mark.parametrize(
    "source",
    [
        "https://evil.example/a.jpg",
        "data:image/png;base64,iVBORw0KGgo=",
        "/anh/zz/not-there.jpg",
        "/static/emblem.svg",
        "",
    ],
)
def test_picture_the_library_does_not_hold_goes_and_its_words_stay(source):
    typed = f'<p>Trước</p><figure><img alt="" src="{source}"><figcaption>Lời</figcaption></figure>'
    assert tidy_body(typed) == "<p>Trước</p><p>Lời</p>"


def test_tidying_again_changes_nothing(image):
    once = tidy_body(
        f'<p>a<img alt="&quot;x&quot; &lt;b&gt;" src="{image.url}">b</p>'
        f'<figure><img src="{image.url}"><figcaption>Một &amp; hai</figcaption></figure>'
    )
    assert tidy_body(once) == once


@given(st.text(max_size=40), st.text(max_size=40))
def test_words_of_a_use_survive_the_way_out_and_back(alt, caption):
    class Picture:
        pk, url = 7, "/anh/ab/ab00000000000000.jpg"

    alt, caption = (" ".join(each.split()).replace("\x00", "") for each in (alt, caption))
    body = f"<p>x</p>{write_figure(Picture, alt, caption)}<p>y</p>"
    text, figures = take_out_figures(body)
    assert text == '<p>x</p><figure data-image="7"></figure><p>y</p>'
    assert [(each.alt_text, each.caption) for each in figures] == [(alt, caption.strip())]
    assert put_in_figures(text, figures, {7: Picture}) == body


def test_one_picture_twice_keeps_both_captions(image, make_image):
    other = make_image()
    body = one_shape(image, "a", "Một") + one_shape(other, "b", "Hai") + one_shape(image, "c", "Ba")
    article = make_article(body=tidy_body(body))
    pictures = content_of(article)["pictures"]
    assert [(each["image"], each["caption"]) for each in pictures] == [
        (image.pk, "Một"),
        (other.pk, "Hai"),
        (image.pk, "Ba"),
    ]
    assert "figcaption" not in content_of(article)["body"]


def test_tidying_asks_once_however_many_pictures(make_image, django_assert_num_queries):
    body = "".join(f'<img alt="" src="{make_image().url}">' for _ in range(5))
    with django_assert_num_queries(1):
        tidy_body(body)


def test_text_without_pictures_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert tidy_body("<p>Chữ</p>") == "<p>Chữ</p>"
