"""An official with a title, an edition that prints it, and a change that makes it wrong."""

from datetime import date

import pytest

from articles.desk.sweep.sweeping import work_off
from tests.people.factory import appoint, make_official, make_organisation, make_position

from ...factory import make_published

EVENT = date(2018, 8, 7)


@pytest.fixture
def sweep():
    """A function that works off all that is due and returns how many pages it took."""

    def work():
        pages = 0
        while work_off():
            pages += 1
        return pages

    return work


@pytest.fixture
def committee():
    return make_organisation("Đảng ủy xã Hải Sơn", territory="Hải Sơn", level="commune")


@pytest.fixture
def secretary(committee):
    return make_position("Bí thư Đảng ủy xã Hải Sơn", organisation=committee, rank=300)


@pytest.fixture
def deputy(committee):
    return make_position("Phó Bí thư Đảng ủy xã Hải Sơn", organisation=committee, rank=320)


@pytest.fixture
def official():
    return make_official("Ngô Hoàng Ngân")


@pytest.fixture
def held(official, secretary):
    return appoint(official, secretary, "2016")


@pytest.fixture
def edition(held, sweep):
    sweep()
    return make_published(
        headline="Hội nghị Hải Sơn",
        body="<p>Đồng chí Ngô Hoàng Ngân, Bí thư Đảng ủy xã Hải Sơn phát biểu.</p>",
        event_date=EVENT,
    )
