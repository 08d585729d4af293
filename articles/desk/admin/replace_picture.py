"""
The page on which another file takes the place of a picture.

It stands under the picture's own address but belongs to this room, as `erase_picture` does.
"""

import logging

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.desk.acts.refusal import Refused
from articles.desk.uses.picture_uses import uses_of
from articles.desk.uses.replacing import (
    on_desk,
    pages_on_desk,
    reasons_against_replacing,
    replace_file,
)
from images.admin.uploading import storage_refusal
from images.forms import ACCEPT, linked
from images.intake import AlreadyKept, take_in
from images.models import Image

logger = logging.getLogger(__name__)


class ReplacingForm(forms.Form):
    """The new file, and which articles were shown before it was chosen."""

    upload = forms.FileField(
        label=gettext_lazy("New picture file"), widget=forms.FileInput(attrs={"accept": ACCEPT})
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_upload(self):
        try:
            return take_in(self.cleaned_data["upload"])
        except AlreadyKept as refusal:
            raise linked(refusal) from None

    def clean_seen(self):
        return {int(each) for each in self.cleaned_data["seen"].split() if each.isdecimal()}


def replace_picture_view(site):
    """Return the view of an admin site for ``images/image/<number>/replace/``."""

    def view(request, number):
        """Show what would get the new file; put it there once it was chosen."""
        image = picture_for(request.user, number)
        articles = list(on_desk(image).order_by("pk"))
        reasons = reasons_against_replacing(image, articles, request.user)
        form = ReplacingForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and not reasons and form.is_valid():
            if new := replaced(request, image, form):
                return HttpResponseRedirect(reverse("admin:images_image_change", args=[new.pk]))
            articles = list(on_desk(image).order_by("pk"))
        # What stands now is what is being shown, whatever was posted.
        seen = " ".join(str(each.pk) for each in articles)
        context = {
            **site.each_context(request),
            "title": _("Replace the file"),
            "opts": Image._meta,
            "original": image,
            "form": form,
            "seen": seen,
            "articles": articles if not reasons else [],
            "pages": pages_on_desk(image) if not reasons else [],
            "reasons": reasons,
            "uses": uses_of(image, request.user),
            "image_url": reverse("admin:images_image_change", args=[image.pk]),
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/images/image/replace.html", context, status=status)

    return view


def picture_for(user, number):
    """Return a picture this person may change; 404 for who may not see it, else 403."""
    image = Image.objects.kept().filter(pk=number).first()
    if image is None or not user.has_perm("images.view_image"):
        raise Http404
    if not may_put_another(user):
        raise PermissionDenied
    return image


def may_put_another(user):
    """Tell whether a person may put another file in the place of a picture at all."""
    return user.has_perms(["images.change_image", "images.add_image"])


def replaced(request, image, form):
    """Put the new file in its places and return the new picture; None where that was refused."""
    count = on_desk(image).count()
    try:
        new = replace_file(
            image, form.cleaned_data["upload"], request.user, form.cleaned_data["seen"]
        )
    except Refused as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
    except OSError:
        logger.exception("A picture could not be stored")
        form.add_error("upload", storage_refusal())
    except IntegrityError:
        # The same file was kept by somebody else in this very moment.
        form.add_error("upload", _("This picture is in the library already."))
    else:
        note_in_log(request.user, image, new)
        said = ngettext(
            "The new file stands in %(count)d article on the desk. Readers see the earlier one "
            "until an article is published again. Look whether the words still fit.",
            "The new file stands in %(count)d articles on the desk. Readers see the earlier one "
            "until an article is published again. Look whether the words still fit.",
            count,
        )
        messages.success(request, said % {"count": count})
        return new
    return None


def note_in_log(user, image, new):
    """Write into the admin's log what took the place of a picture."""
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(Image),
        object_id=str(image.pk),
        object_repr=str(image)[:200],
        action_flag=CHANGE,
        change_message=_("Another file took its place: № %(number)s") % {"number": new.pk},
    )
