"""The diary of the desk: every act, and every try that was refused."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vietnamese import fold


class WorkflowEvent(models.Model):
    """
    Who did what to an article, when, why, and on which content. Rows are only added.

    The article is a plain number, so that the diary outlives a draft that was thrown away.
    """

    article = models.PositiveBigIntegerField(_("article number"))
    verb = models.CharField(_("act"), max_length=30)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,  # the index below begins with it
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    from_status = models.CharField(_("from"), max_length=10, blank=True)
    to_status = models.CharField(_("to"), max_length=10, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    note = models.TextField(_("inner note"), blank=True)
    hash = models.CharField(_("hash of the content"), max_length=64, blank=True)
    # The version of the article that stood at that moment.
    version = models.PositiveIntegerField(_("version"), default=0)
    refused = models.BooleanField(_("refused"), default=False)
    # The reason as the audit's search compares it; the inner note is not searched.
    search_text = models.TextField(editable=False, blank=True)
    erasure = models.ForeignKey(
        "articles.Erasure",
        verbose_name=_("erasure"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("entry of the diary")
        verbose_name_plural = _("diary")
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["article", "-at"], name="event_of_article"),
            # The audit reads the newest of all, of a person, of an act or of refused tries.
            models.Index(fields=["-at", "-id"], name="event_newest"),
            models.Index(fields=["by", "-at", "-id"], name="event_newest_of_person"),
            models.Index(fields=["verb", "-at", "-id"], name="event_newest_of_act"),
            models.Index(
                fields=["-at", "-id"], condition=models.Q(refused=True), name="event_newest_refused"
            ),
        ]

    def __str__(self):
        return f"#{self.article} · {timezone.localtime(self.at):%d/%m/%Y %H:%M}"


def record(article, verb, by, *, to_status="", reason="", note="", hash="", refused=False):
    """Write one line into the diary; ``by`` is a user or None for the system itself."""
    return WorkflowEvent.objects.create(
        article=article.pk,
        verb=verb,
        by=by,
        from_status=article.status,
        to_status=to_status or article.status,
        reason=reason,
        search_text=fold(reason),
        note=note,
        hash=hash,
        version=article.version,
        refused=refused,
    )
