"""What the admin of a store of files does: take in several, and let one be chosen in a window."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html

# What the editor and the admin's pop-ups send along, and must get back.
KEPT_PARAMETERS = {"CKEditorFuncNum", "CKEditor", "langCode", "_popup"}


class TakesUploads:
    """
    The part of a store's admin that takes in files and offers the window to choose one.

    The store says how: ``many_form`` (a form class with ``files``), ``window_title``,
    ``window_template``, ``per_window``, and the methods below that raise.
    """

    many_form = window_title = window_template = per_window = None

    def offered(self):
        """Return what can be chosen, a queryset with ``search``."""
        raise NotImplementedError

    def keep_one(self, request, form, upload):
        """Keep one file and return its row; raises ``ValidationError`` in words for the sender."""
        raise NotImplementedError

    def refusal_in_form(self, error):
        """Return the refusal of a file as the form tells it, a ``ValidationError``."""
        raise NotImplementedError

    def told_count(self, count):
        """Return the sentence that so many were taken in."""
        raise NotImplementedError

    def upload_form(self, request):
        sent = [request.POST, request.FILES] if request.method == "POST" else []
        return self.many_form(*sent)

    def take_many(self, request, form):
        """
        Keep what can be kept of a sent form; return (rows, errors).

        One that is refused does not hold up the others.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied
        kept = []
        for upload in form.cleaned_data["files"] if form.is_valid() else []:
            try:
                row = self.keep_one(request, form, upload)
            except ValidationError as error:
                refusal = self.refusal_in_form(error)
                said = format_html("<b>{}</b>: {}", upload.name, refusal.messages[0])
                form.add_error("files", said)
            else:
                self.log_addition(request, row, [{"added": {}}])
                kept.append(row)
        if kept:
            messages.success(request, self.told_count(len(kept)))
        return kept, form.errors

    def choose(self, request):
        """
        List, search and upload in a window, to choose one.

        Opened by the editor (``?CKEditorFuncNum=``) or by a field of a form.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = self.upload_form(request)
        if request.method == "POST":
            kept, refused = self.take_many(request, form)
            if kept and not refused:
                return redirect(request.get_full_path())
        query = request.GET.get("q", "")
        pages = Paginator(self.offered().search(query), self.per_window)
        context = {
            **self.admin_site.each_context(request),
            "title": self.window_title,
            "page": pages.get_page(request.GET.get("p")),
            "query": query,
            "function": request.GET.get("CKEditorFuncNum", ""),
            "kept_parameters": [pair for pair in request.GET.items() if pair[0] in KEPT_PARAMETERS],
            "form": form,
            "is_popup": True,
            "may_add": self.has_add_permission(request),
            "media": self.media + form.media,
            "opts": self.opts,
        }
        return TemplateResponse(request, self.window_template, context)


def refuse_upload(message, status=200):
    """Answer a script, in the editor's JSON, that a file was not taken in and why."""
    return JsonResponse({"uploaded": 0, "error": {"message": message}}, status=status)
