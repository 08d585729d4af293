"""Which day a reader asks the register about. Whatever stands in the address gets an answer."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from people.partial_date import Precision, read_typed
from vietnamese import one_line

QUOTED = 40  # characters of what was typed that an answer repeats


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The day a page shows, and a sentence where it is not simply the one that was typed."""

    day: date
    today: date
    remark: str = ""

    @property
    def is_today(self):
        """Tell whether it shows the register as it stands."""
        return self.day == self.today

    @property
    def is_usual(self):
        """Tell whether this is the page without any date, the one that search engines keep."""
        return self.is_today and not self.remark

    @property
    def query(self):
        """What an address bears to ask another page about the same day; "" for today."""
        return "" if self.is_today else f"?ngay={self.day.isoformat()}"


def asked_day(text, today):
    """
    Return the `AskedDay` of what somebody typed or a link bears, of ``today`` where nothing is.

    "2018-08-07" is what a field for dates sends, "07/08/2018" what people type where the browser
    has no such field. Of a month or a year the first day is shown. What is no day at all shows
    today. Both are said.
    """
    typed = one_line(text or "")
    if not typed:
        return AskedDay(today, today)
    try:
        read = read_typed(typed)
    except ValidationError as error:
        quoted = typed if len(typed) <= QUOTED else f"{typed[:QUOTED]}…"
        text = _("“%(typed)s”: %(why)s What you see is today.")
        return AskedDay(today, today, text % {"typed": quoted, "why": " ".join(error.messages)})
    if read.precision != Precision.DAY:
        text = _("“%(typed)s” is not one day. What you see is its first day, %(day)s.")
        named = {"typed": typed, "day": f"{read.day:%d/%m}/{read.day.year}"}
        return AskedDay(read.day, today, text % named)
    if read.day > today:
        text = _("This day is still to come. What you see rests on what is decided so far.")
        return AskedDay(read.day, today, text)
    return AskedDay(read.day, today)
