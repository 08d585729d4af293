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
from people.official_documents.model import Kind


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
        widgets = {
            "issuer_name": forms.TextInput(attrs={"size": 50}),
            "title": forms.Textarea(attrs={"rows": 3, "cols": 60}),
        }


class KindFilter(admin.SimpleListFilter):
    """Finds documents of a kind; offers those kinds that there are."""

    title = _("kind of document")
    parameter_name = "loai"

    def lookups(self, request, model_admin):
        there_are = {kind for kind, _year in OfficialDocument.objects.kinds_and_years()}
        return [(each.value, each.label) for each in Kind if each.value in there_are]

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


class YearFilter(admin.SimpleListFilter):
    """Finds documents of a year; offers those years that there are."""

    title = _("year of issue")
    parameter_name = "nam"

    def lookups(self, request, model_admin):
        years = {year for _kind, year in OfficialDocument.objects.kinds_and_years()}
        return [(str(year), str(year)) for year in sorted(years, reverse=True)]

    def queryset(self, request, queryset):
        years = {value for value, _label in self.lookup_choices}
        return queryset.filter(issued_on__year=self.value()) if self.value() in years else queryset


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
    list_display = ["number", "kind", "issued", "issued_by", "title"]
    list_filter = [KindFilter, YearFilter, FileFilter]
    search_fields = ["search_text"]
    search_help_text = _("Number, issuer or words; marks and signs may be left out.")
    autocomplete_fields = ["issuer"]
    fieldsets = [
        (None, {"fields": [("number", "kind"), "issued_on", "issuer", "issuer_name", "title"]}),
        (_("Where it can be read"), {"fields": ["file", "address"]}),
    ]

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term), False

    @admin.display(description=_("issuing organisation"), ordering="issuer_name")
    def issued_by(self, document):
        return document.issuer_name

    @admin.display(description=_("day of issue"), ordering="issued_on")
    def issued(self, document):
        return document.issued_on.strftime("%d/%m/%Y")
