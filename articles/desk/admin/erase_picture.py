"""
The page on which two persons erase a picture by order of an authority.

It stands under the picture's own address but belongs to this room: articles, editions and versions
show the picture, and the library knows none of them.
"""

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.desk.admin.order import OrderForm
from articles.desk.erasing import erase_picture
from articles.desk.refusal import Refused
from articles.desk.rights import may
from articles.page.edition import Edition
from images.models import Image


def erase_picture_view(site):
    """Return the view of an admin site for ``images/image/<number>/erase/``."""

    def view(request, number):
        """Ask for the order and for the second person; erase the picture once both are there."""
        image = picture_for(request.user, number)
        form = OrderForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and was_erased(request, image, form):
            return HttpResponseRedirect(address_of(image))
        context = {
            **site.each_context(request),
            "title": _("Erase this picture by order"),
            "opts": Image._meta,
            "original": image,
            "form": form,
            "editions": editions_showing(image),
            "image_url": address_of(image),
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/images/image/erase.html", context, status=status)

    return view


def picture_for(user, number):
    """Return a picture that this person may erase; 404 for who may not see it, else 403."""
    image = Image.objects.filter(pk=number).first()
    if image is None or not user.has_perm("images.view_image"):
        raise Http404
    if not may(user, "erase"):
        raise PermissionDenied
    return image


def was_erased(request, image, form):
    """Erase the picture by the order of the form; tell whether it was, or what refused it."""
    try:
        order = form.order(request)
        erase_picture(image, **order)
    except Refused as refusal:
        note_refusal(request.user, image, refusal)
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return False
    messages.success(request, _("The picture was erased."))
    return True


def note_refusal(user, image, refusal):
    """Write a refused try into the admin's log: the diary knows articles only."""
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(Image),
        object_id=str(image.pk),
        object_repr=f"#{image.pk}",
        action_flag=CHANGE,
        change_message=_("Tried to erase the picture: %(why)s") % {"why": refusal},
    )


def editions_showing(image):
    """Return how many editions that readers see now show the picture, a number."""
    return Edition.objects.live().filter(pictures__image=image).distinct().count()


def address_of(image):
    return reverse("admin:images_image_change", args=[image.pk])
