"""The working copy of an article: what staff write on, and readers never see."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.page.edition import Edition, Kind
from vietnamese import fold, nfc, one_line, plain


class Status(models.TextChoices):
    """Where the working copy stands. Whether readers see anything is no matter of status."""

    DRAFT = "draft", _("Draft")
    RETURNED = "returned", _("To be mended")
    SUBMITTED = "submitted", _("Waiting for an editor")
    IN_REVIEW = "in_review", _("Waiting for approval")
    APPROVED = "approved", _("Approved, to be published")
    PUBLISHED = "published", _("As published")


def once_public():
    """Return the condition for articles that readers could open at some moment."""
    return models.Q(models.Exists(Edition.objects.filter(article=models.OuterRef("pk")).begun()))


class ArticleQuerySet(models.QuerySet):
    def on_desk(self):
        """Articles that are not in the bin."""
        return self.filter(binned_at=None)

    def binned(self):
        """Articles in the bin."""
        return self.exclude(binned_at=None)

    def search(self, text):
        """Articles whose headline holds every word of ``text``, with or without its marks."""
        found = self
        for word in fold(one_line(text)).split():
            found = found.filter(search_text__contains=word)
        return found


class Article(models.Model):
    """A story on the desk. Its number is also the number in its public address."""

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NEWS)
    headline = models.CharField(_("headline"), max_length=250)
    lead = models.TextField(
        _("lead"), blank=True, help_text=_("One or two sentences, printed in bold above the text.")
    )
    body = models.TextField(_("text"), blank=True)
    category = models.ForeignKey(
        "articles.Category",
        verbose_name=_("category"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
    )
    further_categories = models.ManyToManyField(
        "articles.Category",
        verbose_name=_("further categories"),
        blank=True,
        related_name="further_articles",
    )
    topics = models.ManyToManyField(
        "articles.Topic", verbose_name=_("topics"), blank=True, related_name="articles"
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
    )
    event_date = models.DateField(
        _("event date"),
        null=True,
        blank=True,
        help_text=_("Officials are printed with the titles they held on this day."),
    )
    no_event = models.BooleanField(
        _("no event"), default=False, help_text=_("Tick for a notice that reports no event.")
    )
    officials = models.ManyToManyField(
        "people.Official",
        verbose_name=_("officials present"),
        blank=True,
        related_name="articles",
        help_text=_("Officials whose full name stands in the text are found without this list."),
    )
    related_pinned = models.ManyToManyField(
        "self",
        verbose_name=_("related articles to show"),
        blank=True,
        symmetrical=False,
        related_name="+",
        limit_choices_to=once_public,
        help_text=_("At most five, shown first; those that readers cannot open are passed over."),
    )
    related_banned = models.ManyToManyField(
        "self",
        verbose_name=_("related articles not to show"),
        blank=True,
        symmetrical=False,
        related_name="+",
        limit_choices_to=once_public,
    )
    source_name = models.CharField(_("source"), max_length=150, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    lead_image = models.ForeignKey(
        "images.Image",
        verbose_name=_("lead picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="leading_articles",
    )
    lead_image_caption = models.TextField(
        _("caption"), blank=True, help_text=_("Left empty, the caption of the library is used.")
    )
    lead_image_alt = models.CharField(
        _("text for those who cannot see it"),
        max_length=300,
        blank=True,
        help_text=_("Left empty, the text of the library is used."),
    )
    lead_image_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It says nothing that the text does not say; those who cannot see skip it."),
    )

    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    # What readers would see of the content that was approved last; empty when nothing is.
    approved_hash = models.CharField(max_length=64, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="articles",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    binned_at = models.DateTimeField(_("put in the bin"), null=True, editable=False)
    # Made with the empty form, so that a second click on "Save" finds the article of the first.
    creation_key = models.UUIDField(null=True, unique=True, editable=False)
    erasure = models.ForeignKey(
        "articles.Erasure", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    # The headline as the desk's search compares it.
    search_text = models.TextField(editable=False, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-updated_at", "-pk"]
        # What roles may do stands in `rights.toml`; this one is given to persons by name.
        default_permissions = []
        permissions = [("publish_in_emergency", _("Can publish in an emergency"))]
        indexes = [
            # Holds what the list sorts, filters and searches by, so that a list reads the index
            # from its newest end and opens only the articles it shows.
            models.Index(
                fields=[
                    *("-updated_at", "-id", "binned_at", "status", "category", "author"),
                    *("organisation", "kind", "search_text"),
                ],
                name="article_last_changed",
            ),
            models.Index(fields=["status", "-updated_at", "-id"], name="article_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(event_date=None) | models.Q(no_event=False),
                name="article_has_event_date_or_none",
                violation_error_message=_("Give the event date, or tick “no event”, not both."),
            )
        ]

    def __str__(self):
        return self.headline or f"#{self.pk}"

    def save(self, **kwargs):
        self.tidy()
        super().save(**kwargs)

    def clean(self):
        self.tidy()
        if self.kind == Kind.REPRINT and not self.source_name:
            raise ValidationError({"source_name": _("A reprint names its source.")})

    def tidy(self):
        """Bring what was typed into composed letters, without characters no page can hold."""
        for name in ["headline", "source_name", "lead_image_alt"]:
            setattr(self, name, " ".join(plain(nfc(getattr(self, name))).split()))
        for name in ["lead", "lead_image_caption"]:
            setattr(self, name, plain(nfc(getattr(self, name))).strip())
        if self.lead_image_decorative:
            self.lead_image_alt = ""
        self.search_text = fold(self.headline)


class ArticleImage(models.Model):
    """A picture in the gallery of an article, with the caption and alt text of this use."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="gallery"
    )
    image = models.ForeignKey(
        "images.Image",
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="article_images",
        help_text=_(
            "May stay empty while a caption waits for its picture; it is not printed then."
        ),
    )
    caption = models.TextField(_("caption"), blank=True)
    alt_text = models.CharField(_("text for those who cannot see it"), max_length=300, blank=True)
    decorative = models.BooleanField(_("decorative"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("gallery picture")
        verbose_name_plural = _("gallery")

    def __str__(self):
        return self.caption or str(self.image or "")

    def save(self, **kwargs):
        if self.decorative:
            self.alt_text = ""
        super().save(**kwargs)

    def clean(self):
        if not self.image_id and not self.caption:
            raise ValidationError({"image": _("Choose a picture, or delete this row.")})


class BodyImage(models.Model):
    """
    That the text of a working copy shows a picture.

    Derived from the text at every save, so that the library knows where a picture is used and the
    database refuses to lose it.
    """

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="body_images"
    )
    image = models.ForeignKey(
        "images.Image",
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        related_name="body_images",
    )

    class Meta:
        default_permissions = []
        verbose_name = _("picture in a text")
        verbose_name_plural = _("pictures in texts")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "image"], name="body_image_once_in_an_article"
            )
        ]

    def __str__(self):
        return f"{self.article_id} / {self.image_id}"


class ArticleDocument(models.Model):
    """A document attached to an article, under the title of this use."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="documents"
    )
    document = models.ForeignKey(
        "documents.Document",
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="article_documents",
    )
    title = models.CharField(
        _("title"),
        max_length=250,
        blank=True,
        help_text=_("Left empty, the title of the document is used."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("attached document")
        verbose_name_plural = _("attached documents")

    def __str__(self):
        return self.title or str(self.document)

    def save(self, **kwargs):
        self.title = one_line(self.title)
        super().save(**kwargs)


class BodyDocument(models.Model):
    """That the text of a working copy links to a document; derived as `BodyImage` is."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="body_documents"
    )
    document = models.ForeignKey(
        "documents.Document",
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="body_documents",
    )

    class Meta:
        default_permissions = []
        verbose_name = _("document linked in a text")
        verbose_name_plural = _("documents linked in texts")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "document"], name="body_document_once_in_an_article"
            )
        ]

    def __str__(self):
        return f"{self.article_id} / {self.document_id}"


class Contributor(models.Model):
    """Somebody named in the byline, on the staff or not, and the part played."""

    class Part(models.TextChoices):
        AUTHOR = "author", _("Text")
        PHOTOGRAPHER = "photographer", _("Photographs")
        EDITOR = "editor", _("Editing")
        TRANSLATOR = "translator", _("Translation")

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="contributors"
    )
    name = models.CharField(_("name or pen name"), max_length=150)
    part = models.CharField(_("part"), max_length=20, choices=Part, default=Part.AUTHOR)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")

    def __str__(self):
        return self.name
