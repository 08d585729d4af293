"""
Where a picture or a document is used, in its form, and deleting only what nothing uses.

The stores know no articles; this room adds what it knows to their own pages.
"""

from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.forms import Media
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class UnusedFilter(admin.SimpleListFilter):
    """Finds what nothing uses, by the `unused` of the admin's own store."""

    title = _("use")
    parameter_name = "use"

    def __init__(self, request, params, model, model_admin):
        self.unused = model_admin.unused
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [("none", _("used nowhere"))]

    def queryset(self, request, queryset):
        return self.unused(queryset.kept()) if self.value() == "none" else queryset


class WhereUsed:
    """
    What the admin of a store gains from the desk.

    ``uses_of`` takes a row and a person, ``reasons_to_keep`` rows and returns {number: sentence} of
    those that are used, ``unused`` a queryset.
    """

    uses_of = reasons_to_keep = unused = None

    @property
    def media(self):
        return super().media + Media(css={"all": ["desk/uses.css"]})

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), UnusedFilter]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "uses"]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        *others, about = fieldsets
        return [*others, (_("Where it is used"), {"fields": ["uses"]}), about]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is not None:
            obj.seen_by = request.user
        return super().get_form(request, obj, change=change, **kwargs)

    @admin.display(description=_("where it is used"))
    def uses(self, row):
        template = f"admin/{self.opts.app_label}/{self.opts.model_name}/uses.html"
        return render_to_string(template, {"uses": self.uses_of(row, row.seen_by)})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.has_delete_permission(request, obj):
            context["kept_because"] = self.reasons_to_keep([obj]).get(obj.pk, "")
            context["show_delete"] = not context["kept_because"]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_deleted_objects(self, objs, request):
        """
        Say which rows may go, and why others may not, in words.

        What Django asks before it deletes one or many, and before it carries that out.
        """
        rows = list(objs)
        reasons = self.reasons_to_keep(rows)
        kept = [
            format_html("<b>{}</b>: {}", row, reasons[row.pk]) for row in rows if row.pk in reasons
        ]
        free = [str(row) for row in rows if row.pk not in reasons]
        return free, {self.opts.verbose_name_plural: len(free)}, set(), kept

    # A use may come between that look and the deletion. The database keeps the row then.

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except (ProtectedError, IntegrityError):
            self.tell_used_meanwhile(request)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return redirect(reverse(name, args=[object_id]))

    def response_action(self, request, queryset):
        if request.POST.get("action") != "delete_selected":
            return super().response_action(request, queryset)
        try:
            with transaction.atomic():  # what the log said of it goes too
                return super().response_action(request, queryset)
        except (ProtectedError, IntegrityError):
            self.tell_used_meanwhile(request)
        return redirect(request.get_full_path())

    def tell_used_meanwhile(self, request):
        said = gettext(
            "Nothing was deleted: in this very moment somebody began to use it. Look where it is "
            "used, then decide again."
        )
        self.message_user(request, said, messages.ERROR)
