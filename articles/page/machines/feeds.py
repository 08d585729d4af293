"""RSS and Atom: the newest articles of the site, of each category and of each topic."""

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from articles.page.category import category_at
from articles.page.edition import Edition
from articles.page.frame.site import SiteIdentity
from articles.page.topic import topic_at

NEWEST = 30


class SiteFeed(Feed):
    """The newest articles of all categories."""

    def get_object(self, request):
        return SiteIdentity.current()

    def title(self, site):
        return site.name

    def description(self, site):
        return site.slogan or site.name

    def link(self, site):
        return reverse("home")

    def items(self, site):
        return Edition.objects.live().newest_first().for_cards()[:NEWEST]

    def item_title(self, edition):
        return edition.headline

    def item_description(self, edition):
        return edition.lead

    def item_pubdate(self, edition):
        return edition.published_at

    def item_categories(self, edition):
        return [edition.category.name]

    def item_guid(self, edition):
        # Stays the same when a new headline gives the article a new address.
        return f"article-{edition.article}"

    item_guid_is_permalink = False

    def item_updateddate(self, edition):
        return edition.live_from


class CategoryFeed(SiteFeed):
    """The newest articles of one category and all below it."""

    def __call__(self, request, slug):
        category = category_at(slug)
        if slug != category.slug:
            return redirect(request.resolver_match.view_name, category.slug, permanent=True)
        return super().__call__(request, category=category)

    def get_object(self, request, category):
        return category

    def title(self, category):
        return _("%(category)s: newest articles") % {"category": category.name}

    def description(self, category):
        return category.description or category.name

    def link(self, category):
        return category.get_absolute_url()

    def items(self, category):
        return Edition.objects.live().filed_under(category.pk).for_cards()[:NEWEST]


class TopicFeed(SiteFeed):
    """The newest articles of one topic; an address it once had leads there."""

    def __call__(self, request, slug):
        topic = topic_at(slug)
        if topic is None:
            raise Http404
        if slug != topic.slug:
            return redirect(request.resolver_match.view_name, topic.slug, permanent=True)
        return super().__call__(request, topic=topic)

    def get_object(self, request, topic):
        return topic

    def title(self, topic):
        return _("%(category)s: newest articles") % {"category": topic.name}

    def description(self, topic):
        return topic.description or topic.name

    def link(self, topic):
        return topic.get_absolute_url()

    def items(self, topic):
        return Edition.objects.live().on_topic(topic.pk).for_cards()[:NEWEST]


class SiteAtom(SiteFeed):
    """The same for readers that want Atom."""

    feed_type = Atom1Feed
    subtitle = SiteFeed.description


class CategoryAtom(CategoryFeed):
    """The same for readers that want Atom."""

    feed_type = Atom1Feed
    subtitle = CategoryFeed.description


class TopicAtom(TopicFeed):
    """The same for readers that want Atom."""

    feed_type = Atom1Feed
    subtitle = TopicFeed.description
