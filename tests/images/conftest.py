import pytest
from django.contrib.auth import get_user_model

from images.storage import originals


@pytest.fixture(autouse=True)
def own_folders(tmp_path, settings, monkeypatch):
    """Give each test folders of its own for the picture files."""
    settings.MEDIA_ROOT = tmp_path / "pictures"
    monkeypatch.setattr(originals(), "_location", str(tmp_path / "originals"))
    for cached in ("base_location", "location"):
        originals().__dict__.pop(cached, None)
    yield tmp_path
    for cached in ("base_location", "location"):
        originals().__dict__.pop(cached, None)


@pytest.fixture
def admin(db):
    return get_user_model().objects.create_superuser("quantri", password="x")


@pytest.fixture
def desk(client, admin):
    """A browser in which the administrator is signed in."""
    client.force_login(admin)
    return client


@pytest.fixture
def files(own_folders):
    """Return a function that lists every picture file, public and original."""
    return lambda: sorted(
        str(path.relative_to(own_folders)) for path in own_folders.rglob("*") if path.is_file()
    )
