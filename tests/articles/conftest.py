"""Fixtures for tests about articles."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Pillow

from images.intake import keep, take_in


@pytest.fixture
def make_image():
    """A function that puts a small picture of its own into the library."""
    shade = iter(range(1, 250))

    def make(**words):
        file = BytesIO()
        number = next(shade)
        Pillow.new("RGB", (400, 300), (number, 90, 250 - number)).save(file, "JPEG")
        words.setdefault("title", f"Ảnh {number}")
        words.setdefault("alt_text", f"Mô tả ảnh {number}")
        return keep(take_in(ContentFile(file.getvalue(), name="anh.jpg")), **words)

    return make
