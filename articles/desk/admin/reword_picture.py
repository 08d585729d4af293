"""
The page on which a corrected alt text goes out to the articles that readers see.

It stands under the picture's own address but belongs to this room, as `erase_picture` does.
"""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.acts.refusal import Refused
from articles.desk.admin.posted_text import is_number
from articles.desk.article import Article
from articles.desk.pages.page import Page
from articles.desk.pages.rewording import outdated_pages, reword_page
from articles.desk.roles.arranging import publishes_pages
from articles.desk.roles.rights import may
from articles.desk.uses.rewording import outdated_uses, reword
from images.models import Image


def reword_picture_view(site):
    """Return the view of an admin site for ``images/image/<number>/reword/``."""

    def view(request, number):
        """Show what live articles say of a picture; renew the ticked ones, all that allow it."""
        image = picture_for(request.user, number)
        refused = renew_ticked(request, image) if request.method == "POST" else []
        if request.method == "POST" and not refused:
            return HttpResponseRedirect(reverse("admin:images_image_reword", args=[image.pk]))
        context = {
            **site.each_context(request),
            "title": _("Renew the text in articles"),
            "opts": Image._meta,
            "original": image,
            "outdated": outdated_uses(image),
            "pages": outdated_pages(image) if publishes_pages(request.user) else [],
            "refused": refused,
            "image_url": reverse("admin:images_image_change", args=[image.pk]),
        }
        status = 422 if refused else 200
        return TemplateResponse(request, "admin/images/image/reword.html", context, status=status)

    return view


def picture_for(user, number):
    """Return a picture that this person may see; 404 else, 403 for who renews nothing anywhere."""
    image = Image.objects.kept().filter(pk=number).first()
    if image is None or not user.has_perm("images.view_image"):
        raise Http404
    if not may(user, "reword"):
        raise PermissionDenied
    return image


def renew_ticked(request, image):
    """Renew the ticked articles, each by itself; return what was refused, a list of sentences."""
    articles = ticked(request, "article", Article)
    pages = ticked(request, "page", Page) if publishes_pages(request.user) else {}
    # Only what the page shows: a number typed by hand renews nothing.
    acts = [
        (use.edition, partial(reword, article, request.user, image))
        for use in outdated_uses(image)
        if (article := articles.get(use.edition.article))
    ]
    acts_on_pages = [
        (use.edition, partial(reword_page, page, image))
        for use in (outdated_pages(image) if pages else [])
        if (page := pages.get(use.edition.page))
    ]
    renewed, refused = carried_out(acts)
    renewed_pages, refused_pages = carried_out(acts_on_pages)
    refused += refused_pages
    if renewed_pages:
        said = ngettext(
            "Readers get the new text on %(count)d page.",
            "Readers get the new text on %(count)d pages.",
            renewed_pages,
        )
        messages.success(request, said % {"count": renewed_pages})
    if renewed:
        said = ngettext(
            "Readers get the new text in %(count)d article.",
            "Readers get the new text in %(count)d articles.",
            renewed,
        )
        messages.success(request, said % {"count": renewed})
    elif not refused and not renewed_pages:
        messages.info(request, _("Nothing was ticked; nothing was changed."))
    return refused


def ticked(request, name, model):
    """Return the rows whose boxes of one name were ticked, {number: row}."""
    numbers = {int(each) for each in request.POST.getlist(name) if is_number(each)}
    return {each.pk: each for each in model.objects.filter(pk__in=numbers)}


def carried_out(acts):
    """Renew editions, each by itself; return how many were, and what was refused, sentences."""
    renewed, refused = 0, []
    for edition, act in acts:
        try:
            act()
        except Refused as refusal:
            refused.append(format_html("<b>{}</b>: {}", edition, str(refusal)))
        else:
            renewed += 1
    return renewed, refused
