"""Erasing a picture at the desk: two persons, and nothing of it left."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.desk.text.figures import write_figure
from articles.page.erasure import Erasure
from images.models import Image
from images.storage import originals

from ..factory import make_published
from .typing import text


def address(image, page="erase"):
    return reverse(f"admin:images_image_{page}", args=[image.pk])


def order(**changes):
    return {
        "basis": "Quyết định của tòa án",
        "document": "12/QĐ",
        "second_username": "phapche",
        "second_password": "a-long-password",
        **changes,
    }


def files_of(image):
    """Where the picture lies: the public file and the original, as (storage, name)."""
    return [
        (image.picture.storage, image.picture.name),
        (originals(), image.original.name),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_persons_erase_a_picture_with_its_files(browser_of, trusted, make_image, client):
    image = make_image(title="Mặt người", alt_text="Một em nhỏ", caption="Em nhỏ ở chợ")
    body = "<p>Bài còn lại.</p>" + write_figure(image, "Một em nhỏ", "Em nhỏ ở chợ")
    edition = make_published(body=body, lead_image=image)
    files = files_of(image)
    assert all(storage.exists(name) for storage, name in files)
    publisher = browser_of("publisher")
    page = text(publisher.get(address(image)))
    assert "Bạn đọc đang thấy ảnh này trong 1 bài." in page
    answer = publisher.post(address(image), order())
    assert (answer.status_code, answer.url) == (302, address(image, "change"))
    assert not any(storage.exists(name) for storage, name in files)
    row = Erasure.objects.get()
    assert (row.target, row.number) == ("picture", image.pk)
    assert (row.by, row.second_person, row.document) == ("publisher", "phapche", "12/QĐ")
    image = Image.objects.get(pk=image.pk)
    assert (image.title, image.alt_text, image.picture.name) == ("", "", "")
    html = text(client.get(edition.get_absolute_url()))
    assert "Bài còn lại." in html
    assert "Em nhỏ ở chợ" not in html
    assert "Đã xóa ảnh." in text(publisher.get(answer.url))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"second_password": "wrong"}, "Không xác nhận được người thứ hai"),
        ({"second_username": "khongco"}, "Không xác nhận được người thứ hai"),
        ({"second_username": "reporter"}, "Không xác nhận được người thứ hai"),
        ({"second_username": "publisher"}, "hai người khác nhau"),
        ({"basis": " "}, "bắt buộc"),
        ({"document": ""}, "bắt buộc"),
        ({"second_password": ""}, "bắt buộc"),
    ],
)
def test_without_a_second_trusted_person_nothing_is_erased(
    browser_of, trusted, cast, make_image, changes, told
):
    cast("reporter")
    image = make_image()
    answer = browser_of("publisher").post(address(image), order(**changes))
    assert answer.status_code == 422
    assert told in text(answer)
    assert "a-long-password" not in text(answer)
    assert not Erasure.objects.exists()
    assert all(storage.exists(name) for storage, name in files_of(image))
    assert Image.objects.get().alt_text == image.alt_text


@pytest.mark.django_db
def test_a_second_person_who_left_cannot_sign(browser_of, trusted, make_image):
    trusted.is_active = False
    trusted.save()
    answer = browser_of("publisher").post(address(make_image()), order())
    assert answer.status_code == 422
    assert not Erasure.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["contributor", "reporter", "editor", "publisher"])
def test_who_is_not_trusted_with_erasing_does_not(browser_of, cast, make_image, role):
    image = make_image()
    browser = browser_of(role)
    assert browser.get(address(image)).status_code == 403
    assert browser.post(address(image), order()).status_code == 403
    assert address(image) not in text(browser.get(address(image, "change")))
    assert not Erasure.objects.exists()


@pytest.mark.django_db
def test_who_sees_no_pictures_finds_no_page(client, trusted, make_image):
    image = make_image()
    client.force_login(trusted)  # trusted with erasing, but without any role
    assert client.get(address(image)).status_code == 404
    assert client.post(address(image), order()).status_code == 404


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in(client, make_image):
    assert "/login/" in client.post(address(make_image()), order()).url


@pytest.mark.django_db
def test_the_button_stands_where_it_may_be_pressed(browser_of, trusted, make_image):
    image = make_image()
    publisher = browser_of("publisher")
    assert address(image) in text(publisher.get(address(image, "change")))
    publisher.post(address(image), order())
    assert address(image) not in text(publisher.get(address(image, "change")))
    page = text(publisher.get(address(image)))
    assert "Ảnh này đã được xóa trước đó." in page
    assert "second_password" not in page
    assert publisher.post(address(image), order()).status_code == 422
    assert Erasure.objects.count() == 1


@pytest.mark.django_db
def test_a_mere_visit_erases_nothing(browser_of, trusted, make_image):
    image = make_image()
    assert browser_of("publisher").get(address(image), order()).status_code == 200
    assert not Erasure.objects.exists()


@pytest.mark.django_db
def test_a_number_nobody_has_answers_404(browser_of, trusted):
    missing = reverse("admin:images_image_erase", args=[999_999])
    assert browser_of("publisher").post(missing, order()).status_code == 404


@pytest.mark.django_db
def test_a_refused_try_is_written_down_without_words_of_the_picture(
    browser_of, trusted, cast, make_image
):
    image = make_image(title="Mặt người")
    browser_of("publisher").post(address(image), order(second_password="wrong"))
    entry = LogEntry.objects.get(object_id=str(image.pk))
    assert (entry.user, entry.object_repr) == (cast("publisher"), f"#{image.pk}")
    assert "Không xác nhận được người thứ hai" in entry.change_message


@pytest.mark.django_db
def test_the_second_persons_password_cannot_be_guessed_for_long(browser_of, trusted, make_image):
    image = make_image()
    publisher = browser_of("publisher")
    answers = [
        publisher.post(address(image), order(second_password=f"wrong{number}"))
        for number in range(5)
    ]
    assert [each.status_code for each in answers] == [422, 422, 422, 422, 429]
    publisher.post(address(image), order())
    assert not Erasure.objects.exists()
