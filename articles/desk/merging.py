"""
Merging a category into another: its news is listed there, its addresses lead there for ever.

Frozen editions, versions and approvals name the category by its number, so its row stays as an
alias (`Category.merged_into`) and none of them changes
([why](../../docs/decisions/merged-categories-are-aliases.md)).
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.desk.acts.policy import DeskPolicy, leniency, rule_above
from articles.desk.acts.refusal import refuse
from articles.desk.article import Article
from articles.desk.roles.assignment import DeskAssignment
from articles.page.category import MOST_LEVELS, Category, CategorySlug, CategoryTree
from articles.page.edition import Edition, EditionCategory
from articles.page.frame.banner import Banner
from articles.page.frame.menu_item import MenuItem
from articles.page.refiling import refile


@dataclass
class Outcome:
    """What follows from merging ``old`` into ``into``, for whoever decides."""

    old: Category
    into: Category
    listed: int
    working_copies: int
    addresses: list
    children: list
    assignments: list
    rule: DeskPolicy | None
    menu_items: int
    banners: int
    reasons: list = field(default_factory=list)


def outcome_of(old, into):
    """Return the `Outcome` of a merge as things stand, its ``reasons`` against it included."""
    tree = CategoryTree.load()
    filed = {"category__in": [old.pk, *(each.pk for each in tree.aliases.get(old.pk, []))]}
    assignments = DeskAssignment.objects.not_over().filter(category=old)
    return Outcome(
        old,
        into,
        Edition.objects.live().filter(filings__category=old).count(),
        Article.objects.filter(**filed).count(),
        [*led_on(old, into)],
        tree.below(old.pk),
        list(assignments.select_related("user", "category", "organisation")),
        stricter_rule(tree, old, into),
        MenuItem.objects.filter(category=old).count(),
        Banner.objects.filter(category=old).count(),
        [*reasons_against(tree, old, into)],
    )


def led_on(old, into):
    """Yield (former address, where it will lead) of every address of a category, feeds included."""
    for slug in CategorySlug.objects.filter(category=old).order_by("pk"):
        for name in ["category", "category-feed", "category-atom"]:
            yield reverse(name, args=[slug.slug]), reverse(name, args=[into.slug])


def reasons_against(tree, old, into):
    """Yield why a category cannot be merged into another, sentences."""
    if old.merged_into_id or into.merged_into_id:
        yield _("One of the two was merged already. Look at the list of categories again.")
    elif old == into:
        yield _("A category cannot be merged into itself.")
    elif into.pk in set(tree.branch_ids(old.pk)):
        yield _("“%(into)s” stands under “%(old)s”. Move it elsewhere first.") % {
            "into": into,
            "old": old,
        }
    elif len(tree.path_ids(into.pk)) + tree.height(old.pk) - 1 > MOST_LEVELS:
        yield _(
            "What stands under “%(old)s” would stand too deep under “%(into)s”: categories go "
            "three levels deep at most. Move or merge it first."
        ) % {"into": into, "old": old}


@transaction.atomic
def merge(old, into):
    """
    Let a category become an alias of another one; all or nothing.

    ``old`` and ``into`` are `Category` rows, read again while nobody else changes the tree.
    Returns ``into``. Raises `Refused` with every reason. What it costs does not grow with the
    articles' texts (see `articles.page.refiling.refile`).
    """
    tree = CategoryTree.hold(to_change=True)
    now = Category.objects.in_bulk([old.pk, into.pk])
    old, into = now[old.pk], now[into.pk]
    refuse(reasons_against(tree, old, into))
    refile(tree, old.pk, tree.path_ids(into.pk))
    EditionCategory.objects.filter(category=old).delete()
    take_over_rule(tree, old, into)
    CategorySlug.objects.filter(category=old).update(category=into)
    Category.objects.filter(parent=old).update(parent=into)
    DeskAssignment.objects.filter(category=old).update(category=into)
    Banner.objects.filter(category=old).update(category=into)
    take_over_menu(old, into)
    Category.objects.filter(merged_into=old).update(merged_into=into, name=into.name)
    Category.objects.filter(pk=old.pk).update(
        merged_into=into, parent=None, former_name=old.name, name=into.name, on_home=False
    )
    return into


# What else names it


def stricter_rule(tree, old, into):
    """Return the rule of four eyes that ``into`` will take over from ``old``, or None."""
    policies = {policy.category_id: policy for policy in DeskPolicy.objects.all()}
    counts = rule_above(tree, policies, into.pk)
    before = rule_above(tree, policies, old.pk)
    return before if leniency(before) < leniency(counts) else None


def take_over_rule(tree, old, into):
    """Let no article come under a laxer rule than before: the stricter of both counts for all."""
    rule = stricter_rule(tree, old, into)
    DeskPolicy.objects.filter(category=old).delete()
    if rule is not None:
        DeskPolicy.objects.update_or_create(
            category=into,
            defaults={"four_eyes": rule.four_eyes, "confirm_within": rule.confirm_within},
        )


def take_over_menu(old, into):
    """Let items of menus lead on; one that would say the same a second time goes."""
    there = set(MenuItem.objects.filter(category=into).values_list("place", "parent"))
    for item in MenuItem.objects.filter(category=old).order_by("order", "pk"):
        if (item.place, item.parent_id) in there and not item.children.exists():
            item.delete()
        else:
            item.category = into
            item.save(update_fields=["category"])
            there.add((item.place, item.parent_id))
