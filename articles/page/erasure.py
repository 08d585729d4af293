"""The ledger of what the law made the newsroom forget."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """
    One order to erase, with its two persons. Never changed or deleted.

    Users are kept as text: the ledger is also a file beside the database, replayed after a restore
    from a copy that is older than the order.
    """

    class Target(models.TextChoices):
        ARTICLE = "article", _("article")
        PICTURE = "picture", _("picture")
        DOCUMENT = "document", _("document")
        PAGE = "page", _("page")

    target = models.CharField(_("what"), max_length=10, choices=Target)
    number = models.PositiveBigIntegerField(_("number"))
    basis = models.TextField(_("legal basis"))
    document = models.CharField(_("document number"), max_length=100)
    by = models.CharField(_("carried out by"), max_length=150)
    second_person = models.CharField(_("second person"), max_length=150)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-at"]
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        permissions = [("erase", _("Can erase by order"))]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(by=models.F("second_person")),
                name="erasure_takes_two_persons",
            )
        ]

    def __str__(self):
        return f"{self.get_target_display()} {self.number} ({self.document})"
