"""What all pages of the register share."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Script
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from people.choosing import ChoosesByName
from people.forms import LineField
from people.history import history_of
from vietnamese import fold

ONE_LINE = {models.CharField: {"form_class": LineField}}


class RegisterAdmin(ChoosesByName, admin.ModelAdmin):
    """What all pages of the register share: search without marks, and text on clean lines."""

    formfield_overrides = ONE_LINE
    list_per_page = 100
    delete_confirmation_template = "admin/people/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/people/delete_selected_confirmation.html"

    # Rows whose history is told with that of the row itself: (model, its link to the row).
    history_parts = []

    class Media:
        css = {"all": ["people/register.css"]}
        js = [Script("people/inlines.js", defer=True)]

    def history_view(self, request, object_id, extra_context=None):
        """Tell what happened to a row and its parts: in forms, by steps and by loading files."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(row)s") % {"row": row},
            "object": row,
            "opts": self.opts,
            "changes": history_of(row, self.history_parts),
            "media": self.media,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/people/history.html", context)

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))
