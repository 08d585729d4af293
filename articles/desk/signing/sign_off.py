"""Signing off: what somebody without an account, or away from the desk, said about an article."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from images.storage import originals

EVIDENCE = "sign-offs/"


class SignOffLink(models.Model):
    """A link that opens the page of one article to somebody without an account, for a while."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="sign_off_links",
    )
    for_whom = models.CharField(_("for whom"), max_length=150)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("sign-off link")
        verbose_name_plural = _("sign-off links")
        default_permissions = []
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"#{self.article_id} {self.for_whom}"


class SignOff(models.Model):
    """
    What a person said about exactly one content of an article: evidence. Rows are only added.

    Given through a link, or by telephone, on paper, in a chat and written down by staff.
    """

    class Answer(models.TextChoices):
        AGREED = "agreed", _("Agreed")
        CHANGES = "changes", _("Asks for changes")

    class How(models.TextChoices):
        LINK = "link", _("through a link")
        TELEPHONE = "telephone", _("by telephone")
        PAPER = "paper", _("on paper")
        CHAT = "chat", _("in a chat")

    article = models.PositiveBigIntegerField(_("article number"))
    link = models.ForeignKey(
        SignOffLink,
        verbose_name=_("sign-off link"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="answers",
    )
    version = models.PositiveIntegerField(_("version"))
    hash = models.CharField(_("hash of the content"), max_length=64)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    who = models.CharField(_("who"), max_length=150)
    how = models.CharField(_("how"), max_length=10, choices=How)
    comment = models.TextField(_("comment"), blank=True)
    said_at = models.DateTimeField(_("said"))
    evidence = models.FileField(
        _("picture of it"), storage=originals, upload_to=EVIDENCE, blank=True
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    erasure = models.ForeignKey(
        "articles.Erasure",
        verbose_name=_("erasure"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        default_permissions = ["view"]
        ordering = ["-recorded_at", "-pk"]
        indexes = [models.Index(fields=["article", "-recorded_at"], name="sign_off_of_article")]

    def __str__(self):
        return f"#{self.article} {self.who}: {self.get_answer_display()}"

    @staticmethod
    def evidence_folder(article):
        """Return where the evidence about an article's number lies among the originals."""
        return f"{EVIDENCE}{article}"
