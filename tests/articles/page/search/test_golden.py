"""A small archive, and what each question finds in it, in this order, on either database."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.page.search import search
from tests.articles.factory import make_category, make_published

pytestmark = pytest.mark.django_db

# The oldest first: headline, text.
ARCHIVE = [
    ("Thuyền cận bờ gặp sóng", "Biên phòng kịp thời ứng cứu."),
    ("UBND thành phố họp phiên tháng 7", "Hội nghị diễn ra ngày 07/08/2018."),
    ("Nghị quyết về tổ chức bộ máy", "Thực hiện Nghị quyết số 18-NQ/TW của Trung ương."),
    ("Ủy ban nhân dân phường tiếp công dân", "Lịch tiếp công dân vào thứ năm."),
    ("Cán bộ về thôn", "Đoàn làm việc ở Trà Cổ."),
    ("Móng Cái đón khách", "Cửa khẩu Móng Cái thông quan từ sớm."),
    ("Chợ phiên", "Khách đến cửa khẩu; chợ ở Móng Cái mở cửa."),
    ("Lễ hội Trà Cổ", "Công an thành phố bảo đảm an ninh, trật tự."),
    ("Ca nhạc ở quảng trường", "Cả thành phố cùng hát."),
    ("Đường thuỷ Ka Long", "Tàu thuyền đi lại trên sông."),
]

GOLDEN = {
    "mong cai": ["Móng Cái đón khách", "Chợ phiên"],
    "Móng Cái": ["Móng Cái đón khách", "Chợ phiên"],
    "cán bộ": ["Cán bộ về thôn", "Thuyền cận bờ gặp sóng"],
    "cận bờ": ["Thuyền cận bờ gặp sóng", "Cán bộ về thôn"],
    "can bo": ["Cán bộ về thôn", "Thuyền cận bờ gặp sóng"],
    '"cửa khẩu Móng Cái"': ["Móng Cái đón khách"],
    "“cửa khẩu móng cái”": ["Móng Cái đón khách"],
    "cửa khẩu Móng Cái": ["Móng Cái đón khách", "Chợ phiên"],
    '"trà cổ" lễ': ["Lễ hội Trà Cổ"],
    "ubnd": ["Ủy ban nhân dân phường tiếp công dân", "UBND thành phố họp phiên tháng 7"],
    "UBND TP": ["UBND thành phố họp phiên tháng 7"],
    "Uỷ ban nhân dân": [
        "Ủy ban nhân dân phường tiếp công dân",
        "UBND thành phố họp phiên tháng 7",
    ],
    '"ubnd"': ["UBND thành phố họp phiên tháng 7"],
    "CA thành phố": ["Lễ hội Trà Cổ", "Ca nhạc ở quảng trường"],
    "18-NQ/TW": ["Nghị quyết về tổ chức bộ máy"],
    "nghị quyết 18": ["Nghị quyết về tổ chức bộ máy"],
    "7/8/2018": ["UBND thành phố họp phiên tháng 7"],
    "đường thủy": ["Đường thuỷ Ka Long"],
    "duong thuy": ["Đường thuỷ Ka Long"],
    "trà cổ": ["Lễ hội Trà Cổ", "Cán bộ về thôn"],
    'móng cái"': ["Móng Cái đón khách", "Chợ phiên"],
    "NOT móng": [],
    "móng AND cái": [],
    "móng*": ["Móng Cái đón khách", "Chợ phiên"],
    "khongcotunay": [],
}


@pytest.fixture
def _archive():
    category = make_category("Tin tức")
    for number, (headline, text) in enumerate(ARCHIVE):
        at = datetime(2018, 1, 1, tzinfo=UTC) + timedelta(days=40 * number)
        body = f"<p>{text}</p>"
        make_published(at=at, headline=headline, lead="", body=body, category=category)


@pytest.mark.usefixtures("_archive")
def test_each_question_finds_the_same_on_either_database():
    found = {query: [edition.headline for edition in search(query).editions] for query in GOLDEN}
    assert found == GOLDEN
