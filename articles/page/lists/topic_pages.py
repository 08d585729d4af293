"""Topics as readers see them: the list of all, and each with its articles, the newest first."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.page.cursor import Cursor, page_of
from articles.page.edition import Edition
from articles.page.frame.breadcrumbs import Step
from articles.page.frame.furniture import furnished
from articles.page.topic import Topic, topic_at

LISTED = 20


@require_safe
def topics(request):
    """All topics that list an article: those that go on, then those that have ended."""
    found = Topic.objects.newest_first()
    context = {
        **furnished(),
        "going_on": [each for each in found if each.is_open],
        "ended": [each for each in found if not each.is_open],
    }
    return render(request, "articles/topics.html", context)


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
        "path": [
            Step(_("Topics"), reverse("topics"), is_interface=True),
            Step(found.name, found.get_absolute_url()),
        ],
        "page": page_of(newest.for_cards(), LISTED),
        "is_first": "sau" not in request.GET,
    }
    return render(request, "articles/topic.html", context)
