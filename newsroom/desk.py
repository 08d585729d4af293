"""The admin site that staff work in."""

from functools import wraps

from django.contrib import admin
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.desk.admin.agenda import agenda_view
from articles.desk.admin.dashboard import dashboard
from articles.desk.admin.erase_kept import DOCUMENT, PICTURE, erase_view
from articles.desk.admin.reword_picture import reword_picture_view
from articles.desk.admin.titles import tell_disagreements
from articles.desk.roles.rights import may
from articles.page.days import day_in_words
from people.changes import watched

# What stands in the bar on every page, for whoever may open it; the rest is under "More".
DAILY = ["Article", "Image", "Official"]


class NewsroomAdminSite(admin.AdminSite):
    site_title = _("Newsroom")
    site_header = _("Newsroom")
    index_title = _("What is to be done")
    site_url = "/"
    enable_nav_sidebar = False

    def admin_view(self, view, cacheable=False):
        """Guard a view, and tell who changed the register which articles disagree with it now."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def watching(request, *args, **kwargs):
            if request.method != "POST":
                return guarded(request, *args, **kwargs)
            with watched() as officials:
                answer = guarded(request, *args, **kwargs)
            # By now the register's transaction is over.
            if officials:
                tell_disagreements(request, officials)
            return answer

        return watching

    def get_urls(self):
        agenda = self.admin_view(agenda_view(self))
        erase_picture = self.admin_view(erase_view(self, PICTURE))
        erase_document = self.admin_view(erase_view(self, DOCUMENT))
        reword = self.admin_view(reword_picture_view(self))
        return [
            path("lich-dang/", agenda, name="agenda"),
            path("images/image/<int:number>/erase/", erase_picture, name="images_image_erase"),
            path(
                "documents/document/<int:number>/erase/",
                erase_document,
                name="documents_document_erase",
            ),
            path("images/image/<int:number>/reword/", reword, name="images_image_reword"),
            *super().get_urls(),
        ]

    def each_context(self, request):
        context = super().each_context(request)
        rooms = context["available_apps"]
        models = [model for room in rooms for model in room["models"] if model["admin_url"]]
        by_name = {model["object_name"]: model for model in models}
        context["daily"] = [by_name[name] for name in DAILY if name in by_name]
        context["has_agenda"] = request.user.is_authenticated and may(request.user, "add")
        context["rooms"] = [
            {**room, "models": others}
            for room in rooms
            if (others := [each for each in room["models"] if each["object_name"] not in DAILY])
        ]
        return context

    def index(self, request, extra_context=None):
        day = day_in_words(timezone.localdate())
        context = {"dashboard": dashboard(request.user), "day": day, **(extra_context or {})}
        return super().index(request, context)
