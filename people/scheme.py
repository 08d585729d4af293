"""Orders of precedence: which position stands before which, and since when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from people import history
from people.keys import KeyField, free_key
from people.partial_date import Span, in_force, span_constraints
from vietnamese import one_line


class RankSchemeQuerySet(models.QuerySet):
    def valid_on(self, day):
        """Schemes in force on ``day``, the one that counts (the latest begun) first."""
        latest = models.F("started_on").desc(nulls_last=True)
        return self.filter(in_force(day)).order_by(latest, "-pk")


class RankScheme(Span):
    """An order of precedence over a stretch of time; it overrides the positions' own ranks."""

    key = KeyField()
    name = models.CharField(_("name"), max_length=200)
    basis = models.CharField(_("legal basis"), max_length=300, blank=True)

    told_by = ["name"]
    objects = RankSchemeQuerySet.as_manager()
    history = history.kept()

    class Meta:
        verbose_name = _("order of precedence")
        verbose_name_plural = _("orders of precedence")
        ordering = ["started_on", "pk"]
        constraints = span_constraints("rank_scheme")

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.tidy()
        super().save(**kwargs)

    def tidy(self):
        """Bring the name into one form; called before each save."""
        self.name = one_line(self.name)
        self.key = self.key or free_key(RankScheme, self.name)


class RankRow(models.Model):
    """The rank of one position under a scheme; lower is earlier."""

    scheme = models.ForeignKey(
        RankScheme,
        verbose_name=_("order of precedence"),
        on_delete=models.CASCADE,
        related_name="rows",
    )
    position = models.ForeignKey(
        "people.Position",
        verbose_name=_("position"),
        on_delete=models.PROTECT,
        related_name="rank_rows",
    )
    rank = models.PositiveIntegerField(_("rank"))

    told_by = ["position"]
    history = history.kept()

    class Meta:
        verbose_name = _("rank")
        verbose_name_plural = _("ranks")
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "position"],
                name="position_stands_once_in_a_scheme",
                violation_error_message=_("This position is already in the list."),
            )
        ]

    def __str__(self):
        return f"{self.rank} · {self.position}"
