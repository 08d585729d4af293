"""The cast: one person for each role, made as the desk makes them."""

import pytest

from accounts import roles
from accounts.models import User

PASSWORD = "một-câu-dài-để-vào"


@pytest.fixture
def make_person(db):
    def make(username, *codes, full_name="", **fields):
        user = User.objects.create_user(username, password=PASSWORD, full_name=full_name, **fields)
        roles.give(user, *codes)
        return user

    return make


@pytest.fixture
def administrator(make_person):
    return make_person("quantri", "administrator", full_name="Vũ Thị Quản")


@pytest.fixture
def second_administrator(make_person):
    return make_person("quantri2", "administrator", full_name="Lê Văn Phó")


@pytest.fixture
def reporter(make_person):
    return make_person("phongvien", "reporter", full_name="Đặng Thị Mộng")


@pytest.fixture
def superuser(db):
    return User.objects.create_superuser("goc", password=PASSWORD, full_name="Máy chủ")


@pytest.fixture
def desk(client, administrator):
    """The desk as an administrator sees it."""
    client.force_login(administrator)
    return client
