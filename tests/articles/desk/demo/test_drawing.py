"""The drawn pictures: each scene draws, equal keys give equal pictures, none is blank."""

import io
import time

import pytest
from PIL import Image, ImageStat

from articles.desk.demo.content import load_demo
from articles.desk.demo.drawing import SCENES, as_jpeg, draw, draw_all
from articles.desk.demo.moods import MOODS

SMALL = (300, 200)


@pytest.fixture(scope="module")
def keys():
    return sorted(load_demo().pictures)


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_each_scene_draws_quickly_and_is_no_flat_field(scene, keys):
    key = next(key for key in keys if key.startswith(f"{scene}-"))
    started = time.process_time()
    image = draw(key, SMALL)
    assert time.process_time() - started < 2
    assert image.size == SMALL
    assert image.mode == "RGB"
    assert max(ImageStat.Stat(image).stddev) > 18


def test_a_key_always_gives_the_same_picture():
    assert draw("beach-dusk-1", SMALL).tobytes() == draw("beach-dusk-1", SMALL).tobytes()


def test_another_number_gives_another_picture():
    assert draw("hall-warm-1", SMALL).tobytes() != draw("hall-warm-2", SMALL).tobytes()


def test_formats_are_landscape_portrait_and_panorama():
    portrait = draw("beach-dawn-1")
    assert portrait.size == (1200, 1500)
    assert draw("banner-dawn-1", (600, 120)).size == (600, 120)


@pytest.mark.parametrize("key", ["spaceship-dawn-1", "hall-noon-1"])
def test_an_unknown_scene_or_mood_is_refused(key):
    with pytest.raises(KeyError):
        draw(key)


def test_every_mood_is_a_whole_light():
    for mood in MOODS.values():
        assert len(mood.sky) >= 3
        assert 0.3 <= mood.dim <= 1.1


def test_several_processes_draw_the_same_as_one():
    asked = ["mountains-mist-1"]
    drawn = dict(draw_all(asked, workers=1))
    assert drawn["mountains-mist-1"] == as_jpeg("mountains-mist-1")
    assert Image.open(io.BytesIO(drawn["mountains-mist-1"])).size == (1800, 1200)
