"""The picture library at the desk."""

import logging

from django.contrib import admin
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from images.admin.choosing import Choosing
from images.admin.describing import Describing
from images.admin.uploading import Uploading
from images.forms import ImageForm
from images.intake import put_files, storage_refusal
from images.models import Child, Image, Licence
from images.renditions import make_renditions

logger = logging.getLogger(__name__)

PER_PAGE = 36

# The frames that cut pictures, as static/css/site.css and the sharing networks have them, and where
# they stand; (class, words).
CROPS = [
    ("card", gettext_lazy("Lead story, cards, related articles (3:2)")),
    ("portrait", gettext_lazy("Portrait of an official (4:5)")),
    ("share", gettext_lazy("Shared in a social network (1.91:1)")),
    ("banner", gettext_lazy("Banner on a wide screen (10:1)")),
]


class AltTextFilter(admin.SimpleListFilter):
    title = gettext_lazy("alt text")
    parameter_name = "alt"

    def lookups(self, request, model_admin):
        return [("missing", _("missing")), ("written", _("written"))]

    def queryset(self, request, queryset):
        if self.value() == "missing":
            return queryset.without_alt_text()
        if self.value() == "written":
            return queryset.exclude(alt_text="")
        return queryset


class LicenceFilter(admin.SimpleListFilter):
    title = pgettext_lazy("picture", "licence")
    parameter_name = "licence"

    def lookups(self, request, model_admin):
        return [("missing", _("missing")), *Licence.choices]

    def queryset(self, request, queryset):
        if self.value() == "missing":
            return queryset.kept().filter(licence="")
        return queryset.filter(licence=self.value()) if self.value() else queryset


class ChildFilter(admin.SimpleListFilter):
    title = gettext_lazy("children in the picture")
    parameter_name = "child"

    def lookups(self, request, model_admin):
        return [(code, label) for code, label in Child.choices if code]

    def queryset(self, request, queryset):
        return queryset.filter(child=self.value()) if self.value() else queryset


class SizesFilter(admin.SimpleListFilter):
    title = gettext_lazy("sizes for readers")
    parameter_name = "sizes"

    def lookups(self, request, model_admin):
        return [("missing", _("missing")), ("failed", _("failed"))]

    def queryset(self, request, queryset):
        if self.value() == "missing":
            return queryset.without_renditions()
        if self.value() == "failed":
            return queryset.failed()
        return queryset


@admin.register(Image)
class ImageAdmin(Choosing, Uploading, Describing, admin.ModelAdmin):
    form = ImageForm
    actions = [*Describing.actions, "make_sizes_again"]
    change_list_template = "admin/images/image/change_list.html"
    list_display = ["thumbnail", "name", "alt_text_state", "child_state", "dimensions", "uploaded"]
    list_display_links = ["thumbnail", "name"]
    list_filter = [
        *(AltTextFilter, LicenceFilter, ChildFilter, SizesFilter),
        "uploaded_at",
        ("uploaded_by", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["uploaded_by"]
    list_per_page = PER_PAGE
    search_fields = ["search_text"]
    search_help_text = gettext_lazy("Title, alt text, caption or credit; marks may be left out.")
    date_hierarchy = "uploaded_at"
    readonly_fields = ["preview", "dimensions", "uploaded", "renditions", "address"]

    class Media:
        css = {"all": ["images/focus.css", "images/library.css"]}
        js = ["images/focal_point.js"]

    def get_fieldsets(self, request, obj=None):
        words = ["title", "alt_text", "caption", "credit"]
        rights = (_("Rights"), {"fields": ["licence", "child", "child_note"]})
        if obj is None:
            return [(None, {"fields": ["upload", *words]}), rights]
        if obj.erasure:
            return [(None, {"fields": ["dimensions", "uploaded"]})]
        about = ["dimensions", "uploaded", "renditions", "address"]
        return [
            (None, {"fields": ["preview", ("focal_x", "focal_y")], "classes": ["focal-set"]}),
            (None, {"fields": words}),
            rights,
            (_("About this picture"), {"fields": about}),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.storage_refusal = getattr(request, "storage_refusal", "")
        return form

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term), False

    def has_change_permission(self, request, obj=None):
        return (obj is None or not obj.erasure) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return (obj is None or not obj.erasure) and super().has_delete_permission(request, obj)

    def changeform_view(self, request, *args, **kwargs):
        """Show what the disk or a second uploader refused as an error of the form."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except OSError:
            logger.exception("A picture could not be stored")
            request.storage_refusal = storage_refusal()
        except IntegrityError:
            # The same picture was kept meanwhile; validating again tells where it is.
            logger.info("A picture was uploaded twice in one moment")
        return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            put_files(obj, form.clean_picture)
            obj.uploaded_by = request.user
        super().save_model(request, obj, form, change)

    # What the list and the form show

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, image):
        if not image.picture:
            return format_html('<span class="thumbnail thumbnail--erased">{}</span>', _("Erased"))
        return format_html(
            '<img class="thumbnail" src="{}" alt="" width="{}" height="{}" loading="lazy">',
            image.thumbnail_url,
            image.width,
            image.height,
        )

    @admin.display(description=gettext_lazy("title of the picture"), ordering="title")
    def name(self, image):
        return str(image)

    @admin.display(description=gettext_lazy("alt text"), ordering="alt_text")
    def alt_text_state(self, image):
        if image.alt_text or image.erasure:
            return image.alt_text
        return format_html('<span class="missing">{}</span>', _("No alt text yet"))

    @admin.display(description=gettext_lazy("children in the picture"), ordering="child")
    def child_state(self, image):
        if image.child != Child.UNCLEAR:
            return ""
        return format_html('<span class="missing">{}</span>', _("Child: consent is missing"))

    @admin.display(description=gettext_lazy("picture size"), ordering="width")
    def dimensions(self, image):
        return f"{image.width} × {image.height}"

    @admin.display(description=gettext_lazy("uploaded"), ordering="uploaded_at")
    def uploaded(self, image):
        return format_html(
            "{} {}",
            admin.utils.display_for_value(image.uploaded_at, ""),
            image.uploaded_by or "",
        )

    @admin.action(
        description=gettext_lazy("Make the sizes for readers again"), permissions=["change"]
    )
    def make_sizes_again(self, request, queryset):
        """Ask the worker once more, also for what it gave up."""
        pictures = queryset.kept()
        names = list(pictures.values_list("picture", flat=True))
        pictures.update(renditions_tries=0)
        for name in names:
            transaction.on_commit(lambda name=name: make_renditions.enqueue(name), robust=True)
        said = ngettext(
            "The sizes of %(count)d picture are being made again.",
            "The sizes of %(count)d pictures are being made again.",
            len(names),
        )
        self.message_user(request, said % {"count": len(names)})

    @admin.display(description=gettext_lazy("sizes for readers"))
    def renditions(self, image):
        if image.renditions_failed:
            return format_html(
                '<span class="missing">{}</span>',
                _("Making the smaller sizes failed: %(why)s") % {"why": image.renditions_failed},
            )
        if image.renditions_ready:
            return _("All sizes are made.")
        return _("Being made. Until then readers get the picture in one size.")

    @admin.display(description=gettext_lazy("picture address"))
    def address(self, image):
        return format_html('<a href="{0}" target="_blank">{0}</a>', image.url)

    @admin.display(description=gettext_lazy("picture"))
    def preview(self, image):
        return render_to_string(
            "admin/images/image/focal_point.html", {"image": image, "crops": CROPS}
        )
