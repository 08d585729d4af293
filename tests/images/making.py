"""Pictures for tests, made in code, and the hostile files beside them."""

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow
from PIL import ImageDraw

from images.intake import keep, take_in

RED, GREEN, BLUE, YELLOW = (200, 30, 30), (30, 160, 60), (30, 60, 200), (230, 210, 40)


def quarters(width=240, height=160, mode="RGB"):
    """Return a picture of four colours: red, green above; blue, yellow below."""
    image = Pillow.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    across, down = width // 2, height // 2
    draw.rectangle((0, 0, across, down), fill=RED)
    draw.rectangle((across, 0, width, down), fill=GREEN)
    draw.rectangle((0, down, across, height), fill=BLUE)
    draw.rectangle((across, down, width, height), fill=YELLOW)
    return image.convert(mode)


def photo(width=240, height=160, seed=0):
    """Return a picture of many colours; another ``seed`` makes another picture."""
    ramp = Pillow.linear_gradient("L").resize((width, height))
    wheel = Pillow.radial_gradient("L").resize((width, height))
    flat = Pillow.new("L", (width, height), (seed * 37) % 256)
    return Pillow.merge("RGB", (ramp, wheel, flat))


def encoded(image, kind="JPEG", **options):
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def upload(content, name="anh.jpg", content_type="image/jpeg"):
    """Return ``content`` (bytes or a Pillow image) as the file of a form."""
    if isinstance(content, Pillow.Image):
        content = encoded(content, "JPEG", quality=95)
    return SimpleUploadedFile(name, content, content_type)


def kept(seed=0, width=240, height=160, **words):
    """Return a picture of the library."""
    words.setdefault("title", f"Ảnh số {seed}")
    return keep(take_in(upload(photo(width, height, seed))), **words)


def opened(content):
    image = Pillow.open(BytesIO(content))
    image.load()
    return image


def corners(image):
    """Return the colours near the corners: above left, above right, below left, below right."""
    image = image.convert("RGB")
    left, right = image.width // 8, image.width * 7 // 8
    top, bottom = image.height // 8, image.height * 7 // 8
    return [
        image.getpixel(at) for at in [(left, top), (right, top), (left, bottom), (right, bottom)]
    ]


def close(colour, wanted, by=12):
    return all(abs(a - b) <= by for a, b in zip(colour, wanted, strict=True))


def png_of(width, height, rows=b"", bit_depth=8, colour_type=2):
    """Return a PNG file that claims any size, whatever it really holds."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, bit_depth, colour_type, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
