"""
Editions of the pages beside the news, such as "Giới thiệu": what readers see, and when.

The same idea as for articles: a frozen record, public over ``[live_from, live_until)``.
"""

import hashlib
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.page.clock import FOREVER
from articles.page.interval import IntervalQuerySet
from articles.page.shown_picture import ShownPicture


class Opening(models.TextChoices):
    """What a page shows above its own text."""

    NOTHING = "", _("Nothing, the text alone")
    CONTACTS = "contacts", _("The contacts of the site and of the offices")


class PageEditionQuerySet(IntervalQuerySet):
    def withdrawn(self):
        return ~Q(withdrawn_because="")

    def of_page(self, number):
        """The editions of one page, the newest number first."""
        return self.filter(page=number).order_by("-number")


class PageEdition(models.Model):
    """A frozen record of a page as readers see it; only its end ever moves, and why it ended."""

    page = models.PositiveBigIntegerField(_("page number"))
    number = models.PositiveIntegerField(_("edition number"))
    slug = models.SlugField(_("address"), max_length=100)
    title = models.CharField(_("title of the page"), max_length=200)
    lead = models.TextField(_("summary"), blank=True)
    body_html = models.TextField(_("text"), blank=True)
    responsible = models.CharField(_("responsible for this page"), max_length=200, blank=True)
    opening = models.CharField(_("above the text"), max_length=10, choices=Opening, blank=True)
    # Of all that readers see of it, the words of its pictures included.
    hash = models.CharField(_("hash"), max_length=64)
    live_from = models.DateTimeField(_("public from"))
    live_until = models.DateTimeField(_("public until"), default=FOREVER)
    is_scheduled = models.BooleanField(_("scheduled ahead"), default=False)
    withdrawn_because = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)
    erasure = models.ForeignKey(
        "articles.Erasure",
        verbose_name=_("erasure"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    objects = PageEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of a page")
        verbose_name_plural = _("editions of pages")
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="page_edition_number_once"),
            # Publishing ends the one before in the same moment, so this keeps two of a page from
            # being live at once.
            models.UniqueConstraint(
                fields=["page"], condition=Q(live_until=FOREVER), name="page_has_one_open_edition"
            ),
            models.CheckConstraint(
                condition=Q(live_until__gte=F("live_from")), name="page_edition_ends_after_it_began"
            ),
        ]

    def __str__(self):
        return self.title or f"#{self.page}"

    def get_absolute_url(self):
        return reverse("page", args=[self.slug])


class PageSlug(models.Model):
    """
    An address a page has or had: it answers for ever and is never given to another.

    Of an erased page only the `seal` is kept: its words were those of the title.
    """

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    page = models.PositiveBigIntegerField(_("page"))

    class Meta:
        verbose_name = _("address of a page")
        verbose_name_plural = _("addresses of pages")
        default_permissions = []

    def __str__(self):
        return self.slug


def seal(slug):
    """Return what tells whether an address is a certain one, and not what it says."""
    return hashlib.sha256(slug.encode()).hexdigest()


class PagePicture(ShownPicture):
    """A picture as an edition of a page shows it in its text."""

    edition = models.ForeignKey(
        PageEdition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="pictures"
    )
    image = models.ForeignKey(
        "images.Image",
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        related_name="page_pictures",
    )

    class Meta(ShownPicture.Meta):
        verbose_name = _("picture of a page")
        verbose_name_plural = _("pictures of pages")
        constraints = [
            models.UniqueConstraint(fields=["edition", "order"], name="page_picture_order_is_clear")
        ]


class PageDocument(models.Model):
    """A document of the store that the text of an edition leads to."""

    edition = models.ForeignKey(
        PageEdition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="documents"
    )
    document = models.ForeignKey(
        "documents.Document",
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="page_documents",
    )

    class Meta:
        verbose_name = _("document of a page")
        verbose_name_plural = _("documents of pages")
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "document"], name="page_edition_leads_to_document_once"
            )
        ]

    def __str__(self):
        return f"{self.edition}: {self.document}"


@dataclass(frozen=True)
class Answer:
    """
    A status of HTTP and the edition that goes with it.

    200 the live edition; 301 the live edition under its own address; 410 the last one, which was
    withdrawn; 404 none.
    """

    status: int
    edition: PageEdition | None = None


def answer(slug, at=None):
    """Return the `Answer` for the address of a page at ``at`` (now when left out)."""
    live = PageEdition.objects.live(at).filter(slug=slug).first()
    if live is not None:
        return Answer(200, live)
    known = PageSlug.objects.filter(slug__in=[slug, seal(slug)]).first()
    if known is None:
        return Answer(404)
    editions = PageEdition.objects.of_page(known.page)
    begun = editions.begun(at)
    # An address that is only scheduled leads nowhere yet: browsers would keep a redirect that the
    # schedule turns round. Of an erased one no edition tells any more.
    if known.slug == slug and not begun.filter(slug=slug).exists():
        return Answer(404)
    live = editions.live(at).first()
    if live is not None:
        return Answer(301, live)
    last = begun.first()
    return Answer(404) if last is None else Answer(410, last)
