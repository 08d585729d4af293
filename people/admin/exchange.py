"""The page on which a keeper downloads the register, and tries files on before loading them."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people.exchange.columns import TABLES
from people.exchange.decoding import refuse_size
from people.exchange.loading import load_register
from people.exchange.register_file import BadValue
from people.exchange.trying import try_upload
from people.exchange.uploading import Upload, read_pasted, read_upload
from people.exchange.writing import register_text
from people.exchange.writing_tables import register_archive

# Whoever loads a file may change all of the register.
NEEDED = [
    f"people.{act}_{model}"
    for act in ("add", "change")
    for model in ("organisation", "position", "official", "appointment", "rankscheme")
]
LONGEST_REASON = 100
MOST_SHOWN = 500
FORMS = {
    "json": ("application/json", register_text),
    "zip": ("application/zip", register_archive),
}


def may_exchange(user):
    """Tell whether a user may download and load the register as a whole."""
    return user.has_perms(NEEDED)


class UploadForm(forms.Form):
    """A file or a pasted table; ``cleaned_data["upload"]`` is the `Upload`."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.csv,.txt,.zip"}),
        error_messages={"empty": gettext_lazy("There is nothing in it.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Or a table, as copied"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        file, text = cleaned.get("file"), cleaned.get("text")
        try:
            if file:
                refuse_size(file.size)
                cleaned["upload"] = read_upload(file.name[:60], file.read())
            elif text and text.strip():
                cleaned["upload"] = read_pasted(text)
            else:
                self.add_error("file", _("Choose a file or paste a table."))
        except BadValue as error:
            self.add_error("file" if file else "text", str(error))
        return cleaned


class ExchangePages:
    """The part of the officials' admin that takes and gives the register as files."""

    def get_urls(self):
        def page(route, view, name):
            return path(route, self.admin_site.admin_view(view), name=f"people_official_{name}")

        return [
            page("nhap-xuat/", self.exchange_view, "exchange"),
            page("nhap-xuat/danh-ba.<str:form>", self.download_view, "download"),
            *super().get_urls(),
        ]

    def download_view(self, request, form):
        """Give the whole register as JSON or as an archive of tables."""
        if not may_exchange(request.user):
            raise PermissionDenied
        if form not in FORMS:
            return self._get_obj_does_not_exist_redirect(request, self.opts, form)
        kind, write = FORMS[form]
        name = f"danh-ba-{timezone.localdate():%Y-%m-%d}.{form}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(write(), content_type=kind, headers=headers)

    def exchange_view(self, request):
        """Take a file, show what it would do, and load it (``act=apply``)."""
        if not may_exchange(request.user):
            raise PermissionDenied
        if request.POST.get("act") == "apply":
            return self.apply(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            upload = form.cleaned_data["upload"]
            return self.trial_page(request, upload, try_upload(upload))
        return self.exchange_page(request, "exchange", form=form, tables=TABLES.values())

    def apply(self, request):
        """Load what was tried on, if it would still do what was shown."""
        try:
            upload = Upload.unpacked(request.POST.get("data", ""))
        except BadValue as error:
            messages.error(request, str(error))
            form = UploadForm()
            tables = TABLES.values()
            return self.exchange_page(request, "exchange", 422, form=form, tables=tables)
        trial = try_upload(upload)
        if trial.stamp != request.POST.get("stamp"):
            text = _("The register has changed since. This is what loading would do now.")
            messages.warning(request, text)
            return self.trial_page(request, upload, trial, 422)
        partial = bool(request.POST.get("partial"))
        if trial.wrong and not partial:
            text = _("Nothing was loaded: tick “only the good lines”, or mend the file.")
            messages.error(request, text)
            return self.trial_page(request, upload, trial, 422)
        reason = _("Loaded from a pasted table")
        if upload.source:
            reason = _("Loaded from the file %(file)s") % {"file": upload.source}
        load_register(upload.data, partial=True, reason=reason[:LONGEST_REASON], by=request.user)
        count = len(trial.written)
        text = ngettext("%(count)s line loaded.", "%(count)s lines loaded.", count)
        messages.success(request, text % {"count": count})
        return self.trial_page(request, upload, trial, is_done=True)

    def trial_page(self, request, upload, trial, status=200, is_done=False):
        """Answer with what a file would do, or has done."""
        context = {
            "upload": upload,
            "trial": trial,
            "written": trial.written[:MOST_SHOWN],
            "wrong": trial.wrong[:MOST_SHOWN],
            "is_done": is_done,
        }
        return self.exchange_page(request, "exchange_trial", status, **context)

    def exchange_page(self, request, template, status=200, **context):
        """Answer one of the two pages."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Files of the register"),
            "opts": self.opts,
            "media": self.media,
            **context,
        }
        if context.get("form") is not None and context["form"].errors:
            status = 422
        page = f"admin/people/official/{template}.html"
        return TemplateResponse(request, page, context, status=status)
