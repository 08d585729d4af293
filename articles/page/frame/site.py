"""The site's own face: who publishes it, and the banners and alerts it wears."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.page.frame.alert import Alert, standing_alerts
from articles.page.frame.banner import Banner, Banners
from articles.page.frame.json_rows import JSONRows, read_together
from articles.page.related.neighbours import Neighbours


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
    neighbours = models.CharField(
        _("same category"),
        max_length=10,
        choices=Neighbours,
        default=Neighbours.NEWEST,
        help_text=_("Which articles of the category are listed beside an article."),
    )

    class Meta:
        verbose_name = _("site identity")
        verbose_name_plural = _("site identity")
        default_permissions = ["view", "change"]

    def __str__(self):
        return self.name

    @classmethod
    def current(cls, category_slug=None, **beside):
        """
        Return the site's identity with the banners and alerts it wears, in one query.

        ``beside`` are small querysets of one JSON column ``data`` to be read in that query too;
        each comes back as a list under its name.

        ``banners`` are those that stand now, where ``category_slug`` is the category being read;
        ``alerts`` the standing `Alert` rows in their order. A site that has not filled in the form
        yet has a name all the same (and asks a second time for the rest).
        """
        beside |= {
            "banner_rows": Banner.objects.standing().as_shown(),
            "alert_rows": Alert.objects.standing().as_shown(),
        }
        rows = {name: JSONRows(queryset) for name, queryset in beside.items()}
        identity = cls.objects.select_related("logo").annotate(**rows).first()
        if identity is None:
            identity = cls(name=gettext("Information portal"))
            for name, rows in read_together(**beside).items():
                setattr(identity, name, rows)
        identity.banners = Banners(identity.banner_rows, category_slug)
        identity.alerts = standing_alerts(identity.alert_rows)
        return identity
