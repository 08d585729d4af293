"""The page of a topic: what it is about, and its articles, the newest first."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.page.cursor import Cursor, page_of
from articles.page.edition import Edition
from articles.page.frame.furniture import furnished
from articles.page.register_pages import Step
from articles.page.topic import topic_at

LISTED = 20


@require_safe
def topic(request, slug):
    """The articles of a topic, page by page; four queries. An old address is led on for ever."""
    found = topic_at(slug)
    if found is None:
        raise Http404
    if slug != found.slug:
        return redirect(found, permanent=True)
    newest = Edition.objects.live().on_topic(found.pk, after=Cursor.of(request))
    context = {
        **furnished(),
        "topic": found,
        "path": [Step(_("Topic: %(topic)s") % {"topic": found.name}, found.get_absolute_url())],
        "page": page_of(newest.for_cards(), LISTED),
        "is_first": "sau" not in request.GET,
    }
    return render(request, "articles/topic.html", context)
