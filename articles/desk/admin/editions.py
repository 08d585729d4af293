"""Past editions at the desk: what readers saw, kept for inspection when they see it no longer."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.page import clock
from articles.page.edition import Edition
from articles.page.views import article_context


class EditionPages:
    """The page of `ArticleAdmin` on which an edition is read as readers read it."""

    def get_urls(self):
        return [
            path(
                "<path:object_id>/edition/<int:number>/",
                # Never kept by a browser or a proxy: what was withdrawn stays on the desk.
                self.admin_site.admin_view(self.edition_view),
                name="articles_article_edition",
            ),
            *super().get_urls(),
        ]

    def edition_view(self, request, object_id, number):
        """Show one edition through the readers' own template, under a line that says what it is."""
        article = self.article_or_404(request, object_id)
        editions = Edition.objects.of_article(article.pk)
        edition = editions.select_related("category", "organisation").filter(number=number).first()
        if edition is None:
            raise Http404
        context = {
            **article_context(edition),
            "strip": what_became_of(edition),
            "withdrawal": edition.withdrawals.first(),
            "article_url": self.address_of(article),
            "history_url": self.address_of(article, "history"),
        }
        answer = TemplateResponse(request, "admin/articles/article/edition.html", context)
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer


def what_became_of(edition, at=None):
    """Return which edition this is, when readers saw it and what ended it, a sentence."""
    at = at or clock.now()
    words = {
        "number": edition.number,
        "from": in_words(edition.live_from),
        "until": in_words(edition.live_until),
    }
    is_withdrawn = edition.withdrawals.exists()
    if edition.live_until == edition.live_from and not is_withdrawn:
        return _("Edition %(number)s, taken back before readers saw it.") % words
    if edition.live_from > at:
        return _("Edition %(number)s, readers will see it from %(from)s.") % words
    if edition.live_until > at:
        return _("Edition %(number)s, public since %(from)s: readers see it now.") % words
    return _("Edition %(number)s, public from %(from)s to %(until)s, %(end)s.") % {
        **words,
        "end": end_of(edition, is_withdrawn),
    }


def end_of(edition, is_withdrawn):
    """Return what ended an edition that was public, a few words."""
    if is_withdrawn:
        return _("withdrawn")
    if edition.live_until == edition.expires_at:
        return _("expired")
    return _("replaced by a later one")


def in_words(moment):
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"
