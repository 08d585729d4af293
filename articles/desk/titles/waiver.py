"""Waivers: why a warning about an article's text does not count, in an editor's own words."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Waiver(models.Model):
    """
    That one kind of warning about one passage is settled, by whom and why.

    It names the passage by its words and not by its place, so that it survives edits of other
    sentences and falls with any change of its own. About a title it names its words and whose it
    is: ``official`` is a number of the register, 0 for none, and outlives that row.
    """

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="waivers",
    )
    code = models.CharField(_("warning"), max_length=40)
    # The words it is about, as `articles.desk.checks` names a passage.
    passage = models.CharField(_("passage"), max_length=500, blank=True)
    official = models.PositiveBigIntegerField(_("official"), default=0)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("waived warning")
        verbose_name_plural = _("waived warnings")
        default_permissions = []
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "code", "passage", "official"], name="waiver_once_for_a_passage"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="waiver_gives_a_reason"),
        ]

    def __str__(self):
        return f"{self.code}: {self.reason}"

    @property
    def key(self):
        """The name by which it knows a finding, as `checks.Finding.key` gives it."""
        return self.code, self.passage, self.official
