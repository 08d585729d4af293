"""The monthly table: what was published for the first time in a month, and whose work it was."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.article import Contributor
from articles.page import clock
from articles.page.edition import Edition
from vietnamese import person_sort_key, sort_key


@dataclass(frozen=True)
class Work:
    """One part in one article: what royalties are paid for."""

    name: str
    part: str
    edition: Edition


@dataclass(frozen=True)
class MonthlyTable:
    """
    The articles of a month, as first published, and their counts.

    ``contributors`` are (name, part, how many), ``categories`` and ``organisations`` (name, how
    many), each in Vietnamese order; ``works`` has a line for each part in each article.
    """

    month: date
    editions: list
    works: list
    contributors: list
    categories: list
    organisations: list


def monthly_table(month):
    """Return the `MonthlyTable` of the month that begins on this date; one query."""
    editions = first_editions(month)
    works = [work for edition in editions for work in works_of(edition)]
    works.sort(key=lambda work: (person_sort_key(work.name), work.name, work.part))
    parts = Counter((work.name, work.part) for work in works)
    return MonthlyTable(
        month=month,
        editions=editions,
        works=works,
        contributors=[(name, part, count) for (name, part), count in parts.items()],
        categories=counted(edition.category.name for edition in editions),
        organisations=counted(
            edition.organisation.name for edition in editions if edition.organisation
        ),
    )


def first_editions(month):
    """
    Return the first public edition of each article that readers got in a month, the oldest first.

    What was taken back before it began was never public; corrections and later editions are no
    articles of their own, and neither is one brought back after it had been withdrawn.
    """
    now = clock.now()
    earlier = Edition.objects.begun(now).filter(
        article=OuterRef("article"), number__lt=OuterRef("number")
    )
    editions = (
        Edition.objects.begun(now)
        .filter(
            ~Exists(earlier),
            published_at__gte=beginning(month),
            published_at__lt=beginning(month_after(month)),
        )
        .select_related("category", "organisation")
        .annotate(byline=F("content__contributors"))
        .defer("content", "body_html", "lead")
        .order_by("published_at", "article")
    )
    return list(editions)


def works_of(edition):
    """Yield each part somebody played in an edition, as its byline names it."""
    labels = dict(Contributor.Part.choices)
    for each in edition.byline or []:
        part = each.get("part", Contributor.Part.AUTHOR)
        if each.get("name"):
            yield Work(each["name"], str(labels.get(part, part)), edition)


def counted(names):
    """Return (name, how often) of some names, in Vietnamese order."""
    return sorted(Counter(names).items(), key=lambda row: sort_key(row[0]))


def headline_of(edition):
    """Return what stands for an article in a list, also where an order erased its headline."""
    return edition.headline or _("(erased by order)")


def month_of(text):
    """Return the first day of the month a text such as "2026-11" names, or of the current one."""
    try:
        year, _dash, month = (text or "").partition("-")
        found = date(int(year), int(month), 1)
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year <= 9000:
        return timezone.localdate().replace(day=1)
    return found


def month_after(month):
    """Return the first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_before(month):
    """Return the first day of the month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def beginning(month):
    """Return the first moment of a month in the newsroom's time zone."""
    return timezone.make_aware(datetime(month.year, month.month, 1))  # noqa: DTZ001
