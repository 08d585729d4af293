"""The titles an article prints are those of its day, and lead to who holds the posts today."""

from datetime import date

import pytest

from people.appointing import end
from people.partial_date import read_iso
from tests.people.factory import appoint, make_official, make_organisation, make_position

from ..factory import make_published

pytestmark = pytest.mark.django_db
DAY = date(2018, 8, 7)


@pytest.fixture
def secretary():
    post = make_position("Bí thư Đảng ủy xã", organisation=make_organisation("Đảng ủy xã"))
    return appoint(make_official("Ngô Hoàng Ngân"), post, "2016")


def page_of(client, edition):
    return " ".join(client.get(edition.get_absolute_url()).content.decode().split())


def test_titles_are_those_of_the_event_and_lead_to_the_holder_of_today(client, secretary):
    edition = make_published(body="<p>Ngô Hoàng Ngân phát biểu.</p>", event_date=DAY)
    assert "nay là" not in page_of(client, edition)
    end(secretary, read_iso("2020-05-01"))
    successor = make_official("Vũ Văn Kinh")
    appoint(successor, secretary.position, "2020-05-01")
    page = page_of(client, edition)
    assert "Chức danh tại thời điểm diễn ra sự kiện" in page
    assert "<p>Bí thư Đảng ủy xã (nay là:" in page
    assert f'nay là: <a href="{successor.get_absolute_url()}">Vũ Văn Kinh</a>' in page


def test_a_post_whose_office_ended_leads_to_that_office(client, secretary):
    edition = make_published(body="<p>Ngô Hoàng Ngân phát biểu.</p>", event_date=DAY)
    office = secretary.position.organisation
    office.ended_on, office.ended_precision = read_iso("2025-07-01").day, "day"
    office.save()
    page = page_of(client, edition)
    assert f'kết thúc hoạt động: <a href="{office.get_absolute_url()}">Đảng ủy xã</a>' in page


def test_it_costs_one_question_however_many_are_named(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    names = [f"Nguyễn Văn {letter}" for letter in ("An", "Bình", "Chính")]
    for name in names:
        post = make_position(f"Chủ tịch của {name}")
        then = appoint(make_official(name), post, "2016", "2020")
        appoint(make_official(f"Trần {then.official.full_name}"), post, "2020")
    alone = make_published(body="<p>Không ai.</p>", event_date=DAY)
    named = make_published(body=f"<p>{', '.join(names)}.</p>", event_date=DAY)
    client.get(alone.get_absolute_url())
    with django_assert_max_num_queries(6) as asked:
        client.get(alone.get_absolute_url())
    with django_assert_num_queries(len(asked) + 1):
        page = page_of(client, named)
    assert page.count("nay là:") == 3
