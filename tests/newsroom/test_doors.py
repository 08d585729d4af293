"""The public door: readers' pages, and nothing that could sign anybody in."""

import json
import os
import subprocess
import sys

import pytest

ASK = """
import json, django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse
call_command("migrate", verbosity=0)
client = Client()
def is_there(name, *parts):
    try:
        return bool(reverse(name, args=parts))
    except NoReverseMatch:
        return False
addresses = ["/", "/quan-tri/", "/quan-tri/login/", "/tim-kiem/?q=a", "/healthz", "/khong-co/"]
answers = {address: client.get(address) for address in addresses}
print(json.dumps({
    "codes": {address: answer.status_code for address, answer in answers.items()},
    "cookies": any(answer.cookies for answer in answers.values()),
    "asks_outsiders": is_there("sign_off", "x"),
    "middleware": settings.MIDDLEWARE,
}))
"""


def behind(door, folder):
    """What a site behind this door answers; settings are read once, so in a process of its own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "NEWSROOM_DOOR": door,
        "NEWSROOM_DATA_DIR": str(folder),
        "NEWSROOM_HTTPS": "off",
        "NEWSROOM_HOSTS": "testserver",
        "DATABASE_URL": f"sqlite:///{folder}/door.sqlite3",
    }
    ran = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One folder for all doors: the first to come fills the database, the rest only look."""
    return tmp_path_factory.mktemp("doors")


@pytest.mark.long
@pytest.mark.parametrize("door", ["public", "desk", "all"])
def test_readers_come_in_by_every_door(door, folder):
    found = behind(door, folder)
    assert [found["codes"][each] for each in ["/", "/tim-kiem/?q=a", "/healthz"]] == [200] * 3
    assert found["codes"]["/khong-co/"] == 404
    is_open = door != "public"
    assert found["codes"]["/quan-tri/login/"] == (200 if is_open else 404)
    assert found["codes"]["/quan-tri/"] == (302 if is_open else 404)
    assert found["cookies"] == is_open
    assert found["asks_outsiders"] == is_open
    names = " ".join(found["middleware"])
    assert ("Session" in names) == ("Csrf" in names) == is_open


def test_a_misspelt_door_stops_the_start(folder):
    with pytest.raises(subprocess.CalledProcessError) as stopped:
        behind("pubic", folder)
    assert "NEWSROOM_DOOR" in stopped.value.stderr
