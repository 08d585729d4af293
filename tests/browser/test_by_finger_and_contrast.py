"""Every page type under a finger, and what stands in colours that the reader's system chooses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk.alerting import raise_alert
from articles.page.frame.alert import Alert
from tests.browser.page_types import make_pages

pytestmark = pytest.mark.django_db(transaction=True)

# Words of a sentence that lead on are no controls of their own (WCAG 2.2, 2.5.8), and a card is
# pressed anywhere on it.
LOW = """() => [...document.querySelectorAll("a, button, summary, input, select")]
  .filter((each) => !each.closest(".prose, .correction, .alert__text, .card, .unseen, label"))
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 41.5)
  .map((each) => `${each.closest("[class]").className}: ${each.textContent.trim().slice(0, 40)}`)"""
# Whether the sign of each alert differs from what it stands on.
SIGNS = """() => [...document.querySelectorAll(".alert")].map((alert) =>
  getComputedStyle(alert.querySelector(".alert__sign")).fill
    !== getComputedStyle(alert).backgroundColor)"""


def test_a_finger_finds_room_for_every_control(browser, live_server):
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    low = {}
    for name, address in make_pages().items():
        page.goto(live_server.url + address)
        if found := page.evaluate(LOW):
            low[name] = found
    context.close()
    assert low == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("level", Alert.Level.values)
def test_the_sign_of_an_alert_shows_in_forced_colours(browser, live_server, level, scheme):
    raise_alert(None, level, "Tàu thuyền không ra khơi.", timezone.now() + timedelta(hours=5))
    context = browser.new_context(forced_colors="active", color_scheme=scheme)
    page = context.new_page()
    page.goto(live_server.url)
    assert page.evaluate(SIGNS) == [True]
    context.close()
