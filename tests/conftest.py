"""What all tests share: the browser, and a flush that the database's guards let through."""

import os
import shutil
from collections import Counter

import hypothesis
import pytest
from django.test import TransactionTestCase

# Playwright's plain API runs an event loop in this thread, and Django would refuse its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A busy machine is no fault of the code. What a check in public found must be found again there.
hypothesis.settings.register_profile("usual", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.register_profile("long", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("usual")

# Marks of tests that take many seconds each, so that their number says nothing about their file.
LONG = {"browser", "long"}
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)


def pytest_collection_modifyitems(config, items):
    """
    Mark whatever opens a page, and skip it with a reason where no browser is found.

    Where the files are dealt out to several workers, those that take long go first: dealt out last,
    one would keep a single worker busy while the others have nothing left to do.
    """
    for item in items:
        if {"page", "context", "browser"} & set(getattr(item, "fixturenames", [])):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("browser") and BROWSER is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))
    if hasattr(config, "workerinput"):
        tests_in = Counter(item.path for item in items)
        long = {item.path for item in items if LONG & {mark.name for mark in item.iter_markers()}}
        items.sort(key=lambda item: (item.path not in long, -tests_in[item.path], item.path))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the machine's own Chromium; as root it runs only without its sandbox."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": BROWSER, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_guards():
    """
    Take the guards off while a test's tables are emptied.

    A test that commits is cleaned up by deleting every row, which the guards refuse. They are laid
    again at once, and the flush's own `post_migrate` lays roles and permissions anew.
    """
    from articles.page import guards

    emptied = TransactionTestCase._fixture_teardown

    def empty(self):
        with guards.lifted():
            emptied(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield
