"""A picture as readers were shown it: what the editions of articles and of pages have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ShownPicture(models.Model):
    """
    A picture as an edition shows it: its own caption, alt text and credit, by content.

    Whoever inherits adds the edition it belongs to and the picture of the library.
    """

    sha256 = models.CharField(_("SHA-256"), max_length=64)
    order = models.PositiveSmallIntegerField(_("order"))
    alt_text = models.CharField(_("alt text"), max_length=300, blank=True)
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    decorative = models.BooleanField(_("decorative"), default=False)
    erasure = models.ForeignKey(
        "articles.Erasure",
        verbose_name=_("erasure"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        abstract = True
        ordering = ["order"]
        default_permissions = []

    def __str__(self):
        return self.caption or self.alt_text


def columns_of(picture):
    """Return the columns of a printed picture (a dict, as `as_printed` gives them), one row's."""
    return {
        "image_id": picture["image"],
        "sha256": picture["sha256"],
        "alt_text": picture.get("alt_text", ""),
        "caption": picture.get("caption", ""),
        "credit": picture.get("credit", ""),
        "decorative": picture.get("decorative", False),
    }
