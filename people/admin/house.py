"""The settings of the title check at the desk: one row, and what each finding counts for."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from people.admin.room import RegisterAdmin
from people.check import CODES
from people.check_words import GROUPS, MESSAGES, SEVERITIES
from people.forms import LinesField
from people.house import HouseStyle

AS_IT_IS, HINT, SILENT = "", "hint", "off"
COUNTS = {
    AS_IT_IS: _("as it is"),
    HINT: _("only a suggestion"),
    SILENT: _("not checked"),
}


class CountsWidget(forms.Widget):
    """A table of all findings, with a choice of three for each; its value is {code: choice}."""

    use_fieldset = True

    def render(self, name, value, attrs=None, renderer=None):
        chosen = value if isinstance(value, dict) else {}
        rows = [
            {
                "code": code,
                "name": f"{name}_{code}",
                "groups": [(each, GROUPS[each]) for each in SEVERITIES[code]],
                "message": MESSAGES[code],
                "chosen": chosen.get(code, AS_IT_IS),
            }
            for code in CODES
        ]
        context = {"rows": rows, "counts": COUNTS.items()}
        return render_to_string("admin/people/housestyle/counts.html", context)

    def value_from_datadict(self, data, files, name):
        return {code: data.get(f"{name}_{code}", AS_IT_IS) for code in CODES}

    def value_omitted_from_data(self, data, files, name):
        return False

    def id_for_label(self, id_):
        return ""


class CountsField(forms.Field):
    """What each finding counts for: {code: "", "hint" or "off"}."""

    widget = CountsWidget

    def validate(self, value):
        if not set(value.values()) <= set(COUNTS):
            raise forms.ValidationError(_("Choose one of the three for every finding."))


class HouseStyleForm(forms.ModelForm):
    abbreviations = LinesField(
        label=capfirst(_("known abbreviations")),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7, "cols": 30}),
        help_text=HouseStyle._meta.get_field("abbreviations").help_text,
    )
    counts = CountsField(label=capfirst(_("what counts")), required=False)

    class Meta:
        model = HouseStyle
        fields = ["territory", "province", "tone_style", "abbreviations"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        style = self.instance
        kinds = dict.fromkeys(style.hints, HINT) | dict.fromkeys(style.silent, SILENT)
        self.initial["counts"] = {code: kinds.get(code, AS_IT_IS) for code in CODES}

    def clean(self):
        cleaned = super().clean()
        counts = self.cleaned_data.get("counts", {})
        self.instance.hints = [code for code in counts if counts[code] == HINT]
        self.instance.silent = [code for code in counts if counts[code] == SILENT]
        return cleaned


@admin.register(HouseStyle)
class HouseStyleAdmin(RegisterAdmin):
    form = HouseStyleForm
    fieldsets = [
        (None, {"fields": [("territory", "province"), "tone_style", "abbreviations"]}),
        (
            _("What counts"),
            {
                "fields": ["counts"],
                "description": _(
                    "What is wrong or should be mended must be mended or waived with a reason "
                    "before an article is passed on; a suggestion is only told."
                ),
            },
        ),
    ]

    def changelist_view(self, request, extra_context=None):
        """There is at most one row, so its form stands in the place of a list."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:people_housestyle_change", args=[1]))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """One page of settings: it bears their name, and no second one of its only row."""
        said = {"title": capfirst(self.opts.verbose_name), "subtitle": None}
        said |= extra_context or {}
        return super().changeform_view(request, object_id, form_url, said)

    def get_object(self, request, object_id, from_field=None):
        """Return the settings, empty ones where nobody has made any: saving them makes the row."""
        style = super().get_object(request, object_id, from_field)
        return HouseStyle(pk=1) if style is None and object_id == "1" else style

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
