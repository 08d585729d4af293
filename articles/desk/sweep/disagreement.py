"""Disagreements: where an article says other titles than the register now does."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DisagreementQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody settled and that have not settled themselves."""
        return self.filter(settled_at=None)

    def public(self, at):
        """Those of editions that readers see at a moment."""
        return self.filter(edition__live_from__lte=at, edition__live_until__gt=at)


class Disagreement(models.Model):
    """
    That an article gives an official other titles than the register does for its day.

    Found in what its newest edition prints beside the name (``titles``), or in a running text, be
    it of that edition or of the working copy. ``details`` is what `comparing` found, to be shown
    side by side. It closes by itself when the two agree again.
    """

    class Kind(models.TextChoices):
        TITLES = "titles", _("printed beside the name")
        TEXT = "text", _("in the text")

    class How(models.TextChoices):
        AGREES = "agrees", _("They agree again")
        LEFT = "left", _("Left as it is")

    official = models.ForeignKey(
        "people.Official",
        verbose_name=_("official"),
        on_delete=models.CASCADE,
        related_name="disagreements",
    )
    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="disagreements",
    )
    # None where the working copy is meant.
    edition = models.ForeignKey(
        "articles.Edition",
        verbose_name=_("edition"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    is_copy = models.BooleanField(_("working copy"), default=False)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    # The day whose titles count: of the event, else on which it appears.
    day = models.DateField(pgettext_lazy("register", "day"))
    details = models.JSONField(_("details"), default=dict)
    cause = models.CharField(_("what was changed"), max_length=200, blank=True)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    how = models.CharField(_("how"), max_length=6, choices=How, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = DisagreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("title to look at again")
        verbose_name_plural = _("titles to look at again")
        default_permissions = []
        ordering = ["official__sort_name", "official", "-article", "is_copy", "kind", "-pk"]
        indexes = [models.Index(fields=["article"], name="disagreement_of_article")]
        constraints = [
            models.UniqueConstraint(
                fields=["official", "article", "is_copy", "kind"],
                condition=models.Q(settled_at=None),
                name="disagreement_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at=None, how="")
                | (models.Q(settled_at__isnull=False) & ~models.Q(how="")),
                name="disagreement_settled_somehow",
            ),
            models.CheckConstraint(
                condition=~models.Q(how="left") | ~models.Q(reason=""),
                name="disagreement_left_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"#{self.article_id} / {self.official_id}"

    @property
    def key(self):
        """What it is about; one of these is open at a time."""
        return (self.official_id, self.article_id, self.is_copy, self.kind)
