"""Documents that readers can download: each file once, known by its content."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.naming import DIGITS, hashes_of, url_of
from vietnamese import fold, one_line


class Kind(models.TextChoices):
    """What sort of file a document is; nothing else is taken in."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"


class DocumentQuerySet(models.QuerySet):
    def kept(self):
        """Documents that were not erased."""
        return self.filter(erasure=None)

    def with_keys(self, keys):
        """Documents whose addresses bear one of these beginnings of a hash."""
        bounds = [
            models.Q(sha256__gte=first, sha256__lt=last) for first, last in map(hashes_of, keys)
        ]
        return self.filter(reduce(or_, bounds)) if bounds else self.none()

    def search(self, text):
        """Documents whose title holds every word of ``text``, with or without its marks."""
        found = self
        for word in fold(one_line(text)).split():
            found = found.filter(search_text__contains=word)
        return found


class Document(models.Model):
    """
    One file for readers to download.

    Its content never changes: articles are approved with it, by its hash. An erased one keeps row,
    number and hash, and loses title and file.
    """

    title = models.CharField(_("title of the document"), max_length=250)
    kind = models.CharField(_("kind of file"), max_length=10, choices=Kind, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(
        "SHA-256",
        max_length=64,
        unique=True,
        editable=False,
        error_messages={"unique": _("This document is here already.")},
    )
    # The name of the file in the storage of documents, made of its content.
    file = models.CharField(max_length=100, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="uploaded_documents",
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True, db_index=True)
    erasure = models.PositiveBigIntegerField(
        _("erased under number"), null=True, blank=True, editable=False
    )
    search_text = models.TextField(editable=False, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(erasure=None) | models.Q(title="", file=""),
                name="document_erased_holds_nothing",
            )
        ]

    def __str__(self):
        if self.erasure:
            return str(_("Erased document %(number)s") % {"number": self.pk})
        return self.title

    def save(self, *args, **kwargs):
        self.title = one_line(self.title)
        self.search_text = fold(self.title)
        super().save(*args, **kwargs)

    @property
    def key(self):
        """The beginning of the hash that decides in the address."""
        return self.sha256[:DIGITS]

    @property
    def url(self):
        """The address of the file; whether it answers, the view asks."""
        return url_of(self.sha256, self.title, self.kind)
