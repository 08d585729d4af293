import pytest
from django.db import IntegrityError

from accounts.models import User


def test_a_person_is_called_by_the_whole_name_or_the_given_name():
    user = User(username="mong", full_name="Đặng Thị Mộng")
    assert (str(user), user.get_full_name(), user.get_short_name()) == (
        "Đặng Thị Mộng",
        "Đặng Thị Mộng",
        "Mộng",
    )


def test_without_a_name_the_username_stands_in():
    assert str(User(username="mong")) == User(username="mong").get_short_name() == "mong"


def test_username_is_one_whatever_its_case(make_person):
    make_person("mong")
    with pytest.raises(IntegrityError):
        User.objects.create_user("MONG")
