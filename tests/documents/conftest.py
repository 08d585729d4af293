import pytest
from django.contrib.auth import get_user_model

from .making import stored_in


@pytest.fixture(autouse=True)
def own_folder(tmp_path):
    """Give each test a folder of its own for the files of documents."""
    with stored_in(tmp_path / "documents"):
        yield tmp_path


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
