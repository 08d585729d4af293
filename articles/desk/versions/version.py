"""Versions: every save of an article, one whole unit, kept with its author and time."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# Parts of a content that stand beside it, so that an order to erase one picture or one document
# takes the words of its uses and leaves the text.
APART = ["pictures", "documents"]


def columns_of(content):
    """Return a content as the columns of a `Version`, a dict."""
    rest = {name: value for name, value in content.items() if name not in APART}
    return {"content": rest, **{name: content.get(name, []) for name in APART}}


class Version(models.Model):
    """What the article was when it was saved: `versions.content.content_of` at that moment."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="versions",
    )
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"), default=dict)
    pictures = models.JSONField(_("pictures"), default=list)
    documents = models.JSONField(_("documents"), default=list)
    hash = models.CharField(_("hash of the content"), max_length=64)
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
        "articles.Erasure",
        verbose_name=_("erasure"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
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
        """The content with all its parts, as `content_of` gave it."""
        apart = {name: there for name in APART if (there := getattr(self, name))}
        return {**self.content, **apart}
