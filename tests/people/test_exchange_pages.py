"""Loading and downloading the register at the desk: tried on, applied once, by keepers only."""

import json
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import roles
from people.exchange.writing import register_data, register_text
from people.history import history_of
from people.models import Official
from tests.articles.factory import make_user
from tests.people.factory import make_official

pytestmark = pytest.mark.django_db
ADDRESS = "/quan-tri/people/official/nhap-xuat/"
TABLE = "Họ tên;Giới tính\nLê Thị Hoa;Nữ\nLê Văn An;Nam"


@pytest.fixture
def keeper(client):
    """A browser in which the register's keeper is signed in."""
    person = make_user("keeper", full_name="Hoàng Thị Sổ")
    roles.give(person, "register_keeper")
    client.force_login(person)
    client.person = person
    return client


def page_of(answer):
    return unescape(answer.content.decode())


def tried(keeper, text=TABLE):
    return keeper.post(ADDRESS, {"text": text})


def apply(keeper, answer, **more):
    """Press "Áp dụng" on the page of a trial."""
    page = answer.content.decode()
    data = unescape(re.search(r'<textarea name="data" hidden>(.*?)</textarea>', page, re.S)[1])
    stamp = re.search(r'name="stamp" value="(\w+)"', page)[1]
    return keeper.post(ADDRESS, {"act": "apply", "data": data, "stamp": stamp, **more})


def test_pasted_table_is_tried_on_then_applied(keeper):
    answer = tried(keeper)
    assert answer.status_code == 200
    assert "Lê Thị Hoa" in page_of(answer)
    assert not Official.objects.exists()
    answer = apply(keeper, answer)
    assert "Đã ghi 2 dòng." in page_of(answer)
    told = history_of(Official.objects.get(full_name="Lê Thị Hoa"))[0]
    assert (told.by, told.reason) == (keeper.person, "Nhập từ bảng dán vào")


def test_uploaded_file_names_itself_in_the_history(keeper):
    data = {"officials": [{"key": "an", "name": "Lê Văn An"}]}
    file = SimpleUploadedFile("can-bo.json", json.dumps(data).encode())
    apply(keeper, keeper.post(ADDRESS, {"file": file}))
    assert history_of(Official.objects.get())[0].reason == "Nhập từ tệp can-bo.json"


def test_second_click_writes_nothing_and_says_what_is_so_now(keeper):
    answer = tried(keeper)
    apply(keeper, answer)
    answer = apply(keeper, answer)
    assert answer.status_code == 422
    assert "Danh bạ đã thay đổi từ lúc xem thử" in page_of(answer)
    assert Official.objects.count() == 2


def test_register_changed_meanwhile_is_told_before_anything_is_written(keeper):
    answer = tried(keeper)
    make_official("Lê Văn An", key="le-van-an", gender="f")
    answer = apply(keeper, answer)
    assert answer.status_code == 422
    assert Official.objects.count() == 1


def test_file_changed_on_the_way_is_told(keeper):
    page = tried(keeper).content.decode()
    stamp = re.search(r'name="stamp" value="(\w+)"', page)[1]
    other = json.dumps(["dán", {"officials": [{"key": "x", "name": "X Y"}]}, {}, []])
    answer = keeper.post(ADDRESS, {"act": "apply", "data": other, "stamp": stamp})
    assert answer.status_code == 422
    assert not Official.objects.exists()


def test_with_a_bad_line_nothing_is_loaded_unless_the_keeper_says_so(keeper):
    answer = tried(keeper, f"{TABLE}\nTrần Thị Bình;không rõ")
    assert "dòng 4" in page_of(answer)
    refused = apply(keeper, answer)
    assert refused.status_code == 422
    assert "Chưa ghi gì" in page_of(refused)
    assert not Official.objects.exists()
    apply(keeper, answer, partial="on")
    assert Official.objects.count() == 2


def test_what_is_no_register_is_told_and_the_pasted_text_stays(keeper):
    answer = tried(keeper, "Họ tên;Số nhà\nLê Văn An;12")
    assert answer.status_code == 422
    assert "cột không nhận biết được: Số nhà" in page_of(answer)
    assert "Lê Văn An;12" in page_of(answer)


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"officials": {}}', '{"x": 1}', '{"officials": [1]}']
)
def test_odd_json_does_no_harm(keeper, text):
    answer = tried(keeper, text)
    assert answer.status_code == 200
    assert apply(keeper, answer).status_code in (200, 422)


def test_nothing_chosen_is_told(keeper):
    answer = keeper.post(ADDRESS, {})
    assert answer.status_code == 200 or "Hãy chọn tệp" in page_of(answer)
    answer = keeper.post(ADDRESS, {"text": " "})
    assert answer.status_code == 422
    assert "Hãy chọn tệp hoặc dán bảng" in page_of(answer)


def test_broken_form_is_told(keeper):
    answer = keeper.post(ADDRESS, {"act": "apply", "data": "x", "stamp": "y"})
    assert answer.status_code == 422


def test_keeper_downloads_both_forms(keeper):
    make_official("Lê Thị Hoa")
    answer = keeper.get(f"{ADDRESS}danh-ba.json")
    assert answer.content.decode() == register_text()
    assert json.loads(answer.content) == register_data()
    assert "no-store" in answer["Cache-Control"]
    archive = keeper.get(f"{ADDRESS}danh-ba.zip")
    assert archive.content.startswith(b"PK")
    assert "attachment" in archive["Content-Disposition"]
    assert keeper.get(f"{ADDRESS}danh-ba.exe").status_code == 302


@pytest.mark.parametrize("role", sorted({*roles.ROLES} - {"register_keeper"}))
def test_pages_are_for_the_keeper_alone(client, role):
    person = make_user("somebody")
    roles.give(person, role)
    client.force_login(person)
    for address in (ADDRESS, f"{ADDRESS}danh-ba.json", f"{ADDRESS}danh-ba.zip"):
        assert client.get(address).status_code == 403
    assert client.post(ADDRESS, {"text": TABLE}).status_code == 403
    form = {"act": "apply", "data": '["a",{"officials":[{"key":"a","name":"A B"}]},{},[]]'}
    assert client.post(ADDRESS, form).status_code == 403
    assert not Official.objects.exists()
    assert "nhap-xuat" not in page_of(client.get("/quan-tri/people/official/"))


def test_list_of_officials_leads_there(keeper):
    assert "nhap-xuat" in page_of(keeper.get("/quan-tri/people/official/"))
