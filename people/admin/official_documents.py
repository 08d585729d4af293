"""The register of official documents at the desk."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from documents.models import Document
from documents.widgets import DocumentChooser
from people.admin.room import RegisterAdmin
from people.forms import PartialDateField
from people.models import OfficialDocument


class OfficialDocumentForm(forms.ModelForm):
    issued_on = forms.DateField(
        label=capfirst(_("day of issue")),
        widget=forms.DateInput(
            attrs={
                **PartialDateField.widget.attrs,
                "title": _("Day, month and year: 25/10/2017"),
            }
        ),
    )
    file = forms.ModelChoiceField(
        Document.objects.kept(),
        label=capfirst(_("file for readers")),
        required=False,
        widget=DocumentChooser,
        help_text=OfficialDocument._meta.get_field("file").help_text,
    )

    address = forms.URLField(
        label=capfirst(_("address of the official text")),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=OfficialDocument._meta.get_field("address").help_text,
        widget=AdminURLFieldWidget,
    )

    class Meta:
        widgets = {"title": forms.Textarea(attrs={"rows": 3, "cols": 60})}


class FileFilter(admin.SimpleListFilter):
    """Documents whose text readers can read somewhere, and those without."""

    title = _("text for readers")
    parameter_name = "van-ban"

    def lookups(self, request, model_admin):
        return [("tep", _("with a file")), ("khong", _("neither file nor address"))]

    def queryset(self, request, queryset):
        if self.value() == "tep":
            return queryset.exclude(file=None)
        if self.value() == "khong":
            return queryset.filter(file=None, address="")
        return queryset


@admin.register(OfficialDocument)
class OfficialDocumentAdmin(RegisterAdmin):
    form = OfficialDocumentForm
    list_display = ["number", "kind", "issued", "issuer_name", "title"]
    list_filter = ["kind", FileFilter, "issued_on"]
    search_fields = ["search_text"]
    search_help_text = _("Number, issuer or words; marks and signs may be left out.")
    autocomplete_fields = ["issuer"]
    fieldsets = [
        (None, {"fields": [("number", "kind"), "issued_on", ("issuer", "issuer_name"), "title"]}),
        (_("Where it can be read"), {"fields": ["file", "address"]}),
    ]

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term), False

    @admin.display(description=_("day of issue"), ordering="issued_on")
    def issued(self, document):
        return document.issued_on.strftime("%d/%m/%Y")
