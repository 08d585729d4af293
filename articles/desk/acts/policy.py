"""Four eyes: how strictly a desk keeps writing and approving apart."""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.page.category import CategoryTree


class FourEyes(models.TextChoices):
    STRICT = "strict", _("Strict: whoever wrote any of it cannot approve")
    APPROVER_MAY_EDIT = "approver_may_edit", _("The approver may edit, the author cannot approve")
    AFTERWARDS = "afterwards", _("Checked afterwards: one person publishes, a second confirms")


class DeskPolicy(models.Model):
    """
    The rule of one category branch, or of the whole house where no category is named.

    The nearest rule above a category counts, of several categories the strictest. Without any, the
    approver may edit.
    """

    category = models.ForeignKey(
        "articles.Category",
        verbose_name=_("category and all below it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Left empty, the rule holds for the whole house."),
    )
    four_eyes = models.CharField(
        _("four eyes"), max_length=20, choices=FourEyes, default=FourEyes.APPROVER_MAY_EDIT
    )
    confirm_within = models.PositiveSmallIntegerField(
        _("hours until the second check"),
        default=24,
        help_text=_("For what is checked afterwards, and for emergencies."),
    )

    class Meta:
        verbose_name = _("rule of four eyes")
        verbose_name_plural = _("rules of four eyes")
        constraints = [
            models.UniqueConstraint(
                Coalesce("category", 0),
                name="desk_policy_once_for_a_category",
                violation_error_message=_("There is a rule for this category already."),
            )
        ]

    def __str__(self):
        return f"{self.category or _('The whole house')}: {self.get_four_eyes_display()}"


def policy_of(category, further=()):
    """
    Return the `DeskPolicy` that counts for a category's number, None for no category.

    ``further`` are numbers of other categories whose pages show the same text: the strictest rule
    of all of them counts. Three queries at most; an unsaved default where nobody wrote a rule.
    """
    policies = {policy.category_id: policy for policy in DeskPolicy.objects.all()}
    filed = [each for each in [category, *further] if each] if policies else []
    if not filed:
        return policies.get(None) or DeskPolicy()
    tree = CategoryTree.load()
    return min((rule_above(tree, policies, each) for each in filed), key=leniency)


def leniency(policy):
    """Return by what rules are compared: the smaller, the stricter."""
    return list(FourEyes).index(FourEyes(policy.four_eyes)), policy.confirm_within


def rule_above(tree, policies, category):
    """Return the rule nearest above a category, out of {category's number: `DeskPolicy`}."""
    for above in reversed(tree.path(category)):
        if above.pk in policies:
            return policies[above.pk]
    return policies.get(None) or DeskPolicy()
