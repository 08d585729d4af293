"""
Moving a category to another place in the tree, with all that stands below it.

Its address stays, and so do articles, versions and approvals, which name it alone. What follows
from where it stands is another: the lists above it, whose desk it is, the rule of four eyes.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.acts.policy import DeskPolicy, leniency, rule_above
from articles.desk.acts.refusal import refuse
from articles.desk.roles.assignment import DeskAssignment
from articles.page.category import Category, CategoryTree, why_not_under
from articles.page.edition import Edition
from articles.page.frame.menu_item import MenuItem, Place
from articles.page.refiling import refile


@dataclass
class Moved:
    """
    What became of a move: ``left`` and ``joined`` are the categories above, before and now.

    ``lost`` and ``gained`` are the `DeskAssignment`s that counted there and that count now,
    ``rule`` the rule of four eyes that it took along, or None, ``in_menu`` says whether readers
    find it in a menu that nobody has arranged, or is None.
    """

    category: Category
    parent: Category | None
    listed: int
    left: list = field(default_factory=list)
    joined: list = field(default_factory=list)
    lost: list = field(default_factory=list)
    gained: list = field(default_factory=list)
    rule: DeskPolicy | None = None
    in_menu: bool | None = None
    menu_items: int = 0
    banners: int = 0

    def told(self):
        """Yield what happened, sentences for whoever moved it."""
        names = {"category": self.category.name, "parent": self.parent and self.parent.name}
        if self.parent:
            yield _("“%(category)s” stands under “%(parent)s” now.") % names
        else:
            yield _("“%(category)s” stands on the first level now.") % names
        if self.listed and self.joined:
            yield ngettext(
                "%(count)d article that readers can see is listed in %(where)s as well.",
                "%(count)d articles that readers can see are listed in %(where)s as well.",
                self.listed,
            ) % {"count": self.listed, "where": named(self.joined)}
        if self.listed and self.left:
            yield _("%(where)s: no longer listed there is what stood there only for its sake.") % {
                "where": named(self.left)
            }
        if self.gained:
            yield _("These roles count for it now: %(roles)s.") % {"roles": held(self.gained)}
        if self.lost:
            yield _("These roles count for it no longer: %(roles)s.") % {"roles": held(self.lost)}
        if self.rule:
            yield _(
                "The rule of four eyes goes along, as the one of its new place is laxer: %s."
            ) % (self.rule.get_four_eyes_display())
        yield from self.told_of_the_menu()

    def told_of_the_menu(self):
        """Yield what readers find elsewhere on the site."""
        if self.in_menu is True:
            yield _("Nobody has arranged the menu, so it stands there now.")
        elif self.in_menu is False:
            yield _("Nobody has arranged the menu, so it stands there no more.")
        if self.menu_items:
            yield ngettext(
                "%(count)d item of the menu leads to it and stays where it is.",
                "%(count)d items of the menu lead to it and stay where they are.",
                self.menu_items,
            ) % {"count": self.menu_items}
        if self.banners:
            yield ngettext(
                "%(count)d banner of its own stays.",
                "%(count)d banners of its own stay.",
                self.banners,
            ) % {"count": self.banners}


def named(categories):
    """Return names in quotation marks, one after the other."""
    return ", ".join(f"“{each.name}”" for each in categories)


def held(assignments):
    """Return whose roles these are and which, one after the other."""
    return "; ".join(f"{each.user}: {each}" for each in assignments)


def reasons_against(tree, category, parent):
    """Yield why a category cannot be moved under ``parent`` (None: to the first level)."""
    if category.merged_into_id:
        yield _("“%(former)s” was merged into “%(name)s” and stands in no tree any more.") % {
            "former": category.former_name,
            "name": category.name,
        }
    elif parent is not None:
        yield why_not_under(tree, category, parent)


@transaction.atomic
def move(category, parent):
    """
    Let a category stand under ``parent`` (None: on the first level); return what became of it.

    Both are `Category` rows, read again while nobody else changes the tree. Returns a `Moved`, or
    None where it stands there already. Raises `Refused` with the reason. What it costs does not
    grow with the articles' texts (see `articles.page.refiling.refile`).
    """
    tree = CategoryTree.hold(to_change=True)
    now = Category.objects.in_bulk([each.pk for each in [category, parent] if each])
    category, parent = now[category.pk], parent and now[parent.pk]
    refuse(reasons_against(tree, category, parent))
    if category.parent_id == (parent and parent.pk):
        return None
    before = tree.path(category.pk)[:-1]
    above = tree.path(parent.pk) if parent else []
    moved = Moved(
        category,
        parent,
        Edition.objects.live().filter(filings__category=category).count(),
        left=[each for each in before if each not in above],
        joined=[each for each in above if each not in before],
        menu_items=category.menu_items.filter(is_visible=True).count(),
        banners=category.banners.standing().count(),
    )
    moved.lost = assignments_of(moved.left, tree)
    moved.gained = assignments_of(moved.joined, tree)
    moved.rule = take_rule_along(tree, category, parent)
    is_arranged = MenuItem.objects.filter(place=Place.MENU, is_visible=True).exists()
    if not is_arranged and (parent is None) != (category.parent_id is None):
        moved.in_menu = parent is None
    refile(tree, category.pk, [each.pk for each in above])
    category.parent = parent
    category.save(update_fields=["parent"])
    return moved


def assignments_of(categories, tree):
    """Return the roles that are held at these categories now or later."""
    held_there = DeskAssignment.objects.not_over().filter(category__in=categories)
    return list(held_there.select_related("user", "category", "organisation"))


def take_rule_along(tree, category, parent):
    """Let no article come under a laxer rule: keep the stricter one as its own, and return it."""
    policies = {policy.category_id: policy for policy in DeskPolicy.objects.all()}
    if category.pk in policies:
        return None
    before = rule_above(tree, policies, category.pk)
    if leniency(before) >= leniency(rule_above(tree, policies, parent and parent.pk)):
        return None
    return DeskPolicy.objects.create(
        category=category, four_eyes=before.four_eyes, confirm_within=before.confirm_within
    )
