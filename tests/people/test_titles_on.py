"""Which titles an official is printed with on a day, and in what order."""

from datetime import date

import pytest

from people.models import RankRow, RankScheme
from people.register import Register
from tests.people.factory import (
    appoint,
    make_official,
    make_organisation,
    make_position,
    province_and_town,
)

pytestmark = pytest.mark.django_db
DAY = date(2018, 8, 7)


def texts(official, day=DAY):
    return [title.text for title in official.titles_on(day)]


@pytest.fixture
def posts():
    return province_and_town()


def test_membership_stands_before_the_own_post(posts):
    ngan = make_official()
    appoint(ngan, posts["secretary"], "2016-06")
    appoint(ngan, posts["standing"], "2016-06")
    assert texts(ngan) == ["Ủy viên BTV Tỉnh ủy", "Bí thư Thành ủy"]


def test_first_day_counts_and_last_day_does_not(posts):
    kinh = make_official("Vũ Văn Kinh")
    appoint(kinh, posts["chair"], "2016-06-10", "2019-02-27")
    held = ["Chủ tịch UBND TP Móng Cái"]
    assert texts(kinh, date(2016, 6, 9)) == []
    assert texts(kinh, date(2016, 6, 10)) == held
    assert texts(kinh, date(2019, 2, 26)) == held
    assert texts(kinh, date(2019, 2, 27)) == []


def test_hand_over_day_belongs_to_the_one_who_comes(posts):
    kinh, dung = make_official("Vũ Văn Kinh"), make_official("Nguyễn Tiến Dũng")
    appoint(kinh, posts["chair"], "2016-06", "2019-02-27")
    appoint(dung, posts["chair"], "2019-02-27", "2020-11-12")
    assert posts["chair"].holders_on(date(2019, 2, 26)) == [kinh]
    assert posts["chair"].holders_on(date(2019, 2, 27)) == [dung]


def test_imprecise_end_is_over_from_its_first_day(posts):
    long = make_official("Nguyễn Đức Long")
    appoint(long, posts["deputy"], "2016", "2019-07")
    assert texts(long, date(2019, 6, 30)) == ["Phó Bí thư Tỉnh ủy"]
    assert texts(long, date(2019, 7, 1)) == []


def test_imprecise_beginning_counts_from_its_first_day_and_says_it_is_not_sure(posts):
    long = make_official("Nguyễn Đức Long")
    appoint(long, posts["deputy"], "2016-05")
    assert texts(long, date(2016, 4, 30)) == []
    assert [title.certain for title in long.titles_on(date(2016, 5, 31))] == [False]
    assert [title.certain for title in long.titles_on(date(2016, 6, 1))] == [True]


def test_unknown_beginning_counts_always(posts):
    long = make_official("Nguyễn Đức Long")
    appoint(long, posts["deputy"], None, "2019-07-01")
    assert texts(long, date(1990, 1, 1)) == ["Phó Bí thư Tỉnh ủy"]


def test_implied_titles_are_left_out_however_far(posts):
    ngan = make_official()
    for name in ("deputy", "standing", "member"):
        appoint(ngan, posts[name], "2016")
    assert texts(ngan) == ["Phó Bí thư Tỉnh ủy"]


def test_title_implied_through_one_not_held_is_left_out(posts):
    ngan = make_official()
    appoint(ngan, posts["deputy"], "2016")
    appoint(ngan, posts["member"], "2016")
    assert texts(ngan) == ["Phó Bí thư Tỉnh ủy"]


def test_implied_title_shows_again_when_the_higher_post_has_ended(posts):
    ngan = make_official()
    appoint(ngan, posts["deputy"], "2016", "2018-01-01")
    appoint(ngan, posts["standing"], "2016")
    assert texts(ngan, date(2017, 12, 31)) == ["Phó Bí thư Tỉnh ủy"]
    assert texts(ngan) == ["Ủy viên BTV Tỉnh ủy"]


def test_title_never_printed_is_left_out_and_optional_stays(posts):
    posts["standing"].print_rule = "never"
    posts["standing"].save()
    ngan = make_official()
    appoint(ngan, posts["standing"], "2016")
    assert texts(ngan) == []
    oanh = make_official("Phạm Thị Oanh")
    appoint(oanh, posts["member"], "2016")
    assert texts(oanh) == ["Tỉnh ủy viên"]


def test_ended_organisation_bears_no_titles(posts):
    huy = make_official("Hồ Quang Huy")
    appoint(huy, posts["chair"], "2020-11-12")
    assert texts(huy, date(2025, 6, 30)) == ["Chủ tịch UBND TP Móng Cái"]
    assert texts(huy, date(2025, 7, 1)) == []


def test_every_chain_group_in_its_place():
    official = make_official()
    order = [
        "politburo",
        "secretariat",
        "central",
        "membership",
        "party",
        "council",
        "government",
        "front",
        "other",
    ]
    office = make_organisation(level="central", territory="Việt Nam")
    for chain in reversed(order):
        appoint(official, make_position(chain, chain=chain, organisation=office), "2016")
    assert texts(official) == order


@pytest.mark.parametrize(
    ("acting", "printed"),
    [
        ("quyền", "Quyền Chủ tịch UBND TP Móng Cái"),
        ("phụ trách", "Phụ trách Chủ tịch UBND TP Móng Cái"),
        ("none", "Chủ tịch UBND TP Móng Cái"),
    ],
)
def test_acting_is_printed_before_the_title(posts, acting, printed):
    dung = make_official("Nguyễn Tiến Dũng")
    appoint(dung, posts["chair"], "2016", acting=acting)
    assert texts(dung) == [printed]


def test_post_held_twice_is_printed_once_and_in_full(posts):
    dung = make_official("Nguyễn Tiến Dũng")
    appoint(dung, posts["chair"], "2016", "2019", acting="quyền")
    full = appoint(dung, posts["chair"], "2017")
    assert [(each.text, each.appointment_id) for each in dung.titles_on(DAY)] == [
        ("Chủ tịch UBND TP Móng Cái", full.pk)
    ]


def ward_posts():
    party = make_organisation("Đảng ủy phường Móng Cái 1", territory="Móng Cái 1", level="commune")
    council = make_organisation("HĐND phường Móng Cái 1", territory="Móng Cái 1", level="commune")
    return (
        make_position("Bí thư Đảng ủy phường Móng Cái 1", organisation=party),
        make_position("Chủ tịch HĐND phường Móng Cái 1", organisation=council, chain="council"),
    )


def test_only_the_last_of_neighbouring_titles_bears_the_place():
    huy = make_official("Hồ Quang Huy")
    for post in ward_posts():
        appoint(huy, post, "2018")
    assert texts(huy) == ["Bí thư Đảng ủy", "Chủ tịch HĐND phường Móng Cái 1"]


def test_titles_of_different_places_keep_both(posts):
    secretary, _council = ward_posts()
    huy = make_official("Hồ Quang Huy")
    appoint(huy, secretary, "2018")
    appoint(huy, posts["chair"], "2016")
    assert texts(huy) == ["Bí thư Đảng ủy phường Móng Cái 1", "Chủ tịch UBND TP Móng Cái"]


def test_place_stays_where_the_next_title_does_not_end_with_it(posts):
    posts["chair"].printed = ["Chủ tịch UBND thành phố"]
    posts["chair"].save()
    posts["secretary"].printed = []
    posts["secretary"].save()
    huy = make_official("Hồ Quang Huy")
    appoint(huy, posts["secretary"], "2016")
    appoint(huy, posts["chair"], "2016")
    assert texts(huy) == ["Bí thư Thành ủy Móng Cái", "Chủ tịch UBND thành phố"]


def test_name_of_the_country_is_never_cut_from_a_central_body():
    office = make_organisation("Mặt trận", level="central", territory="Việt Nam")
    man = make_official("Trần Thanh Mẫn")
    for title in ("Chủ tịch Mặt trận Tổ quốc Việt Nam", "Trưởng ban Đại đoàn kết Việt Nam"):
        appoint(man, make_position(title, organisation=office, chain="front"), "2017")
    assert texts(man)[0] == "Chủ tịch Mặt trận Tổ quốc Việt Nam"


def test_order_of_precedence_of_the_day_overrides_the_rank(posts):
    scheme = RankScheme.objects.create(
        name="Thứ tự mới", started_on=date(2018, 1, 1), ended_on=date(2019, 1, 1)
    )
    RankRow.objects.create(scheme=scheme, position=posts["deputy"], rank=7)
    ngan = make_official()
    appoint(ngan, posts["deputy"], "2016")
    ranks = [ngan.titles_on(day)[0].rank for day in (date(2017, 12, 31), DAY, date(2019, 1, 1))]
    assert ranks == [120, 7, 120]


def test_register_answers_as_the_official_does(posts, django_assert_num_queries):
    ngan, kinh = make_official(), make_official("Vũ Văn Kinh")
    appoint(ngan, posts["standing"], "2016")
    appoint(ngan, posts["secretary"], "2016")
    appoint(kinh, posts["chair"], "2016")
    with django_assert_num_queries(4):
        register = Register.load()
    with django_assert_num_queries(0):
        answers = {each.pk: register.titles_on(each.pk, DAY) for each in (ngan, kinh)}
    assert answers == {each.pk: each.titles_on(DAY) for each in (ngan, kinh)}
    assert register.name(ngan.pk) == "Ngô Hoàng Ngân"
    assert not register.knows(0)
