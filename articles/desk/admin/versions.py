"""Looking back and ahead: the history of an article, two states beside each other, the preview."""

from csp.decorators import csp_replace
from django.contrib import messages
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles.desk.acts.acting import locked
from articles.desk.acts.diary import diary_of
from articles.desk.acts.event import record
from articles.desk.acts.refusal import Refused
from articles.desk.admin.panel import newest_versions
from articles.desk.preview import preview_context
from articles.desk.versions.restoring import restore
from articles.desk.versions.side import (
    approved_number,
    difference,
    side_of,
    standing_side,
    version_side,
)
from articles.desk.versions.version import Version
from articles.page.edition import Edition

VERSIONS_ON_A_PAGE = 50
MOST_CHOICES = 500

# Only this site's own pages may hold the frame, and only the preview page holds one.
in_a_frame = csp_replace({"frame-ancestors": ["'self'"]})
with_frames = csp_replace({"frame-src": ["'self'"]})


def kept_from_robots(view):
    """Tell robots to keep away from what a view answers; caches are told by the admin itself."""

    def answer(*args, **kwargs):
        response = view(*args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


class VersionPages:
    """
    The pages of `ArticleAdmin` about other states of an article than the one being written.

    Each asks first who may see the article and answers 404 to everybody else.
    """

    def get_urls(self):
        def page(route, view, name):
            wrapped = self.admin_site.admin_view(view)
            return path(f"<path:object_id>/{route}/", wrapped, name=f"articles_article_{name}")

        return [
            page("version/<int:number>", self.version_view, "version"),
            page("compare", self.compare_view, "compare"),
            page("preview", self.preview_view, "preview"),
            page("preview/frame", self.preview_frame_view, "preview_frame"),
            *super().get_urls(),
        ]

    def looking_at(self, request, article, title, **more):
        """Return the context that these pages share."""
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": article,
            "article_url": self.address_of(article),
            **more,
        }

    # What was

    def history_view(self, request, object_id, extra_context=None):
        """Show what readers saw, every version and what happened; from here two are compared."""
        article = self.article_or_404(request, object_id)
        editions = Edition.objects.of_article(article.pk).defer("content", "body_html")
        versions = with_previous(newest_versions(article))
        saved = article.versions.filter(is_aside=False)
        before = request.GET.get("before", "")
        if before.isascii() and before.isdecimal() and len(before) < 10:
            versions = versions.filter(number__lt=int(before))
        shown = list(versions[: VERSIONS_ON_A_PAGE + 1])
        is_more = len(shown) > VERSIONS_ON_A_PAGE
        shown = shown[:VERSIONS_ON_A_PAGE]
        context = self.looking_at(
            request,
            article,
            _("What happened to it"),
            editions=editions[:100],
            live=editions.live().first(),
            versions=shown,
            older_than=shown[-1].number if is_more else None,
            is_first_page=not before,
            approved=approved_number(article),
            newest=saved.values_list("number", flat=True).first(),
            diary=diary_of(article, most=300),
        )
        return TemplateResponse(request, "admin/articles/article/history.html", context)

    def version_view(self, request, object_id, number):
        """Show what bringing a version back would change; on POST bring it back."""
        article = self.article_or_404(request, object_id)
        version = article.versions.select_related("saved_by").filter(number=number).first()
        if version is None:
            raise Http404
        if request.method != "POST":
            return self.show_version(request, article, version)
        with transaction.atomic():
            # Whether it may be written on is asked once nobody else can move it on.
            standing = locked(article)
            if self.has_change_permission(request, standing):
                return self.bring_back(request, article, version)
        return self.require("write", request, standing, "restore")

    def show_version(self, request, article, version, reasons=()):
        """Show a version beside what stands; ``reasons`` say why it was not brought back."""
        article.refresh_from_db()
        standing = standing_side(article)
        side = version_side(version)
        differs = side.content is not None and side.content != standing.content
        context = self.looking_at(
            request,
            article,
            side.name,
            version=version,
            reasons=reasons,
            difference=difference(standing, side),
            may_restore=differs and self.has_change_permission(request, article),
        )
        template = "admin/articles/article/version.html"
        return TemplateResponse(request, template, context, status=409 if reasons else 200)

    def bring_back(self, request, article, version):
        """Restore a version and tell what came of it."""
        read = request.POST.get("version_read", "")
        read = int(read) if read.isascii() and read.isdecimal() and len(read) < 10 else -1
        try:
            restored = restore(version, request.user, version_read=read)
        except Refused as refusal:
            why = " ".join(refusal.reasons)
            record(article, "restore", request.user, reason=why, refused=True)
            return self.show_version(request, article, version, refusal.reasons)
        if restored.version == read:
            self.message_user(request, _("The article stands like this already."))
        else:
            self.message_user(
                request,
                _("Version %(number)s is back, as the newest one.") % {"number": version.number},
                messages.SUCCESS,
            )
        return HttpResponseRedirect(self.address_of(article))

    def compare_view(self, request, object_id):
        """Show two states beside each other: versions, editions, what is live or approved."""
        article = self.article_or_404(request, object_id)
        versions = list(newest_versions(article)[:MOST_CHOICES])
        editions = Edition.objects.of_article(article.pk).defer("content", "body_html")[:100]
        keys = chosen(request.GET, versions)
        sides = [side_of(article, key) for key in keys]
        for key, side in zip(keys, sides, strict=True):
            if side is None and key not in {"live", "approved"}:
                raise Http404
        old, new = sides
        context = self.looking_at(
            request,
            article,
            _("Compare"),
            keys=keys,
            old=old,
            new=new,
            is_erased=any(side and side.content is None for side in sides),
            difference=difference(old, new) if old and new else None,
            versions=versions,
            editions=editions,
            approved=approved_number(article),
        )
        return TemplateResponse(request, "admin/articles/article/compare.html", context)

    # What would be

    @method_decorator([with_frames, kept_from_robots])
    def preview_view(self, request, object_id):
        """Show the page as readers would see it, on a phone and on a large screen."""
        article = self.article_or_404(request, object_id)
        context = self.looking_at(request, article, _("Preview"))
        return TemplateResponse(request, "admin/articles/article/preview.html", context)

    @method_decorator([xframe_options_sameorigin, in_a_frame, kept_from_robots])
    def preview_frame_view(self, request, object_id):
        """Answer the page itself, through the readers' own template, for the preview's frames."""
        article = self.article_or_404(request, object_id)
        context = {**preview_context(article), "article_url": self.address_of(article)}
        return TemplateResponse(request, "admin/articles/article/preview_frame.html", context)


def with_previous(versions):
    """Add to each version ``previous``, the number of the one saved before it, or None."""
    earlier = Version.objects.filter(
        article=OuterRef("article"), number__lt=OuterRef("number"), is_aside=False
    ).order_by("-number")
    return versions.annotate(previous=Subquery(earlier.values("number")[:1]))


def chosen(asked, versions):
    """Return the two keys that an address asks for; left out, the newest two versions."""
    newest = [str(each.number) for each in versions if not each.is_aside] or ["0"]
    new = asked.get("right") or newest[0]
    old = asked.get("left") or (newest[1] if len(newest) > 1 else newest[0])
    return [old, new]
