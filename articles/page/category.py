"""The categories readers browse by: a tree of at most three levels, small enough to hold whole."""

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Q
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from vietnamese import nfc, slug

MOST_LEVELS = 3
# The name of PostgreSQL's lock on the tree; any number that nothing else uses.
TREE_LOCK = 7_403_218


class CategoryQuerySet(models.QuerySet):
    def standing(self):
        """Categories that were not merged into another one."""
        return self.filter(merged_into=None)


class Category(models.Model):
    """
    A heading of the site, such as "Kinh tế", under which articles are filed.

    One that was merged into another stays as its alias: frozen editions and old versions name it.
    An alias bears the name of the category it leads to and stands in no tree, list or choice.
    """

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

    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
    )
    former_name = models.CharField(_("former name"), max_length=100, blank=True, editable=False)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | (~Q(merged_into=F("pk")) & Q(parent=None)),
                name="merged_category_stands_in_no_tree",
            )
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.name = nfc(self.name)
        self.slug = self.slug or slug(self.name, fallback="chuyen-muc")
        super().save(**kwargs)
        self.merged.update(name=self.name)
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
        """Refuse a place in the tree where it cannot stand."""
        if self.parent_id is None:
            return
        if why := why_not_under(CategoryTree.load(), self, self.parent):
            raise ValidationError({"parent": why})


class CategorySlug(models.Model):
    """An address a category has or had: it answers for ever and is never given to another."""

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    category = models.ForeignKey(
        Category, verbose_name=_("category"), on_delete=models.CASCADE, related_name="slugs"
    )

    class Meta:
        verbose_name = _("address of a category")
        verbose_name_plural = _("addresses of categories")

    def __str__(self):
        return self.slug


def why_not_under(tree, category, parent):
    """Return why a category, perhaps a new one, cannot stand under ``parent``, or None."""
    if parent.merged_into_id:
        return _("“%(former)s” was merged into “%(name)s”: choose that one.") % {
            "former": parent.former_name,
            "name": parent.name,
        }
    above = tree.path_ids(parent.pk)
    if category.pk == parent.pk:
        return _("A category cannot stand under itself.")
    if category.pk in above:
        return _("“%(parent)s” stands under “%(category)s” itself. Move it elsewhere first.") % {
            "parent": parent.name,
            "category": category.name,
        }
    if len(above) + (tree.height(category.pk) if category.pk else 1) > MOST_LEVELS:
        return _("Categories go three levels deep at most.")
    return None


def category_at(slug, tree=None):
    """
    Return the category that an address leads to, its present one, a former one or a merged one's.

    One query more for a former address. Raises Http404 where none ever had it. Where the slug of
    the answer is another, readers are led there for good.
    """
    tree = tree or CategoryTree.load()
    if found := tree.by_slug(slug):
        return found
    old = CategorySlug.objects.filter(slug=slug).values_list("category", flat=True).first()
    if old not in tree.by_id:
        raise Http404
    return tree.by_id[old]


class CategoryTree:
    """
    All categories in memory, from one query, for menus, breadcrumbs and branches.

    ``standing`` lists those that readers see; ``by_id`` knows the numbers of merged ones too, and
    gives for them the category they lead to.
    """

    def __init__(self, categories):
        everything = list(categories)
        self.standing = [each for each in everything if each.merged_into_id is None]
        self.by_id = {category.pk: category for category in self.standing}
        self.aliases = {}
        for merged in everything:
            if merged.merged_into_id in self.by_id:
                self.aliases.setdefault(merged.merged_into_id, []).append(merged)
        self.by_id |= {
            merged.pk: self.by_id[target]
            for target, aliases in self.aliases.items()
            for merged in aliases
        }
        self.children = {}
        for category in self.standing:
            self.children.setdefault(category.parent_id, []).append(category)

    @classmethod
    def load(cls):
        """Read the whole tree: one query, in reading order."""
        return cls(Category.objects.order_by("position", "name"))

    @classmethod
    def hold(cls, to_change=False):
        """
        Read the tree and keep it as it is until the transaction ends; two queries at most.

        Who files an edition holds it together with others who do; who changes it holds it alone. So
        no edition is filed by a tree that is not there any more. Call it before anything is read
        that follows from the tree.
        """
        if connection.vendor == "postgresql":  # a transaction of SQLite is alone already
            hold = "pg_advisory_xact_lock" if to_change else "pg_advisory_xact_lock_shared"
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {hold}(%s)", [TREE_LOCK])
        return cls.load()

    @cached_property
    def top(self):
        """The categories of the first level, a list."""
        return self.children.get(None, [])

    def by_slug(self, slug):
        """Return the category with this address, of a merged one what it leads to, or None."""
        for each in self.standing:
            if slug in {each.slug, *(alias.slug for alias in self.aliases.get(each.pk, []))}:
                return each
        return None

    def number(self, pk):
        """Return the number under which articles filed under ``pk`` are listed."""
        return self.by_id[pk].pk if pk in self.by_id else pk

    def path(self, pk):
        """Return the categories from the top down to this one, a list."""
        return [self.by_id[each] for each in self.path_ids(pk)]

    def path_ids(self, pk):
        """Return the numbers of the categories from the top down to this one."""
        ids, pk = [], self.number(pk)
        while pk is not None and pk in self.by_id and pk not in ids:
            ids.append(pk)
            pk = self.by_id[pk].parent_id
        return ids[::-1]

    def below(self, pk):
        """Return the direct sub-categories, a list."""
        return self.children.get(pk, [])

    def branch_ids(self, pk):
        """Yield the numbers of a category, of all below it, and of all that were merged there."""
        yield pk
        yield from (alias.pk for alias in self.aliases.get(pk, []))
        for child in self.below(pk):
            yield from self.branch_ids(child.pk)

    def height(self, pk):
        """Return how many levels the branch of this category has, itself included."""
        return 1 + max((self.height(child.pk) for child in self.below(pk)), default=0)

    def depth_first(self, parent=None, level=0):
        """Yield (category, level from 0) in the order a person reads an indented list."""
        for category in self.below(parent):
            yield category, level
            yield from self.depth_first(category.pk, level + 1)
