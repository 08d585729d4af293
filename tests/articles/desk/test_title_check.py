"""The title check beside an article: where it looks, what it offers, and what a reason settles."""

import html
import json
from datetime import date

import pytest

from accounts import roles
from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.refusal import Refused
from articles.desk.acts.standing import Standing
from articles.desk.acts.workflow import approve, pass_on
from articles.desk.article import Article
from articles.desk.titles.waiver import Waiver
from articles.desk.titles.waiving import take_up_again, waive
from articles.page.edition import Kind
from people.exchange.loading import load_register
from people.house import HouseStyle
from people.kept_register import current_register
from people.models import Official
from tests.people.title_texts import read

from ..factory import edit, make_article, make_publisher, make_user
from .typing import address, text, typed

pytestmark = pytest.mark.django_db

DAY = date(2018, 12, 10)
NGAN = "Ngô Hoàng Ngân"
OVER = f"Đồng chí {NGAN}, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy khẳng định."
RIGHT = f"Đồng chí {NGAN}, Phó Bí thư Tỉnh ủy khẳng định."


@pytest.fixture
def register():
    assert load_register(read("register.json")).loaded


@pytest.fixture
def editor():
    return make_publisher()


def about(*paragraphs, **fields):
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return make_article(**{"author": make_user(), "event_date": DAY, "body": body, **fields})


def found(article):
    return Standing(Article.objects.get(pk=article.pk)).checked


def titles(article):
    """[(code, where, surface) …] of what the title check finds and counts."""
    checked = found(article)
    every = [*checked.errors, *checked.warnings, *checked.hints]
    return [(each.code, each.where, each.surface) for each in every if each.is_about_titles]


def keys(article):
    return [each.key for each in found(article).errors]


# Where it looks


def test_lead_text_and_captions_are_read_to_the_letter(register, make_image):
    article = about(
        "Câu đầu.", RIGHT, lead=OVER, lead_image=make_image(), lead_image_caption=f"Ảnh: {OVER}"
    )
    assert titles(article) == [
        ("T02", "lead", "Bí thư Thành ủy"),
        ("T02", "lead_image_caption", "Bí thư Thành ủy"),
    ]
    first, second = found(article).errors
    assert first.text == OVER
    assert second.text[second.start : second.end] == "Bí thư Thành ủy"


def test_headline_and_quotations_are_not_read(register):
    body = f"<p>Câu đầu.</p><blockquote><p>{OVER}</p></blockquote>"
    article = about(headline=f"Bí thư Thành ủy {NGAN}: “Quyết tâm”", body=body)
    assert titles(article) == []


def test_headings_and_tables_name_people_without_their_titles(register):
    body = (
        f"<h2>Đồng chí {NGAN} kết luận</h2><table><tbody><tr><td>{NGAN}</td></tr></tbody></table>"
    )
    assert titles(about(body=f"{body}<p>{RIGHT}</p>")) == []


def test_an_empty_register_says_nothing(editor):
    article = about(OVER)
    assert titles(article) == []
    pass_on(article, editor)


def test_it_asks_one_question_more(register, django_assert_num_queries):
    article = about(RIGHT)
    standing = Standing(article)
    assert standing.printed
    current_register()
    with django_assert_num_queries(1):
        assert standing.checked.count == 0


# What it says and offers


def test_it_tells_what_the_register_says(register):
    (wrong,) = found(about(OVER)).errors
    assert (wrong.name, wrong.expected) == (NGAN, "Phó Bí thư Tỉnh ủy")
    assert wrong.suggestion == "Phó Bí thư Tỉnh ủy"
    assert wrong.official == Official.objects.get(full_name=NGAN).pk


def test_missing_titles_are_added_beside_what_stands_there(register):
    text_ = f"Đồng chí {NGAN}, Bí thư Thành ủy khẳng định."
    (missing,) = found(about(text_, event_date=date(2018, 8, 7))).warnings
    start, end, words = missing.replaced
    assert missing.adds
    assert f"{text_[:start]}{words}{text_[end:]}" == (
        f"Đồng chí {NGAN}, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy khẳng định."
    )


def test_day_of_the_lead_is_offered_for_the_event_date(register):
    lead = "Ngày 7/8/2018, đoàn công tác đến làm việc."
    article = about(RIGHT, lead=lead, event_date=None, no_event=False)
    (hint,) = [each for each in found(article).hints if each.code == "T21"]
    assert (hint.day, hint.surface) == ("07/08/2018", "7/8/2018")


def test_notice_without_an_event_is_not_asked_for_its_day(register):
    article = about("Câu đầu.", event_date=None, no_event=True)
    assert titles(article) == []


def test_word_of_a_title_is_told_once(register):
    article = about(RIGHT.replace("Tỉnh ủy", "Tỉnh uỷ"), "Sửa chữa toà nhà.")
    spelt = [(each.code, each.surface) for each in found(article).hints]
    assert spelt == [("T10", "uỷ"), ("tone_style", "toà")]


def test_tone_marks_follow_the_settings_of_the_house(register):
    style = HouseStyle.objects.get()
    style.tone_style = "new"
    style.save()
    hints = found(about("Sửa chữa tòa nhà.")).hints
    assert [each.suggestion for each in hints] == ["toà"]


@pytest.mark.parametrize(
    ("settings_of_house", "group"), [({"hints": ["T02"]}, "hints"), ({"silent": ["T02"]}, None)]
)
def test_house_says_what_counts(register, settings_of_house, group, editor):
    style = HouseStyle.objects.get()
    for name, codes in settings_of_house.items():
        setattr(style, name, codes)
    style.save()
    article = about(OVER)
    assert found(article).errors == []
    assert bool(found(article).hints) == bool(group)
    pass_on(article, editor)


# Waiving


def test_wrong_title_stands_in_the_way_until_it_is_waived(register, editor):
    article = about(OVER)
    with pytest.raises(Refused, match="Bí thư Thành ủy"):
        pass_on(article, editor)
    assert waive(article, editor, keys(article), "Theo giấy mời") == 1
    pass_on(article, editor)
    approve(article, make_publisher())


def test_waiver_survives_edits_of_all_other_words(register, editor):
    article = about("Câu đầu.", OVER)
    waive(article, editor, keys(article), "Theo giấy mời")
    edit(
        article,
        body=f"<p>Câu khác hẳn.</p><p>Sáng nay, {OVER[0].lower()}{OVER[1:-1]} nhiều lần.</p>",
    )
    assert found(article).errors == []
    (waived,) = found(article).waived
    assert waived.waiver.reason == "Theo giấy mời"
    edit(article, body=f"<p>{OVER.replace('Bí thư Thành ủy', 'Chủ tịch UBND tỉnh')}</p>")
    assert [each.code for each in found(article).errors] == ["T01"]


def test_waiver_knows_the_title_however_its_letters_are_written(register, editor):
    article = about(OVER)
    waive(article, editor, keys(article), "Theo giấy mời")
    edit(article, body=f"<p>{OVER.replace('Bí thư Thành ủy', 'Bí thư  Thành uỷ')}</p>")
    assert found(article).errors == []


def test_waiver_is_for_one_official_and_one_article(register, editor):
    other = "Đồng chí Vũ Văn Kinh, Phó Bí thư Thành ủy, Chủ tịch UBND tỉnh phát biểu."
    one = f"Đồng chí {NGAN}, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh phát biểu."
    article = about(one)
    waive(article, editor, keys(article), "Theo giấy mời")
    edit(article, body=f"<p>{one}</p><p>{other}</p>")
    assert [each.name for each in found(article).errors] == ["Vũ Văn Kinh"]
    assert len(found(about(one)).errors) == 1


def test_one_reason_settles_many_and_can_be_taken_back(register, editor):
    article = about(
        "Đồng chí Phạm Minh Chính, Ủy viên Bộ Chính trị, Bí thư Trung ương Đảng, Trưởng Ban Tổ "
        "chức Trung ương phát biểu.",
        event_date=date(2022, 3, 1),
    )
    given = keys(article)
    assert waive(article, editor, given, "Theo giấy mời") == 2
    assert found(article).errors == []
    assert take_up_again(article, editor, given[:1]) == 1
    assert keys(article) == given[:1]


def test_who_may_not_write_may_not_waive_a_title(register):
    article = about(OVER)
    with pytest.raises(Refused):
        waive(article, make_user(), keys(article), "Theo giấy mời")
    assert not Waiver.objects.exists()


@pytest.mark.parametrize("official", [-1, 2**63, True])
def test_no_nonsense_is_waived(register, editor, official, browser_of):
    article = about(OVER)
    key = json.dumps(["T02", "bí thư thành ủy", official])
    posted = {"finding": [key], "waive_reason": "Theo giấy mời"}
    browser_of("publisher").post(address(article, "waive"), posted)
    assert not Waiver.objects.exists()


def test_reprint_keeps_its_words(register, editor):
    article = about(OVER, kind=Kind.REPRINT, source_name="Báo Quảng Ninh")
    checked = found(article)
    assert checked.errors == []
    assert [(each.finding.code, each.waiver.reason) for each in checked.waived] == [
        ("T02", "Bài đăng lại: giữ nguyên văn")
    ]
    pass_on(article, editor)


# What the diary and the approver are told


def test_diary_tells_what_was_seen_when_it_was_passed_on(register, editor):
    article = about(OVER, "UBKT kết luận.")
    waive(article, editor, keys(article), "Theo giấy mời")
    pass_on(article, editor)
    entry = WorkflowEvent.objects.get(verb="pass_on")
    assert entry.reason == "bỏ qua 1 phát hiện, còn 1 gợi ý"


def test_diary_says_nothing_where_nothing_was_found(register, editor):
    pass_on(about(RIGHT), editor)
    assert WorkflowEvent.objects.get(verb="pass_on").reason == ""


def test_passing_on_says_what_is_wrong_with_whom(register, editor):
    slip = "Đồng chí Ngô Hoàng Ngần, Phó Bí thư Tỉnh ủy phát biểu."
    with pytest.raises(Refused) as refused:
        pass_on(about(OVER, slip), editor)
    said = str(refused.value)
    assert f"“{NGAN}, Bí thư Thành ủy”: Chức danh này đã thôi giữ" in said
    assert "“Ngô Hoàng Ngần”: Gần giống họ tên" in said


def test_approver_sees_what_was_waived_and_why(register, browser_of, cast):
    article = about(OVER, author=cast("reporter"))
    waive(article, cast("editor"), keys(article), "Theo giấy mời số 5")
    pass_on(article, cast("editor"))
    page = text(browser_of("publisher").get(address(article, "approve")))
    assert "Đã bỏ qua khi kiểm tra" in page
    assert "Theo giấy mời số 5 – Lê Văn Phó" in page
    assert "<mark>Bí thư Thành ủy</mark>" in page


# At the desk


def answer(browser, article, **changes):
    return html.unescape(text(browser.post(address(article, "check"), typed(article, **changes))))


def test_live_check_tells_the_register_and_leads_there(register, browser_of, cast):
    article = about(RIGHT, author=cast("reporter"))
    page = answer(browser_of("reporter"), article, body=f"<p>{OVER}</p>")
    official = Official.objects.get(full_name=NGAN)
    assert "Chức danh này đã thôi giữ trước ngày diễn ra sự kiện." in page
    assert (
        f'/people/official/{official.pk}/change/" target="_blank" rel="noopener">{NGAN}</a>' in page
    )
    assert "Sửa thành “Phó Bí thư Tỉnh ủy”" in page
    assert f'["T02", "bí thư thành ủy", {official.pk}]' in page


def test_unknown_person_can_be_added_by_who_may(register, browser_of, cast):
    unknown = "Ông Trần Văn Ba, Chủ tịch UBND thành phố Móng Cái phát biểu."
    article = about(unknown, author=cast("reporter"))
    form = "/people/official/add/?full_name=Tr%E1%BA%A7n%20V%C4%83n%20Ba"
    assert form not in answer(browser_of("reporter"), article)
    roles.give(cast("publisher"), "register_keeper")
    browser = browser_of("publisher")
    assert form in answer(browser, article)
    assert 'value="Trần Văn Ba"' in text(browser.get(f"/quan-tri{form}"))


def test_typed_title_is_shown_and_never_run(register, browser_of, cast):
    article = about(RIGHT, author=cast("reporter"))
    nasty = f"Đồng chí {NGAN}, Bí thư Thành ủy <img src=x onerror=alert(1)> khẳng định."
    posted = typed(article, lead=nasty)
    page = text(browser_of("reporter").post(address(article, "check"), posted))
    assert "T02" in page
    assert "<img src=x" not in page


def test_form_shows_a_wrong_title_that_can_be_waived(register, browser_of, cast):
    article = about(OVER, author=cast("reporter"))
    page = html.unescape(text(browser_of("reporter").get(address(article))))
    assert 'type="checkbox" name="finding" form="step_form" value="["T02", "bí thư' in page
