"""
The map for search engines, in parts by article number.

A part holds the articles of one stretch of numbers, so that no part ever counts or skips what the
others hold.
"""

from datetime import timedelta

from django.db.models import Max
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.page import clock
from articles.page.category import CategoryTree
from articles.page.edition import Edition
from articles.page.frame.site import SiteIdentity
from articles.page.pages.page_edition import PageEdition
from articles.page.topic import Topic
from people.models import OfficialDocument

STRETCH = 2_000
NEWS_DAYS = 2
MOST_NEWS = 1_000
MOST_DOCUMENTS = 50_000  # no map may hold more addresses


@require_safe
def index(request):
    """List the parts of the map."""
    highest = Edition.objects.aggregate(highest=Max("article"))["highest"] or 0
    parts = [
        request.build_absolute_uri(reverse("sitemap-part", args=[part]))
        for part in range(highest // STRETCH + 1)
    ]
    parts.append(request.build_absolute_uri(reverse("sitemap-pages")))
    if OfficialDocument.objects.exists():
        parts.append(request.build_absolute_uri(reverse("sitemap-documents")))
    return xml(request, "articles/sitemap_index.xml", {"parts": parts})


@require_safe
def part(request, number):
    """List the live articles whose numbers lie in one stretch."""
    first = number * STRETCH
    editions = (
        Edition.objects.live()
        .filter(article__gte=first, article__lt=first + STRETCH)
        .only("article", "slug", "live_from")
        .order_by("article")
    )
    if number and not editions.exists():
        raise Http404
    return xml(request, "articles/sitemap.xml", {"editions": editions, "root": root(request)})


@require_safe
def pages(request):
    """List the pages beside the news, the categories, and the topics that list anything."""
    context = {
        "pages": PageEdition.objects.live().only("slug", "live_from").order_by("page"),
        "categories": CategoryTree.load().depth_first(),
        "topics": Topic.objects.with_news().only("slug"),
        "root": root(request),
    }
    return xml(request, "pages/sitemap.xml", context)


@require_safe
def documents(request):
    """List the pages of the register of official documents, the newest of them."""
    newest = OfficialDocument.objects.newest_first().only("number", "kind")[:MOST_DOCUMENTS]
    return xml(request, "people/sitemap.xml", {"documents": newest, "root": root(request)})


@require_safe
def news(request):
    """List the articles of the last two days, as news search engines want them."""
    since = clock.now() - timedelta(days=NEWS_DAYS)
    editions = Edition.objects.live().filter(published_at__gte=since).newest_first()
    context = {
        "editions": editions.for_cards()[:MOST_NEWS],
        "site": SiteIdentity.current(),
        "root": root(request),
    }
    return xml(request, "articles/sitemap_news.xml", context)


def root(request):
    """Return the site's own address without the last slash."""
    return request.build_absolute_uri("/").rstrip("/")


def xml(request, template, context):
    """Answer with an XML document."""
    return render(request, template, context, content_type="application/xml; charset=utf-8")
