"""
Editions: what readers see, and when.

An edition is public over the half-open interval ``[live_from, live_until)``. Nothing has to happen
for the right page to appear: every question about the public site is a question about a moment.
"""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.page.clock import FOREVER
from articles.page.interval import IntervalQuerySet
from articles.page.shown_picture import ShownPicture
from articles.page.withdrawal import Withdrawal
from documents.naming import DIGITS, url_of


class Kind(models.TextChoices):
    """What sort of article this is."""

    NEWS = "news", _("Own news")
    REPRINT = "reprint", _("Reprint")
    NOTICE = "notice", _("Notice")


class EditionQuerySet(IntervalQuerySet):
    def withdrawn(self):
        return models.Exists(Withdrawal.objects.filter(edition=models.OuterRef("pk")))

    def of_article(self, number):
        """The editions of one article, the newest number first."""
        return self.filter(article=number).order_by("-number")

    def listed_by(self, rows, after=None, **wanted):
        """
        Editions that rows beside them list (see `Listed`), newest first, by the rows' one index.

        ``rows`` is their related name, ``wanted`` what they must say, ``after`` the `Cursor` of the
        last row seen. All conditions stand in one filter: in two, each would join the rows anew and
        the order could not be read off the index.
        """
        older = after.older(f"{rows}__") if after else models.Q()
        wanted = {f"{rows}__{name}": value for name, value in wanted.items()}
        return self.filter(older, **wanted).order_by(f"-{rows}__published_at", f"-{rows}__article")

    def filed_under(self, category, after=None):
        """Editions filed under a category or its branch, newest first."""
        return self.listed_by("filings", after, category=category)

    def on_topic(self, topic, after=None):
        """Editions filed under a topic, newest first."""
        return self.listed_by("topic_filings", after, topic=topic)

    def naming(self, official, after=None):
        """Editions that print an official's name, newest first."""
        return self.listed_by("printed_titles", after, official=official, place=0)

    def printing(self, appointment, after=None):
        """Editions that print a title resting on an appointment, newest first."""
        return self.listed_by("printed_titles", after, appointment=appointment)

    def newest_first(self, after=None):
        """In the order of lists: newest first, equals by number; ``after`` is a `Cursor`."""
        older = after.older() if after else models.Q()
        return self.filter(older).order_by("-published_at", "-article")

    def for_cards(self):
        """All that a list of cards shows, in one query."""
        return self.select_related("lead_image", "category").only(
            "article",
            "headline",
            "slug",
            "lead",
            "published_at",
            "live_from",
            "live_until",
            "category__name",
            "category__slug",
            "lead_image__picture",
            "lead_image__width",
            "lead_image__height",
            "lead_image__focal_x",
            "lead_image__focal_y",
            "lead_image__renditions_ready",
        )


class Edition(models.Model):
    """A frozen record of an article as readers see it; only ``live_until`` ever moves."""

    article = models.PositiveBigIntegerField(_("article number"))
    number = models.PositiveIntegerField(_("edition number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    headline = models.CharField(_("headline"), max_length=250)
    slug = models.CharField(_("address"), max_length=100)
    lead = models.TextField(_("lead"), blank=True)
    category = models.ForeignKey(
        "articles.Category",
        verbose_name=_("category"),
        on_delete=models.PROTECT,
        related_name="editions",
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        related_name="editions",
    )
    event_date = models.DateField(_("event date"), null=True)
    lead_image = models.ForeignKey(
        "images.Image",
        verbose_name=_("lead picture"),
        on_delete=models.PROTECT,
        null=True,
        related_name="leading_editions",
    )
    content = models.JSONField(_("content"), default=dict)
    hash = models.CharField(_("hash"), max_length=64)
    body_html = models.TextField(_("rendered text"), blank=True)

    published_at = models.DateTimeField(_("published"))
    live_from = models.DateTimeField(_("public from"))
    live_until = models.DateTimeField(_("public until"), default=FOREVER)
    expires_at = models.DateTimeField(_("expires"), null=True)
    change_note = models.TextField(_("change note"), blank=True)
    is_major = models.BooleanField(_("major change"), default=False)
    is_scheduled = models.BooleanField(_("scheduled ahead"), default=False)
    is_imported = models.BooleanField(_("imported with its past"), default=False)
    is_corrected = models.BooleanField(_("article bears corrections"), default=False)
    has_documents = models.BooleanField(_("offers documents"), default=False)
    has_citations = models.BooleanField(_("cites official documents"), default=False)
    erasure = models.ForeignKey(
        "articles.Erasure",
        verbose_name=_("erasure"),
        on_delete=models.PROTECT,
        null=True,
        related_name="editions",
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="edition_number_once_in_an_article"
            ),
            models.CheckConstraint(
                condition=models.Q(live_until__gte=models.F("live_from")),
                name="edition_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(live_until__lte=FOREVER), name="edition_ends_by_forever"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at=None)
                | models.Q(expires_at__gt=models.F("live_from")),
                name="edition_expires_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at=None)
                | models.Q(live_until__lte=models.F("expires_at")),
                name="edition_ends_by_its_expiry",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__lte=models.F("live_from")),
                name="edition_published_by_its_beginning",
            ),
        ]
        indexes = [
            models.Index(fields=["published_at", "article"], name="edition_newest"),
            models.Index(
                fields=["organisation", "published_at", "article"], name="edition_newest_of_office"
            ),
            # Answers "is it live, is it scheduled?" for one article or all without a look at the
            # rows. An index that begins with a bound would lure the database away from the order of
            # every list.
            models.Index(fields=["article", "live_from", "live_until"], name="edition_of_article"),
            # What is to come and what is to end, for the agenda; the many that are neither are not
            # in these, so they lure no list either.
            models.Index(
                fields=["live_from"],
                condition=models.Q(is_scheduled=True),
                name="edition_scheduled",
            ),
            models.Index(
                fields=["expires_at"],
                condition=models.Q(expires_at__isnull=False),
                name="edition_expiring",
            ),
        ]

    def __str__(self):
        return self.headline or str(self.article)

    def get_absolute_url(self):
        return reverse("article", args=[self.slug, self.article])


class EditionPicture(ShownPicture):
    """A picture as an edition of an article shows it, and where."""

    class Place(models.TextChoices):
        LEAD = "lead", _("lead picture")
        BODY = "body", _("in the text")
        GALLERY = "gallery", _("gallery")

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="pictures"
    )
    image = models.ForeignKey(
        "images.Image",
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        related_name="edition_pictures",
    )
    place = models.CharField(_("place"), max_length=10, choices=Place)

    class Meta(ShownPicture.Meta):
        verbose_name = _("picture of an edition")
        verbose_name_plural = _("pictures of editions")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "order"], name="edition_picture_order_is_clear"
            )
        ]


class EditionDocument(models.Model):
    """A document as an edition offers it: by content, under its own title."""

    class Place(models.TextChoices):
        ATTACHED = "attached", _("attached")
        BODY = "body", _("linked in the text")

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="documents"
    )
    document = models.ForeignKey(
        "documents.Document",
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="edition_documents",
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    place = models.CharField(_("place"), max_length=10, choices=Place, default=Place.ATTACHED)
    title = models.CharField(_("title"), max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(_("order"))
    erasure = models.ForeignKey(
        "articles.Erasure",
        verbose_name=_("erasure"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        ordering = ["order"]
        default_permissions = []
        verbose_name = _("document of an edition")
        verbose_name_plural = _("documents of editions")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "order"], name="edition_document_order_is_clear"
            )
        ]

    def __str__(self):
        return self.title

    @property
    def key(self):
        """The beginning of the hash that decides in the address."""
        return self.sha256[:DIGITS]

    @property
    def url(self):
        """The address of the file, under the title that this edition gives it."""
        return url_of(self.sha256, self.title, self.document.kind)


class Listed(models.Model):
    """
    A row beside an edition by which a list finds it, with the order of lists in its own columns.

    So a list of any length is read off one index of these rows, which ends in both.
    """

    published_at = models.DateTimeField(_("published"))
    article = models.PositiveBigIntegerField(_("article"))

    class Meta:
        abstract = True
        default_permissions = []

    @classmethod
    def beside(cls, edition, **fields):
        """Return an unsaved row that lists an edition."""
        row = {"published_at": edition.published_at, "article": edition.article}
        return cls(edition=edition, **row, **fields)


class EditionCategory(Listed):
    """That an edition is listed under a category; lists read this table's one index."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="filings"
    )
    category = models.ForeignKey(
        "articles.Category",
        verbose_name=_("category"),
        on_delete=models.PROTECT,
        related_name="filings",
        db_index=False,
    )

    class Meta(Listed.Meta):
        verbose_name = _("category of an edition")
        verbose_name_plural = _("categories of editions")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "category"], name="edition_filed_once_in_a_category"
            )
        ]
        indexes = [
            models.Index(
                fields=["category", "published_at", "article"], name="filing_newest_in_category"
            )
        ]

    def __str__(self):
        return f"{self.edition_id} / {self.category_id}"


class PrintedTitle(Listed):
    """
    A title that an edition printed beside an official's name, and the appointment it rests on.

    An official who was named without holding any office has one row with an empty title.
    """

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="printed_titles"
    )
    official = models.ForeignKey(
        "people.Official",
        verbose_name=_("official"),
        on_delete=models.PROTECT,
        null=True,
        related_name="printed_titles",
        db_index=False,
    )
    appointment = models.ForeignKey(
        "people.Appointment",
        verbose_name=_("appointment"),
        on_delete=models.PROTECT,
        null=True,
        related_name="printed_titles",
        db_index=False,
    )
    title = models.CharField(_("printed title"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"))
    # Among the titles of this official here; the row numbered 0 stands for the edition in lists.
    place = models.PositiveSmallIntegerField(_("place"), default=0)
    erasure = models.ForeignKey(
        "articles.Erasure",
        verbose_name=_("erasure"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta(Listed.Meta):
        ordering = ["order"]
        verbose_name = _("printed title")
        verbose_name_plural = _("printed titles")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "order"], name="printed_title_order_is_clear"
            )
        ]
        indexes = [
            models.Index(
                fields=["official", "place", "published_at", "article"],
                name="printed_newest_of_official",
            ),
            models.Index(
                fields=["appointment", "published_at", "article"],
                name="printed_newest_of_appointment",
            ),
        ]

    def __str__(self):
        return self.title


class EditionWords(models.Model):
    """
    The words an edition can be found by: folded, then folded pairs, separated by spaces.

    Words that begin with "_" tell what it is filed under (`articles.page.filing.filters_of`). Its
    ``place`` is the second in which it was published, or the next that was free: the order of
    search. The index over both is laid per database by `articles.page.search_index`.
    """

    edition = models.OneToOneField(
        Edition,
        verbose_name=_("edition"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="words",
    )
    words = models.TextField(_("words"))
    place = models.BigIntegerField(_("place"), unique=True)

    class Meta:
        verbose_name = _("words of an edition")
        verbose_name_plural = _("words of editions")
        default_permissions = []

    def __str__(self):
        return self.words[:50]
