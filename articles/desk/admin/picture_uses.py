"""
Where a picture is used, in its form, and deleting only what nothing uses.

The library knows no articles; this room adds what it knows to the picture's own pages.
"""

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.desk.admin.replace_picture import may_put_another, replace_picture_view
from articles.desk.picture_uses import reasons_to_keep, unused, uses_of
from articles.desk.rewording import outdated_uses
from articles.desk.rights import may


class UnusedFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [("none", _("used nowhere"))]

    def queryset(self, request, queryset):
        return unused(queryset.kept()) if self.value() == "none" else queryset


class WhereUsed:
    """What the admin of pictures gains from the desk: the uses of a picture, and safe deleting."""

    def get_urls(self):
        replace = self.admin_site.admin_view(replace_picture_view(self.admin_site))
        return [
            path("<int:number>/replace/", replace, name="images_image_replace"),
            *super().get_urls(),
        ]

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
    def uses(self, image):
        found = uses_of(image, image.seen_by)
        return render_to_string("admin/images/image/uses.html", {"image": image, "uses": found})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.has_delete_permission(request, obj):
            context["kept_because"] = reasons_to_keep([obj]).get(obj.pk, "")
            context["show_delete"] = not context["kept_because"]
        if obj is not None:
            may_replace = may_put_another(request.user) and not obj.erasure
            context["may_replace"] = may_replace and not obj.replaced_by_id
        if obj is not None and may(request.user, "reword"):
            context["outdated"] = len(outdated_uses(obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_deleted_objects(self, objs, request):
        """
        Say which pictures may go, and why others may not, in words instead of rows.

        What Django asks before it deletes one picture or many, and before it carries that out.
        """
        images = list(objs)
        reasons = reasons_to_keep(images)
        kept = [
            format_html("<b>{}</b>: {}", image, reasons[image.pk])
            for image in images
            if image.pk in reasons
        ]
        free = [str(image) for image in images if image.pk not in reasons]
        return free, {self.opts.verbose_name_plural: len(free)}, set(), kept
