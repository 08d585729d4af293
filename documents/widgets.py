"""The field with which a form chooses a document of the store."""

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse

from documents.models import Document


class DocumentChooser(forms.TextInput):
    """
    A document's number, shown as its title, with a button that opens the store.

    For a ``ModelChoiceField`` on `Document`. Without JavaScript the number can be typed.
    """

    class Media:
        css = {"all": ["documents/documents.css"]}
        js = [
            "admin/js/vendor/jquery/jquery.min.js",
            "admin/js/jquery.init.js",
            "admin/js/admin/RelatedObjectLookups.js",
            "documents/chooser_field.js",
        ]

    def render(self, name, value, attrs=None, renderer=None):
        context = self.get_context(name, value, attrs)
        number = str(context["widget"]["value"] or "")
        chosen = Document.objects.filter(pk=number).first() if number.isdecimal() else None
        context["document"] = chosen
        context["choose_url"] = reverse("admin:documents_document_choose")
        return render_to_string("documents/document_chooser.html", context)
