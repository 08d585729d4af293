"""How strictly each desk keeps writing and approving apart, kept by administrators."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk.acts.policy import DeskPolicy, FourEyes, rule_above
from articles.desk.form import CategoryField
from articles.page.category import Category, CategoryTree

# What each rule means on a working day, for whoever chooses between them.
MEANS = {
    FourEyes.STRICT: _(
        "Whoever saved even one version cannot approve it. For houses with enough people, and for "
        "desks where a mistake is grave."
    ),
    FourEyes.APPROVER_MAY_EDIT: _(
        "The author never approves their own text. Whoever approves may mend details; the author "
        "is shown what was changed. This counts where nobody chose a rule."
    ),
    FourEyes.AFTERWARDS: _(
        "One person may write, approve and publish alone. The article then stands among the debts "
        "until a second person has confirmed it. For a house of one or two."
    ),
}


def choices_in_words():
    return [
        (each.value, format_html('<b>{}</b> <span class="help">{}</span>', each.label, MEANS[each]))
        for each in FourEyes
    ]


class PolicyForm(forms.ModelForm):
    category = CategoryField(
        Category.objects.all(),
        label=_("category and all below it"),
        required=False,
        empty_label=_("The whole house"),
        help_text=_("The nearest rule counts: one for a category stands before that of the house."),
    )
    four_eyes = forms.ChoiceField(
        label=_("four eyes"), choices=choices_in_words, widget=forms.RadioSelect
    )
    confirm_within = forms.IntegerField(
        label=_("hours until the second check"),
        min_value=1,
        max_value=720,
        initial=24,
        help_text=_("For what is checked afterwards, and for emergencies."),
    )

    class Meta:
        model = DeskPolicy
        fields = ["category", "four_eyes", "confirm_within"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.had = in_words(self.instance)
        if self.instance.pk and "category" in self.fields:
            self.fields["category"].disabled = True  # a rule for elsewhere is another rule


def in_words(policy):
    """Return what a rule says, a sentence for the log."""
    return gettext("%(rule)s; second check within %(hours)s hours") % {
        "rule": policy.get_four_eyes_display(),
        "hours": policy.confirm_within,
    }


@admin.register(DeskPolicy)
class DeskPolicyAdmin(admin.ModelAdmin):
    form = PolicyForm
    change_list_template = "admin/articles/deskpolicy/change_list.html"
    list_display = ["where", "rule", "hours"]
    list_select_related = ["category"]
    list_display_links = ["where"]
    sortable_by = []
    actions = None

    class Media:
        css = {"all": ["desk/assignments.css"]}

    @admin.display(description=_("category"))
    def where(self, policy):
        return str(policy.category or _("The whole house"))

    @admin.display(description=_("four eyes"))
    def rule(self, policy):
        return policy.get_four_eyes_display()

    @admin.display(description=_("hours until the second check"))
    def hours(self, policy):
        return policy.confirm_within

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": ["category", "four_eyes", "confirm_within"]})]

    def changelist_view(self, request, extra_context=None):
        context = {"outcome": outcome(), "means": MEANS.items(), **(extra_context or {})}
        return super().changelist_view(request, context)

    def construct_change_message(self, request, form, formsets, add=False):
        now = in_words(form.instance)
        if add:
            return gettext("From now on: %(now)s.") % {"now": now}
        if now == form.had:
            return gettext("Nothing was changed.")
        return gettext("From now on: %(now)s. Until now: %(before)s.") % {
            "now": now,
            "before": form.had,
        }

    def delete_model(self, request, obj):
        self.log_change(request, obj, gettext("No longer: %(before)s.") % {"before": in_words(obj)})
        super().delete_model(request, obj)


def outcome():
    """
    Return for every category, as the tree reads, which rule counts there; two queries.

    A list of (category, level, its `DeskPolicy`, whether the rule is its own); first the house.
    """
    tree = CategoryTree.load()
    policies = {policy.category_id: policy for policy in DeskPolicy.objects.all()}
    house = policies.get(None) or DeskPolicy()
    rows = [(None, 0, house, None in policies)]
    for category, level in tree.depth_first():
        rows.append(
            (category, level, rule_above(tree, policies, category.pk), category.pk in policies)
        )
    return rows
