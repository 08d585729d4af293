"""The cast of the desk: one person for each role, signed in to a browser of their own."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts import roles
from tests.documents.making import kept as kept_document
from tests.documents.making import stored_in
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


@pytest.fixture
def make_document(db, tmp_path):
    """A function that puts a document of its own into the store."""
    seeds = iter(range(1, 200))

    def make(title=None, **words):
        seed = next(seeds)
        return kept_document(seed, title or f"Văn bản {seed}", **words)

    with stored_in(tmp_path / "documents"):
        yield make


@pytest.fixture
def ledger(tmp_path, settings):
    """The file in which orders to erase are written down."""
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    return settings.ERASURE_LEDGER


@pytest.fixture
def trusted(cast, ledger):
    """Two persons trusted with erasing: the publisher and a lawyer."""
    erase = Permission.objects.get(codename="erase", content_type__app_label="articles")
    lawyer = make_user("phapche", full_name="Hoàng Pháp Chế")
    for person in [cast("publisher"), lawyer]:
        person.user_permissions.add(erase)
    return lawyer
