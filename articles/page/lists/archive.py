"""News by month: a calendar of the days on which something appeared, and the articles of one."""

import calendar
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.page.cursor import Cursor, page_of
from articles.page.edition import Edition
from articles.page.frame.furniture import furnished

LISTED = 20


@dataclass(frozen=True, order=True)
class Month:
    """A month of the calendar."""

    year: int
    month: int

    @classmethod
    def of(cls, day):
        """Return the month in which a date lies."""
        return cls(day.year, day.month)

    @property
    def first(self):
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def before(self):
        return Month.of(self.first - timedelta(days=1))

    @property
    def after(self):
        return Month.of(self.first + timedelta(days=31))

    def moments(self, day=None):
        """Return the moments at which it begins and ends; with a ``day`` those of that day."""
        first = self.first.replace(day=day) if day else self.first
        end = first + timedelta(days=1) if day else self.after.first
        return midnight(first), midnight(end)

    def weeks(self, counts):
        """Return its weeks from Monday on, lists of (day or 0, number of articles)."""
        return [
            [(day, counts[day] if day else 0) for day in week]
            for week in calendar.Calendar().monthdayscalendar(self.year, self.month)
        ]


@require_safe
def archive(request):
    """Lead to the month of the newest article."""
    newest = Edition.objects.live().newest_first().values_list("published_at", flat=True).first()
    month = Month.of(timezone.localdate(newest))  # today's where there is no article yet
    return redirect("archive-month", month.year, f"{month.month:02}")


@require_safe
def archive_year(request, year):
    """Lead to the month of the newest article of a year."""
    begin, end = Month(int(year), 1).moments()[0], Month(int(year), 12).moments()[1]
    newest = live_between(begin, end).newest_first().values_list("published_at", flat=True).first()
    if newest is None:
        raise Http404
    month = Month.of(timezone.localdate(newest))
    return redirect("archive-month", month.year, f"{month.month:02}")


@require_safe
def archive_month(request, year, month):
    """The articles of one month, or of the day that ``?ngay=`` names, the newest first."""
    today = Month.of(timezone.localdate())
    asked = Month(int(year), int(month))
    first = first_month() or today
    if not (first <= asked <= today or asked == today):
        raise Http404
    published = live_between(*asked.moments())
    counts = articles_by_day(published)
    day = day_of(request.GET.get("ngay"), counts)
    shown = live_between(*asked.moments(day)) if day else published
    listed = page_of(shown.newest_first(Cursor.read(request.GET.get("sau"))).for_cards(), LISTED)
    context = {
        **furnished(),
        "month": asked,
        "day": day,
        "chosen": asked.first.replace(day=day) if day else None,
        "count": counts[day] if day else sum(counts.values()),
        "weeks": asked.weeks(counts),
        "before": asked.before if asked > first else None,
        "after": asked.after if asked < today else None,
        # The same month of each year, or the nearest that there is.
        "years": [
            min(max(Month(each, asked.month), first), today)
            for each in range(today.year, first.year - 1, -1)
        ],
        "months": [each for each in months_of(asked.year) if first <= each <= today],
        "page": listed,
        "also": f"ngay={day}" if day else "",
        "is_first": "sau" not in request.GET,
    }
    return render(request, "articles/archive.html", context)


def first_month():
    """Return the month of the oldest article readers can see, None without any; one query."""
    oldest = Edition.objects.live().order_by("published_at", "article")
    moment = oldest.values_list("published_at", flat=True).first()
    return Month.of(timezone.localdate(moment)) if moment else None


def live_between(begin, end):
    """Return the live editions that appeared from ``begin`` on and before ``end``."""
    return Edition.objects.live().filter(published_at__gte=begin, published_at__lt=end)


def articles_by_day(editions):
    """Return {day of the month: how many appeared}; one query over the month's own rows."""
    # The days are counted here: each database would know other time zones.
    moments = editions.order_by().values_list("published_at", flat=True)
    return Counter(timezone.localdate(moment).day for moment in moments)


def day_of(text, counts):
    """Return the day of the month an address asks for, None where nothing appeared on it."""
    day = int(text) if text and text.isascii() and text.isdigit() and len(text) < 3 else 0
    return day if counts[day] else None


def months_of(year):
    """Return the twelve months of a year."""
    return [Month(year, number) for number in range(1, 13)]


def midnight(day):
    """Return the moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))
