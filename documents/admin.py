"""The store of documents at the desk."""

import logging

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents.files import size_in_words
from documents.forms import DocumentForm, UploadForm, linked
from documents.intake import AlreadyKept, check, keep, storage, storage_refusal, take_in
from documents.models import Document
from documents.naming import title_from
from uploads.desk import TakesUploads, refuse_upload

logger = logging.getLogger(__name__)

PER_PAGE = 50


def keep_upload(upload, *, by):
    """
    Put one uploaded file into the store and return (`Document`, the author it names).

    The title is made of the file's name. Raises ``ValidationError`` in words for the uploader,
    whatever stood in the way.
    """
    checked = take_in(upload)
    try:
        return keep(checked, title=title_from(upload.name), uploaded_by=by), checked.author
    except IntegrityError:
        # Somebody else uploaded the same file in this very moment.
        if existing := Document.objects.filter(sha256=checked.sha256).first():
            raise AlreadyKept(existing) from None
        raise
    except OSError:
        logger.exception("A document could not be stored")
        raise ValidationError(storage_refusal(), code="not_stored") from None


def told_author(author):
    """Return the note that a file names its author, a text."""
    return _(
        "The file names “%(author)s” as its author, and readers can see that. If it should not, "
        "remove it in the program that made the file, and upload that file instead."
    ) % {"author": author}


@admin.register(Document)
class DocumentAdmin(TakesUploads, admin.ModelAdmin):
    form = DocumentForm
    change_list_template = "admin/documents/document/change_list.html"
    list_display = ["name", "kind", "file_size", "uploaded"]
    list_filter = ["kind", "uploaded_at", ("uploaded_by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["uploaded_by"]
    list_per_page = PER_PAGE
    search_fields = ["search_text"]
    search_help_text = gettext_lazy("Words of the title; marks may be left out.")
    readonly_fields = ["kind", "file_size", "uploaded", "author", "address"]

    many_form = UploadForm
    window_title = gettext_lazy("Choose a document")
    window_template = "admin/documents/document/choose.html"
    per_window = PER_PAGE

    class Media:
        css = {"all": ["documents/documents.css"]}

    def get_fieldsets(self, request, obj=None):
        about = ["kind", "file_size", "uploaded"]
        if obj is not None and obj.erasure:
            return [(None, {"fields": about})]
        about += ["author", "address"]
        return [(None, {"fields": ["title"]}), (_("About this document"), {"fields": about})]

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term), False

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("chon/", view(self.choose), name="documents_document_choose"),
            path("tai-len/", view(self.upload_one), name="documents_document_upload"),
            *super().get_urls(),
        ]

    def has_change_permission(self, request, obj=None):
        return (obj is None or not obj.erasure) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return (obj is None or not obj.erasure) and super().has_delete_permission(request, obj)

    # What the list and the form show

    @admin.display(description=gettext_lazy("title of the document"), ordering="title")
    def name(self, document):
        return str(document)

    @admin.display(description=gettext_lazy("size"), ordering="size")
    def file_size(self, document):
        return size_in_words(document.size)

    @admin.display(description=gettext_lazy("uploaded"), ordering="uploaded_at")
    def uploaded(self, document):
        when = admin.utils.display_for_value(document.uploaded_at, "")
        return f"{when} {document.uploaded_by or ''}".strip()

    @admin.display(description=gettext_lazy("author named in the file"))
    def author(self, document):
        try:
            with storage().open(document.file) as file:
                named = check(file.read()).author
        except (OSError, ValueError, ValidationError):
            return _("The file cannot be read.")
        return f"{named}. {told_author(named)}" if named else _("None.")

    @admin.display(description=gettext_lazy("file"))
    def address(self, document):
        return format_html('<a href="{0}">{0}</a>', document.url)

    # Views of their own

    def add_view(self, request, form_url="", extra_context=None):
        """Take in one document or several; one that is refused does not hold up the others."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self.upload_form(request)
        if request.method == "POST":
            kept, refused = self.take_many(request, form)
            if kept and not refused:
                if len(kept) == 1:
                    return redirect("admin:documents_document_change", kept[0].pk)
                return redirect("admin:documents_document_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Upload documents"),
            "form": form,
            "media": self.media + form.media,
            "opts": self.opts,
            "has_view_permission": self.has_view_permission(request),
        }
        return TemplateResponse(request, "admin/documents/document/upload.html", context)

    def offered(self):
        return Document.objects.kept()

    def keep_one(self, request, form, upload):
        document, author = keep_upload(upload, by=request.user)
        if author:
            messages.warning(request, f"{document}: {told_author(author)}")
        return document

    def refusal_in_form(self, error):
        return linked(error) if isinstance(error, AlreadyKept) else error

    def told_count(self, count):
        return ngettext(
            "%(count)s document was taken in.", "%(count)s documents were taken in.", count
        ) % {"count": count}

    def upload_one(self, request):
        """Take in one document for a script, and answer in JSON as the library of pictures does."""
        if not self.has_add_permission(request):
            return refuse_upload(_("You may not upload documents."), status=403)
        if request.method != "POST" or "upload" not in request.FILES:
            return refuse_upload(_("No file was sent. Choose a document."), status=400)
        try:
            document, author = keep_upload(request.FILES["upload"], by=request.user)
        except AlreadyKept as refusal:
            if refusal.document.erasure:
                return refuse_upload(refusal.messages[0])
            return accept_upload(refusal.document, kept_before=True)
        except ValidationError as error:
            return refuse_upload(error.messages[0])
        self.log_addition(request, document, [{"added": {}}])
        return accept_upload(document, note=told_author(author) if author else "")


def accept_upload(document, *, kept_before=False, note=""):
    return JsonResponse(
        {
            "uploaded": 1,
            "fileName": document.title,
            "url": document.url,
            "id": document.pk,
            "keptBefore": kept_before,
            "note": note,
            "editUrl": reverse("admin:documents_document_change", args=[document.pk]),
        }
    )
