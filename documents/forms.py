"""The forms through which documents come into the store."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.models import Document
from uploads.fields import ManyFilesField

ACCEPT = ".pdf,.docx,.xlsx"
MOST_AT_ONCE = 20


def linked(refusal):
    """Return the refusal of a document the store has, with a link to it."""
    if refusal.document.erasure:
        return refusal
    return ValidationError(
        format_html(
            '{} <a href="{}" target="_blank">{}</a>',
            refusal.message,
            reverse("admin:documents_document_change", args=[refusal.document.pk]),
            _("Open it"),
        ),
        code=refusal.code,
    )


class DocumentForm(forms.ModelForm):
    """The title of a document that is here already."""

    class Meta:
        model = Document
        fields = ["title"]
        widgets = {"title": forms.TextInput(attrs={"class": "vTextField"})}


class UploadForm(forms.Form):
    """One document or several."""

    files = ManyFilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "PDF, DOCX or XLSX, at most 20 files of 20 MB each. Or drop them here."
        ),
        most=MOST_AT_ONCE,
        accept=ACCEPT,
    )
