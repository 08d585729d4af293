"""The agenda: day by day, what appears, what ends, and which checks fall due."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.acts.owed_check import OwedCheck
from articles.desk.admin.pile import address_of, headline_of
from articles.desk.article import Article
from articles.desk.roles.rights import may, sees_all, visible_to
from articles.page import clock
from articles.page.days import day_in_words
from articles.page.edition import Edition
from articles.page.frame.banner import Banner
from articles.page.lists.home import Lead

DAYS = 14
WEEK = timedelta(days=7)
# Farther from today nobody plans, and the calendar itself comes to an end.
FARTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Entry:
    """
    Something that happens at a moment.

    ``sort`` is "appears", "ends" or "check"; ``what`` says it in words. ``address`` is empty for
    what this person may not open.
    """

    at: datetime
    sort: str
    what: str
    title: str
    address: str = ""
    is_late: bool = False

    @property
    def day(self):
        """The day it belongs to: what ends at midnight ends the day before."""
        local = timezone.localtime(self.at)
        return (local - timedelta(days=1)).date() if self.ends_a_day else local.date()

    @property
    def hour(self):
        """The hour in figures: "08:00", and "24:00" for the end of a day."""
        return "24:00" if self.ends_a_day else f"{timezone.localtime(self.at):%H:%M}"

    @property
    def ends_a_day(self):
        local = timezone.localtime(self.at)
        return self.sort != "appears" and (local.hour, local.minute) == (0, 0)

    @property
    def part_of_night(self):
        """Words for an hour that is easily taken for one of the day before or after; else ""."""
        hour = timezone.localtime(self.at).hour
        if self.ends_a_day:
            return _("end of the day")
        if hour < 5:
            return _("before dawn")
        return _("at night") if hour >= 22 else ""


@dataclass(frozen=True)
class Day:
    """One day of the agenda with what happens on it, in the order of the hours."""

    date: date
    is_today: bool
    entries: list = field(default_factory=list)

    @property
    def in_words(self):
        return day_in_words(self.date)


def agenda_view(site):
    """Return the view of the agenda on an admin site."""

    def view(request):
        if not may(request.user, "add"):
            raise PermissionDenied
        today = timezone.localdate(clock.now())
        begin = first_day(request.GET.get("tu", ""), today)
        context = {
            **site.each_context(request),
            "title": _("Agenda"),
            "days": agenda(request.user, begin),
            "last_day": begin + timedelta(days=DAYS - 1),
            "is_now": begin == today,
            "earlier": begin - WEEK,
            "later": begin + WEEK,
            "sees_all": sees_all(request.user),
        }
        return TemplateResponse(request, "admin/agenda.html", context)

    return view


def first_day(written, today):
    """Return the day the agenda begins with: ``written`` as 2026-11-24, today for anything else."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return today
    return day if abs(day - today) <= FARTHEST else today


def agenda(user, begin, days=DAYS):
    """
    Return the `Day`s from ``begin`` (a date) on, empty ones too, as far as ``user`` may know.

    Five queries at most, whatever the archive holds.
    """
    now = clock.now()
    window = begins_on(begin), begins_on(begin + timedelta(days=days))
    today = timezone.localdate(now)
    entries = sorted(entries_in(user, window, now), key=lambda entry: (entry.at, entry.title))
    by_day = {begin + timedelta(days=each): [] for each in range(days)}
    for entry in entries:
        # What is overdue is a matter of today, whenever it should have been done.
        day = today if entry.is_late else entry.day
        if day in by_day:
            by_day[day].append(entry)
    return [Day(day, day == today, entries) for day, entries in by_day.items()]


def begins_on(day):
    """Return the moment in which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def entries_in(user, window, now):
    """Yield what happens in a window of two moments; the end counts for what ends there."""
    yield from appearing(user, window)
    yield from expiring(user, window)
    yield from checks_due(user, window, now)
    if user.has_perm("articles.view_lead") and sees_all(user):
        yield from leads_ending(user, window)
    if user.has_perm("articles.view_banner"):
        yield from banners_changing(user, window)


def editions_of(user):
    """Editions that were not taken back, of articles a person may see."""
    editions = Edition.objects.kept().only("article", "headline", "live_from", "expires_at")
    if sees_all(user):
        return editions
    return editions.filter(Exists(visible_to(user, Article.objects.filter(pk=OuterRef("article")))))


def appearing(user, window):
    begin, end = window
    scheduled = editions_of(user).filter(is_scheduled=True)
    for edition in scheduled.filter(live_from__gte=begin, live_from__lt=end):
        yield Entry(
            edition.live_from,
            "appears",
            _("appears"),
            headline_of(edition),
            address_of(edition.article),
        )


def expiring(user, window):
    """Editions that end as was planned, not because another follows them."""
    begin, end = window
    ending = editions_of(user).filter(expires_at__isnull=False, live_until=F("expires_at"))
    for edition in ending.filter(expires_at__gt=begin, expires_at__lte=end):
        yield Entry(
            edition.expires_at,
            "ends",
            _("expires"),
            headline_of(edition),
            address_of(edition.article),
        )


def checks_due(user, window, now):
    begin, end = window
    checks = OwedCheck.objects.open().filter(erasure=None, due_at__lte=end)
    if not sees_all(user):
        checks = checks.filter(
            Exists(visible_to(user, Article.objects.filter(pk=OuterRef("article"))))
        )
    for check in checks.select_related("edition").only("article", "due_at", "edition__headline"):
        is_late = check.due_at <= now
        if is_late or check.due_at > begin:
            what = _("check overdue") if is_late else _("check due")
            title, address = headline_of(check.edition), address_of(check.article)
            yield Entry(check.due_at, "check", what, title, address, is_late)


def leads_ending(user, window):
    begin, end = window
    live = Edition.objects.live().filter(article=OuterRef("article"))
    leads = Lead.objects.filter(until__gt=begin, until__lte=end)
    may_change = user.has_perm("articles.change_lead")
    for lead in leads.annotate(headline=Subquery(live.values("headline")[:1])):
        yield Entry(
            lead.until,
            "ends",
            _("leaves the top of the home page"),
            headline_of(lead),
            reverse("admin:articles_lead_change", args=[lead.pk])
            if may_change
            else address_of(lead.article),
        )


def banners_changing(user, window):
    begin, end = window
    banners = Banner.objects.select_related("image").filter(
        Q(shown_from__gte=begin, shown_from__lt=end)
        | Q(shown_until__gt=begin, shown_until__lte=end)
    )
    for banner in banners:
        address = reverse("admin:articles_banner_change", args=[banner.pk])
        if banner.shown_from and begin <= banner.shown_from < end:
            yield Entry(banner.shown_from, "appears", _("banner appears"), str(banner), address)
        if banner.shown_until and begin < banner.shown_until <= end:
            yield Entry(banner.shown_until, "ends", _("banner ends"), str(banner), address)
