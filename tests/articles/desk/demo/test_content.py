"""The demonstration's articles: whole, clean, true to the day of the visit."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from articles.desk.checks import text_of_printed
from articles.desk.demo import content
from articles.desk.demo.content import (
    DESK_STATES,
    Contributor,
    Placed,
    load_demo,
    mistakes,
    text_mistakes,
)
from articles.desk.titles.title_check import title_findings
from people.exchange.title_register import from_files

# The eight officials of the visit, with all that each had to be called on 7 August 2018.
VISIT = {
    "Phạm Minh Chính": "Ủy viên Bộ Chính trị, Bí thư Trung ương Đảng, "
    "Trưởng Ban Tổ chức Trung ương",
    "Trương Thị Mai": "Ủy viên Bộ Chính trị, Bí thư Trung ương Đảng, Trưởng Ban Dân vận Trung ương",
    "Trần Thanh Mẫn": "Bí thư Trung ương Đảng, "
    "Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
    "Nguyễn Văn Đọc": "Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh",
    "Đỗ Thị Hoàng": "Phó Bí thư Thường trực Tỉnh ủy",
    "Nguyễn Đức Long": "Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh",
    "Ngô Hoàng Ngân": "Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy",
    "Vũ Văn Kinh": "Phó Bí thư Thành ủy, Chủ tịch UBND Thành phố",
}

FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Đoàn"
    "|Mai|Cao|Tạ|Hà|Lương"
)
CAPITAL = "[A-ZÀ-ỸĐ][a-zà-ỹđ]+"
FULL_NAME = re.compile(rf"\b(?:{FAMILIES})(?: {CAPITAL}){{1,3}}\b")
# Places and organisations that bear a name, and the one pen name that looks like a full name.
NOT_PERSONS = {"Đoàn Thanh", "Hồ Chí Minh", "Trần Phú", "Hà Nội", "Cao Bằng"}


@pytest.fixture(scope="module")
def demo():
    return load_demo()


@pytest.fixture(scope="module")
def register(demo):
    return json.loads(demo.register.read_text(encoding="utf-8"))


def texts_of(article):
    words = [article.headline, article.lead, re.sub(r"<[^>]+>", " ", article.body)]
    words += [text for item in article.placed() for text in (item.caption, item.alt)]
    return words


def with_article(demo, article_id, **changes):
    changed = tuple(
        replace(article, **changes) if article.id == article_id else article
        for article in demo.articles
    )
    return list(mistakes(replace(demo, articles=changed)))


def test_there_are_about_sixty_articles_and_no_mistakes(demo):
    public = [each for each in demo.articles if each.state not in DESK_STATES - {"emergency"}]
    assert 56 <= len(public) <= 64
    assert list(mistakes(demo)) == []


def test_the_tree_has_eight_trunks_and_each_fills_a_block(demo):
    parents = {category.slug: category.parent for category in demo.categories}
    trunks = [slug for slug, parent in parents.items() if parent is None]
    assert 6 <= len(trunks) <= 8
    live = Counter(
        parents[article.category] or article.category
        for article in demo.articles
        if article.state == "published"
    )
    assert set(live) == set(trunks)
    assert min(live.values()) >= 4


def test_one_category_fills_fifteen_related_items_with_pictures(demo):
    live = [
        article
        for article in demo.articles
        if article.category == "tin-tuc-su-kien" and article.state == "published"
    ]
    assert len(live) >= 18
    assert all(article.lead_picture for article in live)
    assert len({article.lead_picture.picture for article in live}) == len(live)


def test_the_visit_names_all_eight_with_their_titles_of_that_day(demo):
    visit = next(article for article in demo.articles if article.id == "doan-cong-tac-trung-uong")
    assert visit.event_date == date(2018, 8, 7)
    words = re.sub(r"<[^>]+>", " ", visit.body)
    for name, titles in VISIT.items():
        assert f"{name}, {titles}" in words
    assert "264" in words
    assert "21 biên chế" in words


def test_an_official_is_called_in_full_at_the_first_mention_and_in_captions(demo):
    for article in demo.articles:
        running = re.sub(r"<figcaption>.*?</figcaption>", " ", f"{article.lead} {article.body}")
        captions = " ".join(item.caption for item in article.placed())
        for name, titles in VISIT.items():
            if name in running:
                first = running[running.index(name) :]
                assert first.startswith(f"{name}, {titles}"), article.id
            if name in captions:
                assert captions.count(name) == captions.count(f"{name}, {titles}"), article.id


def test_several_articles_tell_other_sides_of_the_visit(demo):
    others = [article for article in demo.articles if article.officials]
    assert 4 <= len(others) <= 6


def test_the_officials_listed_are_the_officials_named(demo, register):
    names = {row["key"]: row["name"] for row in register["officials"]}
    for article in demo.articles:
        words = " ".join(texts_of(article))
        named = {key for key, name in names.items() if name in words}
        assert named == set(article.officials), article.id


def test_the_title_check_finds_nothing_in_them(demo, register):
    titles = from_files([register])
    for article in demo.articles:
        captions = [{"place": "gallery", "caption": each.caption} for each in article.placed()]
        printed = {"lead": article.lead, "body": article.body, "pictures": captions}
        text = text_of_printed(printed, article.event_date)
        found = title_findings(text, titles, date(2026, 11, 26), has_no_event=True)
        assert [(each.code, each.surface) for each in found] == [], article.id


def test_no_real_person_but_those_of_the_register_is_named(demo, register):
    allowed = {row["name"] for row in register["officials"]} | NOT_PERSONS
    for article in demo.articles:
        for text in texts_of(article):
            for found in FULL_NAME.findall(text):
                assert found in allowed, (article.id, found)


def test_the_check_for_names_would_find_one():
    assert FULL_NAME.findall("ông Nguyễn Văn Thử nói") == ["Nguyễn Văn Thử"]


def test_no_article_speaks_of_offices_that_had_ended(demo):
    for article in demo.articles:
        if article.published_at is None or article.published_at.year < 2026:
            continue
        words = " ".join(texts_of(article))
        assert "UBND Thành phố" not in words, article.id
        assert "Thành ủy" not in words, article.id
        assert "UBND TP" not in words, article.id


def test_the_register_keeps_its_sources_and_every_office_of_the_visit(register):
    assert {row["source"] for row in register["appointments"]} == {"S", "A"}
    positions = {row["key"] for row in register["positions"]}
    organisations = {row["key"] for row in register["organisations"]}
    officials = {row["key"]: row["name"] for row in register["officials"]}
    assert set(VISIT) <= set(officials.values())
    assert {row["organisation"] for row in register["positions"]} <= organisations
    assert {row["position"] for row in register["appointments"]} <= positions
    assert {row["official"] for row in register["appointments"]} <= set(officials)


def test_every_state_of_an_article_is_there(demo):
    states = Counter(article.state for article in demo.articles)
    assert states["draft"] == 2
    assert states["scheduled"] == 2
    assert states["withdrawn"] == states["expired"] == 1
    assert sum(article.correction is not None for article in demo.articles) == 1
    newer = [article for article in demo.articles if article.newer_draft]
    assert len(newer) == 1
    assert newer[0].state == "published"
    assert newer[0].newer_draft.headline != newer[0].headline


def test_the_extremes_are_there(demo):
    lengths = [len(article.headline) for article in demo.articles]
    assert 180 <= max(lengths) <= 200
    assert min(lengths) < 10
    live = [article for article in demo.articles if article.state == "published"]
    assert any(article.lead_picture is None for article in live)
    assert any(article.body.count("<p>") == 1 for article in live)
    assert any(len(article.placed()) == 6 for article in live)
    assert sum("<table" in article.body for article in live) >= 2
    assert sum("<blockquote" in article.body for article in live) >= 3


def test_the_home_page_has_its_leads_with_pictures(demo):
    leads = demo.home_leads()
    assert [article.home_lead for article in leads] == list(range(1, len(leads) + 1))
    assert 4 <= len(leads) <= 5
    assert all(article.lead_picture and article.state == "published" for article in leads)


def test_dates_lie_around_the_visit_or_are_fresh(demo):
    for article in demo.articles:
        if article.published_at:
            day = article.published_at.date()
            assert date(2018, 3, 1) <= day <= date(2019, 12, 31) or date(2026, 6, 1) <= day <= date(
                2026, 11, 22
            ), article.id
            assert article.published_at.utcoffset().total_seconds() == 7 * 3600


@pytest.mark.parametrize(
    "text",
    [
        "U\u0309y ban",  # not composed
        "“Mở mà không đóng",
        'Dấu nháy "thẳng"',
        "hai  dấu cách",
        "cách trước , dấu phẩy",
        "dính câu.Câu sau",
        "sức khoẻ",
        "văn hoá",
        "uỷ ban",
    ],
)
def test_slips_of_typing_are_found(text):
    assert list(text_mistakes(text))


@pytest.mark.parametrize("text", ["quý khách", "khoản, hoàn, thủy, hòa, quỹ, Ủy ban", "“Đủ”."])
def test_right_typing_passes(text):
    assert list(text_mistakes(text)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": "Có dấu chấm."},
        {"category": "khong-co"},
        {"lead": "Ngày 8/8, sai ngày."},
        {"lead": "Thứ Tư, ngày 7/8/2018, sai thứ."},
        {"published_at": None},
        {"body": "<h3>Nhảy cấp</h3><p>Chữ</p>"},
        {"body": "<p>Không đóng"},
        {"body": '<figure data-picture="hall-warm-2"><img></figure>'},
        {"kind": "reprint"},
        {"state": "scheduled"},
        {"contributors": (Contributor("Minh Hà", "king"),)},
        {"gallery": (Placed("hall-warm-1", " ", ""),)},
        {"home_lead": 9},
    ],
)
def test_a_spoilt_article_is_refused(demo, changes):
    assert with_article(demo, "doan-cong-tac-trung-uong", **changes)


def test_a_headline_twice_is_refused(demo):
    other = demo.articles[0].headline
    assert with_article(demo, demo.articles[-1].id, headline=other)


def test_a_picture_nobody_can_draw_is_refused(demo):
    wrong = replace(demo.pictures[demo.banner], key="spaceship-dawn-1")
    changed = replace(demo, pictures={**demo.pictures, wrong.key: wrong})
    assert list(mistakes(changed)) == ["picture spaceship-dawn-1: cannot be drawn"]


def test_every_drawn_picture_is_used_and_described(demo):
    used = {item.picture for article in demo.articles for item in article.placed()}
    assert used | {demo.banner} == set(demo.pictures)
    for picture in demo.pictures.values():
        assert picture.title
        assert picture.caption
        assert picture.credit
        assert len(picture.alt) > 40
    titles = Counter(picture.title for picture in demo.pictures.values())
    assert max(titles.values()) == 1


def test_all_mistakes_are_told_at_once(monkeypatch, tmp_path):
    (tmp_path / "articles").mkdir()
    for name in ("categories.toml", "pictures.toml", content.DOCUMENTS, content.OFFICES):
        (tmp_path / name).write_bytes((content.HERE / name).read_bytes())
    (tmp_path / content.TOPICS).write_text("topic = []", encoding="utf-8")
    (tmp_path / "articles" / "one.toml").write_text(
        '[[article]]\nid = "a"\nsurprise = 1\n[[article]]\nid = "b"\nheadline = "B"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(content, "HERE", tmp_path)
    with pytest.raises(content.BadContent) as refused:
        load_demo()
    assert len(refused.value.reasons) == 2


def test_every_ward_office_says_where_the_public_finds_it(demo, register):
    wards = {each["key"] for each in register["organisations"] if each["level"] == "commune"}
    assert {office.key for office in demo.offices} == wards
    assert all(office.address and office.email.endswith(".example") for office in demo.offices)


def test_every_topic_goes_on_over_several_public_articles(demo):
    states = {article.id: article.state for article in demo.articles}
    for topic in demo.topics:
        assert len([each for each in topic.articles if states[each] == "published"]) >= 2, topic
