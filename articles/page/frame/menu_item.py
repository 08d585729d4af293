"""What the desk arranges: items of the menu and of the foot of the page, and other portals."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.page.pages.page_edition import PageEdition
from articles.page.topic import Topic
from vietnamese import one_line


class Place(models.TextChoices):
    """Where an item stands."""

    MENU = "menu", pgettext_lazy("place", "Menu")
    FOOTER = "footer", _("Foot of the page")


class Target(models.TextChoices):
    """Where an item leads."""

    CATEGORY = "category", _("A category")
    PAGE = "page", _("A page")
    TOPIC = "topic", _("A topic")
    LEADERS = "leaders", _("Leaders")
    ORGANISATIONS = "organisations", _("Offices and units")
    DOCUMENTS = "official_documents", _("Official documents")
    SEARCH = "search", _("Search")
    CORRECTIONS = "corrections", _("Corrections")
    SITE_MAP = "site-map", _("Site map")
    FEED = "feed", _("RSS")
    ADDRESS = "address", _("Another address")
    HEADING = "heading", _("Nowhere: a heading for what stands under it")


def check_address(value):
    """Refuse what is neither a path of this site nor a web address."""
    if value.startswith("/") and not value.startswith(("//", "/\\")):
        return
    URLValidator(
        schemes=["http", "https"],
        message=_(
            "Give a whole address, such as https://example.vn, or a path such as /lanh-dao/."
        ),
    )(value)


class MenuItem(models.Model):
    """One entry of the menu or of the foot of the page; it may stand under another one."""

    place = models.CharField(_("place"), max_length=10, choices=Place, default=Place.MENU)
    label = models.CharField(
        _("label"),
        max_length=60,
        blank=True,
        help_text=_(
            "Left empty, the name of the category or topic, or the title of the page, is shown."
        ),
    )
    target = models.CharField(_("leads to"), max_length=20, choices=Target, default=Target.CATEGORY)
    category = models.ForeignKey(
        "articles.Category",
        verbose_name=_("category"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="menu_items",
    )
    topic = models.ForeignKey(
        "articles.Topic",
        verbose_name=_("topic"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="menu_items",
    )
    # Its number: readers' pages know editions of pages alone.
    page = models.PositiveBigIntegerField(_("page"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True, validators=[check_address])
    parent = models.ForeignKey(
        "self",
        verbose_name=_("under"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Small numbers come first.")
    )
    is_visible = models.BooleanField(_("shown"), default=True)

    class Meta:
        ordering = ["place", "order", "pk"]
        verbose_name = _("menu item")
        verbose_name_plural = _("menu and foot of the page")
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("pk")), name="menu_item_is_not_under_itself"
            )
        ]

    def __str__(self):
        return self.label or str(self.category or self.topic or self.usual_label)

    def save(self, **kwargs):
        self.tidy()
        super().save(**kwargs)

    @property
    def usual_label(self):
        """What is shown without a label of its own, as far as the row itself knows."""
        return str(Target(self.target).label)

    def tidy(self):
        """Keep of the targets only the one that was chosen."""
        self.label = one_line(self.label)
        if self.target != Target.CATEGORY:
            self.category = None
        if self.target != Target.TOPIC:
            self.topic = None
        if self.target != Target.PAGE:
            self.page = None
        if self.target != Target.ADDRESS:
            self.address = ""

    def clean(self):
        self.tidy()
        missing = {
            Target.CATEGORY: ("category", not self.category_id, _("Choose the category.")),
            Target.PAGE: ("page", not self.page, _("Choose the page.")),
            Target.TOPIC: ("topic", not self.topic_id, _("Choose the topic.")),
            Target.ADDRESS: ("address", not self.address, _("Give the address.")),
        }
        errors = {}
        field, is_missing, said = missing.get(self.target, ("", False, ""))
        if is_missing:
            errors[field] = said
        if self.target in {Target.ADDRESS, Target.HEADING} and not self.label:
            errors["label"] = _("Give the words that are shown.")
        if self.parent_id and (why := self.why_not_under()):
            errors["parent"] = why
        if errors:
            raise ValidationError(errors)

    def why_not_under(self):
        """Return why it cannot stand under its parent, or None; one level stands below the top."""
        if self.parent_id == self.pk:
            return _("An item cannot stand under itself.")
        if self.parent.parent_id:
            return _("The menu has two levels: choose an item of the first one.")
        if self.pk and self.children.exists():
            return _("Other items stand under this one: it has to stay on the first level.")
        if self.parent.place != self.place:
            return _("Choose an item of the same place.")
        return None

    @classmethod
    def rows(cls):
        """
        Return all items as a queryset of one JSON column.

        It holds what readers see of the page, and of the topic, or of what that was merged into;
        nothing of a topic that lists no article.
        """
        live = PageEdition.objects.live().filter(page=OuterRef("page"))
        topic = Coalesce(OuterRef("topic__merged_into"), OuterRef("topic"))
        topics = Topic.objects.with_news().filter(pk=topic)
        return cls.objects.order_by().values(
            data=JSONObject(
                id="pk",
                place="place",
                label="label",
                target="target",
                category="category_id",
                address="address",
                parent="parent_id",
                order="order",
                is_visible="is_visible",
                page_slug=Subquery(live.values("slug")[:1]),
                page_title=Subquery(live.values("title")[:1]),
                topic_slug=Subquery(topics.values("slug")[:1]),
                topic_name=Subquery(topics.values("name")[:1]),
            )
        )


class Portal(models.Model):
    """Another site that citizens look for, in the directory in the foot of every page."""

    name = models.CharField(_("name"), max_length=150)
    address = models.URLField(_("address"), max_length=500)
    group = models.CharField(
        _("group"),
        max_length=100,
        blank=True,
        help_text=_("Portals of one group stand under one heading, such as “Tỉnh Quảng Ninh”."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Small numbers come first.")
    )

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("linked portal")
        verbose_name_plural = _("linked portals")

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.name, self.group = one_line(self.name), one_line(self.group)
        super().save(**kwargs)

    @classmethod
    def rows(cls):
        """Return all portals as a queryset of one JSON column."""
        return cls.objects.order_by().values(
            data=JSONObject(name="name", address="address", group="group", order="order")
        )
