"""The register at the desk: lists, forms, and what they refuse in words."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation

from people.models import Appointment, Official, Organisation, OrganisationName, Position
from tests.people.factory import appoint, make_official, make_organisation, make_position

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(get_user_model().objects.create_superuser("danhba", "a@b.vn", "x"))
    return client


def address(model, what, *args):
    return reverse(f"admin:people_{model}_{what}", args=args)


def inline(prefix, *rows, initial=0):
    """The fields of a formset with these rows."""
    data = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def organisation_data(*names, **fields):
    return {
        "level": "commune",
        "sector": "party",
        **inline("names", *names),
        **inline("predecessions"),
        **inline("successions"),
        **fields,
    }


def official_data(*appointments, initial=0, other_names=(), **fields):
    return {
        "full_name": "Ngô Hoàng Ngân",
        "gender": "m",
        "honorific": "đồng chí",
        **inline("other_names", *other_names),
        **inline("appointments", *appointments, initial=initial),
        **fields,
    }


def held(position, since="", until="", **fields):
    return {
        "position": position.pk,
        "started_on": since,
        "ended_on": until,
        "acting": "none",
        "source_state": "unverified",
        **fields,
    }


def errors_of(response):
    """All errors a page shows, as one text."""
    assert response.status_code == 200
    context = response.context
    texts = [str(context["adminform"].form.errors)]
    for each in context["inline_admin_formsets"]:
        texts += [str(each.formset.errors), str(each.formset.non_form_errors())]
    return " ".join(texts)


# Lists


@pytest.fixture
def hundred():
    for number in range(100):
        office = make_organisation(f"Cơ quan {number}", key=f"cq-{number}")
        appoint(make_official(f"Lê Văn {number}"), make_position(organisation=office), "2016")


@pytest.mark.parametrize(
    "model", ["organisation", "position", "official", "appointment", "rankscheme"]
)
def test_list_of_a_hundred_rows_takes_few_queries(
    desk, hundred, model, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        response = desk.get(address(model, "changelist"))
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("model", "chosen"),
    [("official", "gender=male"), ("appointment", "position__organisation__level=district")],
)
def test_filtered_list_takes_as_few(desk, hundred, model, chosen, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        response = desk.get(f"{address(model, 'changelist')}?{chosen}")
    assert response.status_code == 200


def test_organisations_stand_in_the_order_of_the_tree(desk):
    top = make_organisation("Tỉnh ủy", level="province")
    make_organisation("Thành ủy Hạ Long", parent=top)
    town = make_organisation("Thành ủy Móng Cái", parent=top)
    make_organisation("Đảng ủy phường", parent=town, level="commune")
    make_organisation("Ban Tổ chức Trung ương", level="central")
    rows = desk.get(address("organisation", "changelist")).context["cl"].result_list
    assert [(each.name, each.depth) for each in rows] == [
        ("Ban Tổ chức Trung ương", 0),
        ("Tỉnh ủy", 0),
        ("Thành ủy Hạ Long", 1),
        ("Thành ủy Móng Cái", 1),
        ("Đảng ủy phường", 2),
    ]


def test_pages_of_the_tree_go_on_where_the_last_one_ended(desk, hundred):
    make_organisation("Ban Tổ chức Trung ương", level="central")
    first = desk.get(address("organisation", "changelist")).context["cl"].result_list
    second = desk.get(address("organisation", "changelist") + "?p=2").context["cl"].result_list
    assert (len(first), len(second)) == (100, 1)
    assert first[0].name == "Ban Tổ chức Trung ương"
    assert len({each.pk for each in [*first, *second]}) == 101


@pytest.mark.parametrize(
    ("model", "wanted"),
    [
        ("organisation", "thanh uy mong cai"),
        ("organisation", "UBND TP"),
        ("position", "bi thu thanh"),
        ("official", "ngo hoang ngan"),
        ("official", "Ngô Hoàng"),
        ("official", "minh tam"),
        ("appointment", "ngan bi thu"),
    ],
)
def test_search_needs_no_marks(desk, model, wanted):
    office = make_organisation("Thành ủy Móng Cái")
    office.names.update(search_text="uy ban nhan dan / ubnd tp mong cai")
    official = make_official()
    official.other_names.create(text="Minh Tâm", kind="pen")
    appoint(official, make_position(organisation=office), "2016")
    make_organisation("Sở Y tế", territory="")
    make_official("Vũ Văn Kinh")
    rows = desk.get(address(model, "changelist"), {"q": wanted}).context["cl"].result_list
    assert len(rows) == 1


def test_filters_of_time(desk):
    make_organisation("Cũ", until="2025-07-01")
    make_organisation("Nay", since="2025-07-01")
    for value, name in [("nay", "Nay"), ("cu", "Cũ")]:
        page = desk.get(address("organisation", "changelist"), {"ton-tai": value})
        assert [each.name for each in page.context["cl"].result_list] == [name]


def test_list_of_officials_shows_the_titles_of_today(desk):
    official = make_official()
    appoint(official, make_position(printed=["Bí thư Thành ủy"]), "2016")
    page = desk.get(address("official", "changelist")).content.decode()
    assert "Bí thư Thành ủy" in page


def test_list_of_positions_shows_the_holders_of_today(desk):
    position = make_position()
    appoint(make_official("Vũ Văn Kinh"), position, "2016", "2019-02-27")
    appoint(make_official("Hồ Quang Huy"), position, "2019-02-27")
    page = desk.get(address("position", "changelist")).content.decode()
    assert "Hồ Quang Huy" in page
    assert "Vũ Văn Kinh" not in page


def test_offices_that_readers_cannot_reach_can_be_listed(desk):
    reached = {"address": "Số 1", "telephone": "0203 3881 234", "email": "a@b.vn"}
    make_organisation("Đủ", **reached)
    make_organisation("Cũ", until="2025-07-01")
    make_organisation("Nước ngoài", level="foreign")
    office = make_organisation("Thiếu", **{**reached, "email": ""})
    page = desk.get(address("organisation", "changelist"), {"lien-he": "thieu"})
    assert [each.name for each in page.context["cl"].result_list] == ["Thiếu"]
    form = desk.get(address("organisation", "change", office.pk)).content.decode()
    assert "Độc giả chưa biết" in form
    assert office.missing_contacts() == ["thư điện tử công vụ"]


@pytest.mark.parametrize("model", ["organisation", "position", "official"])
def test_autocomplete_finds_without_marks(desk, model):
    appoint(make_official("Lê Mông Thủy"), make_position("Bí thư Mông Thủy"), "2016")
    make_organisation("Phường Mông Thủy")
    field = {
        "organisation": ("position", "organisation"),
        "position": ("appointment", "position"),
        "official": ("appointment", "official"),
    }[model]
    asked = {
        "term": "mong thuy",
        "app_label": "people",
        "model_name": field[0],
        "field_name": field[1],
    }
    answer = desk.get(reverse("admin:autocomplete"), asked).json()
    assert answer["results"]


# Days


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("7/8/2018", date(2018, 8, 7), "day"),
        ("08/2018", date(2018, 8, 1), "month"),
        ("2018", date(2018, 1, 1), "year"),
        ("", None, "unknown"),
    ],
)
def test_precision_is_taken_from_what_was_typed(desk, typed, day, precision):
    position = make_position()
    desk.post(address("official", "add"), official_data(held(position, typed)))
    appointment = Appointment.objects.get()
    assert (appointment.started_on, appointment.started_precision) == (day, precision)


def test_day_is_shown_as_it_was_typed(desk):
    appointment = appoint(make_official(), make_position(), "2016-06", "2018-11-29")
    page = desk.get(address("appointment", "change", appointment.pk)).content.decode()
    assert 'value="06/2016"' in page
    assert 'value="29/11/2018"' in page


def test_more_precise_day_counts_as_a_change(desk):
    official = make_official()
    row = appoint(official, make_position(), "2018-08")
    kept = held(row.position, "01/08/2018", id=row.pk, official=official.pk)
    desk.post(address("official", "change", official.pk), official_data(kept, initial=1))
    row.refresh_from_db()
    assert (row.started_on, row.started_precision) == (date(2018, 8, 1), "day")


def test_bad_day_is_refused_in_vietnamese_and_what_was_typed_stays(desk):
    with translation.override("vi"):
        data = official_data(held(make_position(), "31/02/2018", "hôm qua"))
        response = desk.post(address("official", "add"), data)
    page = response.content.decode()
    assert "Lịch không có ngày này" in page
    assert "Hãy ghi ngày theo dạng 07/08/2018" in page
    assert 'value="31/02/2018"' in page
    assert 'value="hôm qua"' in page
    assert not Official.objects.exists()


def test_day_that_cannot_be_read_is_complained_of_once(desk):
    post = make_position(organisation=make_organisation(until="2025-07-01"))
    with translation.override("vi"):
        response = desk.post(address("official", "add"), official_data(held(post, "", "hôm qua")))
    (form,) = response.context["inline_admin_formsets"][1].formset.forms
    assert len(form.errors["ended_on"]) == 1


def test_end_before_the_beginning_is_refused(desk):
    data = official_data(held(make_position(), "2018", "2017"))
    with translation.override("vi"):
        response = desk.post(address("official", "add"), data)
    assert "Ngày kết thúc phải sau ngày bắt đầu." in errors_of(response)


# Rows beside each other


def test_same_position_twice_at_a_time_is_refused(desk):
    position = make_position()
    rows = held(position, "2016", "2019"), held(position, "2018")
    response = desk.post(address("official", "add"), official_data(*rows))
    assert "2016 – 2019" in errors_of(response)
    assert not Official.objects.exists()


def test_same_position_twice_without_beginnings_is_refused(desk):
    position = make_position()
    response = desk.post(address("official", "add"), official_data(held(position), held(position)))
    assert response.status_code == 200
    assert not Official.objects.exists()


def test_ending_one_appointment_and_beginning_the_next_is_one_save(desk):
    official = make_official()
    row = appoint(official, make_position(), "2016", acting="quyền")
    ended = held(
        row.position, "2016", "01/01/2018", id=row.pk, official=official.pk, acting="quyền"
    )
    fresh = held(row.position, "01/01/2018")
    response = desk.post(
        address("official", "change", official.pk), official_data(ended, fresh, initial=1)
    )
    assert response.status_code == 302
    newest, oldest = official.positions_over_time()
    assert (newest.started_on, newest.acting) == (date(2018, 1, 1), "none")
    assert oldest.period == "2016 – 01/01/2018"


def test_appointment_by_itself_is_compared_with_those_stored(desk):
    row = appoint(make_official(), make_position(), "2016")
    data = held(row.position, "2018") | {"official": row.official_id}
    response = desk.post(address("appointment", "add"), data)
    assert "Ngô Hoàng Ngân" in errors_of(response)
    assert Appointment.objects.count() == 1


def test_second_person_in_a_single_seat_is_saved_with_a_warning(desk):
    row = appoint(make_official("Vũ Văn Kinh"), make_position(), "2016")
    response = desk.post(
        address("official", "add"), official_data(held(row.position, "2018")), follow=True
    )
    assert Appointment.objects.count() == 2
    assert any("Vũ Văn Kinh" in str(message) for message in response.context["messages"])


def test_same_other_name_twice_is_refused_however_it_is_spaced(desk):
    names = {"text": "Minh  Tâm", "kind": "pen"}, {"text": "Minh Ta\u0302m", "kind": "former"}
    response = desk.post(address("official", "add"), official_data(other_names=names))
    assert response.status_code == 200
    assert not Official.objects.exists()


# Organisations and positions


def test_organisation_takes_name_and_key_from_its_first_name(desk):
    name = {"full": "Đảng ủy phường Móng Cái 1", "short": "Đảng ủy phường\n\n Đảng ủy "}
    response = desk.post(address("organisation", "add"), organisation_data(name))
    assert response.status_code == 302
    office = Organisation.objects.get()
    assert (office.name, office.key) == ("Đảng ủy phường Móng Cái 1", "dang-uy-phuong-mong-cai-1")
    assert office.names.get().short == ["Đảng ủy phường", "Đảng ủy"]


def test_organisation_needs_a_name(desk):
    response = desk.post(address("organisation", "add"), organisation_data())
    assert response.status_code == 200
    assert not Organisation.objects.exists()


def test_names_must_not_overlap_in_time(desk):
    names = {"full": "UBND thị xã", "ended_on": "2009"}, {"full": "UBND TP", "started_on": "2008"}
    response = desk.post(address("organisation", "add"), organisation_data(*names))
    assert response.status_code == 200
    assert not OrganisationName.objects.exists()


def test_ended_office_points_out_open_appointments_and_ends_them(desk):
    office = make_organisation("Thành ủy", until="2025-07-01")
    appoint(make_official(), make_position(organisation=office), "2016")
    name = office.names.get()
    data = organisation_data(ended_on="01/07/2025") | inline(
        "names", {"id": name.pk, "organisation": office.pk, "full": "Thành ủy"}, initial=1
    )
    response = desk.post(address("organisation", "change", office.pk), data, follow=True)
    assert any("position__organisation" in str(each) for each in response.context["messages"])
    action = {"action": "end_appointments", "_selected_action": [office.pk]}
    desk.post(address("organisation", "changelist"), action)
    ended = Appointment.objects.get()
    assert ended.ended_on == date(2025, 7, 1)
    told = ended.history.first()
    assert (told.history_type, told.history_user) == ("~", response.context["user"])


def position_data(position, **fields):
    return {
        "organisation": position.organisation_id,
        "title": position.title,
        "printed": "",
        "rank": 200,
        "chain": "party",
        "print_rule": "always",
        "seats": "one",
        **inline("appointments"),
        **fields,
    }


def test_position_cannot_imply_itself_through_others(desk):
    low = make_position("Tỉnh ủy viên")
    high = make_position("Bí thư Tỉnh ủy", implies=[low])
    for implied in (low, high):
        response = desk.post(
            address("position", "change", low.pk), position_data(low, implies=[implied.pk])
        )
        assert errors_of(response)
    assert not low.implies.exists()


def test_printed_forms_are_typed_one_per_line(desk):
    position = make_position()
    data = position_data(position, printed="Bí thư Thành ủy\r\n  BT Thành ủy\r\n")
    assert desk.post(address("position", "change", position.pk), data).status_code == 302
    assert Position.objects.get().printed == ["Bí thư Thành ủy", "BT Thành ủy"]


def test_timeline_shows_titles_over_time(desk):
    official = make_official()
    appoint(official, make_position(printed=["Bí thư Thành ủy"]), "2016-06")
    page = desk.get(address("official", "change", official.pk)).content.decode()
    assert "people-timeline__now" in page
    assert "06/2016 – " in page


@pytest.mark.parametrize("bad", ["x" * 300, "\x00", ""])
def test_bad_input_is_a_form_error_and_never_a_crash(desk, bad):
    data = official_data(full_name=bad, gender=bad, honorific="sir", key=bad, portrait=bad or "x")
    assert desk.post(address("official", "add"), data).status_code == 200
    name = {"full": bad, "short": "x" * 300, "started_on": bad or "x"}
    data = organisation_data(name, level=bad, parent=bad or "x", email=bad or "x")
    assert desk.post(address("organisation", "add"), data).status_code == 200
    assert not Official.objects.exists()
    assert not Organisation.objects.exists()


def test_who_is_referenced_is_not_deleted_but_explained(desk):
    row = appoint(make_official(), make_position(), "2016")
    for model, each in [
        ("official", row.official),
        ("position", row.position),
        ("organisation", row.position.organisation),
    ]:
        page = desk.get(address(model, "delete", each.pk))
        assert page.context["protected"]
        desk.post(address(model, "delete", each.pk), {"post": "yes"})
    action = {"action": "delete_selected", "_selected_action": [row.official_id], "post": "yes"}
    page = desk.post(address("official", "changelist"), action)
    assert page.context["protected"]
    assert Appointment.objects.filter(pk=row.pk).exists()


def test_unreferenced_row_can_be_deleted(desk):
    official = make_official()
    desk.post(address("official", "delete", official.pk), {"post": "yes"})
    assert not Official.objects.exists()


def test_one_official_is_called_as_the_many_are(desk):
    with translation.override("vi"):
        page = desk.get(address("official", "changelist")).content.decode()
    assert "Thêm cán bộ" in page
    assert "lãnh đạo" not in page


def test_words_of_the_register_are_not_those_of_alerts_and_banners(desk):
    make_organisation("Đảng ủy xã Hải Sơn")
    with translation.override("vi"):
        page = desk.get(address("organisation", "changelist")).content.decode()
    assert "Cấp" in page
    assert "Địa bàn" in page
    assert "Mức độ" not in page
    assert "Vị trí" not in page


def test_a_day_is_asked_for_in_vietnamese(desk):
    with translation.override("vi"):
        page = desk.get(address("appointment", "add")).content.decode()
    assert 'placeholder="ngày/tháng/năm"' in page
    assert "dd/mm/yyyy" not in page
