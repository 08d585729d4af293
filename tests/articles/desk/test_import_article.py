"""`manage.py import_article`: from a saved page to a draft that can be published."""

# ruff: noqa: E501 - a saved page holds one paragraph a line

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.desk.acts.publishing import publish
from articles.desk.article import Article
from tests.articles.factory import make_category, make_user
from tests.people.factory import appoint, make_official, make_organisation, make_position

pytestmark = pytest.mark.django_db

PAGE = """Banner tin

Thành phố sơ kết nửa năm thực hiện đề án chỉnh trang bờ sông Ka Long

Ngày 7/8, tại trụ sở UBND Thành phố, đồng chí Vũ Văn Kinh chủ trì hội nghị sơ kết nửa năm thực hiện đề án chỉnh trang bờ sông, với sự tham gia của các phường ven sông và các đơn vị thi công.

Đồng chí Vũ Văn Kinh phát biểu tại hội nghị

Theo báo cáo tại hội nghị, bốn đoạn kè đã xong phần móng; hai đoạn còn lại chờ mặt bằng. Các phường đã vận động người dân dời những mái che lấn ra lối đi, trả lại vỉa hè rộng hơn cho người đi bộ và cho các cháu học sinh đến trường mỗi sáng.

Hội nghị thống nhất ba việc cho sáu tháng cuối năm: xong mặt bằng trước mùa mưa, trồng lại hàng cây, và lắp đèn trên toàn tuyến. Mỗi việc có một đơn vị chịu trách nhiệm và một ngày phải xong, công khai tại nhà văn hóa khu phố để người dân theo dõi.

Tin cùng chuyên mục

Khai giảng lớp dạy bơi cho thiếu nhi

Khai giảng lớp dạy bơi cho thiếu nhi
"""


@pytest.fixture
def chairman():
    official = make_official("Vũ Văn Kinh")
    position = make_position("Chủ tịch UBND Thành phố", organisation=make_organisation())
    appoint(official, position, since="2016-06-01", until="2019-02-27")
    return official


@pytest.fixture
def page(tmp_path):
    make_category("Đô thị", slug="do-thi")
    path = tmp_path / "trang.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def run(*arguments, **options):
    out = StringIO()
    call_command("import_article", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_a_page_becomes_a_draft(page, chairman):
    said = run(page, "--category", "do-thi", "--event-date", "2018-08-07")
    article = Article.objects.get(pk=int(said.split()[-1]))
    assert article.headline.startswith("Thành phố sơ kết nửa năm")
    assert article.lead.startswith("Ngày 7/8, tại trụ sở")
    assert article.body.count("<p>") == 2
    assert [each.caption for each in article.gallery.all()] == [
        "Đồng chí Vũ Văn Kinh phát biểu tại hội nghị"
    ]
    assert list(article.officials.all()) == [chairman]
    assert article.event_date.isoformat() == "2018-08-07"
    assert "dạy bơi" not in article.body
    assert article.versions.count() == 1


def test_the_report_names_titles_and_defects(page, chairman):
    said = run(page, "--category", "do-thi", "--event-date", "07/08/2018")
    assert "Vũ Văn Kinh: Chủ tịch UBND Thành phố" in said
    assert "«7/8»" in said


def test_the_draft_can_be_published(page, chairman, client):
    said = run(page, "--category", "do-thi", "--event-date", "2018-08-07")
    edition = publish(Article.objects.get(pk=int(said.split()[-1])), None)
    text = client.get(edition.get_absolute_url()).content.decode()
    assert "Chủ tịch UBND Thành phố" in text
    assert "07/08/2018" in text


def test_the_author_is_named(page):
    make_user("phongvien")
    said = run(page, "--category", "do-thi", "--no-event", "--by", "phongvien")
    assert Article.objects.get(pk=int(said.split()[-1])).author.username == "phongvien"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--category", "khong-co", "--no-event"),
        ("--category", "do-thi", "--event-date", "31/02/2018"),
        ("--category", "do-thi", "--no-event", "--by", "khongai"),
        ("--category", "do-thi"),
    ],
)
def test_wrong_words_are_refused_and_change_nothing(page, arguments):
    with pytest.raises(CommandError):
        run(page, *arguments)
    assert not Article.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 JFIF", "Uû ban nh©n d©n".encode()])
def test_files_that_hold_no_article_are_refused(page, content):
    page.write_bytes(content)
    with pytest.raises(CommandError):
        run(page, "--category", "do-thi", "--no-event")
    assert not Article.objects.exists()


def test_a_missing_file_is_refused(tmp_path):
    make_category("Đô thị", slug="do-thi")
    with pytest.raises(CommandError):
        run(tmp_path / "khong-co.txt", "--category", "do-thi", "--no-event")
