"""
The pictures of telephones, and what their decoder may take.

The files in heic/ hold `quarters`, made once, for no library here writes HEIC: turned.heic lies on
its side like a telephone's, with the turn in the format and in EXIF; see_through.heic has a hole
above left; profile.heic has red and green changed over, and a profile that changes them back.
"""

import struct
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image as Pillow

from images import heic
from images.intake import AlreadyKept, cleaned, keep, take_in
from images.models import Image
from images.renditions import process_now

from .making import BLUE, GREEN, RED, YELLOW, close, corners, opened, upload

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "heic"
AS_DRAWN = [RED, GREEN, BLUE, YELLOW]


def stored(name):
    return (FOLDER / f"{name}.heic").read_bytes()


def claiming(width, height):
    """Return a file whose header claims another size than its picture has."""
    content = bytearray(stored("profile"))
    struct.pack_into(">II", content, content.index(b"ispe") + 8, width, height)
    return bytes(content)


def refusal_of(content):
    with pytest.raises(ValidationError) as refused:
        take_in(upload(content, "IMG_0001.HEIC", "image/heic"))
    return refused.value


@pytest.mark.parametrize("name", ["turned", "profile"])
def test_picture_of_a_telephone_is_upright_and_in_its_colours(name):
    clean = cleaned(ContentFile(stored(name)))
    assert clean.original_suffix == ".png"
    for file in (clean.public, clean.original):
        assert opened(file).size == (240, 160)
        assert all(map(close, corners(opened(file)), AS_DRAWN))


def test_picture_under_the_name_of_a_jpeg_is_known():
    assert take_in(upload(stored("turned"), "anh.jpg")).public


def test_transparency_falls_on_white_and_stays_in_the_original():
    clean = cleaned(ContentFile(stored("see_through")))
    assert close(corners(opened(clean.public))[0], (255, 255, 255))
    assert close(corners(opened(clean.public))[1], GREEN)
    assert opened(clean.original).mode == "RGBA"


def test_nothing_that_came_with_it_survives(files, own_folders):
    assert stored("turned").count(b"SECRET") == 4
    content = stored("turned") + b"SECRET trailer"
    image = keep(take_in(upload(content)), title="Bãi biển")
    process_now(image.picture.name)
    assert len(files()) == 2
    for name in files():
        kept = (own_folders / name).read_bytes()
        assert b"SECRET" not in kept
        assert b"Exif" not in kept
        assert not set(opened(kept).info) & {"exif", "xmp", "comment", "icc_profile"}


def test_large_one_is_shrunk_while_it_is_read(monkeypatch):
    monkeypatch.setattr("images.intake.MEMORY", 240 * 160 * 4)
    clean = cleaned(ContentFile(stored("turned")))
    assert opened(clean.original).size == (120, 80)
    assert all(map(close, corners(opened(clean.public)), AS_DRAWN))


def test_same_picture_twice_is_told():
    keep(take_in(upload(stored("turned"))), title="Một")
    with pytest.raises(AlreadyKept):
        take_in(upload(stored("turned") + b"more"))


def test_upload_forms_take_it(desk):
    for name in ["turned", "see_through"]:
        answer = desk.post(
            reverse("admin:images_image_upload"),
            {"upload": upload(stored(name), "IMG_0001.HEIC", "image/heic")},
        )
        assert answer.json()["uploaded"] == 1
    assert Image.objects.count() == 2
    page = desk.get(reverse("admin:images_image_upload_many")).content.decode()
    assert 'accept="image/jpeg,image/heic,image/heif,.heic' in page
    assert "JPEG, HEIC, PNG, WebP hoặc GIF" in page


# Refused


@pytest.mark.parametrize("share", [0.1, 0.5, 0.98])
def test_truncated_one_is_refused(share):
    content = stored("see_through")
    refusal = refusal_of(content[: int(len(content) * share)])
    assert refusal.code == "unreadable"
    assert "HEIC" in refusal.messages[0]


def test_size_is_known_before_anything_is_decoded(settings):
    assert refusal_of(claiming(40_000, 40_000)).code == "too_many_pixels"
    settings.IMAGE_MAX_PIXELS = 240 * 160 - 1
    assert refusal_of(stored("profile")).code == "too_many_pixels"


def test_picture_larger_than_it_claims_is_refused():
    assert refusal_of(claiming(24, 16)).code == "unreadable"


@pytest.mark.parametrize(
    ("does", "why"),
    [
        ("pass", "ended"),
        ("import os; os.abort()", "ended"),
        ("import sys; sys.stdin.read(); print('{', end='')", "ended"),
        (
            "import sys; sys.stdin.buffer.read();"
            """print('{"size": [24, 160], "mode": "RGB", "profile": 0}')""",
            "early",
        ),
    ],
)
def test_child_that_breaks_off_costs_the_picture_alone(monkeypatch, does, why):
    monkeypatch.setattr(heic, "COMMAND", [sys.executable, "-c", does])
    assert why in str(refusal_of(stored("turned")).__cause__)


def test_child_that_never_ends_is_ended(monkeypatch):
    monkeypatch.setattr(heic, "COMMAND", [sys.executable, "-c", "while True: pass"])
    monkeypatch.setattr(heic, "PATIENCE", 0.1)
    assert refusal_of(stored("turned")).code == "unreadable"


def limited(does):
    """Run a line of Python under the limits of the child, with a second of processor time."""
    start = "from images import heic\nheic.SECONDS = 1\nheic.limit_this_process()\n"
    return subprocess.run([sys.executable, "-c", start + does], stderr=subprocess.PIPE)


def test_system_bounds_what_the_child_takes():
    assert b"MemoryError" in limited("bytearray(heic.ADDRESS_SPACE)").stderr
    assert limited("while True: pass").returncode == -9
    assert limited("pass").returncode == 0


def test_second_one_waits_for_the_first():
    clean = []
    second = Thread(target=lambda: clean.append(cleaned(ContentFile(stored("turned")))))
    with heic.decoding(ContentFile(stored("profile")), 50_000_000):
        second.start()
        second.join(0.5)
        assert second.is_alive()
    second.join()
    assert clean


def test_rows_come_in_strips_of_any_height():
    with heic.decoding(ContentFile(stored("profile")), 50_000_000) as rows:
        strips = list(rows.strips(64))
    assert [strip.size for strip in strips] == [(240, 64), (240, 64), (240, 32)]
    assert all(isinstance(strip, Pillow.Image) for strip in strips)
