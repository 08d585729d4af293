"""The same photograph with other bytes is known again, and told."""

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image as Pillow

from images.likeness import look_alike, perceptual_hash
from images.models import Image

from .making import kept, photo, upload

pytestmark = pytest.mark.django_db
UPLOAD = "/quan-tri/images/image/tai-len/"
MANY = "/quan-tri/images/image/tai-nhieu/"


def recompressed(picture, quality=40, side=600):
    """Return a picture as a chat program hands it on."""
    smaller = picture.copy()
    smaller.thumbnail((side, side))
    sent = BytesIO()
    smaller.save(sent, "JPEG", quality=quality)
    sent.seek(0)
    return Pillow.open(sent)


def test_hash_has_its_length_and_survives_a_chat_program():
    picture = photo(1200, 800, seed=1)
    one, other = perceptual_hash(picture), perceptual_hash(recompressed(picture))
    assert len(one) == 32
    assert (int(one, 16) ^ int(other, 16)).bit_count() <= 10


def test_look_alike_is_found_and_another_picture_is_not():
    first = kept(1)
    Image.objects.filter(pk=first.pk).update(perceptual_hash="f" * 32)
    second = kept(2)
    Image.objects.filter(pk=second.pk).update(perceptual_hash="0" * 32)
    third = kept(3)
    third.perceptual_hash = "0" * 31 + "7"
    assert look_alike(third) == second
    third.perceptual_hash = "0" * 24 + "f" * 8
    assert look_alike(third) is None


def test_what_was_replaced_erased_or_never_hashed_is_like_nothing():
    first, second = kept(1), kept(2)
    Image.objects.update(perceptual_hash="0" * 32)
    second.refresh_from_db()
    assert look_alike(second) == first
    Image.objects.filter(pk=first.pk).update(replaced_by=second)
    assert look_alike(second) is None
    second.perceptual_hash = ""
    assert look_alike(second) is None


def test_upload_tells_of_the_twin_and_takes_the_picture_in(client, admin):
    client.force_login(admin)
    picture = photo(900, 600, seed=5)
    client.post(UPLOAD, {"upload": upload(picture, "goc.jpg")})
    first = Image.objects.get()
    answer = client.post(UPLOAD, {"upload": upload(recompressed(picture), "zalo.jpg")}).json()
    assert answer["uploaded"] == 1
    assert answer["looksLike"]["editUrl"] == reverse("admin:images_image_change", args=[first.pk])
    other = client.post(UPLOAD, {"upload": upload(photo(900, 600, seed=9), "khac.jpg")}).json()
    assert other["looksLike"] is None or other["looksLike"]["title"] != first.title
    assert Image.objects.count() == 3


def test_form_without_a_script_tells_of_the_twin(client, admin):
    client.force_login(admin)
    picture = photo(900, 600, seed=5)
    client.post(MANY, {"files": [upload(picture, "goc.jpg")]})
    answer = client.post(MANY, {"files": [upload(recompressed(picture), "zalo.jpg")]}, follow=True)
    assert "trông giống một ảnh đã có" in answer.content.decode()
