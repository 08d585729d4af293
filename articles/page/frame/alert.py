"""Alerts: a band at the head of every page, for hours or days, with an end that is always set."""

import zlib
from datetime import UTC

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive
from django.utils.translation import gettext_lazy as _

from articles.page import clock

LONGEST = 300  # letters that are read at a glance, and that Zalo shows without folding
SHOWN = 3  # at once; more than that nobody reads


class AlertQuerySet(models.QuerySet):
    def standing(self, at=None):
        """Alerts that readers see at ``at`` (now when left out), the gravest first, then newest."""
        at = at or clock.now()
        return self.filter(raised_at__lte=at, until__gt=at).order_by("-level", "-raised_at", "-pk")

    def as_shown(self):
        """What a page needs of each, as one JSON value named ``data``; see `standing_alerts`."""
        fields = ["pk", "level", "text", "link", "raised_at", "until"]
        return self.values(data=JSONObject(**{each: each for each in fields}))


class Alert(models.Model):
    """
    A warning on every page of the site. Rows are only added; ``until`` alone moves, to the front.

    Another text is another alert: so nobody who put the first one away misses the second.
    """

    class Level(models.IntegerChoices):
        NOTICE = 1, _("Notice")
        ATTENTION = 2, _("Attention")
        WARNING = 3, _("Warning")
        EMERGENCY = 4, _("Emergency")

    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    text = models.CharField(_("text"), max_length=LONGEST)
    link = models.CharField(_("link"), max_length=300, blank=True)
    raised_at = models.DateTimeField(_("raised"))
    until = models.DateTimeField(_("until"))
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("raised by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ended by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        default_permissions = ["view"]
        permissions = [("raise_alert", _("Can raise alerts on every page of the site"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("raised_at")), name="alert_ends_after_it_begins"
            )
        ]
        indexes = [models.Index(fields=["until"], name="alert_until")]

    def __str__(self):
        return f"{self.get_level_display()}: {self.text}"

    @property
    def can_be_put_away(self):
        """Tell whether a reader may put it away; an emergency stays."""
        return self.level < self.Level.EMERGENCY

    @property
    def key(self):
        """Names exactly this level and text, so that a changed one appears to everybody again."""
        return f"{zlib.crc32(f'{self.level} {self.text}'.encode()):08x}"


def standing_alerts(rows):
    """
    Return the `Alert` rows that a page shows, the gravest first, then the newest.

    ``rows`` are as `AlertQuerySet.as_shown` gives them, in any order.
    """
    alerts = [Alert(**{**row, **moments_of(row)}) for row in rows]
    alerts.sort(key=lambda each: (each.level, each.raised_at, each.pk), reverse=True)
    return alerts[:SHOWN]


def moments_of(row):
    """Return the times of a row as aware datetimes; SQLite leaves out that they are in UTC."""
    times = {name: parse_datetime(row[name]) for name in ["raised_at", "until"]}
    return {name: at.replace(tzinfo=UTC) if is_naive(at) else at for name, at in times.items()}
