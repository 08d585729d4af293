"""Pictures taken in at the desk: one for the editor, or many at once."""

import logging

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from images.forms import ManyImagesForm, linked
from images.intake import AlreadyKept, keep, storage_refusal, take_in
from images.likeness import look_alike
from images.models import Image
from images.naming import title_from
from uploads.desk import TakesUploads, refuse_upload

logger = logging.getLogger(__name__)


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


class Uploading(TakesUploads):
    """The part of the picture admin that takes in files."""

    many_form = ManyImagesForm

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("tai-len/", view(self.upload_one), name="images_image_upload"),
            path("tai-nhieu/", view(self.upload_many), name="images_image_upload_many"),
            *super().get_urls(),
        ]

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

    def keep_one(self, request, form, upload):
        image = keep_upload(upload, by=request.user, credit=form.cleaned_data["credit"])
        self.tell_of_twin(request, image)
        return image

    def refusal_in_form(self, error):
        return linked(error) if isinstance(error, AlreadyKept) else error

    def told_count(self, count):
        return ngettext(
            "%(count)s picture was taken into the library.",
            "%(count)s pictures were taken into the library.",
            count,
        ) % {"count": count}

    def tell_of_twin(self, request, image):
        """Say that a picture taken in looks like one that was there: which to keep is a choice."""
        if twin := look_alike(image):
            messages.warning(
                request,
                format_html(
                    '<b>{}</b>: {} <a href="{}" target="_blank">{}</a>',
                    image.title,
                    _("looks like a picture that was there before:"),
                    reverse("admin:images_image_change", args=[twin.pk]),
                    twin.title,
                ),
            )

    def upload_one(self, request):
        """Take in one picture for the editor or a script, and answer in the editor's JSON."""
        if not self.has_add_permission(request):
            return refuse_upload(_("You may not upload pictures."), status=403)
        if request.method != "POST" or "upload" not in request.FILES:
            return refuse_upload(_("No file was sent. Choose a picture."), status=400)
        upload = request.FILES["upload"]
        try:
            image = keep_upload(
                upload, by=request.user, credit=request.POST.get("credit", "")[:200]
            )
        except AlreadyKept as refusal:
            if refusal.image.erasure:
                return refuse_upload(refusal.messages[0])
            # In a text a picture may stand twice: what the editor wants is its address.
            return self.accept_upload(refusal.image, kept_before=True)
        except ValidationError as error:
            return refuse_upload(error.messages[0])
        self.log_addition(request, image, [{"added": {}}])
        return self.accept_upload(image, twin=look_alike(image))

    def accept_upload(self, image, kept_before=False, twin=None):
        """Answer with the picture taken in; ``twin`` is one of the library that looks like it."""
        return JsonResponse(
            {
                "uploaded": 1,
                "fileName": image.title,
                "url": image.url,
                "id": image.pk,
                "keptBefore": kept_before,
                "editUrl": reverse("admin:images_image_change", args=[image.pk]),
                "looksLike": self.told_of(twin) if twin else None,
            }
        )

    def told_of(self, image):
        return {
            "title": image.title,
            "thumbnail": image.thumbnail_url,
            "editUrl": reverse("admin:images_image_change", args=[image.pk]),
        }
