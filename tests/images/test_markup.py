"""The HTML of a picture."""

import re
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from images.markup import picture_html
from images.renditions import process_now

from .making import kept

STEM = "/anh/ab/abcdef0123456789"


def light(**changes):
    return SimpleNamespace(
        **{
            "picture": "ab/abcdef0123456789.jpg",
            "width": 1920,
            "height": 1080,
            "focal_x": 0.5,
            "focal_y": 0.5,
            "renditions_ready": True,
            **changes,
        }
    )


def test_ready_picture_offers_every_width_in_both_formats():
    html = picture_html(light(), alt="Cảng", sizes="50vw")
    assert html.startswith('<picture><source type="image/webp" srcset="')
    assert html.endswith("</picture>")
    for width in (320, 640, 960, 1280, 1600):
        assert f"{STEM}/{width}w.webp {width}w" in html
        assert f"{STEM}/{width}w.jpeg {width}w" in html
    assert html.count('sizes="50vw"') == 2
    assert 'width="1920" height="1080" alt="Cảng"' in html
    assert 'loading="lazy"' in html
    assert 'decoding="async"' in html


def test_until_ready_only_the_public_picture_is_shown():
    html = picture_html(light(renditions_ready=False), alt="")
    assert f'<picture><img src="{STEM}.jpg" width=' in html
    assert "srcset" not in html
    assert 'alt=""' in html


def test_small_picture_needs_no_choice():
    assert "srcset" not in picture_html(light(width=200, height=100), alt="")


@pytest.mark.parametrize("image", [None, light(picture="")])
def test_erased_or_missing_picture_shows_nothing(image):
    assert picture_html(image, alt="x") == ""


def test_widest_leaves_out_what_a_place_never_needs():
    html = picture_html(light(), alt="", widest=400)
    assert re.findall(r"/(\d+)w\.webp", html) == ["320", "640"]
    assert f'src="{STEM}/640w.jpeg"' in html
    assert "960w" not in html


def test_opening_picture_is_fetched_first():
    html = picture_html(light(), alt="", priority=True)
    assert 'fetchpriority="high"' in html
    assert "lazy" not in html


@pytest.mark.parametrize(
    ("focal", "classes"),
    [
        ((0.5, 0.5), None),
        ((0.52, 0.48), None),
        ((0, 1), "focus-x-0 focus-y-100"),
        ((0.33, 0.5), "focus-x-30 focus-y-50"),
    ],
)
def test_focal_point_is_a_class_not_a_style(focal, classes):
    html = picture_html(light(focal_x=focal[0], focal_y=focal[1]), alt="")
    assert "style=" not in html
    assert (f'class="{classes}"' in html) if classes else ("class=" not in html)


def test_style_sheet_knows_every_focal_class(settings):
    css = (settings.BASE_DIR / "static/images/focus.css").read_text()
    for tenth in range(0, 101, 10):
        assert f".focus-x-{tenth} {{ --focus-x: {tenth}%; }}" in css
        assert f".focus-y-{tenth} {{ --focus-y: {tenth}%; }}" in css


def test_words_are_escaped():
    html = picture_html(light(), alt='"><script>', sizes='"><b>', css_class='"><i>')
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_tag_takes_the_alt_text_of_the_picture_unless_told():
    image = light(alt_text="Cầu Bắc Luân")
    context = Context({"image": image})
    own = Template("{% load picture %}{% picture image sizes='100vw' %}").render(context)
    told = Template("{% load picture %}{% picture image alt='' priority=True %}").render(context)
    assert 'alt="Cầu Bắc Luân"' in own
    assert 'alt=""' in told
    assert "fetchpriority" in told


@pytest.mark.django_db
def test_forty_pictures_cost_no_query_and_no_look_at_the_disk(
    django_assert_num_queries, monkeypatch
):
    image = kept(width=1000, height=500)
    process_now(image.picture.name)
    image = type(image).objects.for_cards().get()
    monkeypatch.setattr("os.stat", lambda *args, **kwargs: pytest.fail("looked at the disk"))
    with django_assert_num_queries(0):
        html = [picture_html(image, alt="") for _ in range(40)]
    assert "960w.webp" in html[0]
