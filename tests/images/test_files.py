"""The public addresses of picture files."""

import pytest

from images.renditions import process_now

from .making import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    image = kept(width=700, height=400)
    process_now(image.picture.name)
    return image


@pytest.mark.parametrize(
    ("ending", "content_type"),
    [(".jpg", "image/jpeg"), ("/320w.jpeg", "image/jpeg"), ("/320w.webp", "image/webp")],
)
def test_files_may_be_kept_for_a_year(client, image, ending, content_type):
    response = client.get(image.url.removesuffix(".jpg") + ending)
    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["ETag"]
    assert response["Last-Modified"]
    assert not response.cookies
    assert b"".join(response.streaming_content)


def test_known_file_is_not_sent_again(client, image):
    first = client.get(image.url)
    assert client.get(image.url, headers={"if-none-match": first["ETag"]}).status_code == 304
    since = {"if-modified-since": first["Last-Modified"]}
    assert client.get(image.url, headers=since).status_code == 304
    assert client.head(image.url).status_code == 200


def test_erased_file_is_not_confirmed(client, image, django_capture_on_commit_callbacks):
    from images.erasing import forget

    etag = client.get(image.url)["ETag"]
    with django_capture_on_commit_callbacks(execute=True):
        forget(image, 1)
    assert client.get(image.url, headers={"if-none-match": etag}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "",
        "ab/",
        "ab/abcdef0123456789.jpg",
        "ab/cdef0123456789ab.jpg",
        "../secret_key",
        "..%2fsecret_key",
        "ab/..%2f..%2fsecret_key",
        "ab/abcdef0123456789.png",
        "ab/abcdef0123456789/320w.svg",
        "ab/abcdef0123456789.jpg.abcdefgh.part",
    ],
)
def test_nothing_else_is_served(client, own_folders, path):
    (own_folders / "secret_key").write_text("secret")
    assert client.get(f"/anh/{path}").status_code == 404


def test_folder_is_not_listed(client, image):
    folder = image.url.removesuffix(".jpg")
    assert client.get(folder).status_code == 404
    assert client.get(f"{folder}/").status_code == 404


def test_originals_are_not_served(client, image, files):
    assert f"originals/{image.original.name}" in files()
    assert client.get(f"/originals/{image.original.name}").status_code == 404


def test_only_reading_is_allowed(client, image):
    assert client.post(image.url).status_code == 405
