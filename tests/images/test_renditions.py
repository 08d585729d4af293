"""The sizes of a picture, made after the commit and never from a lost or erased picture."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image as Pillow

from images.addresses import rendition_url, widths_of
from images.erasing import forget
from images.intake import UPRIGHT, keep, take_in
from images.models import Image
from images.renditions import (
    FIRST_WAIT,
    MOST_TRIES,
    make_renditions,
    process_now,
    try_again_later,
)

from .making import close, corners, encoded, kept, opened, photo, quarters, upload

pytestmark = pytest.mark.django_db
KINDS = ("jpeg", "webp")


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((1920, 1080), (320, 640, 960, 1280, 1600)),
        ((1600, 900), (320, 640, 960, 1280, 1600)),
        ((1280, 1920), (320, 640, 960, 1280)),
        ((700, 400), (320, 640)),
        ((300, 300), ()),
        ((0, 0), ()),
    ],
)
def test_widths_never_exceed_the_picture(size, widths):
    assert widths_of(*size) == widths


def test_renditions_wait_for_the_commit(files, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = kept(width=1000, height=500)
        assert len(files()) == 2
    stem = f"pictures/{image.picture.name.removesuffix('.jpg')}"
    made = [name for name in files() if name.startswith(f"{stem}/")]
    assert made == sorted(
        f"{stem}/{width}w.{kind}" for width in (320, 640, 960) for kind in ("jpeg", "webp")
    )
    image.refresh_from_db()
    assert image.renditions_ready


def test_renditions_have_their_width_and_format():
    image = kept(width=1000, height=501)
    assert process_now(image.picture.name) == 6
    for width in (320, 640, 960):
        for kind in KINDS:
            name = image.picture.name.removesuffix(".jpg") + f"/{width}w.{kind}"
            with default_storage.open(name) as file, Pillow.open(file) as rendition:
                assert rendition.format == kind.upper()
                assert rendition.size == (width, round(width * 501 / 1000))


def test_small_picture_is_ready_without_any():
    image = kept()
    assert process_now(image.picture.name) == 0
    image.refresh_from_db()
    assert image.renditions_ready
    assert rendition_url(image, 320) == image.url


def test_address_names_the_next_larger_size():
    image = kept(width=1000, height=500)
    assert rendition_url(image, 320) == image.url
    process_now(image.picture.name)
    image.refresh_from_db()
    stem = image.url.removesuffix(".jpg")
    assert rendition_url(image, 320) == f"{stem}/320w.jpeg"
    assert rendition_url(image, 321, "webp") == f"{stem}/640w.webp"
    assert rendition_url(image, 961) == image.url


def test_failure_is_written_down_and_raised():
    image = kept()
    default_storage.delete(image.picture.name)
    with pytest.raises(FileNotFoundError):
        process_now(image.picture.name)
    image.refresh_from_db()
    assert not image.renditions_ready
    assert image.renditions_failed.startswith("FileNotFoundError")


def test_unknown_picture_gets_none(files):
    assert process_now("00/0000000000000000.jpg") == 0
    assert files() == []


def test_picture_erased_while_encoded_keeps_none(
    monkeypatch, files, django_capture_on_commit_callbacks
):
    image = kept(width=700, height=400)
    resize = Pillow.Image.resize

    def erased_meanwhile(*args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            forget(image, 3)
        return resize(*args, **kwargs)

    monkeypatch.setattr(Pillow.Image, "resize", erased_meanwhile)
    assert process_now(image.picture.name) == 0
    assert files() == []


def test_command_makes_what_is_missing_and_can_be_run_again():
    done, missing = kept(1, width=700), kept(2, width=700)
    process_now(done.picture.name)
    forget(kept(3), 1)
    out = StringIO()
    call_command("renditions", missing=True, stdout=out)
    assert "1 pictures" in out.getvalue()
    assert not Image.objects.without_renditions().exists()
    call_command("renditions", missing=True, stdout=out)
    call_command("renditions", stdout=out)
    assert "2/2" in out.getvalue()
    assert Image.objects.get(pk=missing.pk).renditions_ready


def test_command_hashes_what_was_taken_in_before_there_were_hashes():
    old, other = kept(1, width=700), kept(2, width=700)
    Image.objects.filter(pk=old.pk).update(perceptual_hash="")
    Image.objects.filter(pk=other.pk).update(perceptual_hash="0" * 32)
    call_command("renditions", stdout=StringIO())
    assert Image.objects.get(pk=old.pk).perceptual_hash == old.perceptual_hash
    assert Image.objects.get(pk=other.pk).perceptual_hash == "0" * 32


def test_command_goes_on_after_a_failure_and_ends_with_it(caplog):
    broken, whole = kept(1), kept(2)
    default_storage.delete(broken.picture.name)
    with pytest.raises(CommandError, match="1 of 2"):
        call_command("renditions", stdout=StringIO())
    assert Image.objects.get(pk=whole.pk).renditions_ready
    assert broken.picture.name in caplog.text


# Failed ones are tried again


class Later:
    """Stands for the task and its backend: notes what is asked for, and when."""

    supports_defer = True

    def __init__(self):
        self.asked = []

    def get_backend(self):
        return self

    def using(self, run_after):
        self.at = run_after
        return self

    def enqueue(self, name):
        self.asked.append((name, self.at))


@pytest.fixture
def later(monkeypatch):
    later = Later()
    monkeypatch.setattr("images.renditions.make_renditions", later)
    return later


def failed(tries):
    image = kept()
    Image.objects.filter(pk=image.pk).update(
        renditions_ready=False, renditions_failed="OSError: disk", renditions_tries=tries
    )
    return image


def test_failed_one_is_tried_again_after_growing_waits(later):
    begun = timezone.now()
    image = failed(1)
    first = try_again_later(image.picture.name)
    assert first - begun >= timedelta(minutes=5)
    Image.objects.update(renditions_tries=2)
    assert try_again_later(image.picture.name) - begun >= timedelta(minutes=25)
    assert [name for name, _at in later.asked] == [image.picture.name] * 2


def test_tries_come_to_an_end_and_what_is_gone_is_left(later):
    assert try_again_later(failed(MOST_TRIES).picture.name) is None
    assert try_again_later("00/0000000000000000.jpg") is None
    assert later.asked == []


def test_each_failure_counts_and_success_forgets_them():
    image = kept()
    name = image.picture.name
    content = default_storage.open(name).read()
    default_storage.delete(name)
    for _number in range(2):
        with pytest.raises(FileNotFoundError):
            process_now(name)
    assert Image.objects.get().renditions_tries == 2
    assert list(Image.objects.failed()) == [image]
    default_storage.save(name, ContentFile(content))
    process_now(name)
    assert Image.objects.get().renditions_tries == 0
    assert not Image.objects.failed().exists()


def test_worker_finds_the_next_try_in_its_queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    image = kept()
    default_storage.delete(image.picture.name)
    begun = timezone.now()
    with pytest.raises(FileNotFoundError):
        make_renditions.call(image.picture.name)
    waiting = DBTaskResult.objects.get(status="READY", run_after__gte=begun + FIRST_WAIT)
    assert waiting.args_kwargs["args"] == [image.picture.name]


def test_no_public_size_holds_what_came_with_the_upload(files, own_folders):
    exif = Pillow.Exif()
    exif[270] = "SECRET description"
    exif.get_ifd(0x8825)[29] = "SECRET place"
    picture = encoded(
        photo(1000, 600), exif=exif, comment=b"SECRET comment", xmp=b"<x>SECRET packet</x>"
    )
    assert picture.count(b"SECRET") == 4
    image = keep(take_in(upload(picture + b"SECRET trailer")), title="Bãi biển")
    assert process_now(image.picture.name) == 6
    assert len(files()) == 8
    for name in files():
        content = (own_folders / name).read_bytes()
        assert b"SECRET" not in content, name
        shown = opened(content)
        assert not shown.getexif(), name
        assert not {"exif", "xmp", "comment"} & set(shown.info), name


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_size_is_upright_however_the_camera_was_held(orientation):
    undo = {
        Pillow.Transpose.ROTATE_90: Pillow.Transpose.ROTATE_270,
        Pillow.Transpose.ROTATE_270: Pillow.Transpose.ROTATE_90,
    }
    stored = drawn = quarters(1000, 600)
    if orientation in UPRIGHT:
        turn = UPRIGHT[orientation]
        stored = drawn.transpose(undo.get(turn, turn))
    exif = Pillow.Exif()
    exif[274] = orientation
    image = keep(take_in(upload(encoded(stored, quality=95, exif=exif))), title="Cảng")
    assert process_now(image.picture.name) == 6
    stem = image.picture.name.removesuffix(".jpg")
    for kind in KINDS:
        with default_storage.open(f"{stem}/320w.{kind}") as file:
            shown = opened(file.read())
        assert shown.size == (320, 192)
        assert all(map(close, corners(shown), corners(drawn)))
