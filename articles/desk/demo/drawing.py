"""Draw the demonstration's pictures by name, such as ``harbour-dawn-2``.

A key is scene, mood and number; equal keys give equal pictures.
"""

import io
import multiprocessing
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

from PIL import Image

from articles.desk.demo.moods import MOODS, Mood
from articles.desk.demo.paint import Canvas
from articles.desk.demo.scenes import indoors, land, people, town, water


@dataclass(frozen=True)
class Framing:
    """Where the photographer stood: how near, aimed at what share of the scene, which way round."""

    zoom: float = 1.0
    x: float = 0.5
    y: float = 0.5
    mirrored: bool = False


# By the number of a picture, so that a hall drawn six times is not seen six times from one chair.
FRAMINGS = {
    "1": Framing(),
    "2": Framing(1.12, 0.46, 0.40, mirrored=True),
    "3": Framing(1.75, 0.64, 0.42),
    "4": Framing(1.36, 0.36, 0.46, mirrored=True),
    "5": Framing(1.22, 0.40, 0.62),
    "6": Framing(1.55, 0.58, 0.40, mirrored=True),
}

# Where the top of the picture, a flag say, must stay in it.
SOFT_FRAMINGS = {
    "1": Framing(),
    "2": Framing(1.08, 0.50, 0.40, mirrored=True),
    "3": Framing(1.20, 0.38, 0.40),
    "4": Framing(1.20, 0.62, 0.40, mirrored=True),
}


@dataclass(frozen=True)
class Scene:
    """How a subject is drawn and finished."""

    draw: Callable[[Canvas, Mood], None]
    size: tuple[int, int] = (1800, 1200)
    bloom: float = 0.35
    vignette: float = 0.26
    grain: float = 0.05
    framings: Mapping[str, Framing] | None = None


SCENES = {
    "mountains": Scene(land.draw_mountains),
    "paddy": Scene(land.draw_paddy),
    "planting": Scene(land.draw_planting),
    "patrol": Scene(land.draw_patrol),
    "harbour": Scene(water.draw_harbour),
    "fishing": Scene(water.draw_fishing),
    "beach": Scene(water.draw_beach),
    "dragonboats": Scene(water.draw_dragonboats),
    "border": Scene(water.draw_border),
    "street": Scene(town.draw_street),
    "market": Scene(town.draw_market),
    "road": Scene(town.draw_road),
    "village": Scene(town.draw_village, framings=SOFT_FRAMINGS),
    "hall": Scene(indoors.draw_hall, framings=FRAMINGS),
    "office": Scene(indoors.draw_office, framings=SOFT_FRAMINGS),
    "clinic": Scene(indoors.draw_clinic, framings=SOFT_FRAMINGS),
    "stage": Scene(indoors.draw_stage, bloom=0.5),
    "football": Scene(people.draw_football),
    "school": Scene(people.draw_school, framings=SOFT_FRAMINGS),
    "run": Scene(people.draw_run, framings=SOFT_FRAMINGS),
    "games": Scene(people.draw_games, framings=SOFT_FRAMINGS),
    "bicycles": Scene(people.draw_bicycles, framings=SOFT_FRAMINGS),
    "banner": Scene(water.draw_bay, size=(2400, 480), vignette=0.12),
}

# Pictures that are not in their scene's usual format.
FORMATS = {
    "beach-dawn-1": (1200, 1500),
    "street-night-1": (1200, 1500),
    "stage-night-3": (1200, 1500),
    "patrol-morning-1": (1200, 1500),
    "mountains-dusk-1": (2000, 900),
    "harbour-night-1": (2000, 900),
}


def draw(key: str, size: tuple[int, int] | None = None) -> Image.Image:
    """Draw one picture; ``size`` in pixels, left out for its native size.

    Raises ``KeyError`` for a scene or mood that does not exist.
    """
    name, mood_name, number = key.split("-")
    scene, mood = SCENES[name], MOODS[mood_name]
    width, height = FORMATS.get(key, scene.size)
    scale = min(size[0] / width, size[1] / height) if size else 1.0
    canvas = Canvas(width, height, scale, key)
    scene.draw(canvas, mood)
    if scene.framings:
        canvas.image = frame(canvas.image, scene.framings[number])
    image = canvas.develop(scene.bloom, scene.vignette, scene.grain, mood.warmth)
    return image.resize(size) if size and image.size != size else image


def frame(image: Image.Image, framing: Framing) -> Image.Image:
    """Cut a picture as it would be seen from elsewhere; its size stays."""
    if framing.mirrored:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if framing.zoom == 1:
        return image
    width, height = image.width / framing.zoom, image.height / framing.zoom
    left = min(max(0, image.width * framing.x - width / 2), image.width - width)
    top = min(max(0, image.height * framing.y - height / 2), image.height - height)
    box = (left, top, left + width, top + height)
    return image.resize(image.size, Image.Resampling.LANCZOS, box)


def size_of(key: str, tallest: int | None = None) -> tuple[int, int]:
    """The size of a picture in pixels, shrunk to the height ``tallest`` if it is higher."""
    width, height = FORMATS.get(key, SCENES[key.split("-")[0]].size)
    if tallest is None or height <= tallest:
        return width, height
    return round(width * tallest / height), tallest


def as_jpeg(key: str, tallest: int | None = None) -> bytes:
    """Draw one picture, at most ``tallest`` pixels high, and encode it."""
    file = io.BytesIO()
    draw(key, size_of(key, tallest)).save(file, "JPEG", quality=88)
    return file.getvalue()


def draw_all(
    keys: list[str], tallest: int | None = None, workers: int = 2
) -> Iterator[tuple[str, bytes]]:
    """Draw many pictures in several processes; gives (key, JPEG) in the order asked.

    The processes are started afresh, so they share no database connection with the caller.
    """
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=fresh) as pool:
        yield from zip(keys, pool.map(partial(as_jpeg, tallest=tallest), keys), strict=True)
