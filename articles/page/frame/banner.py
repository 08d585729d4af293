"""Banners: pictures that stand for a while at a place of the page."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from articles.page import clock

FIELDS = ["picture", "width", "height", "focal_x", "focal_y", "renditions_ready"]
SIDE_BY_SIDE = 2  # banners that stand beside an article


class BannerQuerySet(models.QuerySet):
    def standing(self, at=None):
        """Banners whose window holds ``at`` (now when left out), in their order."""
        at = at or clock.now()
        return self.filter(
            Q(shown_from=None) | Q(shown_from__lte=at), Q(shown_until=None) | Q(shown_until__gt=at)
        ).order_by("order", "-pk")

    def over(self, at=None):
        """Banners whose window has passed at ``at``; readers see them no more."""
        return self.filter(shown_until__lte=at or clock.now())

    def as_shown(self):
        """What a page needs of each, as one JSON value named ``data``; see `Banners`."""
        picture = {name: f"image__{name}" for name in FIELDS}
        phone = {f"phone_{name}": f"phone_image__{name}" for name in FIELDS}
        own = {name: name for name in ["pk", "order", "place", "alt_text", "link"]}
        return self.values(data=JSONObject(**own, category="category__slug", **picture, **phone))


class Banners:
    """The banners of a page by their place, each a dict as `BannerQuerySet.as_shown` gives it."""

    def __init__(self, rows, category_slug=None):
        rows = sorted(rows, key=lambda row: (row["order"], -row["pk"]))
        self._at = {
            place: [row for row in rows if row["place"] == place] for place in Banner.Place.values
        }
        self._category = category_slug

    @property
    def head(self):
        """The one across the head of the page, None without one; a category's own goes first."""
        category, all_pages = self._at[Banner.Place.CATEGORY], self._at[Banner.Place.HEAD]
        own = [row for row in category if self._category and row["category"] == self._category]
        every = [row for row in category if self._category and row["category"] is None]
        return next(iter([*own, *every, *all_pages]), None)

    @property
    def side(self):
        """Those beside an article, a short list."""
        return self._at[Banner.Place.SIDE][:SIDE_BY_SIDE]


class Banner(models.Model):
    """A picture at a place of the page, for a while or for good."""

    class Place(models.TextChoices):
        HEAD = "head", _("across the head of every page")
        CATEGORY = "category", _("in the head of a category")
        SIDE = "side", _("beside articles")

    place = models.CharField(_("place"), max_length=10, choices=Place, default=Place.HEAD)
    category = models.ForeignKey(
        "articles.Category",
        verbose_name=_("category"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="banners",
        help_text=_("Only for the head of a category; left empty, it stands in all of them."),
    )
    image = models.ForeignKey(
        "images.Image", verbose_name=_("picture"), on_delete=models.PROTECT, related_name="banners"
    )
    phone_image = models.ForeignKey(
        "images.Image",
        verbose_name=_("picture on a phone"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="phone_banners",
        help_text=_("Narrower and taller, so that its words can be read. Left empty, the same."),
    )
    alt_text = models.CharField(
        _("text for those who cannot see it"),
        max_length=200,
        blank=True,
        help_text=_("Leave empty when the picture only decorates."),
    )
    link = models.URLField(_("link"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    shown_from = models.DateTimeField(_("shown from"), null=True, blank=True)
    shown_until = models.DateTimeField(_("shown until"), null=True, blank=True)

    objects = BannerQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name = _("banner")
        verbose_name_plural = _("banners")
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_from=None)
                | Q(shown_until=None)
                | Q(shown_until__gt=F("shown_from")),
                name="banner_ends_after_it_begins",
                violation_error_message=_("The banner must end after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(category=None) | Q(place="category"),
                name="banner_of_a_category_stands_there",
                violation_error_message=_(
                    "Only a banner in the head of a category belongs to a category."
                ),
            ),
        ]

    def __str__(self):
        return self.alt_text or str(self.image)

    def clean(self):
        if self.link and not self.alt_text:
            raise ValidationError({"alt_text": _("A banner that leads somewhere must say where.")})
