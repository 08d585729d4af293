"""
The pages on which two persons erase a picture, a document or a page by order of an authority.

They stand under the address of what is erased but belong to this room: articles, editions and
versions offer it, and the store it lies in knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.desk.acts.refusal import Refused
from articles.desk.admin.order import OrderForm
from articles.desk.erasure.erasing import erase_document, erase_page, erase_picture
from articles.desk.pages.page import Page
from articles.desk.roles.rights import may
from articles.page.edition import Edition
from articles.page.pages.page_edition import PageEdition
from documents.models import Document
from images.models import Image


@dataclass(frozen=True)
class Erasable:
    """
    What can be erased: its model, the verb, and what the page says.

    ``seen`` tells in how many editions readers see it now, a dict for the page.
    """

    model: type
    erase: Callable
    seen: Callable
    title: str
    done: str
    refused: str

    @property
    def name(self):
        """The name of its addresses and its templates."""
        return self.model._meta.model_name

    def address(self, kept):
        meta = self.model._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[kept.pk])


def offering(condition):
    """Return the ``seen`` of what editions of articles and of pages offer alike."""

    def seen(kept):
        counts = {"editions": Edition, "pages": PageEdition}
        return {
            name: model.objects.live().filter(**{condition: kept}).distinct().count()
            for name, model in counts.items()
        }

    return seen


PICTURE = Erasable(
    Image,
    erase_picture,
    offering("pictures__image"),
    _("Erase this picture by order"),
    _("The picture was erased."),
    _("Tried to erase the picture: %(why)s"),
)
DOCUMENT = Erasable(
    Document,
    erase_document,
    offering("documents__document"),
    _("Erase this document by order"),
    _("The document was erased."),
    _("Tried to erase the document: %(why)s"),
)
PAGE = Erasable(
    Page,
    lambda page, **order: erase_page(page.pk, **order),
    lambda page: {"live": page.live},
    _("Erase this page by order"),
    _("The page was erased."),
    _("Tried to erase the page: %(why)s"),
)


def erase_view(site, erasable):
    """Return the view of an admin site that erases one `Erasable` by its number."""

    def view(request, number):
        """Ask for the order and for the second person; erase once both are there."""
        kept = kept_for(request.user, erasable, number)
        form = OrderForm(request.POST or None)
        is_sent = request.method == "POST" and form.is_valid()
        if is_sent and was_erased(request, erasable, kept, form):
            return HttpResponseRedirect(erasable.address(kept))
        meta = erasable.model._meta
        context = {
            **site.each_context(request),
            "title": erasable.title,
            "opts": meta,
            "original": kept,
            "form": form,
            **erasable.seen(kept),
            "kept_url": erasable.address(kept),
        }
        template = f"admin/{meta.app_label}/{erasable.name}/erase.html"
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, template, context, status=status)

    return view


def kept_for(user, erasable, number):
    """Return what this person may erase; 404 for who may not see it, else 403."""
    kept = erasable.model.objects.filter(pk=number).first()
    app = erasable.model._meta.app_label
    if kept is None or not user.has_perm(f"{app}.view_{erasable.name}"):
        raise Http404
    if not may(user, "erase"):
        raise PermissionDenied
    return kept


def was_erased(request, erasable, kept, form):
    """Erase by the order of the form; tell whether it was done, or what refused it."""
    try:
        order = form.order(request)
        erasable.erase(kept, **order)
    except Refused as refusal:
        note_refusal(request.user, erasable, kept, refusal)
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return False
    messages.success(request, erasable.done)
    return True


def note_refusal(user, erasable, kept, refusal):
    """Write a refused try into the admin's log: the diary knows articles only."""
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(erasable.model),
        object_id=str(kept.pk),
        object_repr=f"#{kept.pk}",
        action_flag=CHANGE,
        change_message=erasable.refused % {"why": refusal},
    )
