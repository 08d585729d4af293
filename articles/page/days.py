"""Days as pages print them, in the language of the interface."""

from django.utils.formats import date_format
from django.utils.translation import get_language

from vietnamese import date_in_words


def day_in_words(day):
    """Return a day with its weekday: "Thứ Ba, 07/08/2018", "Tuesday, 7 August 2018"."""
    if (get_language() or "vi").startswith("vi"):
        return date_in_words(day)
    return date_format(day, "l, j F Y")
