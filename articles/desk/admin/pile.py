"""Piles: things that wait for one and the same act, the first few shown and all of them counted."""

from dataclasses import dataclass, field

from django.db.models import Count, F, OuterRef, Subquery, Window
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.acts.event import WorkflowEvent

SHOWN = 6  # of each pile; the list holds the rest
# Counting goes no further, so that a pile costs the same however high it is.
MOST_COUNTED = 100


@dataclass(frozen=True)
class Line:
    """One thing in a pile: where it leads, what it is called, and quietly what else to know."""

    address: str
    title: str
    facts: list = field(default_factory=list)
    moment: object = None  # the datetime that ``since`` tells of
    since: str = ""
    quote: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Pile:
    """
    Things that wait for one act. ``count`` stops at `MOST_COUNTED`.

    ``nothing`` is said when there are none; without it an empty pile is left out.
    """

    title: str
    lines: list
    count: int
    nothing: str = ""
    more: str = ""  # the address of the list of all, when there are more
    is_urgent: bool = False

    @property
    def count_in_words(self):
        return f"{MOST_COUNTED - 1}+" if self.count >= MOST_COUNTED else str(self.count)

    @property
    def is_late(self):
        """Whether something in it should have been done by now."""
        return any(line.is_late for line in self.lines)


def pile(title, rows, line, **words):
    """
    Return the `Pile` of a queryset's rows, in one query; None where it is left out.

    ``line`` makes a `Line` of a row; ``words`` are those of `piled`.
    """
    rows = list(rows.annotate(how_many=Window(Count("*")))[:SHOWN])
    return piled(title, rows, line, rows[0].how_many if rows else 0, **words)


def piled(title, rows, line, count, *, nothing="", more="", is_urgent=False):
    """Return the `Pile` of rows that are ``count`` in all; None where there is nothing to say."""
    if not rows and not nothing:
        return None
    lines = [line(row) for row in rows[:SHOWN]]
    more = more if count > len(lines) else ""
    return Pile(title, lines, min(count, MOST_COUNTED), nothing, more, is_urgent and bool(lines))


def for_lines(articles):
    """
    Annotate articles with ``since``, when each came into its status, and ``why``; bring what a line
    shows.
    """
    came = (
        WorkflowEvent.objects.filter(
            article=OuterRef("pk"), to_status=OuterRef("status"), refused=False
        )
        .exclude(from_status=F("to_status"))
        .order_by("-at")
    )
    return (
        articles.annotate(
            since=Coalesce(Subquery(came.values("at")[:1]), "updated_at"),
            why=Subquery(came.values("reason")[:1]),
        )
        .select_related("author", "category")
        .only(
            *("headline", "status", "updated_at", "category__name"),
            *("author__full_name", "author__username"),
        )
    )


def address_of(number):
    """Return the address of an article's form."""
    return reverse("admin:articles_article_change", args=[number])


def list_address(**filters):
    """Return the address of the list of articles under these filters."""
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return f"{reverse('admin:articles_article_changelist')}?{query}"


def headline_of(thing):
    """Return the headline of an article or edition, or what stands for a missing one."""
    return thing.headline or _("(no headline)")


def how_long(begin, end):
    """Return the time between two moments in its largest unit: "3 giờ", "2 ngày"."""
    minutes = max(1, int((end - begin).total_seconds() // 60))
    hours, days = minutes // 60, minutes // (60 * 24)
    if days >= 60:
        months = days // 30
        return ngettext("%(number)d month", "%(number)d months", months) % {"number": months}
    if days:
        return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}
    if hours:
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
