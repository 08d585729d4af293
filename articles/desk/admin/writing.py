"""What the editor asks the server for while somebody writes: a paste tidied, an article to link."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles.desk.article import Article
from articles.desk.roles.rights import visible_to
from articles.desk.text.figures import tidy_body
from articles.desk.text.old_fonts import why_unreadable_html
from articles.page.edition import Edition
from articles.page.pages.page_edition import PageEdition
from vietnamese import fold_words, one_line, slug

FOUND = 8  # articles offered at a time


class WritingPages:
    """What `ArticleAdmin` answers to the editor."""

    def get_urls(self):
        def page(route, view, name):
            return path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")

        return [
            page("paste/", require_POST(self.paste_view), "paste"),
            page("link-to/", never_cache(require_safe(self.link_to_view)), "link_to"),
            *super().get_urls(),
        ]

    def paste_view(self, request):
        """
        Answer ``html`` of a clipboard as it would be saved.

        JSON: ``html``, and ``refused``: why it cannot be taken at all, or an empty text. Nothing is
        kept.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied
        html = tidy_body(request.POST.get("html", ""))
        refused = why_unreadable_html(html) or ""
        return JsonResponse({"html": "" if refused else html, "refused": refused})

    def link_to_view(self, request):
        """
        Find what to link to by words of its headline or title (``q``), marks may be left out.

        JSON: ``found``, a list of ``headline``, ``address``, ``note`` and ``is_public``. What
        readers see comes first, the newest before others; then what this person sees at the desk.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied
        query = one_line(request.GET.get("q", ""))[:200]
        articles = [*public_articles(query), *own_articles(request.user, query)] if query else []
        return JsonResponse({"found": [*public_pages(query), *articles]})


def matching(query):
    """Return the articles a query may mean: by number (#12) or by words of the headline."""
    number = query.removeprefix("#")
    if number.isascii() and number.isdecimal() and len(number) < 12:
        return Article.objects.filter(pk=int(number)) | Article.objects.search(query)
    return Article.objects.search(query)


def public_articles(query):
    """Return what readers see, under the headline they see; one query."""
    live = Edition.objects.live().filter(article__in=matching(query).order_by().values("pk"))
    return [
        {
            "headline": edition.headline,
            "address": edition.get_absolute_url(),
            "note": date_format(timezone.localtime(edition.published_at), "d/m/Y"),
            "is_public": True,
        }
        for edition in live.newest_first().for_cards()[:FOUND]
    ]


def public_pages(query):
    """Return the public pages beside the news whose title holds the words; one query."""
    words = fold_words(query)
    if not words:
        return []
    live = PageEdition.objects.live().only("slug", "title").order_by("title")
    return [
        {
            "headline": page.title,
            "address": page.get_absolute_url(),
            "note": _("page"),
            "is_public": True,
        }
        for page in live
        if set(words) <= set(fold_words(page.title))
    ][:FOUND]


def own_articles(user, query):
    """Return what is not public and this person may read at the desk; one query."""
    is_live = Exists(Edition.objects.live().filter(article=OuterRef("pk")))
    hidden = visible_to(user, matching(query)).exclude(is_live).filter(binned_at=None, erasure=None)
    return [
        {
            "headline": article.headline or _("(no headline)"),
            "address": reverse(
                "article", args=[slug(article.headline, fallback="tin"), article.pk]
            ),
            "note": _("not public yet"),
            "is_public": False,
        }
        for article in hidden.order_by("-updated_at")[:FOUND]
    ]
