"""The pages beside the news: those the newsroom writes itself, and the map of the site."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.page.frame.furniture import furnished
from articles.page.pages.page_edition import Opening, PageEdition, answer
from articles.page.papers.document_links import linked_documents, without_links
from articles.page.rendering import PLACE, fill_pictures
from articles.page.topic import Topic
from documents.models import Document
from people.models import Organisation
from vietnamese import sort_key


@require_safe
def page(request, slug):
    """One page, as its live edition has it; an address it had before leads to the one it has."""
    found = answer(slug)
    if found.status == 404:
        raise Http404
    if found.status == 301:
        return redirect(found.edition, permanent=True)
    if found.status == 410:
        context = {**furnished(), "edition": found.edition}
        return render(request, "pages/withdrawn.html", context, status=410)
    return render(request, "pages/page.html", page_context(found.edition))


def page_context(edition, pictures=None):
    """
    Return everything a page shows of an edition.

    ``pictures`` are given for a preview, whose edition has no rows yet.
    """
    has_contacts = edition.opening == Opening.CONTACTS
    if pictures is None:
        pictures = pictures_of(edition)
    return {
        **furnished(),
        "edition": edition,
        "body": fill_pictures(without_erased(edition.body_html), pictures),
        "updated_on": timezone.localdate(edition.live_from),
        "has_contacts": has_contacts,
        "offices": reachable_offices() if has_contacts else [],
    }


def pictures_of(edition):
    """Return the pictures of an edition in order; a query where its text has a place for one."""
    if not PLACE.search(edition.body_html):
        return []
    return list(edition.pictures.select_related("image"))


def without_erased(body_html):
    """Return a text whose links to documents that were erased since are words; a query if any."""
    linked = linked_documents(body_html)
    if not linked:
        return body_html
    kept = {each.key for each in Document.objects.kept().with_keys(linked)}
    return without_links(body_html, set(linked) - kept)


def reachable_offices():
    """Return the offices of today that can be telephoned or written to, in order; one query."""
    existing = Organisation.objects.existing_on(timezone.localdate())
    return existing.exclude(Q(telephone="") & Q(email="")).in_order()


@require_safe
def contact(request):
    """Lead to the page that shows the contacts; to the offices where the town has none yet."""
    live = PageEdition.objects.live().filter(opening=Opening.CONTACTS).order_by("page")
    return redirect(live.first() or "organisations")


@require_safe
def site_map(request):
    """All that can be gone to, on one page; four queries."""
    pages = PageEdition.objects.live().only("slug", "title", "page")
    topics = Topic.objects.with_news().only("slug", "name")
    furniture = furnished()
    context = {
        **furniture,
        "tree": branches(furniture["categories"]),
        "topics": sorted(topics, key=lambda each: sort_key(each.name)),
        "pages": sorted(pages, key=lambda each: sort_key(each.title)),
        "here": _("Site map"),
    }
    return render(request, "pages/site_map.html", context)


def branches(tree, parent=None):
    """Return the categories below one (None: all) as (category, branches below it) pairs."""
    return [(each, branches(tree, each.pk)) for each in tree.below(parent)]
