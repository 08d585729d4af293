"""The picture library: each picture once, known by its content."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from pictures.models import PictureField

from images.addresses import name_of, rendition_url
from images.storage import originals
from vietnamese import fold, is_file_name, one_line, plain


def no_file_name(text):
    """Refuse an alt text that only repeats the name of a file."""
    if is_file_name(text):
        raise ValidationError(
            _("This is the name of a file. Write in words what the picture shows."),
            code="file_name",
        )


class Licence(models.TextChoices):
    """On which terms a picture may be shown."""

    OWN = "own", _("Taken by our own staff")
    PERMITTED = "permitted", _("Shown by permission of the owner")
    PRESS = "press", _("Handed out to the press")
    CC_BY = "cc-by", _("Creative Commons BY")
    CC_BY_SA = "cc-by-sa", _("Creative Commons BY-SA")
    FREE = "free", _("Free of rights")


class Child(models.TextChoices):
    """
    Whether a child can be recognised, and on what ground it may be shown.

    Law on Children 2016 (102/2016/QH13), article 6.11, and Decree 56/2017/NĐ-CP, article 33: a
    picture of a child asks for the consent of the parents, from seven years on of the child too.
    Civil Code 2015, article 32.2: not where it was taken at a public event.
    """

    NONE = "", _("No child can be recognised")
    UNCLEAR = "unclear", _("Shows a child; consent is not there yet")
    CONSENT = "consent", _("Shows a child; consent is recorded")
    EVENT = "event", _("Public event, wide view")


class ImageQuerySet(models.QuerySet):
    def for_cards(self):
        """What showing pictures takes, and nothing that grows with the words."""
        return self.only(
            "picture", "width", "height", "focal_x", "focal_y", "renditions_ready", "alt_text"
        )

    def kept(self):
        """Pictures that were not erased."""
        return self.filter(erasure=None)

    def offered(self):
        """Pictures to choose from: kept, and no other stands in their place."""
        return self.kept().filter(replaced_by=None)

    def search(self, text):
        """Pictures whose words hold every word of ``text``, with or without its marks."""
        found = self
        for word in fold(one_line(text)).split():
            found = found.filter(search_text__contains=word)
        return found

    def without_renditions(self):
        """Pictures that readers still get in one size only."""
        return self.kept().filter(renditions_ready=False)

    def awaiting_consent(self):
        """Pictures that show a child and may not appear yet; see `Child`."""
        return self.kept().filter(child=Child.UNCLEAR)

    def failed(self):
        """Pictures whose renditions could not be made; readers get them in one size."""
        return self.without_renditions().exclude(renditions_failed="")

    def without_alt_text(self):
        return self.kept().filter(alt_text="")


class Image(models.Model):
    """
    One picture of the library.

    Its content never changes: articles are approved with it, by its hash. Another content is
    another picture. An erased one keeps row, number and hash, and loses words and files.
    """

    title = models.CharField(_("title of the picture"), max_length=200)
    alt_text = models.CharField(
        _("alt text"),
        max_length=300,
        blank=True,
        validators=[no_file_name],
        help_text=_("What the picture shows, for readers who cannot see it. One or two sentences."),
    )
    caption = models.TextField(_("picture caption"), blank=True)
    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who took the picture, or where it comes from."),
    )
    licence = models.CharField(
        pgettext_lazy("picture", "licence"), max_length=20, choices=Licence, blank=True
    )
    child = models.CharField(
        _("children in the picture"), max_length=10, choices=Child, default=Child.NONE, blank=True
    )
    child_note = models.CharField(
        _("consent"),
        max_length=300,
        blank=True,
        help_text=_("Who agreed, when, and where that can be read."),
    )
    focal_x = models.FloatField(
        _("focal point, from the left"),
        default=0.5,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("0 is the left edge, 1 the right one."),
    )
    focal_y = models.FloatField(
        _("focal point, from the top"),
        default=0.5,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("0 is the top edge, 1 the bottom one."),
    )
    picture = PictureField(
        _("picture"),
        max_length=100,
        db_index=True,
        editable=False,
        width_field="width",
        height_field="height",
        aspect_ratios=[None],
    )
    width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    sha256 = models.CharField(
        "SHA-256",
        max_length=64,
        unique=True,
        editable=False,
        error_messages={"unique": _("This picture is in the library already.")},
    )
    # By eye and not by content: alike for the same picture compressed anew by a chat program.
    perceptual_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    # Another file for the same uses: what is written from now on shows that one.
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replaces",
    )
    original = models.FileField(
        _("original"), storage=originals, max_length=100, blank=True, editable=False
    )
    renditions_ready = models.BooleanField(_("all sizes made"), default=False, editable=False)
    renditions_failed = models.TextField(_("why sizes are missing"), blank=True, editable=False)
    renditions_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="uploaded_images",
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True, db_index=True)
    erasure = models.PositiveBigIntegerField(
        _("erased under number"), null=True, blank=True, editable=False
    )
    search_text = models.TextField(editable=False, blank=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="image_focal_point_lies_in_the_picture",
            ),
            models.CheckConstraint(
                condition=models.Q(erasure=None)
                | models.Q(
                    **dict.fromkeys(
                        [
                            *("title", "alt_text", "caption", "credit", "child_note"),
                            *("picture", "original"),
                        ],
                        "",
                    )
                ),
                name="image_erased_holds_nothing",
            ),
        ]

    def __str__(self):
        if self.erasure:
            return str(_("Erased picture %(number)s") % {"number": self.pk})
        return self.title

    def save(self, *args, **kwargs):
        """Tidy the words, and leave no file behind when a new picture cannot be kept."""
        self.tidy()
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "search_text"}
        was_new = self._state.adding
        try:
            # The renditions are asked for on commit: there must be one, and after the row.
            with transaction.atomic():
                super().save(*args, **kwargs)
        except Exception:
            if was_new:
                self.drop_unkept_files()
            raise

    def tidy(self):
        """Bring the words into their one form, and what the search compares with them."""
        self.title = one_line(self.title)
        self.alt_text = one_line(self.alt_text)
        self.credit = one_line(self.credit)
        self.caption = plain(self.caption).strip()
        words = " ".join([self.title, self.alt_text, self.caption, self.credit])
        self.search_text = fold(one_line(words))

    def drop_unkept_files(self):
        """Delete the files of a picture that got no row, unless another row has the same."""
        name = name_of(self.sha256)
        if not self.sha256 or Image.objects.filter(picture=name).exists():
            return
        for file in (self.picture, self.original):
            if file:
                file.storage.delete(file.name)

    @property
    def url(self):
        """The address of the public picture; empty when it was erased."""
        return rendition_url(self, 10_000)

    @property
    def thumbnail_url(self):
        """The address of a picture about 320 pixels wide."""
        return rendition_url(self, 320)
