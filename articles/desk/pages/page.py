"""A page beside the news as staff write it; what readers see of it is a `PageEdition`."""

from enum import Enum

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.desk.pages.printing import library_of, numbers_in, printed
from articles.desk.versions.content import hash_of
from articles.page import clock
from articles.page.pages.page_edition import Opening, PageEdition, PageSlug, seal
from people import history
from vietnamese import nfc, one_line, slug

# What a save changes, what is compared, and what is brought back.
CONTENT = ["title", "slug", "lead", "body", "responsible", "opening"]


class PageState(Enum):
    """What readers see of a page, and whether the working copy says something else."""

    NEVER = "never", _("Never published")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Public")
    CHANGED = "changed", _("Public, with changes not published yet")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ERASED = "erased", _("Erased by order")

    def __init__(self, code, label):
        self.code = code
        self.label = label


class Page(models.Model):
    """
    The working copy of a page such as "Giới thiệu".

    Saving it changes nothing for readers. Each save counts its ``version`` up and stays in the
    history.
    """

    title = models.CharField(_("title of the page"), max_length=200)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("The word in the address. Made from the title when left empty."),
    )
    lead = models.TextField(
        _("summary"),
        max_length=500,
        blank=True,
        help_text=_("One or two sentences under the title."),
    )
    body = models.TextField(_("text"), blank=True)
    responsible = models.CharField(
        _("responsible for this page"),
        max_length=200,
        blank=True,
        help_text=_("The person or office that answers for what it says. Shown to readers."),
    )
    opening = models.CharField(_("above the text"), max_length=10, choices=Opening, blank=True)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    # Made with the empty form, as an article's is.
    creation_key = models.UUIDField(
        _("key of the new form"), null=True, unique=True, editable=False
    )
    updated_at = models.DateTimeField(_("last saved"), auto_now=True)
    erasure = models.ForeignKey(
        "articles.Erasure",
        verbose_name=_("erasure"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    told_by = ["title"]
    history = history.kept(derived=["updated_at", "creation_key"])

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["title"]
        permissions = [("publish_page", _("Can publish and withdraw pages"))]

    def __str__(self):
        return self.title or f"#{self.pk}"

    def save(self, **kwargs):
        self.tidy()
        super().save(**kwargs)
        note_images(self)

    def tidy(self):
        """Bring what was typed into one form; called before each save."""
        self.title = one_line(self.title)
        self.responsible = one_line(self.responsible)
        self.lead = nfc(self.lead).strip()
        self.slug = self.slug or slug(self.title, fallback="trang")

    def clean(self):
        self.tidy()
        if slug_is_taken(self):
            raise ValidationError(
                {"slug": _("This address belongs or once belonged to another page.")}
            )

    @cached_property
    def editions(self):
        """Its editions, the newest first, a list."""
        return list(PageEdition.objects.of_page(self.pk)) if self.pk else []

    @property
    def live(self):
        """The edition readers see now, or None."""
        now = clock.now()
        return next(
            (each for each in self.editions if each.live_from <= now < each.live_until), None
        )

    @property
    def pending(self):
        """The edition that is to begin, or None."""
        now = clock.now()
        kept = (each for each in self.editions if each.live_until > each.live_from)
        return next((each for each in kept if each.live_from > now), None)

    @property
    def was_public(self):
        """Whether readers could open it at some moment."""
        now = clock.now()
        return any(
            each.live_from <= now and (each.live_until > each.live_from or each.withdrawn_because)
            for each in self.editions
        )

    @property
    def state(self):
        """The `PageState` it is in."""
        if self.erasure_id:
            return PageState.ERASED
        if self.pending is not None:
            return PageState.SCHEDULED
        if not self.was_public:
            return PageState.NEVER
        if self.live is None:
            return PageState.WITHDRAWN
        if self.live.hash == hash_of(printed(self, self.library)):
            return PageState.LIVE
        return PageState.CHANGED

    @cached_property
    def library(self):
        """The pictures of its text, {number: `Image`}; a query where it shows any."""
        return library_of([self])


class PageImage(models.Model):
    """
    That the text of a working copy shows a picture.

    Derived from the text at every save, as `BodyImage` is for articles.
    """

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="images"
    )
    image = models.ForeignKey(
        "images.Image",
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        related_name="page_images",
    )

    class Meta:
        default_permissions = []
        verbose_name = _("picture in a page")
        verbose_name_plural = _("pictures in pages")
        constraints = [
            models.UniqueConstraint(fields=["page", "image"], name="page_image_once_in_a_page")
        ]

    def __str__(self):
        return f"{self.page_id} / {self.image_id}"


def slug_is_taken(page):
    """Tell whether another page has the address of this one, or ever had it."""
    same = [page.slug, seal(page.slug)]
    others = Page.objects.filter(slug__in=same).exclude(pk=page.pk)
    known = PageSlug.objects.filter(slug__in=same).exclude(page=page.pk or 0)
    return others.exists() or known.exists()


def note_images(page):
    """Note which pictures of the library the text of a page shows now."""
    shown = numbers_in(page.body)
    noted = set(page.images.values_list("image", flat=True))
    if noted - shown:
        page.images.filter(image__in=noted - shown).delete()
    if shown - noted:
        there = library_of([page])
        PageImage.objects.bulk_create(
            [PageImage(page=page, image_id=number) for number in there], ignore_conflicts=True
        )
