"""What came after: who holds a printed post today, and what followed an office that ended."""

from datetime import date

import pytest

from people.afterwards import end_of, held_today
from people.organisation import Succession

from .factory import appoint, make_official, make_organisation, make_position

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)


@pytest.fixture
def post():
    return make_position("Bí thư Đảng ủy xã", organisation=make_organisation("Đảng ủy xã"))


def follow(old, *heirs, day=None):
    for heir in heirs:
        Succession.objects.create(predecessor=old, successor=heir, day=day)


def test_a_printed_post_leads_to_who_holds_it_today(post, django_assert_num_queries):
    then = appoint(make_official("Ngô Hoàng Ngân"), post, "2016", "2020-05-01")
    successor = make_official("Vũ Văn Kinh")
    appoint(successor, post, "2020-05-01")
    with django_assert_num_queries(1):
        held = held_today({then.pk}, TODAY)
    assert held[then.pk].name == "Vũ Văn Kinh"
    assert held[then.pk].url == successor.get_absolute_url()


def test_who_holds_the_post_still_or_again_is_not_told_twice(post):
    official = make_official("Ngô Hoàng Ngân")
    first = appoint(official, post, "2016", "2020")
    again = appoint(official, post, "2022")
    assert held_today({first.pk, again.pk}, TODAY) == {}


def test_who_takes_the_post_up_later_does_not_hold_it_today(post):
    then = appoint(make_official("Ngô Hoàng Ngân"), post, "2016", "2020")
    appoint(make_official("Vũ Văn Kinh"), post, "2027-01-01")
    assert held_today({then.pk}, TODAY) == {}


@pytest.mark.parametrize("seats", ["one", "many"])
def test_several_holders_make_no_answer(post, seats):
    then = appoint(make_official("Ngô Hoàng Ngân"), post, "2016", "2020")
    for name in ["Vũ Văn Kinh", "Trần Thị Lan"][: 2 if seats == "one" else 1]:
        appoint(make_official(name), post, "2020")
    post.seats = seats
    post.save()
    assert held_today({then.pk}, TODAY) == {}


def test_a_post_in_an_office_that_ended_leads_to_that_office():
    office = make_organisation("Thành ủy Móng Cái", until="2025-07-01")
    post = make_position(organisation=office)
    then = appoint(make_official(), post, "2016", "2020")
    # Left open by mistake: who outlives the office holds nothing all the same.
    appoint(make_official("Vũ Văn Kinh"), post, "2020")
    held = held_today({then.pk}, TODAY)[then.pk]
    assert held.is_gone
    assert (held.name, held.url) == ("Thành ủy Móng Cái", office.get_absolute_url())


def test_nothing_printed_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert held_today(set(), TODAY) == {}


def test_an_office_that_exists_has_not_ended():
    assert end_of(make_organisation(), TODAY) is None
    assert end_of(make_organisation("UBND", until="2027-01-01"), TODAY) is None


@pytest.mark.parametrize(
    ("until", "words"),
    [("2025-07-01", "ngày 01/07/2025"), ("2025-07", "tháng 07/2025"), ("2025", "năm 2025")],
)
def test_the_end_is_told_as_exactly_as_it_is_known(until, words):
    assert words in end_of(make_organisation(until=until), TODAY).when


def test_successors_of_successors_are_followed_to_those_that_exist():
    old = make_organisation("UBND thị xã", until="2008-09-24", sector="government")
    between = make_organisation("UBND thành phố", until="2025-07-01", sector="government")
    new = [
        make_organisation(f"UBND phường Móng Cái {number}", level="commune", sector="government")
        for number in (1, 2)
    ]
    follow(old, between)
    follow(between, *new)
    assert end_of(old, TODAY).heirs == tuple(new)


def test_an_ended_office_says_so_at_the_top_and_leads_on(client):
    old = make_organisation("Thành ủy Móng Cái", until="2025-07-01", basis="1679/NQ-UBTVQH15")
    heir = make_organisation("Đảng ủy phường Móng Cái 1", level="commune")
    follow(old, heir)
    page = client.get(old.get_absolute_url()).content.decode()
    assert "đã kết thúc hoạt động ngày 01/07/2025" in page
    assert f'<a href="{heir.get_absolute_url()}">Đảng ủy phường Móng Cái 1</a>' in page
    assert page.index("1679/NQ-UBTVQH15") < page.index('class="facts"')
    assert "kết thúc hoạt động" not in client.get(heir.get_absolute_url()).content.decode()


def test_an_ended_office_nobody_followed_only_says_so(client):
    old = make_organisation("Ban Chỉ đạo", until="2025-07-01")
    page = client.get(old.get_absolute_url()).content.decode()
    assert "đã kết thúc hoạt động" in page
    assert "Nay là" not in page
