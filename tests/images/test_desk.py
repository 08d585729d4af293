"""The library at the desk: list, form, uploads, and the window to choose from."""

import errno

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from images import intake
from images.erasing import forget
from images.models import Image

from .making import encoded, kept, photo, upload

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/images/image/"
ADD = f"{LIST}add/"
CHOOSE = f"{LIST}chon/"
UPLOAD = f"{LIST}tai-len/"
MANY = f"{LIST}tai-nhieu/"
WORDS = {
    "title": "",
    "alt_text": "",
    "caption": "",
    "credit": "",
    "focal_x": "0.5",
    "focal_y": "0.5",
}


def change_url(image):
    return reverse("admin:images_image_change", args=[image.pk])


@pytest.fixture
def full_disk(monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(default_storage, "_save", refuse)


@pytest.fixture
def staff(client):
    """Return a function that signs in a staff member with permissions named like add_image."""

    def sign_in(*permissions):
        user = get_user_model().objects.create_user("nhanvien", password="x", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user)
        return client

    return sign_in


# The list


def test_list_shows_pictures_and_finds_them_without_marks(desk):
    kept(1, title="Móng Cái về đêm")
    kept(2, title="Trà Cổ", alt_text="Bãi biển")
    page = desk.get(LIST).content.decode()
    assert "Móng Cái về đêm" in page
    assert "Chưa có văn bản thay thế" in page
    found = desk.get(LIST, {"q": "mong cai"}).content.decode()
    assert "Móng Cái về đêm" in found
    assert "Trà Cổ" not in found


def test_list_filters_what_lacks_an_alt_text(desk):
    kept(1, title="Không lời")
    kept(2, title="Có lời", alt_text="Bãi biển")
    page = desk.get(LIST, {"alt": "missing"}).content.decode()
    assert "Không lời" in page
    assert "Có lời" not in page


def test_empty_list_says_what_to_do(desk):
    assert "Hãy tải những ảnh đầu tiên lên" in desk.get(LIST).content.decode()


def test_list_costs_the_same_with_many_pictures(desk, django_assert_max_num_queries):
    for seed in range(3):
        kept(seed)
    desk.get(LIST)
    with django_assert_max_num_queries(12) as few:
        desk.get(LIST)
    for seed in range(3, 9):
        kept(seed)
    with django_assert_max_num_queries(len(few)):
        desk.get(LIST)


@pytest.mark.parametrize(
    "chosen",
    [
        *("alt=missing", "alt=written", "licence=missing", "licence=own", "child=unclear"),
        *("sizes=missing", "sizes=failed"),
    ],
)
def test_filters_of_the_list_cost_the_same_with_many_pictures(
    desk, chosen, django_assert_max_num_queries
):
    for seed in range(3):
        kept(seed)
    desk.get(LIST)
    with django_assert_max_num_queries(12) as few:
        desk.get(f"{LIST}?{chosen}")
    at_most = len(few)
    for seed in range(3, 9):
        kept(seed)
    with django_assert_max_num_queries(at_most):
        assert desk.get(f"{LIST}?{chosen}").status_code == 200


# One picture


def test_new_picture_gets_title_uploader_and_place(desk, admin):
    answer = desk.post(ADD, {**WORDS, "upload": upload(photo(), "le-khai-giang.jpg")})
    assert answer.status_code == 302
    image = Image.objects.get()
    assert image.title == "Le khai giang"
    assert image.uploaded_by == admin


def test_refused_file_keeps_what_was_typed(desk):
    words = {**WORDS, "title": "Tên đã gõ", "caption": "Chú thích đã gõ"}
    answer = desk.post(ADD, {**words, "upload": upload(b"<html>", "a.jpg")})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Tệp này không phải là ảnh dùng được" in page
    assert "Tên đã gõ" in page
    assert "Chú thích đã gõ" in page
    assert not Image.objects.exists()


def test_form_without_a_file_is_told_so(desk):
    assert desk.post(ADD, WORDS).status_code == 200
    assert not Image.objects.exists()


def test_file_name_as_alt_text_is_refused_in_the_form(desk):
    answer = desk.post(ADD, {**WORDS, "alt_text": "IMG_0001.jpg", "upload": upload(photo())})
    assert "Đây là tên tệp" in answer.content.decode()


def test_same_picture_is_told_with_a_link(desk):
    image = kept(title="Có & rồi")
    page = desk.post(ADD, {**WORDS, "upload": upload(photo())}).content.decode()
    assert "Có &amp; rồi" in page
    assert f'<a href="{change_url(image)}"' in page


def test_same_picture_in_one_moment_is_a_form_error(desk, monkeypatch):
    """A second uploader keeps the picture after the first one's form was found right."""
    checked = intake.Image.objects.filter
    image = kept(title="Của người khác")
    blind = iter([True])
    monkeypatch.setattr(
        "images.intake.Image.objects.filter",
        lambda **wanted: Image.objects.none() if next(blind, False) else checked(**wanted),
    )
    answer = desk.post(ADD, {**WORDS, "upload": upload(photo())})
    assert answer.status_code == 200
    assert change_url(image) in answer.content.decode()


def test_full_disk_is_a_form_error_and_leaves_nothing(desk, full_disk, files):
    words = {**WORDS, "title": "Tên đã gõ"}
    answer = desk.post(ADD, {**words, "upload": upload(photo())})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Không lưu được ảnh" in page
    assert "Tên đã gõ" in page
    assert files() == []
    assert not Image.objects.exists()


def test_words_and_focal_point_change_and_the_picture_does_not(desk):
    image = kept()
    changed = {**WORDS, "title": "Mới", "alt_text": "Cảng", "focal_x": "0.25", "focal_y": "1"}
    changed["upload"] = upload(photo(seed=9))
    assert desk.post(change_url(image), changed).status_code == 302
    after = Image.objects.get()
    assert (after.title, after.alt_text, after.focal_x, after.focal_y) == ("Mới", "Cảng", 0.25, 1)
    assert after.sha256 == image.sha256


@pytest.mark.parametrize("wrong", ["1.5", "-1", "giữa", "nan", ""])
def test_focal_point_outside_is_a_form_error(desk, wrong):
    image = kept()
    answer = desk.post(change_url(image), {**WORDS, "title": "Gõ", "focal_x": wrong})
    assert answer.status_code == 200
    assert "Gõ" in answer.content.decode()
    assert Image.objects.get().focal_x == 0.5


def test_erased_picture_can_be_looked_at_and_nothing_more(desk):
    image = kept()
    forget(image, 4)
    assert desk.get(change_url(image)).status_code == 200
    assert desk.post(change_url(image), {**WORDS, "title": "Lại"}).status_code == 403
    url = reverse("admin:images_image_delete", args=[image.pk])
    assert desk.post(url, {"post": "yes"}).status_code == 403
    assert f"Ảnh {image.pk} đã xóa theo lệnh" in desk.get(LIST).content.decode()


# Several at once


def test_one_refused_file_does_not_hold_up_the_others(desk):
    kept(1, title="Có rồi")
    files = [
        upload(photo(seed=2), "cang.jpg"),
        upload(b"<svg/>", "hinh<b>.svg"),
        upload(photo(seed=1), "trung.jpg"),
        upload(photo(seed=3), "truong-hoc.jpg"),
    ]
    answer = desk.post(MANY, {"files": files, "credit": "Hồng Hà"})
    page = answer.content.decode()
    assert set(Image.objects.filter(credit="Hồng Hà").values_list("title", flat=True)) == {
        "Cang",
        "Truong hoc",
    }
    assert "SVG" in page
    assert "hinh<b>" not in page
    assert "Có rồi" in page
    assert "Đã đưa 2 ảnh vào thư viện" in page


def test_all_taken_in_leads_back_to_the_library(desk):
    answer = desk.post(MANY, {"files": [upload(photo())]})
    assert answer["Location"] == LIST


def test_no_files_and_too_many_are_form_errors(desk):
    assert desk.post(MANY, {}).status_code == 200
    many = [upload(b"x", f"{number}.jpg") for number in range(41)]
    assert "tối đa 40 tệp" in desk.post(MANY, {"files": many}).content.decode()


def test_full_disk_refuses_each_file(desk, full_disk, files):
    page = desk.post(MANY, {"files": [upload(photo())]}).content.decode()
    assert "Không lưu được ảnh" in page
    assert files() == []


# The window to choose from


def test_window_lists_searches_and_names_addresses(desk):
    image = kept(1, title="Móng Cái", alt_text="Cầu")
    kept(2, title="Trà Cổ")
    forget(kept(3, title="Đã xóa"), 1)
    page = desk.get(CHOOSE, {"CKEditorFuncNum": "7"}).content.decode()
    assert 'data-function="7"' in page
    assert f'data-choose="{image.pk}" data-url="{image.url}"' in page
    assert "Trà Cổ" in page
    assert page.count("data-choose=") == 2
    found = desk.get(CHOOSE, {"CKEditorFuncNum": "7", "q": "mong"}).content.decode()
    assert "Trà Cổ" not in found
    assert '<input type="hidden" name="CKEditorFuncNum" value="7">' in found
    assert "Không có ảnh nào phù hợp" in desk.get(CHOOSE, {"q": "zzz"}).content.decode()


def test_window_escapes_what_the_address_says(desk):
    page = desk.get(CHOOSE, {"CKEditorFuncNum": '"><script>x', "q": "<script>y"}).content.decode()
    assert "<script>x" not in page
    assert "<script>y" not in page


@pytest.mark.parametrize("number", ["0", "99", "x", "-1"])
def test_window_survives_a_wrong_page(desk, number):
    assert desk.get(CHOOSE, {"p": number}).status_code == 200


def test_window_pages_and_costs_the_same(desk, django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr("images.admin.choosing.Choosing.per_window", 2)
    for seed in range(5):
        kept(seed)
    with django_assert_max_num_queries(7):
        page = desk.get(CHOOSE, {"p": 2, "_popup": 1}).content.decode()
    assert page.count("data-choose=") == 2
    assert "p=3" in page
    assert "p=1" in page


def test_upload_in_the_window_stays_there(desk):
    answer = desk.post(f"{CHOOSE}?CKEditorFuncNum=3", {"files": [upload(photo())]})
    assert answer["Location"] == f"{CHOOSE}?CKEditorFuncNum=3"
    assert Image.objects.count() == 1


# The editor's upload


def test_editor_gets_an_address(desk):
    answer = desk.post(UPLOAD, {"upload": upload(photo(), "cau-bac-luan.jpg")}).json()
    image = Image.objects.get()
    assert answer["uploaded"] == 1
    assert answer["fileName"] == "Cau bac luan"
    assert answer["url"] == image.url
    assert answer["id"] == image.pk


def test_editor_gets_the_kept_picture_when_it_is_there_already(desk):
    image = kept()
    answer = desk.post(UPLOAD, {"upload": upload(photo())}).json()
    assert (answer["uploaded"], answer["url"], answer["keptBefore"]) == (1, image.url, True)


@pytest.mark.parametrize("content", [b"", b"<svg/>", encoded(photo())[:500]])
def test_editor_gets_the_refusal_in_words(desk, content):
    answer = desk.post(UPLOAD, {"upload": upload(content)}).json()
    assert answer["uploaded"] == 0
    assert answer["error"]["message"].endswith((".", "lên."))


def test_editor_is_told_of_an_erased_picture(desk):
    forget(kept(), 1)
    assert desk.post(UPLOAD, {"upload": upload(photo())}).json()["uploaded"] == 0


def test_editor_is_told_of_a_full_disk(desk, full_disk):
    answer = desk.post(UPLOAD, {"upload": upload(photo())}).json()
    assert "Không lưu được ảnh" in answer["error"]["message"]


def test_editor_that_sends_nothing_is_told(desk):
    assert desk.post(UPLOAD).status_code == 400
    assert desk.get(UPLOAD).json()["uploaded"] == 0


def test_upload_from_another_site_is_refused(admin):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin)
    assert strict.post(UPLOAD, {"upload": upload(photo())}).status_code == 403
    assert not Image.objects.exists()


# Who may


@pytest.mark.parametrize("url", [LIST, ADD, CHOOSE, UPLOAD, MANY])
def test_strangers_are_sent_to_the_login(client, url):
    answer = client.get(url)
    assert answer.status_code == 302
    assert "/quan-tri/login/" in answer["Location"]


@pytest.mark.parametrize("url", [LIST, ADD, CHOOSE, UPLOAD, MANY])
def test_staff_without_permission_are_refused(staff, url):
    assert staff().get(url).status_code == 403


def test_who_may_only_look_can_choose_and_not_upload(staff):
    kept()
    client = staff("view_image")
    assert "data-upload-url" not in client.get(CHOOSE).content.decode()
    assert client.post(CHOOSE, {"files": [upload(photo(seed=4))]}).status_code == 403
    assert client.post(UPLOAD, {"upload": upload(photo(seed=4))}).status_code == 403
    assert client.post(MANY, {"files": [upload(photo(seed=4))]}).status_code == 403
    assert Image.objects.count() == 1


def test_who_may_add_can_upload(staff):
    assert staff("add_image").post(UPLOAD, {"upload": upload(photo())}).json()["uploaded"] == 1


@pytest.mark.parametrize("url", [MANY, CHOOSE])
def test_upload_form_carries_its_own_proof(admin, url):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin)
    page = strict.get(url).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = {"files": [upload(photo())], "csrfmiddlewaretoken": token}
    assert strict.post(url, sent).status_code == 302


def test_what_failed_can_be_made_again(desk, django_capture_on_commit_callbacks):
    image = kept(1)
    Image.objects.update(renditions_ready=False, renditions_failed="OSError", renditions_tries=5)
    posted = {"action": "make_sizes_again", "_selected_action": [image.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(LIST, posted, follow=True)
    assert "Đang tạo lại các cỡ của 1 ảnh." in answer.content.decode()
    image.refresh_from_db()
    assert (image.renditions_ready, image.renditions_failed) == (True, "")
