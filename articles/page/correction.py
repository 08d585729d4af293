"""Corrections: what an article said wrongly, and what is right."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.page.cursor import Cursor, Page


class Correction(models.Model):
    """A correction shown on the article and in the list of corrections. Rows are only added."""

    class Kind(models.TextChoices):
        # The three kinds the press law names.
        CORRECTION = "correction", _("Correction")
        RECTIFICATION = "rectification", _("Rectification")
        APOLOGY = "apology", _("Apology")

    article = models.PositiveBigIntegerField(_("article number"))
    edition = models.ForeignKey(
        "articles.Edition",
        verbose_name=_("edition"),
        on_delete=models.PROTECT,
        related_name="corrections",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    wrong = models.TextField(_("was printed"))
    right = models.TextField(_("is right"))
    apology = models.TextField(_("apology"), blank=True)
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
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["article", "at"], name="correction_of_article"),
            models.Index(fields=["-at", "-id"], name="correction_newest"),
        ]

    def __str__(self):
        return self.wrong[:60]


def newest_corrections(after, size):
    """
    Return a `Page` of all corrections, the newest first, off one index.

    ``after`` is the cursor of the last one seen, or None: it names its moment and its own number.
    """
    # Asked the other way round, so that SQLite does not run after the index of what was erased.
    rows = Correction.objects.exclude(erasure__isnull=False)
    if after:
        rows = rows.filter(
            models.Q(at__lt=after.published_at)
            | models.Q(at=after.published_at, pk__lt=after.article)
        )
    found = list(rows[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], Cursor(last.at, last.pk) if last else None)
