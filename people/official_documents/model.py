"""Official documents that articles cite: resolutions, decisions, decrees, plans."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from people import history
from people.official_documents.numbers import is_number, key_of, kind_told_by, tidy_number
from vietnamese import fold_words, one_line, slug


class Kind(models.TextChoices):
    """What sort of document it is; the values stand in addresses."""

    RESOLUTION = "nghi-quyet", _("Resolution")
    DECISION = "quyet-dinh", _("Decision")
    CONCLUSION = "ket-luan", _("Conclusion")
    DIRECTIVE = "chi-thi", _("Directive")
    RULES = "quy-dinh", _("Rules")
    STATUTE = "quy-che", _("Statute")
    LAW = "luat", _("Law")
    ORDINANCE = "phap-lenh", _("Ordinance")
    DECREE = "nghi-dinh", _("Decree")
    CIRCULAR = "thong-tu", _("Circular")
    JOINT_CIRCULAR = "thong-tu-lien-tich", _("Joint circular")
    PROGRAMME = "chuong-trinh", _("Programme")
    PLAN = "ke-hoach", _("Plan")
    GUIDANCE = "huong-dan", _("Guidance")
    ANNOUNCEMENT = "thong-bao", _("Announcement")
    REPORT = "bao-cao", _("Report")
    PROPOSAL = "to-trinh", _("Proposal")
    TELEGRAM = "cong-dien", _("Telegram")
    LETTER = "cong-van", _("Official letter")
    OTHER = "khac", _("Other document")


class OfficialDocumentQuerySet(models.QuerySet):
    def search(self, text):
        """Documents that bear every word of ``text``, in their number or beside it.

        Marks and the signs of a number may be left out; a word may be the beginning of one.
        """
        found = self
        for word in fold_words(text):
            found = found.filter(search_text__contains=f" {word}")
        return found

    def newest_first(self, after=None):
        """The newest day of issue first; ``after`` is a (day, number of the row) seen last."""
        older = models.Q()
        if after is not None:
            day, pk = after
            older = models.Q(issued_on__lte=day) & (
                models.Q(issued_on__lt=day) | models.Q(pk__lt=pk)
            )
        return self.filter(older).order_by("-issued_on", "-pk")

    def kinds_and_years(self):
        """Return (kind, year) of all that there are, a set; one query."""
        rows = self.order_by().annotate(year=ExtractYear("issued_on"))
        return set(rows.values_list("kind", "year").distinct())


class OfficialDocument(models.Model):
    """
    A document of an authority, known by its number and the day it was issued.

    Numbers come again: with each congress and in each province, so only number, day and issuer
    together tell one. A file that stands here is public.
    """

    number = models.CharField(
        _("number of the document"),
        max_length=60,
        help_text=_("As it is printed: 18-NQ/TW, 27/2018/NĐ-CP."),
    )
    number_key = models.CharField(max_length=60, editable=False)
    kind = models.CharField(
        _("kind of document"),
        max_length=20,
        choices=Kind,
        blank=True,
        help_text=_("Left empty, the letters of the number tell it."),
    )
    issued_on = models.DateField(_("day of issue"))
    issuer = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("issuing organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="official_documents",
        help_text=_("Where it is in the register."),
    )
    issuer_name = models.CharField(
        _("issuer as printed"),
        max_length=200,
        blank=True,
        help_text=_("Left empty, the name that the organisation bore on that day."),
    )
    title = models.CharField(
        _("abstract"),
        max_length=700,
        help_text=_("What it is about, in the words of the document itself."),
    )
    file = models.ForeignKey(
        "documents.Document",
        verbose_name=_("file for readers"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="official_documents",
        help_text=_("Everybody can download it as soon as this is saved."),
    )
    address = models.URLField(
        _("address of the official text"),
        max_length=500,
        blank=True,
        help_text=_("Where its issuer published it, such as a page of vanban.chinhphu.vn."),
    )
    search_text = models.TextField(editable=False, default="")

    told_by = ["number", "issuer_name"]
    objects = OfficialDocumentQuerySet.as_manager()
    history = history.kept(derived=["number_key", "search_text"])

    class Meta:
        verbose_name = _("official document")
        verbose_name_plural = _("official documents")
        ordering = ["-issued_on", "-pk"]
        indexes = [
            models.Index(fields=["number_key", "issued_on"], name="official_document_by_number"),
            models.Index(fields=["issued_on", "id"], name="official_document_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key", "issued_on", "issuer_name"],
                name="official_document_once_in_the_register",
            ),
            models.CheckConstraint(
                condition=~models.Q(number_key=""), name="official_document_has_a_number"
            ),
        ]

    def __str__(self):
        if self.kind in {"", Kind.OTHER}:
            return self.number
        return f"{self.get_kind_display()} {self.number}"

    def save(self, **kwargs):
        self.tidy()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("official_document", args=[self.slug, self.pk])

    def clean(self):
        self.tidy()
        problems = {}
        if not is_number(self.number):
            problems["number"] = _(
                "Write the number as the document bears it, with its letters: 18-NQ/TW, "
                "27/2018/NĐ-CP."
            )
        elif not self.kind:
            problems["kind"] = _("This number does not tell what it is. Choose the kind.")
        if not self.issuer_name:
            problems["issuer_name"] = _(
                "Say who issued it: choose the organisation, or write its name."
            )
        if self.issued_on and self.issued_on > timezone.localdate():
            problems["issued_on"] = _("This day is still to come. Write the day it was issued.")
        if problems:
            raise ValidationError(problems)
        if twin := self.twins().first():
            raise ValidationError(
                _("This document is in the register already: %(document)s of %(day)s."),
                params={
                    "document": twin,
                    "day": date_format(twin.issued_on, "SHORT_DATE_FORMAT"),
                },
            )

    @property
    def slug(self):
        """The words of its address; the number of the row decides."""
        return slug(f"{self.kind} {self.number}", fallback="van-ban")

    @property
    def public_file(self):
        """The `Document` that readers can download, None where there is none or it was erased."""
        return self.file if self.file_id and not self.file.erasure else None

    @property
    def host(self):
        """The site on which its issuer published it, "" where no address is known."""
        return urlsplit(self.address).hostname or ""

    def twins(self):
        """Return the other rows that are this very document, a queryset; at most one."""
        return OfficialDocument.objects.exclude(pk=self.pk).filter(
            number_key=self.number_key, issued_on=self.issued_on, issuer_name=self.issuer_name
        )

    def tidy(self):
        """Make what is derived agree with what is stored; called before each save."""
        self.number = tidy_number(self.number)
        self.number_key = key_of(self.number)
        self.kind = self.kind or kind_told_by(self.number)
        self.issuer_name = one_line(self.issuer_name)
        if not self.issuer_name and self.issuer_id and self.issued_on:
            self.issuer_name = self.issuer.name_on(self.issued_on)
        self.title = one_line(self.title)
        said = [self.number, self.number_key, self.kind, self.issuer_name, self.title]
        self.search_text = " " + " ".join(fold_words(" ".join(said)))


def meant(documents, named, day):
    """
    Return those of the ``documents`` of one number that a text means, a list.

    ``named`` is the day of issue that the text gives or None, ``day`` the one on which the text
    was published. A day that is given decides, and a document of another day is not meant. Without
    one it is the last that had been issued by then; two of one day are both meant.
    """
    if named is None:
        issued = (each.issued_on for each in documents if each.issued_on <= day)
        named = max(issued, default=None)
    return [each for each in documents if each.issued_on == named]
