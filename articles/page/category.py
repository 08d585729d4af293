"""The categories readers browse by: a tree of at most three levels, small enough to hold whole."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from vietnamese import nfc, slug

MOST_LEVELS = 3


class Category(models.Model):
    """A heading of the site, such as "Kinh tế", under which articles are filed."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("The word in the address. Made from the name when left empty."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("under"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Small numbers come first.")
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    on_home = models.BooleanField(
        _("block on the home page"), default=False, help_text=_("Show its newest articles there.")
    )

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.name = nfc(self.name)
        self.slug = self.slug or slug(self.name, fallback="chuyen-muc")
        super().save(**kwargs)
        CategorySlug.objects.get_or_create(slug=self.slug, defaults={"category": self})

    def get_absolute_url(self):
        return reverse("category", args=[self.slug])

    def clean(self):
        self.name = nfc(self.name)
        self.slug = self.slug or slug(self.name, fallback="chuyen-muc")
        if CategorySlug.objects.filter(slug=self.slug).exclude(category=self.pk).exists():
            raise ValidationError(
                {"slug": _("This address belongs or once belonged to another category.")}
            )
        self.clean_parent()

    def clean_parent(self):
        """Refuse a tree deeper than three levels, and one that bites its own tail."""
        if self.parent_id is None:
            return
        tree = CategoryTree.load()
        if self.pk and self.pk in tree.path_ids(self.parent_id):
            raise ValidationError({"parent": _("A category cannot stand under itself.")})
        above = len(tree.path_ids(self.parent_id))
        below = tree.height(self.pk) if self.pk else 1
        if above + below > MOST_LEVELS:
            raise ValidationError({"parent": _("Categories go three levels deep at most.")})


class CategorySlug(models.Model):
    """An address a category has or had: it answers for ever and is never given to another."""

    slug = models.SlugField(max_length=100, unique=True)
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="slugs")

    def __str__(self):
        return self.slug


class CategoryTree:
    """All categories in memory, from one query, for menus, breadcrumbs and branches."""

    def __init__(self, categories):
        self.by_id = {category.pk: category for category in categories}
        self.children = {}
        for category in self.by_id.values():
            self.children.setdefault(category.parent_id, []).append(category)

    @classmethod
    def load(cls):
        """Read the whole tree: one query, in reading order."""
        return cls(Category.objects.order_by("position", "name"))

    @cached_property
    def top(self):
        """The categories of the first level, a list."""
        return self.children.get(None, [])

    def by_slug(self, slug):
        """Return the category with this address, or None."""
        return next((each for each in self.by_id.values() if each.slug == slug), None)

    def path(self, pk):
        """Return the categories from the top down to this one, a list."""
        return [self.by_id[each] for each in self.path_ids(pk)]

    def path_ids(self, pk):
        """Return the numbers of the categories from the top down to this one."""
        ids = []
        while pk is not None and pk in self.by_id and pk not in ids:
            ids.append(pk)
            pk = self.by_id[pk].parent_id
        return ids[::-1]

    def below(self, pk):
        """Return the direct sub-categories, a list."""
        return self.children.get(pk, [])

    def height(self, pk):
        """Return how many levels the branch of this category has, itself included."""
        return 1 + max((self.height(child.pk) for child in self.below(pk)), default=0)

    def depth_first(self, parent=None, level=0):
        """Yield (category, level from 0) in the order a person reads an indented list."""
        for category in self.below(parent):
            yield category, level
            yield from self.depth_first(category.pk, level + 1)
