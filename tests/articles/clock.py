"""A clock that tests set: readers and the database then agree on the moment."""

from contextlib import contextmanager
from unittest import mock

from articles.page import clock


class SetClock:
    """The moment that both readers' pages and publishing see."""

    def __init__(self, moment):
        self.moment = moment

    def __call__(self):
        return self.moment


@contextmanager
def clock_at(moment):
    """Set both clocks to ``moment``; the clock given back can be moved by its ``moment``."""
    hands = SetClock(moment)
    with mock.patch.object(clock, "now", hands), mock.patch.object(clock, "database_now", hands):
        yield hands
