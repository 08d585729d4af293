"""Pasting a list of guests at the desk: what is proposed, written, refused; nothing twice."""

import re
from datetime import date
from html import unescape

import pytest

from accounts import roles
from people.history import history_of
from people.invitation.parsing import MOST_GUESTS
from people.models import Appointment, Official, Position
from tests.articles.factory import make_user
from tests.people.factory import (
    appoint,
    make_official,
    make_organisation,
    make_position,
    set_day,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/quan-tri/people/official/danh-sach-moi/"
DAY = "01/03/2026"


@pytest.fixture
def keeper(client):
    """A browser in which the register's keeper is signed in."""
    person = make_user("keeper", full_name="Hoàng Thị Sổ")
    roles.give(person, "register_keeper")
    client.force_login(person)
    client.person = person
    return client


@pytest.fixture
def office():
    return make_organisation(
        "Ủy ban nhân dân phường Móng Cái 1",
        **{"level": "commune", "sector": "government", "territory": "Móng Cái 1"},
    )


@pytest.fixture
def chair(office):
    return make_position(
        "Chủ tịch Ủy ban nhân dân phường Móng Cái 1",
        **{"organisation": office, "printed": ["Chủ tịch UBND phường"], "chain": "government"},
    )


@pytest.fixture
def deputy(office):
    return make_position(
        "Phó Chủ tịch Ủy ban nhân dân phường Móng Cái 1",
        **{"organisation": office, "seats": "many", "chain": "government"},
    )


def paste(keeper, *lines, day=DAY):
    return keeper.post(ADDRESS, {"text": "\n".join(lines), "day": day})


def page_of(answer):
    return unescape(answer.content.decode())


def sent(answer, act="write", **changed):
    """What the sheet's form sends; ``changed`` as ``new_title_0="…"``, None to untick."""
    forms = answer.context["sheet"].formset
    data = {"act": act, "day": DAY}
    data |= {f"dong-{name}": each for name, each in forms.management_form.initial.items()}
    for form in forms:
        for name in form.fields:
            value = form[name].value()
            if value is not None and value is not False and value != "":
                data[form.add_prefix(name)] = getattr(value, "pk", value)
    for name, value in changed.items():
        field, number = name.rsplit("_", 1)
        data.pop(f"dong-{number}-{field}", None)
        if value is not None:
            data[f"dong-{number}-{field}"] = value
    return data


def states(answer):
    return [claim["state"] for card in answer.context["sheet"].cards for _form, claim in card.rows]


def ticked(answer):
    return [form["write"].value() for form in answer.context["sheet"].formset]


def test_what_the_register_has_is_folded_away(keeper, chair):
    appoint(make_official("Hồ Quang Huy"), chair, "2025-07-01")
    answer = paste(keeper, "1\tÔng HỒ QUANG HUY\tChủ tịch\tUBND phường Móng Cái 1")
    assert states(answer) == ["held"]
    assert answer.context["sheet"].open == []
    assert "đã có đủ chức danh" in page_of(answer)
    assert Appointment.objects.count() == 1


def test_new_person_in_a_free_post_is_ticked_and_written(keeper, deputy):
    answer = paste(keeper, "1\tBà LÊ THỊ HOA\tPCT\tUBND phường Móng Cái 1")
    assert ticked(answer) == [True]
    assert not Official.objects.exists()
    answer = keeper.post(ADDRESS, sent(answer))
    assert "Đã ghi: 1 cán bộ, 1 lượt giữ chức." in page_of(answer)
    official = Official.objects.get()
    assert (official.full_name, official.gender, official.honorific) == ("Lê Thị Hoa", "f", "bà")
    row = official.appointments.get()
    assert (row.position, row.start, row.source_state) == (deputy, None, "unverified")
    assert row.source == "Giấy mời ngày 01/03/2026"
    told = history_of(row)[0]
    assert (told.by, told.reason) == (keeper.person, "Từ danh sách mời ngày 01/03/2026")
    assert answer.context["sheet"].open == []


def test_second_click_writes_nothing_twice(keeper, deputy, office):
    answer = paste(
        keeper,
        "1\tLê Thị Hoa\tPhó Chủ tịch\tUBND phường Móng Cái 1",
        "2\tLý Văn Nam\tChánh Văn phòng\tUBND phường Móng Cái 1",
    )
    form = sent(answer, write_1="on")
    keeper.post(ADDRESS, form)
    answer = keeper.post(ADDRESS, form)
    assert "Không có gì mới. 2 mục đã có sẵn." in page_of(answer)
    assert (Official.objects.count(), Position.objects.count()) == (2, 2)
    assert Appointment.objects.count() == 2


def test_post_in_an_office_that_has_ended_since_ends_with_it(keeper, deputy, office):
    set_day(office, "ended", "2026-07-01")
    office.save()
    keeper.post(ADDRESS, sent(paste(keeper, f"Ông Lê Văn Hai\tPhó Chủ tịch\t{office.name}")))
    row = Appointment.objects.get()
    assert (row.started_on, row.ended_on) == (None, date(2026, 7, 1))


def test_post_in_an_office_that_had_ended_before_is_refused(keeper, deputy, office):
    set_day(office, "ended", "2026-02-01")
    office.save()
    keeper.post(ADDRESS, sent(paste(keeper, f"Ông Lê Văn Hai\tPhó Chủ tịch\t{office.name}")))
    assert not Appointment.objects.exists()


def test_namesake_is_made_once_when_the_keeper_says_so(keeper, deputy, chair):
    appoint(make_official("Lê Thị Hoa"), chair, "2025-07-01")
    answer = paste(keeper, "Lê Thị Hoa\tPhó Chủ tịch\tUBND phường Móng Cái 1")
    form = sent(answer, official_0=None, write_0="on")
    for _click in range(2):
        keeper.post(ADDRESS, form)
    assert Official.objects.filter(full_name="Lê Thị Hoa").count() == 2
    assert deputy.appointments.count() == 1


def test_seat_that_another_holds_is_told_and_never_touched(keeper, chair):
    held = appoint(make_official("Hồ Quang Huy"), chair, "2025-07-01")
    answer = paste(keeper, "Trịnh Văn Tám\tChủ tịch\tUBND phường Móng Cái 1")
    assert (states(answer), ticked(answer)) == (["taken"], [False])
    assert "Danh bạ ghi Hồ Quang Huy đang giữ chức này" in page_of(answer)
    answer = keeper.post(ADDRESS, sent(answer, write_0="on"))
    assert answer.status_code == 422
    assert "Danh bạ ghi Hồ Quang Huy đang giữ chức này" in page_of(answer)
    held.refresh_from_db()
    assert held.end is None
    assert Official.objects.count() == 1


def test_one_bad_row_keeps_all_from_being_written_and_all_that_was_typed(keeper, chair, deputy):
    appoint(make_official("Hồ Quang Huy"), chair, "2025-07-01")
    answer = paste(
        keeper,
        "Trịnh Văn Tám\tChủ tịch\tUBND phường Móng Cái 1",
        "Lê Thị Hoa\tPhó Chủ tịch\tUBND phường Móng Cái 1",
    )
    answer = keeper.post(ADDRESS, sent(answer, write_0="on", since_1="15/02/2026"))
    assert answer.status_code == 422
    assert 'value="15/02/2026"' in page_of(answer)
    assert Official.objects.count() == 1


def test_seat_left_by_another_asks_since_when(keeper, chair):
    appoint(make_official("Vũ Văn Kinh"), chair, "2025-07-01", "2026-01-01")
    answer = paste(keeper, "Trịnh Văn Tám\tChủ tịch\tUBND phường Móng Cái 1")
    assert (states(answer), ticked(answer)) == (["after"], [False])
    refused = keeper.post(ADDRESS, sent(answer, write_0="on"))
    assert refused.status_code == 422
    assert "hãy ghi ngày bắt đầu" in page_of(refused)
    keeper.post(ADDRESS, sent(answer, write_0="on", since_0="01/2026"))
    assert str(Appointment.objects.get(official__full_name="Trịnh Văn Tám").start) == "01/2026"


def test_person_who_has_left_the_post_is_told(keeper, chair):
    appoint(make_official("Vũ Văn Kinh"), chair, "2025-07-01", "2026-01-01")
    answer = paste(keeper, "Vũ Văn Kinh\tChủ tịch\tUBND phường Móng Cái 1")
    assert (states(answer), ticked(answer)) == (["over"], [False])
    answer = keeper.post(ADDRESS, sent(answer, write_0="on"))
    assert "giữ chức đó: 01/07/2025 – 01/01/2026" in page_of(answer)


def test_name_nearly_right_is_taken_for_the_official_unless_said_otherwise(keeper, chair, deputy):
    huy = make_official("Hồ Quang Huy")
    appoint(huy, chair, "2025-07-01")
    answer = paste(keeper, "Hồ Quang Hùy\tChủ tịch\tUBND phường Móng Cái 1")
    assert "Danh bạ có tên gần giống" in page_of(answer)
    assert ticked(answer) == [False]
    again = keeper.post(ADDRESS, sent(answer, act="look"))
    assert again.context["sheet"].open == []
    again = keeper.post(ADDRESS, sent(answer, act="look", official_0=None))
    assert states(again) == ["taken"]


def test_new_position_in_a_known_office_is_offered_unticked(keeper, office):
    answer = paste(keeper, "Lý Văn Nam\tChánh Văn phòng\tUBND phường Móng Cái 1")
    assert (states(answer), ticked(answer)) == (["new position"], [False])
    keeper.post(ADDRESS, sent(answer, write_0="on"))
    position = Position.objects.get()
    assert position.title == "Chánh Văn phòng Ủy ban nhân dân phường Móng Cái 1"
    assert (position.organisation, position.chain) == (office, "government")
    assert position.appointments.get().official.full_name == "Lý Văn Nam"


def test_unknown_unit_needs_a_choice(keeper, deputy):
    answer = paste(keeper, "Trần Thị Hoa\tGiám đốc\tSở Y tế")
    assert states(answer) == ["unknown unit"]
    refused = keeper.post(ADDRESS, sent(answer, write_0="on"))
    assert refused.status_code == 422
    keeper.post(ADDRESS, sent(answer, write_0="on", position_0=deputy.pk))
    assert deputy.appointments.get().official.full_name == "Trần Thị Hoa"


def test_changed_name_is_looked_at_again_before_writing(keeper, deputy):
    appoint(make_official("Lê Thị Hoa"), deputy, "2025-07-01")
    answer = paste(keeper, "Lê Thị Hao Hoa\tPhó Chủ tịch\tUBND phường Móng Cái 1")
    answer = keeper.post(ADDRESS, sent(answer, write_0="on", name_0="Lê Thị Hoa"))
    assert "Có tên vừa được sửa: Lê Thị Hoa" in page_of(answer)
    assert Official.objects.count() == 1
    assert answer.context["sheet"].open == []


def test_several_titles_of_one_guest_make_one_person(keeper, chair, deputy):
    council = make_organisation(
        "Hội đồng nhân dân phường Móng Cái 1",
        **{"level": "commune", "sector": "council", "territory": "Móng Cái 1"},
    )
    make_position("Chủ tịch Hội đồng nhân dân phường Móng Cái 1", organisation=council)
    title = "Chủ tịch HĐND, Phó Chủ tịch UBND phường Móng Cái 1"
    answer = paste(keeper, f"1. Ông Lê Văn An - {title}")
    assert ticked(answer) == [True, True]
    keeper.post(ADDRESS, sent(answer))
    assert Official.objects.get().appointments.count() == 2


def test_day_decides_who_holds_the_seat(keeper, chair):
    appoint(make_official("Vũ Văn Kinh"), chair, "2025-07-01", "2026-01-01")
    line = "Vũ Văn Kinh\tChủ tịch\tUBND phường Móng Cái 1"
    assert states(paste(keeper, line, day="01/08/2025")) == ["held"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": "", "day": DAY}, "Hãy dán danh sách mời vào đây"),
        ({"text": "Kính mời các đồng chí", "day": DAY}, "Không tìm thấy tên người nào"),
        ({"text": "Lê Văn An\n" * 5000, "day": DAY}, f"nhiều nhất {MOST_GUESTS} đại biểu"),
        ({"text": "Lê Văn An", "day": "31/02/2026"}, "Hãy ghi ngày theo mẫu"),
        ({"text": "Lê Văn An", "day": ""}, "Hãy ghi ngày họp"),
    ],
)
def test_what_cannot_be_read_is_told_and_stays(keeper, typed, words):
    answer = keeper.post(ADDRESS, typed)
    assert answer.status_code == 422
    assert words in page_of(answer)
    assert typed["text"][:9] in page_of(answer)


@pytest.mark.parametrize(
    "changed",
    [
        {"official_0": "99999"},
        {"position_0": "x"},
        {"guest_0": "-1"},
        {"shown_0": "a b"},
        {"acting_0": "nobody"},
        {"since_0": "hôm qua"},
        {"name_0": ""},
        {"organisation_0": "9" * 30},
    ],
)
def test_odd_values_are_refused_and_write_nothing(keeper, deputy, changed):
    answer = paste(keeper, "Lê Thị Hoa\tPhó Chủ tịch\tUBND phường Móng Cái 1")
    refused = keeper.post(ADDRESS, sent(answer, **changed))
    assert refused.status_code == 422
    assert not Official.objects.exists()


def test_sheet_without_its_rows_is_refused(keeper):
    assert keeper.post(ADDRESS, {"act": "write", "day": DAY}).status_code == 422


@pytest.mark.parametrize("role", sorted({*roles.ROLES} - {"register_keeper"}))
def test_page_is_for_the_keeper_alone(client, role):
    person = make_user("somebody")
    roles.give(person, role)
    client.force_login(person)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, {"text": "Lê Văn An", "day": DAY}).status_code == 403
    assert client.post(ADDRESS, {"act": "write", "day": DAY}).status_code == 403
    assert "danh-sach-moi" not in page_of(client.get("/quan-tri/people/official/"))


def test_list_of_officials_leads_there(keeper):
    assert "danh-sach-moi" in page_of(keeper.get("/quan-tri/people/official/"))


def test_form_for_a_new_official_takes_the_name_from_the_address(keeper):
    """As the title check links it for a name that the register lacks (T18)."""
    page = page_of(keeper.get("/quan-tri/people/official/add/?full_name=L%C3%AA+V%C4%83n+An"))
    assert re.search(r'name="full_name"[^>]*value="Lê Văn An"', page) or re.search(
        r'value="Lê Văn An"[^>]*name="full_name"', page
    )


def test_forty_guests_cost_as_many_queries_as_four(keeper, deputy, django_assert_max_num_queries):
    names = [f"Lê Văn {chr(65 + at // 26)}{chr(97 + at % 26)}" for at in range(40)]
    lines = [f"{name}\tPhó Chủ tịch\tUBND phường Móng Cái 1" for name in names]
    counts = []
    paste(keeper, lines[0])  # the register is read now, and kept
    for count in (4, 40):
        with django_assert_max_num_queries(200) as counted:
            assert paste(keeper, *lines[:count]).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 40


def test_rows_left_open_stay_unticked_after_writing(keeper, chair, deputy):
    appoint(make_official("Hồ Quang Huy"), chair, "2025-07-01")
    answer = paste(
        keeper,
        "Hồ Quang Huy\tChủ tịch\tUBND phường Móng Cái 1",
        "Trịnh Văn Tám\tChủ tịch\tUBND phường Móng Cái 1",
        "Lê Thị Hoa\tPhó Chủ tịch\tUBND phường Móng Cái 1",
        "Lê Văn Bình\tPhó Chủ tịch\tUBND phường Móng Cái 1",
    )
    assert ticked(answer) == [False, False, True, True]
    answer = keeper.post(ADDRESS, sent(answer))
    assert "Đã ghi: 2 cán bộ" in page_of(answer)
    assert states(answer) == ["held", "taken", "held", "held"]
    assert ticked(answer) == [False] * 4
    assert len(re.findall(r'name="dong-1-write"[^>]*checked', page_of(answer))) == 0


def test_ticks_of_the_keeper_stay_where_they_were_set(keeper, office, deputy):
    answer = paste(
        keeper,
        "Lê Thị Hoa\tPhó Chủ tịch\tUBND phường Móng Cái 1",
        "Lý Văn Nam\tChánh Văn phòng\tUBND phường Móng Cái 1",
        "Lý Văn Ba\tVăn thư\tUBND phường Móng Cái 1",
    )
    again = keeper.post(ADDRESS, sent(answer, act="look", write_0=None, write_2="on"))
    assert ticked(again) == [False, False, True]
