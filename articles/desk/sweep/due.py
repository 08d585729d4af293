"""What is to be swept: written in the transaction of the change, so that nothing is forgotten."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DueSweep(models.Model):
    """
    That an official's titles have to be looked at anew, everywhere or in one article.

    Taken off only in the transaction that writes down what was found. The same may stand here
    twice: a change that comes while an earlier one is worked off must be seen by itself.
    """

    class Step(models.TextChoices):
        """How a sweep goes, in this order: the quick part first, then text by text."""

        PRINTED = "1", "printed titles of all editions"
        COPIES = "2", "working copies that name the official"
        ARTICLE = "3", "one article, its texts too"

    step = models.CharField(_("step"), max_length=1, choices=Step, default=Step.PRINTED)
    official = models.ForeignKey(
        "people.Official", verbose_name=_("official"), on_delete=models.CASCADE, related_name="+"
    )
    article = models.PositiveBigIntegerField(_("article"), null=True)
    cause = models.CharField(_("what was changed"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("check of titles to come")
        verbose_name_plural = _("checks of titles to come")
        default_permissions = []
        ordering = ["step", "pk"]
        indexes = [models.Index(fields=["step", "id"], name="sweep_due_next")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(step="3", article__isnull=False)
                | (~models.Q(step="3") & models.Q(article=None)),
                name="sweep_due_names_an_article_or_none",
            )
        ]

    def __str__(self):
        return f"{self.official_id} / {self.article or '*'}"
