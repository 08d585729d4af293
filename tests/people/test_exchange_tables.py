"""The register as tables: written for Excel, read back unchanged, every bad line told."""

import csv
import io
import zipfile

import pytest

from people.exchange.decoding import read_bytes
from people.exchange.loading import load_register
from people.exchange.reading_tables import read_tables
from people.exchange.register_file import BadValue
from people.exchange.trying import try_upload
from people.exchange.uploading import LARGEST, Upload, read_pasted, read_upload
from people.exchange.writing import register_text
from people.exchange.writing_tables import register_archive, register_tables
from people.models import Appointment, Official
from tests.people.factory import appoint, make_official, make_organisation, make_position
from tests.people.title_texts import read

pytestmark = pytest.mark.django_db


def reasons(text):
    return [each.reason for each in try_upload(read_pasted(text)).wrong]


def test_loading_the_archive_back_changes_nothing():
    assert load_register(read("register.json")).loaded
    assert load_register(read("unseen_register.json")).loaded
    before = register_text()
    upload = read_upload("danh-ba.zip", register_archive())
    assert upload.problems == []
    report = load_register(upload.data)
    assert report.problems == []
    assert report.changed_nothing
    assert register_text() == before


def test_archive_opens_in_excel_and_is_the_same_each_time():
    make_official("Ngô Hoàng Ngân")
    content = register_archive()
    assert content == register_archive()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("can-bo.csv")
    assert text.startswith(b"\xef\xbb\xbf")
    assert "Họ tên" in text.decode()
    assert "Ngô Hoàng Ngân" in text.decode()


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "+84", "-2", "=HYPERLINK(0)"])
def test_no_cell_is_a_formula_and_reading_takes_the_mark_off(name):
    make_official(name)
    rows = list(csv.reader(io.StringIO(register_tables()["officials"])))
    assert rows[1][1] == f"'{name}"
    upload = read_pasted(register_tables()["officials"])
    assert upload.data["officials"][0]["name"] == name
    assert load_register(upload.data).changed_nothing


def test_days_stay_text_in_excel():
    office = make_organisation()
    appoint(make_official(), make_position(organisation=office), "2016-06", "2018-11-29")
    row = next(csv.DictReader(io.StringIO(register_tables()["appointments"])))
    assert (row["Từ ngày"], row["Đến ngày"]) == ("tháng 06/2016", "29/11/2018")


def test_table_of_names_and_titles_needs_no_keys():
    office = make_organisation("Ủy ban nhân dân phường Móng Cái 1", level="commune")
    post = make_position("Phó Chủ tịch UBND phường Móng Cái 1", organisation=office, seats="many")
    make_official("Lê Thị Hoa")
    upload = read_pasted(
        "STT\tHọ và tên\tChức vụ\tĐơn vị\tTừ ngày\tĐến ngày\n"
        "1\tLê Thị Hoà\tPhó Chủ tịch UBND phường Móng Cái 1\t\t1/7/2025\t\n"
        "2\tLê Thị Hoa\tPhó Chủ tịch UBND phường Móng Cái 1\t"
        "Ủy ban nhân dân phường Móng Cái 1\t01/07/2025\t\n"
    )
    trial = try_upload(upload)
    assert [(each.place, each.state) for each in trial.lines] == [
        ("dòng 2", "wrong"),
        ("dòng 3", "new"),
    ]
    assert "Danh bạ không có “Lê Thị Hoà”" in trial.wrong[0].reason
    assert load_register(upload.data).loaded
    assert str(post.appointments.get().start) == "01/07/2025"


def test_new_officials_get_keys_and_known_ones_are_found():
    known = make_official("Lê Thị Hoa", gender="")
    upload = read_pasted("Họ tên;Giới tính\nLê Thị Hoa;Nữ\nLê Văn An;nam")
    lines = try_upload(upload).lines
    assert [each.state for each in lines] == ["changed", "new"]
    assert [(each.label, each.before, each.after) for each in lines[0].facts] == [
        ("Giới tính", "", "Nữ")
    ]
    assert Official.objects.count() == 1
    load_register(upload.data)
    known.refresh_from_db()
    assert known.gender == "f"
    assert Official.objects.get(full_name="Lê Văn An").gender == "m"


def test_namesakes_need_the_key():
    make_official("Lê Thị Hoa")
    make_official("Lê Thị Hoa")
    assert "hãy ghi mã: le-thi-hoa, le-thi-hoa-2" in reasons("Họ tên,Giới tính\nLê Thị Hoa,Nữ")[0]


def test_trying_writes_nothing_and_tells_each_field():
    post = make_position("Bí thư", organisation=make_organisation())
    row = appoint(make_official("Lê Văn An"), post, "2016", source_state="press")
    data = {
        "appointments": [
            {"official": "le-van-an", "position": post.key, "from": "2016", "to": "2020-05"},
            {"official": "le-van-an", "position": "no-such", "from": "2016"},
        ],
        "officials": [{"key": "le-van-an", "name": "Lê Văn Ân"}],
    }
    trial = try_upload(Upload("thu.json", data))
    assert dict(trial.counted) == {"changed": 2, "wrong": 1}
    facts = [(each.name, fact.before, fact.after) for each in trial.written for fact in each.facts]
    assert ("Lê Văn Ân, Bí thư", "", "05/2020") in facts
    assert ("Lê Văn Ân", "Lê Văn An", "Lê Văn Ân") in facts
    row.refresh_from_db()
    assert row.end is None
    assert Official.objects.get().full_name == "Lê Văn An"
    assert Appointment.history.count() == 1


def test_stamp_changes_with_what_loading_would_do_and_with_nothing_else():
    upload = read_pasted("Họ tên;Giới tính\nLê Thị Hoa;Nữ")
    first = try_upload(upload).stamp
    make_official("Người Khác")
    assert try_upload(upload).stamp == first
    make_official("Lê Thị Hoa", key="le-thi-hoa")
    assert try_upload(upload).stamp != first


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Họ tên;Giới tính\nLê Thị Hoa;không rõ", "chỉ nhận: Nam, Nữ"),
        ("Họ tên;Từ ngày;Mã chức vụ\nLê Thị Hoa;hôm qua;x", "không phải ngày tháng: hôm qua"),
        ("Họ tên;Tên khác\nLê Thị Hoa;Hoa Lê", "cần ghi loại tên trong ngoặc"),
        ("Chức vụ;Cơ quan\nBí thư;Sở Y tế", "Danh bạ không có “Sở Y tế”"),
        ("Mã cơ quan;Tên cơ quan;Cấp\nabc;Sở Y tế;nhà nước", "chỉ nhận: Trung ương"),
        ("Họ tên;Mã cán bộ\n;x", "name"),
    ],
)
def test_bad_cells_are_told_in_words(text, words):
    make_official("Lê Thị Hoa")
    assert words in reasons(text)[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Không có nội dung nào"),
        ("Xin chào", "không thấy dòng tiêu đề cột"),
        ("Họ tên;Giới tính;Số nhà\nA;B;C", "cột không nhận biết được: Số nhà"),
        ('{"officials": [}', "không phải JSON"),
        ("Hä tªn\tChøc vô\nNguyÔn V¨n A\tChñ tÞch", "bảng mã cũ"),
        ("Họ tên;Giới tính\n" + "Lê Văn An;Nam\n" * 5001, "Quá 5000 dòng"),
    ],
)
def test_what_is_no_table_is_refused_in_words(text, words):
    with pytest.raises(BadValue, match=words):
        read_pasted(text)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Họ tên;Giới tính\nĐỗ Thị Hoàng;Nữ".encode("cp1258", errors="ignore"), "Windows-1258"),
        ("Họ tên;Giới tính".encode("utf-16")[2:], "UTF-16"),
        ("Hä vµ tªn;Chøc vô\nNguyÔn V¨n §äc;BÝ th­ TØnh ñy".encode("latin-1"), "bảng mã cũ"),
        (b"PK\x03\x04 not an archive", "Tệp bị hỏng"),
        (b"x" * (LARGEST + 1), "nhiều nhất 2 MB"),
        (b"\xff\xff\xff\x81", "không phải UTF-8"),
    ],
)
def test_bytes_of_another_kind_are_told_in_words(content, words):
    with pytest.raises(BadValue, match=words):
        read_upload("danh-ba.csv", content)


def test_text_as_excel_saves_it_in_utf_16_is_read():
    text = "Họ tên\tGiới tính\r\nĐỗ Thị Hoàng\tNữ\r\n"
    assert read_bytes(text.encode("utf-16")) == text
    assert read_upload("a.txt", text.encode("utf-16")).data["officials"][0]["gender"] == "f"


def test_workbook_is_told_how_to_save():
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(BadValue, match="CSV UTF-8"):
        read_upload("a.xlsx", book.getvalue())


def test_archive_that_swells_is_refused():
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("can-bo.csv", "a" * (LARGEST + 1))
    with pytest.raises(BadValue, match="quá lớn"):
        read_upload("a.zip", book.getvalue())


def test_title_above_the_head_is_passed_over():
    tables = read_tables({"a.csv": "DANH SÁCH CÁN BỘ\n\nHọ tên,Giới tính\nLê Văn An,Nam"})
    assert tables.places == {"officials": ["a.csv, dòng 4"]}


def test_several_lines_of_one_office_make_one_row_with_several_names():
    text = (
        "Mã cơ quan;Tên cơ quan;Tên dùng từ ngày;Tên dùng đến ngày\n"
        "so;Sở Văn hóa;;1/3/2025\nso;Sở Văn hóa, Thể thao và Du lịch;1/3/2025;"
    )
    rows = read_pasted(text).data["organisations"]
    assert [name["full"] for name in rows[0]["names"]] == [
        "Sở Văn hóa",
        "Sở Văn hóa, Thể thao và Du lịch",
    ]


def test_what_is_sent_along_comes_back_whole_or_not_at_all():
    upload = read_pasted("Họ tên;Giới tính\nLê Thị Hoa;Nữ\nLê Văn An;x")
    assert Upload.unpacked(upload.packed()) == upload
    for text in ("", "[]", "{}", '["a",{},[],[[1,2]]]', "[1,2,3,4]", "[" * 5000):
        with pytest.raises(BadValue):
            Upload.unpacked(text)
