"""What a reader narrows a search to, as the address holds it: read, refused in words, shown."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.page.edition import Edition
from articles.page.search.finding import Narrowed
from people.models import Official, Organisation
from vietnamese import fold, fold_words, one_line

CATEGORY, ORGANISATION, OFFICIAL = "chuyen-muc", "co-quan", "can-bo"
SINCE, UNTIL, ORDER = "tu", "den", "xep"
NEWEST = "moi"

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NUMBER = re.compile(r"[0-9]{1,9}")
FIRST_YEAR, LAST_YEAR = 1945, 2100
MOST_CHOICES = 5


@dataclass(frozen=True)
class Chip:
    """A filter in force: its words, and the values of the address without it."""

    text: str
    without: dict


@dataclass
class Narrowing:
    """
    The filters of one request.

    ``values`` are what the form shows again, whatever was typed; ``kept`` those that hold, for
    links; ``refusals`` say in words which of them do not; ``persons`` are officials to choose from
    where a name is borne by several.
    """

    narrowed: Narrowed
    values: dict
    kept: dict
    chips: list
    refusals: list = field(default_factory=list)
    persons: list = field(default_factory=list)

    @property
    def shown(self):
        """What was typed, for the form: by the names of the address with "_" for "-"."""
        return {name.replace("-", "_"): value for name, value in self.values.items()}

    @property
    def newest(self):
        """Whether the newest come first, whatever they hold."""
        return self.kept.get(ORDER) == NEWEST

    @property
    def is_used(self):
        """Whether the form with the filters is to be open."""
        return bool(self.chips or self.refusals)


def read(values, tree):
    """
    Return the `Narrowing` that the values of an address ask for; ``tree`` is the `CategoryTree`.

    One query for an office, one or two for an official, none otherwise.
    """
    typed = {name: one_line(values.get(name, ""))[:100] for name in NAMES}
    reading = Reading(typed)
    reading.read_category(tree)
    reading.read_organisation()
    reading.read_official()
    reading.read_days()
    if typed[ORDER] == NEWEST:
        reading.hold(ORDER, NEWEST, _("Newest first"))
    chips = [
        Chip(text, {name: value for name, value in reading.kept.items() if name != asked})
        for asked, text in reading.told.items()
    ]
    return Narrowing(
        Narrowed(**reading.found), typed, reading.kept, chips, reading.refusals, reading.persons
    )


NAMES = (CATEGORY, ORGANISATION, OFFICIAL, SINCE, UNTIL, ORDER)


class Reading:
    """Reads filter after filter; what is refused narrows nothing."""

    def __init__(self, typed):
        self.typed = typed
        self.found, self.kept, self.told = {}, {}, {}
        self.refusals, self.persons = [], []

    def hold(self, name, value, text, **found):
        """Take a filter as good."""
        self.kept[name] = value
        self.told[name] = text
        self.found.update(found)

    def read_category(self, tree):
        """A category by its address; all below it count too."""
        if slug := self.typed[CATEGORY]:
            found = tree.by_slug(slug)
            if found is None:
                self.refusals.append(_("There is no such category any more."))
            else:
                branch = tuple(tree.branch_ids(found.pk))
                self.hold(CATEGORY, found.slug, found.name, categories=branch)

    def read_organisation(self):
        """An office by its number."""
        if number := self.typed[ORGANISATION]:
            found = (
                Organisation.objects.filter(pk=int(number)).first()
                if _NUMBER.fullmatch(number)
                else None
            )
            if found is None:
                self.refusals.append(_("There is no such office in the register."))
            else:
                self.hold(ORGANISATION, number, found.name, organisation=found.pk)

    def read_official(self):
        """An official by number, or by name where only one bears it."""
        text = self.typed[OFFICIAL]
        if not text:
            return
        found = officials_called(text)
        if len(found) == 1:
            [official] = found
            self.typed[OFFICIAL] = official.full_name
            told = _("Names %(name)s") % {"name": official.full_name}
            self.hold(OFFICIAL, str(official.pk), told, official=official.pk)
        elif found:
            self.persons = found
            self.refusals.append(
                _("Several officials are called “%(name)s”. Choose one.") % {"name": text}
            )
        else:
            self.refusals.append(
                _("The register has no official called “%(name)s”.") % {"name": text}
            )

    def read_days(self):
        """The first and the last day, both included; the first may not be the later one."""
        days = {}
        for name in (SINCE, UNTIL):
            if text := self.typed[name]:
                day = day_of(text)
                if day is None:
                    self.refusals.append(
                        _("“%(text)s” is no day. Write it like 31/12/2025.") % {"text": text}
                    )
                else:
                    days[name] = day
        if len(days) == 2 and days[SINCE] > days[UNTIL]:
            self.refusals.append(_("The first day lies after the last. Both were left out."))
            return
        for name, day in days.items():
            self.typed[name] = day.isoformat()
            if name == SINCE:
                told, bound = _("from %(day)s"), {"since": seconds_at(day)}
            else:
                told, bound = _("until %(day)s"), {"before": seconds_at(day + timedelta(days=1))}
            self.hold(name, day.isoformat(), told % {"day": f"{day:%d/%m/%Y}"}, **bound)


def day_of(text):
    """Return the day that a text names, year first or day first, or None."""
    try:
        if match := _DAY_FIRST.fullmatch(text):
            day = date(int(match[3]), int(match[2]), int(match[1]))
        else:
            day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def seconds_at(day):
    """Return the place of the first moment of a day, local time."""
    return int(timezone.make_aware(datetime.combine(day, datetime.min.time())).timestamp())


def officials_called(text):
    """
    Return the officials of this number or name, with or without marks; at most a few.

    A whole name counts before a part of one.
    """
    if _NUMBER.fullmatch(text):
        return list(Official.objects.filter(pk=int(text)))
    words = fold_words(text)
    if not words:
        return []
    asked = Q()
    for word in words[:8]:
        asked &= Q(search_text__contains=word) | Q(other_names__search_text__contains=word)
    found = list(Official.objects.filter(asked).distinct()[: MOST_CHOICES * 4])
    whole = [each for each in found if fold(each.full_name) == " ".join(words)]
    exact = [each for each in whole if each.full_name.lower() == text.lower()]
    return (exact or whole or found)[:MOST_CHOICES]


def organisations_with_news():
    """Return the offices that some edition is about, in order of precedence; one query."""
    about = Edition.objects.filter(organisation=OuterRef("pk"))
    return Organisation.objects.filter(Exists(about)).in_order()
