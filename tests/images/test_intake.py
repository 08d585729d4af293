"""What becomes of an uploaded file, and what is refused."""

import re
import struct
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image as Pillow
from PIL import ImageCms

from images.intake import UPRIGHT, AlreadyKept, keep, take_in

from .making import (
    BLUE,
    GREEN,
    RED,
    YELLOW,
    close,
    corners,
    encoded,
    kept,
    opened,
    photo,
    png_of,
    quarters,
    upload,
)

pytestmark = pytest.mark.django_db
AS_DRAWN = [RED, GREEN, BLUE, YELLOW]


def refusal_of(content, name="anh.jpg"):
    with pytest.raises(ValidationError) as refused:
        take_in(upload(content, name))
    assert refused.value.messages[0].strip()
    return refused.value.code


def shows_what_was_drawn(clean):
    return all(map(close, corners(opened(clean.public)), AS_DRAWN))


# Accepted


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "MPO"])
def test_formats_become_one_public_jpeg(kind):
    clean = take_in(upload(encoded(quarters(), kind)))
    assert opened(clean.public).format == "JPEG"
    assert opened(clean.public).size == (240, 160)
    assert shows_what_was_drawn(clean)


def test_format_is_told_by_content_not_by_name():
    assert shows_what_was_drawn(take_in(upload(encoded(quarters(), "PNG"), "anh.jpg")))


def test_animated_gif_gives_its_first_frame():
    black = Pillow.new("RGB", (240, 160)).quantize()
    animated = encoded(quarters().quantize(), "GIF", save_all=True, append_images=[black])
    assert shows_what_was_drawn(take_in(upload(animated)))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_upright(orientation):
    undo = {
        Pillow.Transpose.ROTATE_90: Pillow.Transpose.ROTATE_270,
        Pillow.Transpose.ROTATE_270: Pillow.Transpose.ROTATE_90,
    }
    stored = quarters()
    if orientation in UPRIGHT:
        turn = UPRIGHT[orientation]
        stored = stored.transpose(undo.get(turn, turn))
    exif = Pillow.Exif()
    exif[274] = orientation
    clean = take_in(upload(encoded(stored, quality=95, exif=exif)))
    for file in (clean.public, clean.original):
        assert opened(file).size == (240, 160)
        assert all(map(close, corners(opened(file)), AS_DRAWN))


def test_large_picture_is_shrunk_for_readers_alone():
    clean = take_in(upload(photo(3000, 1500)))
    assert opened(clean.public).size == (1920, 960)
    assert opened(clean.original).size == (3000, 1500)
    assert clean.original_suffix == ".jpg"


def test_small_picture_is_not_blown_up():
    assert opened(take_in(upload(photo(50, 40))).public).size == (50, 40)


def test_thin_picture_keeps_a_pixel():
    assert opened(take_in(upload(encoded(photo(6000, 1), "PNG"))).public).size == (1920, 1)


def test_transparency_falls_on_white_and_stays_in_the_original():
    picture = quarters(mode="RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 120, 80))
    clean = take_in(upload(encoded(picture, "PNG")))
    assert close(corners(opened(clean.public))[0], (255, 255, 255))
    assert close(corners(opened(clean.public))[1], GREEN)
    assert clean.original_suffix == ".png"
    assert opened(clean.original).mode == "RGBA"


@pytest.mark.parametrize("mode", ["P", "LA"])
def test_transparent_palette_and_grey_fall_on_white(mode):
    picture = Pillow.new(mode, (60, 40), 0)
    options = {"transparency": 0} if mode == "P" else {}
    clean = take_in(upload(encoded(picture, "PNG", **options)))
    assert close(corners(opened(clean.public))[0], (255, 255, 255))


def test_cmyk_shows_its_colours():
    assert shows_what_was_drawn(take_in(upload(encoded(quarters(mode="CMYK"), quality=95))))


def test_inverted_cmyk_of_adobe_shows_its_colours():
    stored = encoded(quarters(mode="CMYK"), quality=95)
    assert b"Adobe" in stored  # Pillow writes what Photoshop writes: marker, and inverted values
    bright = take_in(upload(encoded(Pillow.new("CMYK", (40, 40), (0, 0, 0, 0)))))
    assert close(corners(opened(bright.public))[0], (255, 255, 255))


def test_sixteen_bits_of_grey_are_scaled_not_cut():
    ramp = Pillow.new("I;16", (256, 32))
    for x in range(256):
        for y in range(32):
            ramp.putpixel((x, y), x * 257)
    shown = opened(take_in(upload(encoded(ramp, "PNG"))).public).convert("L")
    assert all(abs(shown.getpixel((x, 16)) - x) < 8 for x in (10, 64, 128, 200, 250))


def test_sixteen_bits_of_colour_are_scaled_not_cut():
    row = b"\0" + struct.pack(">HHH", 0x8000, 0x4000, 0xFFFF) * 20
    clean = take_in(upload(png_of(20, 20, row * 20, bit_depth=16)))
    assert close(corners(opened(clean.public))[0], (0x80, 0x40, 0xFF))


@pytest.mark.parametrize("mode", ["1", "L"])
def test_black_and_white_stays_so(mode):
    picture = Pillow.new(mode, (40, 40), 0)
    picture.paste(255 if mode == "L" else 1, (20, 0, 40, 40))
    shown = corners(opened(take_in(upload(encoded(picture, "PNG"))).public))
    assert close(shown[0], (0, 0, 0))
    assert close(shown[1], (255, 255, 255))


def test_embedded_profile_is_converted_not_dropped(monkeypatch):
    lab_like = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    swapped = quarters()
    seen = []
    real = ImageCms.applyTransform
    monkeypatch.setattr(ImageCms, "applyTransform", lambda *args: seen.append(args) or real(*args))
    clean = take_in(upload(encoded(swapped, quality=95, icc_profile=lab_like.tobytes())))
    assert seen
    assert shows_what_was_drawn(clean)
    assert "icc_profile" not in opened(clean.public).info


@pytest.mark.parametrize("profile", [b"no profile at all", b"\0" * 200])
def test_broken_profile_does_not_hold_a_picture_up(profile):
    stored = encoded(quarters(), quality=95, icc_profile=profile)
    assert shows_what_was_drawn(take_in(upload(stored)))


def test_profile_of_another_colour_space_is_passed_over():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    stored = encoded(quarters(mode="L"), quality=95, icc_profile=profile)
    assert opened(take_in(upload(stored)).public).size == (240, 160)


def test_no_metadata_survives():
    exif = Pillow.Exif()
    exif[271] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (21.0, 31.0, 30.0)
    stored = encoded(photo(), exif=exif, comment=b"SECRET-COMMENT", xmp=b"<x>SECRET-XMP</x>")
    stored += b"SECRET-TAIL <script>alert(1)</script>"
    assert opened(stored).getexif().get_ifd(0x8825)
    clean = take_in(upload(stored))
    for file in (clean.public, clean.original):
        assert b"SECRET" not in file
        assert b"<script" not in file
        assert b"Exif" not in file
        assert not opened(file).getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & set(opened(file).info)


def test_no_metadata_survives_in_a_png():
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "SECRET")
    picture = quarters(mode="RGBA")
    picture.putpixel((0, 0), (0, 0, 0, 0))
    clean = take_in(upload(encoded(picture, "PNG", pnginfo=words)))
    assert clean.original_suffix == ".png"
    assert b"SECRET" not in clean.original


# Refused


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "no_picture"),
        (b"<!doctype html><script>alert(1)</script>", "no_picture"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "no_picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "unreadable"),
        (b"\0\0\0\x18ftypavif\0\0\0\0", "no_picture"),
        (b"BM" + b"\0" * 60, "no_picture"),
        (b"\xff\xd8\xff\xe0nothing of a picture", "unreadable"),
    ],
)
def test_what_is_no_picture_is_refused(content, code):
    assert refusal_of(content) == code


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "ICO"])
def test_other_formats_are_refused(kind):
    assert refusal_of(encoded(quarters(), kind)) == "no_picture"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_truncated_pictures_are_refused(kind, share):
    whole = encoded(photo(400, 300), kind)
    assert refusal_of(whole[: int(len(whole) * share)]) in {"unreadable", "no_picture"}


def test_file_over_the_limit_is_refused(settings):
    settings.IMAGE_MAX_BYTES = 1000
    assert refusal_of(photo()) == "too_large"


def test_pixels_are_counted_before_they_are_decoded(monkeypatch):
    monkeypatch.setattr(Pillow.Image, "load", lambda self: pytest.fail("decoded"))
    assert refusal_of(png_of(9000, 9000)) == "too_many_pixels"


@pytest.mark.parametrize("size", [(20_000, 5_000), (65_000, 65_000), (40_000, 10)])
def test_decompression_bombs_and_huge_sides_are_refused(size):
    assert refusal_of(png_of(*size)) == "too_many_pixels"


def test_picture_that_takes_too_much_memory_is_refused():
    webp = encoded(Pillow.new("RGB", (5000, 4000)), "WEBP", quality=1, method=0)
    assert refusal_of(webp) == "too_much_memory"


def test_jpeg_of_countless_passes_is_refused():
    progressive = encoded(photo(), progressive=True)
    scan = progressive.index(b"\xff\xda")
    next_marker = re.compile(b"\xff[\xc4\xda\xd9]").search(progressive, scan + 2).start()
    many = progressive[:scan] + progressive[scan:next_marker] * 50 + progressive[next_marker:]
    assert refusal_of(many) == "too_many_passes"


def test_broken_exif_does_not_hold_a_picture_up():
    stored = encoded(quarters(), quality=95, exif=b"Exif\0\0II*\0\xff\xff\xff\xff garbage")
    assert shows_what_was_drawn(take_in(upload(stored)))


def test_refusals_are_vietnamese_sentences():
    with pytest.raises(ValidationError, match="SVG") as refused:
        take_in(upload(b"<svg/>"))
    assert refused.value.messages[0].startswith("Không nhận")


def test_same_picture_twice_is_told():
    first = kept(1, title="Cảng Vạn Gia")
    with pytest.raises(AlreadyKept, match="Cảng Vạn Gia") as refused:
        take_in(upload(photo(seed=1)))
    assert refused.value.image == first


def test_copy_with_other_metadata_is_the_same_picture():
    exif = Pillow.Exif()
    exif[271] = "Another camera"
    keep(take_in(upload(encoded(photo(), quality=90))), title="Một")
    with pytest.raises(AlreadyKept):
        take_in(upload(encoded(photo(), quality=90, exif=exif)))


def test_decoders_get_the_file_from_its_start():
    file = upload(photo())
    file.read()
    assert BytesIO(take_in(file).public).getvalue()


# Large pictures


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_fifty_megapixels_are_taken_in(kind):
    clean = take_in(upload(encoded(quarters(8660, 5773), kind)))
    assert max(opened(clean.public).size) == 1920
    assert shows_what_was_drawn(clean)
