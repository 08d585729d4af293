"""Days known only to the month or the year, and the half-open stretches of time between them.

A partial day is stored as the first day of what is known ("07/2019" as 1 July 2019) beside its
precision, for beginnings and ends alike. So an imprecise beginning counts from its first day on,
and an imprecise end stops counting on its first day: a title that ended "in July 2019" is not
printed in July any more. Whoever must not be strict inside such a span asks `PartialDate.covers`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vietnamese import one_line

FIRST_YEAR, LAST_YEAR = 1800, 2200


class Precision(models.TextChoices):
    """How exactly a day is known. Unknown goes with no day at all, and nothing else does."""

    DAY = "day", pgettext_lazy("register", "day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("unknown")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """What is known of a day: ``day`` is the first day it can be, ``precision`` says the rest."""

    day: date
    precision: str = Precision.DAY

    @property
    def last_day(self):
        """The last day it can be."""
        if self.precision == Precision.MONTH:
            return self.day.replace(day=monthrange(self.day.year, self.day.month)[1])
        if self.precision == Precision.YEAR:
            return self.day.replace(month=12, day=31)
        return self.day

    def covers(self, day):
        """Tell whether ``day`` lies in the span of an imprecise day; never so for an exact one."""
        return self.precision != Precision.DAY and self.day <= day <= self.last_day

    def __str__(self):
        if self.precision == Precision.YEAR:
            return f"{self.day.year}"
        if self.precision == Precision.MONTH:
            return f"{self.day.month:02}/{self.day.year}"
        return f"{self.day.day:02}/{self.day.month:02}/{self.day.year}"

    def iso(self):
        """Return "2019", "2019-07" or "2019-07-15": the length is the precision."""
        length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(self.precision, 10)
        return self.day.isoformat()[:length]


# Day first, as people here type it, then the form of data files.
_FORMS = [
    re.compile(
        r"(?:(?:(?P<day>\d{1,2})\s*[/.-]\s*)?(?P<month>\d{1,2})\s*[/.-]\s*)?(?P<year>\d{4})"
    ),
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"),
]
_ISO = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


def read_typed(text):
    """Return the `PartialDate` somebody typed: "07/08/2018", "8/2018", "2018" or "2018-08-07".

    Raises `ValidationError` with a sentence for the form.
    """
    cleaned = one_line(text)
    match = next((found for form in _FORMS if (found := form.fullmatch(cleaned))), None)
    if match is None:
        raise ValidationError(
            _("Write the day as 07/08/2018, or 08/2018, or 2018 if no more is known.")
        )
    try:
        return _interpret(match)
    except YearOutOfReach as error:
        text = _("Choose a year from %(first)s to %(last)s.")
        named = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise ValidationError(text % named) from error
    except ValueError as error:
        raise ValidationError(_("There is no such day in the calendar.")) from error


class YearOutOfReach(ValueError):
    """A year in which no office of the register can lie: a slip of the hand."""


def read_iso(text):
    """Return the `PartialDate` of "YYYY", "YYYY-MM" or "YYYY-MM-DD"; raises ValueError."""
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return _interpret(match)


def _interpret(match):
    year, month, day = (
        int(match[name]) if match[name] else None for name in ("year", "month", "day")
    )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearOutOfReach(year)
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    if day == 0 or month == 0:
        raise ValueError(match[0])
    return PartialDate(date(year, month or 1, day or 1), precision)


def partial(day, precision):
    """Return a stored pair of columns as a `PartialDate`, None where no day is known."""
    return None if day is None else PartialDate(day, precision)


def begins_before_it_ends(start, end):
    """Tell whether a stretch between two partial days (or None) can hold a day at all.

    An imprecise end may be any day of its span, so 15/07/2019 to 07/2019 is fine.
    """
    if start is None or end is None:
        return True
    return start.day < end.day if end.precision == Precision.DAY else start.day <= end.last_day


def in_force(day, start="started_on", end="ended_on"):
    """Return the condition for rows in force on ``day``; what ends that day is over."""
    begun = models.Q(**{start: None}) | models.Q(**{f"{start}__lte": day})
    not_over = models.Q(**{end: None}) | models.Q(**{f"{end}__gt": day})
    return begun & not_over


def span_constraints(name, start="started_on", end="ended_on"):
    """Return the rules about two partial days as constraints of the table.

    Where the end is imprecise the database cannot know its last day; `check_span` does.
    """
    precisions = {start: f"{start[:-3]}_precision", end: f"{end[:-3]}_precision"}
    before = models.Q(**{f"{start}__lt": models.F(end)}) | ~models.Q(
        **{precisions[end]: Precision.DAY}
    )
    rules = [
        models.CheckConstraint(
            condition=models.Q(**{start: None}) | models.Q(**{end: None}) | before,
            name=f"{name}_starts_before_it_ends",
            violation_error_message=_("The beginning must lie before the end."),
        )
    ]
    for column, precision in precisions.items():
        unknown = models.Q(**{precision: Precision.UNKNOWN})
        without = models.Q(**{column: None})
        rules.append(
            models.CheckConstraint(
                condition=(without & unknown) | (~without & ~unknown),
                name=f"{name}_{precision}_fits_its_day",
            )
        )
    return rules


class Span(models.Model):
    """The half-open stretch [started_on, ended_on); no end means still."""

    started_on = models.DateField(_("from"), null=True, blank=True)
    started_precision = models.CharField(
        max_length=7, choices=Precision, default=Precision.UNKNOWN, editable=False
    )
    ended_on = models.DateField(_("until"), null=True, blank=True)
    ended_precision = models.CharField(
        max_length=7, choices=Precision, default=Precision.UNKNOWN, editable=False
    )

    class Meta:
        abstract = True

    def save(self, **kwargs):
        fit_precisions(self)
        super().save(**kwargs)

    def clean(self):
        super().clean()
        fit_precisions(self)
        check_span(self)

    @property
    def start(self):
        """The beginning as a `PartialDate`, None where nobody knows it."""
        return partial(self.started_on, self.started_precision)

    @property
    def end(self):
        """The end as a `PartialDate`, None while it lasts."""
        return partial(self.ended_on, self.ended_precision)

    @property
    def period(self):
        """The stretch as readers see it: "06/2016 – 29/11/2018"."""
        return period_of(self.start, self.end)

    def overlaps(self, other):
        """Tell whether the two share a day, imprecise days counted from their first day.

        Two that begin on one day always do, even where an imprecise end leaves them no day.
        """
        starts = [each.started_on or date.min for each in (self, other)]
        ends = [each.ended_on or date.max for each in (self, other)]
        return max(starts) < min(ends) or starts[0] == starts[1]


def fit_precisions(row, start="started", end="ended"):
    """Let a day without a precision count as exact, and a precision without a day as unknown."""
    for name in (start, end):
        day, precision = getattr(row, f"{name}_on"), getattr(row, f"{name}_precision")
        if day is None:
            setattr(row, f"{name}_precision", Precision.UNKNOWN)
        elif precision == Precision.UNKNOWN:
            setattr(row, f"{name}_precision", Precision.DAY)


def check_span(row, start="started", end="ended"):
    """Raise a `ValidationError` at the end's field where the end lies before the beginning."""
    ends = [
        partial(getattr(row, f"{name}_on"), getattr(row, f"{name}_precision"))
        for name in (start, end)
    ]
    if not begins_before_it_ends(*ends):
        raise ValidationError({f"{end}_on": _("The end must lie after the beginning.")})


def in_words(known):
    """Return a `PartialDate` as it stands in a sentence: "ngày 29/11/2018", "tháng 06/2016"."""
    forms = {Precision.MONTH: _("month %(date)s"), Precision.YEAR: _("year %(date)s")}
    return forms.get(known.precision, _("day %(date)s")) % {"date": known}


def period_in_words(start, end, today):
    """Return the sentence for a stretch between two `PartialDate`s, either of which may be None."""
    if start and end:
        text = _("From %(start)s until %(end)s")
        return text % {"start": in_words(start), "end": in_words(end)}
    if start:
        text = _("From %(start)s on") if start.day > today else _("Since %(start)s")
        return text % {"start": in_words(start)}
    if end:
        return _("Until %(end)s; since when is not known") % {"end": in_words(end)}
    return _("The time is not known")


def period_of(start, end):
    """Return the words for a stretch between two `PartialDate`s, either of which may be None."""
    if start and end:
        return f"{start} – {end}"
    if start:
        return _("%(start)s – now") % {"start": start}
    if end:
        return _("until %(end)s") % {"end": end}
    return _("time not known")
