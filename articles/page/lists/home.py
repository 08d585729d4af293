"""The home page: leads set by hand, then the newest of each category."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.page import clock


class LeadQuerySet(models.QuerySet):
    def standing(self, at=None):
        """Leads whose end has not come at ``at``, in their order."""
        return self.filter(Q(until=None) | Q(until__gt=at or clock.now())).order_by("order", "-pk")


class Lead(models.Model):
    """An article put at the top of the home page by hand."""

    article = models.PositiveBigIntegerField(
        _("article number"), unique=True, help_text=_("It shows while the article is public.")
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=1, help_text=_("1 is the large story, the others stand beside it.")
    )
    until = models.DateTimeField(_("until"), null=True, blank=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name = _("lead story")
        verbose_name_plural = _("lead stories")

    def __str__(self):
        return f"{self.order}. #{self.article}"
