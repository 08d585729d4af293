"""Checks owed: what one person published alone, until a second has looked at it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OwedCheckQuerySet(models.QuerySet):
    def open(self):
        """Checks nobody has made yet."""
        return self.filter(confirmation=None)


class OwedCheck(models.Model):
    """
    That an edition was published by one person alone, and what was skipped. Rows are only added.

    ``owed`` holds the needs that were unmet at that moment, as sentences.
    """

    class Cause(models.TextChoices):
        EMERGENCY = "emergency", _("Published in an emergency")
        POLICY = "policy", _("Published to be checked afterwards")

    article = models.PositiveBigIntegerField(_("article number"))
    edition = models.OneToOneField(
        "articles.Edition",
        verbose_name=_("edition"),
        on_delete=models.PROTECT,
        related_name="owed_check",
    )
    cause = models.CharField(_("cause"), max_length=10, choices=Cause)
    reason = models.TextField(_("reason"), blank=True)
    owed = models.JSONField(_("owed"), default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    due_at = models.DateTimeField(_("to be checked by"))
    erasure = models.ForeignKey(
        "articles.Erasure",
        verbose_name=_("erasure"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    objects = OwedCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check owed")
        verbose_name_plural = _("checks owed")
        ordering = ["due_at", "pk"]
        default_permissions = ["view"]
        indexes = [models.Index(fields=["article"], name="owed_check_of_article")]

    def __str__(self):
        return f"#{self.article} {self.get_cause_display()}"


class Confirmation(models.Model):
    """A second person's word that what was published alone is right. Never taken back."""

    check_owed = models.OneToOneField(
        OwedCheck,
        verbose_name=_("check owed"),
        on_delete=models.PROTECT,
        related_name="confirmation",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    note = models.TextField(_("note"), blank=True)
    erasure = models.ForeignKey(
        "articles.Erasure",
        verbose_name=_("erasure"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        default_permissions = ["view"]

    def __str__(self):
        return f"{self.check_owed} ✓"
