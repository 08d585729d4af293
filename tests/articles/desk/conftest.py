"""The cast of the desk: one person for each role, signed in to a browser of their own."""

import pytest
from django.test import Client

from accounts import roles
from tests.images.making import kept

from ..factory import make_user

NAMES = {
    "contributor": "Phạm Thị Lan",
    "reporter": "Đặng Thị Mộng",
    "editor": "Lê Văn Phó",
    "publisher": "Nguyễn Thu Hà",
    "register_keeper": "Trần Minh Sổ",
    "administrator": "Vũ Thị Quản",
}


@pytest.fixture
def cast(db):
    """A function that gives the one person who plays a role, made when first asked for."""
    people = {}

    def person(role):
        if role not in people:
            people[role] = make_user(role, full_name=NAMES[role])
            roles.give(people[role], role)
        return people[role]

    return person


@pytest.fixture
def browser_of(cast):
    """A function that gives a browser in which the person of a role is signed in."""

    def open_browser(role):
        browser = Client()
        browser.force_login(cast(role))
        return browser

    return open_browser


@pytest.fixture
def make_image(db):
    """A function that puts a picture of its own into the library."""
    seeds = iter(range(1, 200))

    def make(**words):
        seed = next(seeds)
        return kept(seed, **{"title": f"Ảnh {seed}", "alt_text": f"Mô tả ảnh {seed}", **words})

    return make
