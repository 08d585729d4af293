"""The picture library at the desk."""

import logging

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from images.forms import ImageForm, ManyImagesForm, linked
from images.intake import AlreadyKept, keep, put_files, take_in
from images.models import Image
from images.naming import title_from

logger = logging.getLogger(__name__)

PER_PAGE = 36


def storage_refusal():
    return _(
        "The picture could not be stored: the server's disk is full or does not answer. Nothing "
        "was kept. Tell the administrator, and try again later."
    )


def keep_upload(upload, *, by, credit=""):
    """
    Put one uploaded file into the library and return its `Image`.

    The title is made of the file's name. Raises ``ValidationError`` in words for the uploader,
    whatever stood in the way.
    """
    clean = take_in(upload)
    try:
        return keep(clean, title=title_from(upload.name), credit=credit, uploaded_by=by)
    except IntegrityError:
        # Somebody else uploaded the same picture in this very moment.
        if existing := Image.objects.filter(sha256=clean.sha256).first():
            raise AlreadyKept(existing) from None
        raise
    except OSError:
        logger.exception("A picture could not be stored")
        raise ValidationError(storage_refusal(), code="not_stored") from None


def uses_of(image):
    """Yield (kind of row, how many) for all that refers to a picture, whichever room it is in."""
    for relation in Image._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: image})
            if count := rows.count():
                yield relation.related_model._meta.verbose_name, count


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


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):
    form = ImageForm
    change_list_template = "admin/images/image/change_list.html"
    list_display = ["thumbnail", "name", "alt_text_state", "dimensions", "uploaded"]
    list_display_links = ["thumbnail", "name"]
    list_filter = [
        AltTextFilter,
        "uploaded_at",
        ("uploaded_by", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["uploaded_by"]
    list_per_page = PER_PAGE
    search_fields = ["search_text"]
    search_help_text = gettext_lazy("Title, alt text, caption or credit; marks may be left out.")
    date_hierarchy = "uploaded_at"
    readonly_fields = ["preview", "dimensions", "uploaded", "renditions", "uses", "address"]

    class Media:
        css = {"all": ["images/focus.css", "images/library.css"]}
        js = ["images/focal_point.js"]

    def get_fieldsets(self, request, obj=None):
        words = ["title", "alt_text", "caption", "credit"]
        if obj is None:
            return [(None, {"fields": ["upload", *words]})]
        if obj.erasure:
            return [(None, {"fields": ["dimensions", "uploaded", "uses"]})]
        about = ["dimensions", "uploaded", "renditions", "uses", "address"]
        return [
            (None, {"fields": ["preview", ("focal_x", "focal_y")], "classes": ["focal-set"]}),
            (None, {"fields": words}),
            (_("About this picture"), {"fields": about}),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.storage_refusal = getattr(request, "storage_refusal", "")
        return form

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term), False

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("chon/", view(self.choose), name="images_image_choose"),
            path("tai-len/", view(self.upload_one), name="images_image_upload"),
            path("tai-nhieu/", view(self.upload_many), name="images_image_upload_many"),
            *super().get_urls(),
        ]

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

    @admin.display(description=gettext_lazy("used in"))
    def uses(self, image):
        counts = [f"{kind}: {count}" for kind, count in uses_of(image)]
        return "; ".join(counts) or _("Not used yet.")

    @admin.display(description=gettext_lazy("picture address"))
    def address(self, image):
        return format_html('<a href="{0}" target="_blank">{0}</a>', image.url)

    @admin.display(description=gettext_lazy("picture"))
    def preview(self, image):
        return format_html(
            '<div class="focal-picker" data-focal-picker>'
            '<img src="{0}" alt="{1}" width="{2}" height="{3}"><span class="focal-picker__point">'
            '</span></div><div class="focal-crops" aria-hidden="true"><img src="{0}" alt="">'
            '<img src="{0}" alt=""></div><p class="help">{4}</p>',
            image.url,
            image.alt_text,
            image.width,
            image.height,
            _(
                "Click into the picture on what must stay in sight when it is cropped. The small "
                "pictures show how."
            ),
        )

    # Views of their own

    def choose(self, request):
        """
        List, search and upload pictures in a window, to choose one.

        Opened by the editor (``?CKEditorFuncNum=``) or a field of a form (`images.widgets`).
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = self.upload_form(request)
        if request.method == "POST":
            kept, refused = self.take_many(request, form)
            if kept and not refused:
                return redirect(request.get_full_path())
        query = request.GET.get("q", "")
        images = Image.objects.kept().search(query)
        page = Paginator(images, PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Choose a picture"),
            "page": page,
            "query": query,
            "function": request.GET.get("CKEditorFuncNum", ""),
            "kept_parameters": [
                (name, value)
                for name, value in request.GET.items()
                if name in {"CKEditorFuncNum", "CKEditor", "langCode", "_popup"}
            ],
            "form": form,
            "is_popup": True,
            "may_add": self.has_add_permission(request),
            "media": self.media + form.media,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/images/image/choose.html", context)

    def upload_many(self, request):
        """Take in several pictures; one that is refused does not hold up the others."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self.upload_form(request)
        kept = []
        if request.method == "POST":
            kept, refused = self.take_many(request, form)
            if kept and not refused:
                return redirect("admin:images_image_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Upload several pictures"),
            "form": form,
            "kept": kept,
            "media": self.media + form.media,
            "opts": self.opts,
            "has_view_permission": self.has_view_permission(request),
        }
        return TemplateResponse(request, "admin/images/image/upload_many.html", context)

    def upload_form(self, request):
        if request.method == "POST":
            return ManyImagesForm(request.POST, request.FILES)
        return ManyImagesForm()

    def take_many(self, request, form):
        """Keep what can be kept of a sent `ManyImagesForm`; return (pictures, errors)."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        kept = []
        if form.is_valid():
            for upload in form.cleaned_data["files"]:
                try:
                    image = keep_upload(upload, by=request.user, credit=form.cleaned_data["credit"])
                except ValidationError as error:
                    refusal = linked(error) if isinstance(error, AlreadyKept) else error
                    form.add_error(
                        "files", format_html("<b>{}</b>: {}", upload.name, refusal.messages[0])
                    )
                else:
                    self.log_addition(request, image, [{"added": {}}])
                    kept.append(image)
        if kept:
            messages.success(
                request,
                ngettext(
                    "%(count)s picture was taken into the library.",
                    "%(count)s pictures were taken into the library.",
                    len(kept),
                )
                % {"count": len(kept)},
            )
        return kept, form.errors

    def upload_one(self, request):
        """Take in one picture for the editor or a script, and answer in the editor's JSON."""
        if not self.has_add_permission(request):
            return self.refuse_upload(_("You may not upload pictures."), status=403)
        if request.method != "POST" or "upload" not in request.FILES:
            return self.refuse_upload(_("No file was sent. Choose a picture."), status=400)
        upload = request.FILES["upload"]
        try:
            image = keep_upload(
                upload, by=request.user, credit=request.POST.get("credit", "")[:200]
            )
        except AlreadyKept as refusal:
            if refusal.image.erasure:
                return self.refuse_upload(refusal.messages[0])
            # In a text a picture may stand twice: what the editor wants is its address.
            return self.accept_upload(refusal.image, kept_before=True)
        except ValidationError as error:
            return self.refuse_upload(error.messages[0])
        self.log_addition(request, image, [{"added": {}}])
        return self.accept_upload(image)

    def accept_upload(self, image, kept_before=False):
        return JsonResponse(
            {
                "uploaded": 1,
                "fileName": image.title,
                "url": image.url,
                "id": image.pk,
                "keptBefore": kept_before,
                "editUrl": reverse("admin:images_image_change", args=[image.pk]),
            }
        )

    def refuse_upload(self, message, status=200):
        return JsonResponse({"uploaded": 0, "error": {"message": message}}, status=status)
