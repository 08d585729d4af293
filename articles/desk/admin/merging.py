"""Merging a category into another: choose it, read what follows, confirm."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.acts.refusal import Refused
from articles.desk.form import CategoryField
from articles.desk.merging import merge, outcome_of
from articles.page.category import Category


class MergeForm(forms.Form):
    """Into which category; ``old`` is the one that will lead there."""

    into = CategoryField(Category.objects.all(), label=gettext_lazy("merge into"))

    def __init__(self, *args, old, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        branch = set(field.read_tree().branch_ids(old.pk))
        field.choices = [choice for choice in field.choices if choice[0] not in branch]


class MergesCategories:
    """What the admin of categories gains: one page, for who arranges the whole tree."""

    change_form_template = "admin/articles/category/change_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<int:pk>/merge/", view, name="articles_category_merge"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"may_merge": self.may_merge(request), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def may_merge(self, request):
        """Tell whether a person may: it moves news and rights of two desks at once."""
        return self.may_arrange_all(request.user) and self.has_change_permission(request)

    def merge_view(self, request, pk):
        """Show what follows from the choice in the address; by POST, do it."""
        if not self.may_merge(request):
            raise PermissionDenied
        old = get_object_or_404(Category.objects.standing(), pk=pk)
        answers = request.POST if request.method == "POST" else request.GET
        form = MergeForm(answers if "into" in answers else None, old=old)
        outcome, refused = None, []
        if form.is_valid():
            into = form.cleaned_data["into"]
            outcome = outcome_of(old, into)
            if request.method == "POST":
                try:
                    return self.merge_now(request, old, into)
                except Refused as refusal:
                    refused = refusal.reasons
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge into another category"),
            "opts": self.opts,
            "original": old,
            "form": form,
            "outcome": outcome,
            "reasons": refused or (outcome.reasons if outcome else []),
        }
        return render(request, "admin/articles/category/merge.html", context)

    def merge_now(self, request, old, into):
        """Merge, write it into the log of both, and lead to the list."""
        merge(old, into)
        said = _("“%(old)s” was merged into “%(into)s”.") % {"old": old.name, "into": into.name}
        for category in [old, into]:
            self.log_change(request, category, said)
        self.message_user(request, said, messages.SUCCESS)
        return redirect(reverse("admin:articles_category_changelist"))
