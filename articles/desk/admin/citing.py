"""What the admin of official documents gains from the desk: who cites one, and what is missing."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.desk.citing import missing_documents
from articles.desk.uses.picture_uses import first_of
from articles.page.papers.citation import citing


class WhereCited:
    """Which articles cite a document, and a list of what they cite that nobody has entered."""

    @property
    def media(self):
        return super().media + Media(css={"all": ["desk/uses.css"]})

    def get_urls(self):
        return [
            path(
                "chua-co/",
                self.admin_site.admin_view(self.missing),
                name="people_officialdocument_missing",
            ),
            *super().get_urls(),
        ]

    def missing(self, request):
        """List the numbers that articles cite and the register does not know."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found, count = missing_documents()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Cited, and not in the register"),
            "opts": self.opts,
            "found": found,
            "more": count - len(found),
            "has_add_permission": self.has_add_permission(request),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/people/officialdocument/missing.html", context)

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "cited_by"]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        return [*fieldsets, (_("Articles that cite it"), {"fields": ["cited_by"]})]

    @admin.display(description=_("articles"))
    def cited_by(self, document):
        cited = first_of(citing(document).live().for_cards())
        template = "admin/people/officialdocument/cited_by.html"
        return render_to_string(template, {"cited": cited, "document": document})

    def get_deleted_objects(self, objs, request):
        """Say in how many articles a document will be listed no more; they stay as they are."""
        deleted, *others = super().get_deleted_objects(objs, request)
        for document in objs:
            if count := citing(document).live().count():
                words = ngettext(
                    "%(document)s is listed beside %(count)d article, and will be no more.",
                    "%(document)s is listed beside %(count)d articles, and will be no more.",
                    count,
                )
                deleted.append(words % {"document": document, "count": count})
        return deleted, *others
