"""Versions: every save of an article, one whole unit, kept with its author and time."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Version(models.Model):
    """
    What the article was when it was saved: `articles.desk.content.content_of` at that moment.

    ``pictures`` stands apart from ``content`` so that an order to erase one picture takes the
    captions and leaves the text.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(default=dict)
    pictures = models.JSONField(default=list)
    hash = models.CharField(max_length=64)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("saved by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    saved_at = models.DateTimeField(_("saved"), auto_now_add=True)
    # Typed, never saved as the article itself: kept when a colleague took over.
    is_aside = models.BooleanField(_("kept aside"), default=False)
    erasure = models.ForeignKey(
        "articles.Erasure", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="version_number_once_in_an_article"
            )
        ]

    def __str__(self):
        return f"#{self.article_id} v{self.number}"

    @property
    def whole(self):
        """The content with its pictures, as `content_of` gave it."""
        return {**self.content, "pictures": self.pictures} if self.pictures else self.content
