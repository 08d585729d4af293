"""The site's own face: who publishes it, and the banner it wears."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.page import clock
from articles.page.json_rows import JSONRows, read_together


class BannerQuerySet(models.QuerySet):
    def standing(self, at=None):
        """Banners whose window holds ``at`` (now when left out), in their order."""
        at = at or clock.now()
        return self.filter(
            Q(shown_from=None) | Q(shown_from__lte=at), Q(shown_until=None) | Q(shown_until__gt=at)
        ).order_by("order", "-pk")


class Banner(models.Model):
    """A picture across the head of every page, for a while or for good."""

    image = models.ForeignKey(
        "images.Image", verbose_name=_("picture"), on_delete=models.PROTECT, related_name="banners"
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
            )
        ]

    def __str__(self):
        return self.alt_text or str(self.image)

    def clean(self):
        if self.link and not self.alt_text:
            raise ValidationError({"alt_text": _("A banner that leads somewhere must say where.")})


class SiteIdentity(models.Model):
    """Name, governing body and contacts of the site: another town starts by editing this form."""

    name = models.CharField(_("name of the site"), max_length=150)
    slogan = models.CharField(_("slogan"), max_length=200, blank=True)
    logo = models.ForeignKey(
        "images.Image",
        verbose_name=_("logo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    governing_body = models.CharField(_("governing body"), max_length=200, blank=True)
    person_responsible = models.CharField(_("person responsible"), max_length=200, blank=True)
    licence = models.CharField(
        _("licence"), max_length=200, blank=True, help_text=_("Left empty, none is printed.")
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    telephone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        verbose_name = _("site identity")
        verbose_name_plural = _("site identity")
        default_permissions = ["view", "change"]

    def __str__(self):
        return self.name

    @classmethod
    def current(cls, **beside):
        """
        Return the site's identity with its banner, in one query.

        ``beside`` are small querysets of one JSON column ``data`` to be read in that query too;
        each comes back as a list under its name.

        ``banner`` is a dict of the banner's fields and its picture's, or None. A site that has not
        filled in the form yet has a name all the same (and asks a second time for the rest).
        """
        banner = banner_of(Banner.objects.standing())[:1]
        rows = {name: JSONRows(queryset) for name, queryset in beside.items()}
        found = cls.objects.select_related("logo").annotate(banner=Subquery(banner), **rows)
        identity = found.first()
        if identity is None:
            identity = cls(name=gettext("Information portal"))
            first = Banner.objects.filter(
                pk__in=Subquery(Banner.objects.standing().values("pk")[:1])
            )
            found = read_together(banner=banner_of(first), **beside)
            identity.banner = next(iter(found.pop("banner")), None)
            for name, rows in found.items():
                setattr(identity, name, rows)
        return identity


def banner_of(banners):
    """Return banners with all that shows one, as a queryset of one JSON column."""
    return banners.values(
        data=JSONObject(
            alt_text="alt_text",
            link="link",
            picture="image__picture",
            width="image__width",
            height="image__height",
            focal_x="image__focal_x",
            focal_y="image__focal_y",
            renditions_ready="image__renditions_ready",
        )
    )
