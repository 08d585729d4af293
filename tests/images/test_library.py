"""The rows of the library: their words, their files, how they go."""

import errno

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from images.addresses import image_of_url, rendition_url, urls_to_images
from images.erasing import forget
from images.intake import AlreadyKept, keep, take_in
from images.models import Image
from images.naming import title_from
from images.renditions import process_now
from images.storage import originals

from .making import kept, photo, upload

pytestmark = pytest.mark.django_db


def test_files_are_named_by_content(files):
    image = kept()
    name = f"{image.sha256[:2]}/{image.sha256[:16]}"
    assert files() == [f"originals/{name}.jpg", f"pictures/{name}.jpg"]
    assert image.url == f"/anh/{name}.jpg"
    assert (image.width, image.height) == (240, 160)


def test_originals_have_no_address():
    with pytest.raises(ValueError, match="not accessible"):
        _ = kept().original.url


def test_words_are_tidied_and_searched_without_marks():
    kept(1, title="  Móng Cái\u200b  về đêm ", caption="Đường Hùng Vương")
    kept(2, title="Trà Cổ")
    image = Image.objects.search("mong cai").get()
    assert image.title == "Móng Cái về đêm"
    assert Image.objects.search("duong MÓNG").get() == image
    assert Image.objects.search("").count() == 2
    assert not Image.objects.search("móng trà").exists()


def test_search_follows_a_change():
    image = kept()
    image.credit = "Thông tấn xã"
    image.save(update_fields=["credit"])
    assert Image.objects.search("thong tan xa").get() == image


@pytest.mark.parametrize(
    "text",
    ["IMG_1234.JPG", "DSC00123", "anh-dep.png", "z1234567890123_ab", "Screenshot_2026-01-02"],
)
def test_file_name_is_no_alt_text(text):
    with pytest.raises(ValidationError) as refused:
        Image(title="x", alt_text=text).clean_fields()
    assert refused.value.error_dict["alt_text"][0].code == "file_name"


@pytest.mark.parametrize(
    "text", ["Cảng Vạn Gia", "Hai em nhỏ đọc sách.", "Photo của em 12 tuổi", ""]
)
def test_words_are_an_alt_text(text):
    with pytest.raises(ValidationError) as refused:
        Image(title="", alt_text=text).clean_fields()
    assert "alt_text" not in refused.value.error_dict


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("le-khai_giang.JPG", "Le khai giang"),
        ("C:\\anh\\Cầu Bắc Luân.png", "Cầu Bắc Luân"),
        ("le khai giang.2026.jpg", "Le khai giang 2026"),
    ],
)
def test_title_is_read_out_of_the_file_name(name, title):
    assert title_from(name) == title


@pytest.mark.parametrize("name", ["IMG_1234.jpg", "DSC_0001.JPG", "1.jpg", "z5551234567.jpg"])
def test_camera_names_become_a_date(name):
    assert title_from(name).startswith("Ảnh ngày ")


def test_focal_point_outside_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="focal_point"), transaction.atomic():
        Image.objects.filter(pk=kept().pk).update(focal_x=1.5)


def test_addresses_lead_to_pictures_in_one_query(django_assert_num_queries):
    one, two = kept(1), kept(2)
    stem = two.url.removesuffix(".jpg")
    urls = [
        one.url,
        f"https://example.gov.vn{stem}/640w.webp?x=1",
        f"{stem}/320w.jpeg",
        "/anh/../etc/passwd",
        "/anh/00/0011223344556677.jpg",
        "https://[broken",
        "data:image/png;base64,AAAA",
    ]
    with django_assert_num_queries(1):
        found = urls_to_images(urls)
    assert found == {urls[0]: one, urls[1]: two, urls[2]: two}
    assert image_of_url(f"{stem}/640w.webp") == two
    assert image_of_url("/tin/anh.jpg") is None


# A disk that refuses


def full_disk(*args, **kwargs):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_full_disk_leaves_nothing_behind(monkeypatch, files):
    clean = take_in(upload(photo()))
    monkeypatch.setattr(default_storage, "_save", full_disk)
    with pytest.raises(OSError, match="No space"):
        keep(clean, title="x")
    assert files() == []
    assert not Image.objects.exists()


def test_disk_that_fills_while_writing_leaves_no_half_file(monkeypatch, files):
    clean = take_in(upload(photo()))
    monkeypatch.setattr("images.storage.os.replace", full_disk)
    with pytest.raises(OSError, match="No space"):
        keep(clean, title="x")
    assert files() == []


def test_file_is_replaced_whole_or_not_at_all(files):
    class BreaksOff(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            full_disk()

    default_storage.save("ab/x.jpg", ContentFile(b"whole"))
    with pytest.raises(OSError, match="No space"):
        default_storage.save("ab/x.jpg", BreaksOff(b"half and half"))
    assert files() == ["pictures/ab/x.jpg"]
    assert default_storage.open("ab/x.jpg").read() == b"whole"


def test_a_row_that_is_refused_leaves_no_files(files):
    clean = take_in(upload(photo()))
    with pytest.raises(IntegrityError), transaction.atomic():
        keep(clean, title="x", focal_x=7)
    assert files() == []


def test_second_row_of_one_picture_is_refused_and_takes_no_file_along(files):
    image = kept()
    there = files()
    duplicate = Image(title="x", sha256=image.sha256, picture=image.picture.name)
    with pytest.raises(IntegrityError, match="sha256"):
        duplicate.save()
    assert files() == there


# Leaving


def test_deleted_picture_takes_its_files_along(files, django_capture_on_commit_callbacks):
    image = kept(width=700, height=400)
    process_now(image.picture.name)
    assert len(files()) == 6
    with django_capture_on_commit_callbacks(execute=True):
        Image.objects.filter(pk=image.pk).delete()
    assert files() == []


def test_files_stay_until_the_deletion_is_committed(files):
    kept().delete()
    assert len(files()) == 2


def test_erased_picture_keeps_row_and_hash_alone(files, django_capture_on_commit_callbacks):
    image = kept(alt_text="Một em nhỏ", caption="Em A.", credit="B", width=700, height=400)
    process_now(image.picture.name)
    with django_capture_on_commit_callbacks(execute=True):
        forget(image, 12)
    assert files() == []
    erased = Image.objects.get(pk=image.pk)
    assert erased.sha256 == image.sha256
    assert erased.erasure == 12
    assert (erased.title, erased.alt_text, erased.caption, erased.credit) == ("", "", "", "")
    assert (str(erased.picture), str(erased.original), erased.search_text) == ("", "", "")
    assert (erased.url, erased.thumbnail_url, rendition_url(erased, 640)) == ("", "", "")
    erased.save()
    assert not Image.objects.kept().exists()


def test_erased_picture_cannot_come_back():
    forget(kept(1), 3)
    with pytest.raises(AlreadyKept, match="không thể đưa trở lại"):
        take_in(upload(photo(seed=1)))


def test_stale_object_cannot_bring_words_back():
    image = kept()
    forget(image, 3)
    with pytest.raises(IntegrityError, match="erased_holds_nothing"):
        image.save()


def test_erasing_again_deletes_what_a_restored_copy_brought(
    files, django_capture_on_commit_callbacks
):
    image = kept()
    forget(image, 3)
    with django_capture_on_commit_callbacks(execute=True):
        forget(Image.objects.get(pk=image.pk), 3)
    assert files() == []


def test_erasing_without_files_is_no_error(django_capture_on_commit_callbacks, files):
    image = kept()
    default_storage.delete(image.picture.name)
    originals().delete(image.original.name)
    with django_capture_on_commit_callbacks(execute=True):
        forget(image, 3)
    assert files() == []


def test_picture_in_use_is_not_deleted():
    from articles.models import SiteIdentity

    image = kept()
    SiteIdentity.objects.update_or_create(pk=1, defaults={"logo": image})
    with pytest.raises(ProtectedError):
        image.delete()
