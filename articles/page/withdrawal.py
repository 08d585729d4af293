"""Why a page that was public is public no longer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Withdrawal(models.Model):
    """The public reason for withdrawing an edition. Rows are only added; the newest counts."""

    edition = models.ForeignKey(
        "articles.Edition",
        verbose_name=_("edition"),
        on_delete=models.PROTECT,
        related_name="withdrawals",
    )
    reason = models.TextField(_("public reason"))
    signed_by = models.CharField(_("signed by"), max_length=200)
    at = models.DateTimeField(_("at"))
    erasure = models.ForeignKey(
        "articles.Erasure",
        verbose_name=_("erasure"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        default_permissions = ["view"]

    def __str__(self):
        return self.reason
