"""The checks beside the form: of what was saved, and live of what is being typed."""

import json

from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.desk.acts.refusal import Refused
from articles.desk.checking import check_typed
from articles.desk.roles.rights import may_write
from articles.desk.text.typed import typed_content
from articles.desk.titles.waiving import take_up_again, waive

# What editors say most often; another reason is typed.
REASONS = [
    gettext_lazy("Quoted word for word"),
    gettext_lazy("A proper name"),
    gettext_lazy("As the original document has it"),
]
FRAGMENT = "admin/articles/article/checks_found.html"


class CheckPages:
    """The checks of `ArticleAdmin`: whoever may write on an article is told, and may waive."""

    @property
    def media(self):
        scripts = ["desk/places.js", "desk/checks.js", "desk/underlines.js"]
        return super().media + Media(css={"all": ["desk/checks.css"]}, js=scripts)

    def get_urls(self):
        def page(route, view, name):
            guarded = self.admin_site.admin_view(never_cache(require_POST(view)))
            return path(route, guarded, name=f"articles_article_{name}")

        return [
            page("check/", self.check_new_view, "check_new"),
            page("<path:object_id>/check/", self.check_view, "check"),
            page("<path:object_id>/waive/", self.waive_view, "waive"),
            *super().get_urls(),
        ]

    def check_new_view(self, request):
        """Check what is typed in the form for a new article."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self.found(request)

    def check_view(self, request, object_id):
        """Check what is typed in the form of an article."""
        article = self.article_or_404(request, object_id)
        if not may_write(request.user, article):
            raise PermissionDenied
        return self.found(request, article)

    def found(self, request, article=None, refused=()):
        """Answer with what the checks say of the posted form, as a piece of the page."""
        typed = typed_content(request.POST)
        context = {
            "checked": check_typed(typed, article),
            "article": article,
            "refused": refused,
            "reasons": REASONS,
            "may_waive": article is not None,
            "may_look_up": request.user.has_perm("people.view_official"),
            "may_add": request.user.has_perm("people.add_official"),
            "may_enter": request.user.has_perm("people.add_officialdocument"),
        }
        status = 422 if refused else 200
        return TemplateResponse(request, FRAGMENT, context, status=status)

    def waive_view(self, request, object_id):
        """
        Settle the ticked warnings with one reason, or let a waived one count again.

        The script beside the form gets the new list of findings; without it one is led back.
        """
        article = self.article_or_404(request, object_id)
        self.require("waive", request, article, verb="waive")
        is_scripted = "headline" in request.POST
        refused = []
        try:
            self.settle_ticked(request, article)
        except Refused as refusal:
            refused = refusal.reasons
        if is_scripted:
            return self.found(request, article, refused)
        for reason in refused:
            self.message_user(request, reason, "ERROR")
        if not refused:
            self.message_user(request, _("Noted."))
        return HttpResponseRedirect(f"{self.address_of(article)}#checks")

    def settle_ticked(self, request, article):
        """Waive or take up again what was posted."""
        if again := request.POST.getlist("again"):
            take_up_again(article, request.user, keys_in(again))
            return
        reason = request.POST.get("waive_reason_other", "").strip()
        reason = reason or request.POST.get("waive_reason", "")
        waive(article, request.user, keys_in(request.POST.getlist("finding")), reason)


def keys_in(values):
    """Return the keys (code, passage, official) in posted values; what is no such JSON is left."""
    keys = []
    for value in values:
        try:
            key = json.loads(value)
        except ValueError:
            continue
        if isinstance(key, list) and [type(each) for each in key] in ([str, str], [str, str, int]):
            keys.append(tuple(key))
    return keys
