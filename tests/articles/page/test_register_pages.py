"""The pages of the register: leaders, the tree of offices, a person, an office."""

import json
import re
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from articles.desk.acts.publishing import withdraw
from articles.models import Article
from articles.page.register_pages import LISTED
from people.leaders import IN_FULL
from people.models import (
    Appointment,
    Official,
    OrganisationName,
    Position,
    RankRow,
    RankScheme,
    Succession,
)
from tests.articles.factory import make_published
from tests.people.factory import (
    appoint,
    make_official,
    make_organisation,
    make_position,
    province_and_town,
    set_day,
)

pytestmark = pytest.mark.django_db
NOINDEX = '<meta name="robots" content="noindex, follow">'


@pytest.fixture
def chair():
    return province_and_town()["chair"]


def page(client, address, **query):
    answer = client.get(f"{address}?{urlencode(query)}" if query else address)
    assert answer.status_code == 200
    return answer.content.decode()


def data(html):
    """What a page tells machines, {type: values}."""
    [written] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return {each["@type"]: each for each in json.loads(written)}


def names_in(html):
    """The leaders a page names, in its order."""
    return re.findall(r'class="person__name"><a[^>]*>([^<]+)<', html)


def register_of(size):
    """A register of so many people: one office for every five, under one at the top."""
    top = make_organisation("Tỉnh ủy Quảng Ninh", level="province")
    for number in range(size // 5):
        office = make_organisation(f"Đảng ủy xã {number}", level="commune", parent=top)
        post = make_position(f"Bí thư xã {number}", organisation=office)
        people = [
            Official(full_name=f"Nguyễn Văn {number} {place}", key=f"n{number}-{place}")
            for place in range(5)
        ]
        rows = [
            Appointment(
                official=each,
                position=post,
                started_on="2016-01-01",
                started_precision="day",
            )
            for each in Official.objects.bulk_create(people)
        ]
        Appointment.objects.bulk_create(rows)
    return office, rows[0].official


# What a page costs, and what it leaves alone


@pytest.mark.parametrize("size", [5, IN_FULL + 100])
def test_pages_cost_the_same_in_any_register(client, django_assert_num_queries, size):
    office, official = register_of(size)
    for address, most in [
        ("/lanh-dao/", 8),
        ("/lanh-dao/?ngay=2018-08-07", 8),
        ("/co-quan-don-vi/", 7),
        (official.get_absolute_url(), 12),
        (office.get_absolute_url(), 15),
    ]:
        with django_assert_num_queries(most):
            client.get(address)


def test_pages_can_be_kept_by_any_cache(client, chair):
    kinh = make_official("Vũ Văn Kinh")
    appoint(kinh, chair, "2016")
    addresses = [kinh.get_absolute_url(), chair.organisation.get_absolute_url()]
    for address in ["/lanh-dao/", "/co-quan-don-vi/", *addresses]:
        answer = client.get(address)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")


# The day


@pytest.mark.parametrize("address", ["/lanh-dao/", "/co-quan-don-vi/"])
@pytest.mark.parametrize("typed", ["2018", "31/02/2018", "abc", "9999-12-31", "\0x", "'><b>", "١"])
def test_an_odd_day_is_answered_in_words(client, address, typed):
    html = page(client, address, ngay=typed)
    assert 'class="remark"' in html
    assert NOINDEX in html
    assert "<b>" not in html


@pytest.mark.parametrize("address", ["/lanh-dao/", "/co-quan-don-vi/"])
def test_search_engines_keep_today_alone(client, address):
    today = page(client, address)
    assert f'<link rel="canonical" href="http://testserver{address}">' in today
    assert NOINDEX not in today
    assert NOINDEX in page(client, address, ngay="2018-08-07")


def test_the_day_goes_along_to_the_other_pages(client, chair):
    appoint(make_official("Vũ Văn Kinh"), chair, "2016")
    office = chair.organisation.get_absolute_url()
    for address in ["/lanh-dao/", "/co-quan-don-vi/"]:
        html = page(client, address, ngay="2018-08-07")
        for link in ["/lanh-dao/", "/co-quan-don-vi/", office]:
            assert f'href="{link}?ngay=2018-08-07"' in html


def test_an_office_shows_its_name_and_leaders_of_the_day(client, chair):
    office = chair.organisation
    office.names.update(ended_on="2017-01-01", ended_precision="day")
    row = OrganisationName(organisation=office, full="UBND thị xã")
    set_day(row, "started", "2017-01-01")
    row.save()
    office.refresh_from_db()
    appoint(make_official("Vũ Văn Kinh"), chair, "2016", "2019-02-27")
    before = page(client, office.get_absolute_url(), ngay="2016-08-07")
    assert '<h1 class="page__title">Ủy ban nhân dân thành phố Móng Cái</h1>' in before
    assert 'class="person__name"' in before
    assert NOINDEX in before
    now = page(client, office.get_absolute_url())
    assert '<h1 class="page__title">UBND thị xã</h1>' in now
    assert 'class="person__name"' not in now
    assert "đã kết thúc hoạt động" in page(client, office.get_absolute_url(), ngay="2026-01-01")


def test_successors_are_named_once(client, chair):
    office, heir = chair.organisation, make_organisation("UBND phường", since="2025-07-01")
    Succession.objects.create(predecessor=office, successor=heir, kind="split", day="2025-07-01")
    link = f'href="{heir.get_absolute_url()}'
    assert page(client, office.get_absolute_url()).count(link) == 1
    assert page(client, office.get_absolute_url(), ngay="2018-08-07").count(link) == 1


# Leaders


def test_rank_is_that_of_the_order_in_force_on_the_day(client):
    office = make_organisation("Thành ủy", level="district")
    first, second = [
        make_position(title, organisation=office, rank=rank)
        for title, rank in [("Bí thư", 200), ("Chủ tịch", 215)]
    ]
    appoint(make_official("Vũ Văn Kinh"), first, "2010-01-01")
    appoint(make_official("Ngô Hoàng Ngân"), second, "2010-01-01")
    scheme = RankScheme(name="Quy định mới")
    set_day(scheme, "started", "2020-01-01")
    scheme.save()
    RankRow.objects.create(scheme=scheme, position=second, rank=100)
    before, after = [names_in(page(client, "/lanh-dao/", ngay=day)) for day in ("2019", "2020")]
    assert before == ["Vũ Văn Kinh", "Ngô Hoàng Ngân"]
    assert after == ["Ngô Hoàng Ngân", "Vũ Văn Kinh"]


def test_of_equal_rank_the_earlier_comes_first_then_the_given_name_decides(client):
    post = make_position("Phó Bí thư", seats="many")
    for name in ["Trương Thị Mai", "Đỗ Thị Hoàng", "Nguyễn Văn Đọc"]:
        appoint(make_official(name), post, "2016-01-01")
    appoint(make_official("Ngô Hoàng Ngân"), post, "2015-06-01")
    assert names_in(page(client, "/lanh-dao/")) == [
        "Ngô Hoàng Ngân",
        "Nguyễn Văn Đọc",
        "Đỗ Thị Hoàng",
        "Trương Thị Mai",
    ]


def test_many_leaders_are_told_by_the_heads_of_their_offices(client):
    office, last = register_of(IN_FULL + 5)
    html = page(client, "/lanh-dao/")
    assert 'class="person ' not in html
    assert "và 4 người khác" in html
    assert html.count('<details class="fold">') == 1
    assert str(last) in page(client, office.get_absolute_url())


def test_contacts_stand_beside_an_office(client):
    office = make_organisation(
        address="Số 1 phố Hữu Nghị", telephone="0203 3881 234", fax="0203 3881 235", email="a@b.vn"
    )
    appoint(make_official(), make_position(organisation=office), "2016")
    for address in ["/lanh-dao/", office.get_absolute_url()]:
        html = page(client, address)
        for told in ["Số 1 phố Hữu Nghị", "tel:02033881234", "0203 3881 235", "mailto:a@b.vn"]:
            assert told in html
    assert "Hữu Nghị" not in page(client, "/lanh-dao/", ngay="2018-08-07")


def test_an_office_without_contacts_says_nothing_of_them(client):
    office = make_organisation()
    appoint(make_official(), make_position(organisation=office), "2016")
    for address in ["/lanh-dao/", office.get_absolute_url()]:
        text = page(client, address).split("<footer")[0]
        assert "Điện thoại" not in text
        assert 'class="contacts"' not in text


# A person, an office


def test_what_an_appointment_rests_on_is_told(client):
    ngan = make_official()
    appoint(
        ngan,
        make_position(),
        "2016",
        decision="Số 12-QĐ/TU",
        source="https://baoquangninh.vn/bai-1",
        source_state="press",
    )
    html = page(client, ngan.get_absolute_url())
    assert "Số 12-QĐ/TU" in html
    assert 'href="https://baoquangninh.vn/bai-1" rel="nofollow noopener">Nguồn: baoquang' in html


@pytest.mark.parametrize("source", ["javascript:alert(1)", "http://[::1", "Công báo số 5"])
def test_only_a_web_address_becomes_a_link(client, source):
    ngan = make_official()
    appoint(ngan, make_position(), "2016", source=source)
    html = page(client, ngan.get_absolute_url())
    assert f"Nguồn: {source}" in html
    assert f'href="{source}' not in html


def name_in_article(official, day, **fields):
    return make_published(body=f"<p>{official} phát biểu.</p>", event_date=day, **fields)


def test_articles_of_one_title_are_apart(client, chair):
    kinh = make_official("Vũ Văn Kinh")
    first = appoint(kinh, chair, "2016", "2019-02-27")
    appoint(kinh, make_position("Chánh Văn phòng"), "2019-02-27")
    name_in_article(kinh, datetime(2018, 8, 7, tzinfo=UTC).date(), headline="Tin năm 2018")
    name_in_article(kinh, datetime(2020, 8, 7, tzinfo=UTC).date(), headline="Tin năm 2020")
    everything = page(client, kinh.get_absolute_url())
    assert "Tin năm 2018" in everything
    assert "Tin năm 2020" in everything
    link = f"?chuc-vu={first.pk}#tin-bai"
    assert link in everything
    one = page(client, kinh.get_absolute_url(), **{"chuc-vu": first.pk})
    assert "Tin năm 2018" in one
    assert "Tin năm 2020" not in one
    assert NOINDEX in one
    assert f'href="{kinh.get_absolute_url()}{link}"' in page(
        client, chair.organisation.get_absolute_url()
    )
    for nonsense in ["0", "x", "9" * 99]:
        assert "Tin năm 2020" in page(client, kinh.get_absolute_url(), **{"chuc-vu": nonsense})


def test_articles_of_one_title_are_paged_by_key(client, chair):
    kinh = make_official("Vũ Văn Kinh")
    first = appoint(kinh, chair, "2016")
    day = datetime(2018, 8, 7, tzinfo=UTC).date()
    for number in range(LISTED + 1):
        name_in_article(kinh, day, headline=f"Tin thứ {number}.")
    html = page(client, kinh.get_absolute_url(), **{"chuc-vu": first.pk})
    assert "Tin thứ 0." not in html
    [onward] = re.findall(rf'href="\?chuc-vu={first.pk}&amp;sau=([^"]+)"', html)
    further = page(client, kinh.get_absolute_url(), **{"chuc-vu": first.pk, "sau": onward})
    assert "Tin thứ 0." in further
    assert "Tin thứ 1." not in further


def test_a_title_that_no_live_article_prints_leads_nowhere(client, chair):
    kinh = make_official("Vũ Văn Kinh")
    appoint(kinh, chair, "2016")
    edition = name_in_article(kinh, datetime(2018, 8, 7, tzinfo=UTC).date())
    assert "?chuc-vu=" in page(client, kinh.get_absolute_url())
    withdraw(Article.objects.get(pk=edition.article), None, "Gỡ.", signed_by="BBT")
    assert "?chuc-vu=" not in page(client, kinh.get_absolute_url())


def test_an_office_folds_in_who_held_its_positions_before(client):
    post = make_position(organisation=make_organisation("Thành ủy", until=None))
    appoint(make_official("Vũ Văn Kinh"), post, "2010-01-01", "2015-01-01", acting="quyền")
    appoint(make_official("Ngô Hoàng Ngân"), post, "2016-01-01")
    html = page(client, post.organisation.get_absolute_url())
    now, before = re.search(r'class="seat".*?</section>', html, re.DOTALL)[0].split("<details")
    assert "Ngô Hoàng Ngân" in now
    assert "Từ ngày 01/01/2015 đến ngày 31/12/2015: danh bạ chưa ghi ai" in now
    assert "1 người giữ chức trước đây" in before
    assert "Vũ Văn Kinh</a> (quyền)" in before


# Told to machines


def test_a_person_is_told_with_the_days_of_each_office(client, chair):
    ngan = make_official("Ngô Hoàng Ngân")
    appoint(ngan, chair, "2016-06", "2018-11-29", source_state="press")
    post = make_position("Phó Bí thư Tỉnh ủy", organisation=make_organisation("Tỉnh ủy"))
    appoint(ngan, post, "2018-11-29", acting="quyền", source_state="press")
    told = data(page(client, ngan.get_absolute_url()))
    person = told["Person"]
    assert person["name"] == "Ngô Hoàng Ngân"
    assert person["jobTitle"] == ["Quyền Phó Bí thư Tỉnh ủy"]
    assert [each["name"] for each in person["worksFor"]] == ["Tỉnh ủy"]
    assert person["worksFor"][0]["@type"] == "Organization"
    assert person["hasOccupation"] == [
        {
            "@type": "Role",
            "hasOccupation": {"@type": "Occupation", "name": "Quyền Phó Bí thư Tỉnh ủy"},
            "startDate": "2018-11-29",
        },
        {
            "@type": "Role",
            "hasOccupation": {
                "@type": "Occupation",
                "name": "Chủ tịch Ủy ban nhân dân thành phố Móng Cái",
            },
            "startDate": "2016-06",
            "endDate": "2018-11-29",
        },
    ]
    way = [each["name"] for each in told["BreadcrumbList"]["itemListElement"]]
    assert way == ["Trang chủ", "Lãnh đạo", "Ngô Hoàng Ngân"]


def test_an_appointment_nobody_checked_is_told_so_to_machines_too(client):
    ngan = make_official()
    appoint(ngan, make_position(), None, "2019")
    [role] = data(page(client, ngan.get_absolute_url()))["Person"]["hasOccupation"]
    assert role["description"] == "chưa đối chiếu nguồn"
    assert role["endDate"] == "2019"
    assert "startDate" not in role


def test_an_office_is_told_with_its_contacts_and_its_life(client):
    above = make_organisation("UBND tỉnh", level="province", sector="government")
    office = make_organisation(
        "UBND thành phố",
        sector="government",
        since="2008-09",
        parent=above,
        address="Số 1 phố Hữu Nghị",
        telephone="0203 3881 234",
        fax="0203 3881 235",
        email="a@b.vn",
    )
    appoint(make_official("Vũ Văn Kinh"), make_position("Chủ tịch", organisation=office), "2016-06")
    told = data(page(client, office.get_absolute_url()))["GovernmentOrganization"]
    assert told["name"] == "UBND thành phố"
    assert told["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Số 1 phố Hữu Nghị",
        "addressCountry": "VN",
    }
    assert (told["telephone"], told["faxNumber"]) == ("0203 3881 234", "0203 3881 235")
    assert told["email"] == "a@b.vn"
    assert told["foundingDate"] == "2008-09"
    assert "dissolutionDate" not in told
    assert told["parentOrganization"] == {
        "@type": "GovernmentOrganization",
        "name": "UBND tỉnh",
        "url": f"http://testserver{above.get_absolute_url()}",
    }
    [member] = told["member"]
    assert (member["roleName"], member["startDate"]) == ("Chủ tịch", "2016-06")
    assert member["member"]["name"] == "Vũ Văn Kinh"


def test_an_ended_office_is_told_with_its_end(client, chair):
    told = data(page(client, chair.organisation.get_absolute_url()))["GovernmentOrganization"]
    assert told["dissolutionDate"] == "2025-07-01"


def test_hostile_names_do_not_leave_the_data(client):
    evil = make_official("</script><script>alert(1)</script>")
    post = make_position("</script><b>", organisation=make_organisation("</script><i>"))
    appoint(evil, post, "2016")
    for address in [evil.get_absolute_url(), post.organisation.get_absolute_url()]:
        html = page(client, address)
        assert data(html)
        assert "<script>alert" not in html
        assert "</script><" not in html.split("</head>")[0].replace("</script>\n<", "")


def test_positions_left_over_from_nobody_are_no_member(client):
    office = make_organisation()
    Position.objects.create(organisation=office, title="Bí thư")
    assert "member" not in data(page(client, office.get_absolute_url()))["Organization"]
