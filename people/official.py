"""Persons who hold or held office. Only what the public may know about them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people import history
from people.keys import KeyField, free_key
from people.partial_date import FIRST_YEAR, LAST_YEAR
from vietnamese import fold, one_line, person_sort_key, slug


class Official(models.Model):
    """A person of the register. Two persons may bear the same name."""

    class Gender(models.TextChoices):
        MALE = "m", _("Male")
        FEMALE = "f", _("Female")

    class Honorific(models.TextChoices):
        COMRADE = "đồng chí", _("Đồng chí")
        MR = "ông", _("Ông")
        MRS = "bà", _("Bà")

    key = KeyField()
    full_name = models.CharField(_("full name"), max_length=100)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender, blank=True)
    honorific = models.CharField(
        _("form of address"),
        max_length=10,
        choices=Honorific,
        default=Honorific.COMRADE,
        blank=True,
    )
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
        help_text=_(
            "Kept in confidence, never shown to readers: of equals, the elder is named first."
        ),
    )
    portrait = models.ForeignKey(
        "images.Image",
        verbose_name=_("portrait"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="portrayed_officials",
    )
    pictures = models.ManyToManyField(
        "images.Image",
        verbose_name=_("pictures that show them"),
        blank=True,
        related_name="officials_shown",
    )
    biography = models.TextField(
        _("public biography"),
        blank=True,
        help_text=_("Shown to readers. Nothing about the home, the family or private contacts."),
    )
    sort_name = models.CharField(max_length=1200, editable=False, default="", db_index=True)
    search_text = models.TextField(editable=False, default="")

    told_by = ["full_name"]
    # A year of birth is kept in confidence: the history, which all staff may read, leaves it out.
    history = history.kept(derived=["sort_name", "search_text", "birth_year"])

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["sort_name", "pk"]

    def __str__(self):
        return self.full_name

    def save(self, **kwargs):
        self.tidy()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("official", args=[self.slug, self.pk])

    @property
    def slug(self):
        """The words of the address; the number decides."""
        return slug(self.full_name)

    def tidy(self):
        """Make what is derived agree with the name; called before each save."""
        self.full_name = one_line(self.full_name)
        self.key = self.key or free_key(Official, self.full_name)
        self.sort_name = person_sort_key(self.full_name)[:1200]
        self.search_text = fold(f"{self.full_name} / {self.key}")

    def titles_on(self, day):
        """Return the titles held on ``day`` in the order they are printed, a list of `Title`.

        Four queries; for many officials ask one `people.register.Register`.
        """
        from people.register import Register

        return Register.load(officials=[self.pk]).titles_on(self.pk, day)

    def positions_over_time(self):
        """Return all appointments, the newest first, with position and organisation; one query."""
        return self.appointments.select_related("position__organisation").order_by(
            models.F("started_on").desc(nulls_last=True), "position__rank", "pk"
        )


class OtherName(models.Model):
    """Another name of an official. Former and pen names are right names, a misprint is not."""

    class Kind(models.TextChoices):
        FORMER = "former", _("Former name")
        PEN = "pen", _("Pen name")
        MISPRINT = "misprint", _("Misprint seen")

    official = models.ForeignKey(
        Official, verbose_name=_("official"), on_delete=models.CASCADE, related_name="other_names"
    )
    text = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.FORMER)
    search_text = models.TextField(editable=False, default="")

    told_by = ["text"]
    history = history.kept(derived=["search_text"])

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["official", "text"],
                name="official_has_another_name_once",
                violation_error_message=_("This name is written twice."),
            )
        ]

    def __str__(self):
        return self.text

    def save(self, **kwargs):
        self.tidy()
        super().save(**kwargs)

    def tidy(self):
        """Bring the name into one form and fold it for searching."""
        self.text = one_line(self.text)
        self.search_text = fold(self.text)
