import pytest
from django.contrib.auth import get_user_model

from documents.intake import storage


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Give each test a folder of its own for the files of documents."""
    monkeypatch.setattr(storage(), "_location", str(tmp_path / "documents"))
    for cached in ("base_location", "location"):
        storage().__dict__.pop(cached, None)
    yield tmp_path
    for cached in ("base_location", "location"):
        storage().__dict__.pop(cached, None)


@pytest.fixture
def admin(db):
    return get_user_model().objects.create_superuser("quantri", password="x")


@pytest.fixture
def desk(client, admin):
    """A browser in which the administrator is signed in."""
    client.force_login(admin)
    return client


@pytest.fixture
def files(own_folder):
    """Return a function that lists every file of the store."""
    return lambda: sorted(path.name for path in own_folder.rglob("*") if path.is_file())
