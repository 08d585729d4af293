"""What the pages of a list of guests ask: the pasted text, then each row."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from people.appointment import Appointment
from people.choosing import OneRowOfMany
from people.forms import LineField, PartialDateField
from people.invitation.parsing import (
    LONGEST_CELL,
    LONGEST_NAME,
    MOST_GUESTS,
    TooMuch,
    read_invitation,
)
from people.models import Official, Organisation, Position

ROWS_PER_GUEST = 4


class DayForm(forms.Form):
    """The day of the meeting: who held what is asked for that day."""

    day = forms.DateField(
        label=gettext_lazy("Day of the meeting"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"],
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={**PartialDateField.widget.attrs, "inputmode": "numeric"}
        ),
        error_messages={
            "required": gettext_lazy("Write the day of the meeting."),
            "invalid": gettext_lazy("Write the day as 07/08/2026."),
        },
    )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not 1900 <= day.year <= timezone.localdate().year + 5:
            raise ValidationError(_("Write the day as 07/08/2026."))
        return day


class PasteForm(DayForm):
    """The pasted list; ``cleaned_data["text"]`` is the `Invitation` read of it."""

    text = forms.CharField(
        label=gettext_lazy("The list, as copied"),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Paste the list of guests here.")},
        strip=False,
    )

    def clean_text(self):
        try:
            read = read_invitation(self.cleaned_data["text"])
        except TooMuch as error:
            text = _("The list has %(lines)s lines; at most %(most)s guests are read at a time.")
            raise ValidationError(text % {"lines": error.lines, "most": MOST_GUESTS}) from error
        if not read.guests:
            raise ValidationError(
                _("No name was found. Each line needs one: number, name, title, unit.")
            )
        return read


class RowForm(forms.Form):
    """One title of one guest, as proposed and mended. Hidden fields say what was pasted."""

    write = forms.BooleanField(required=False, label=gettext_lazy("Write down"))
    name = LineField(
        label=pgettext_lazy("person", "Name"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Write the name.")},
    )
    official = forms.ModelChoiceField(
        Official.objects.all(),
        required=False,
        label=gettext_lazy("In the register"),
        widget=forms.Select,
        error_messages={"invalid_choice": gettext_lazy("Choose from the list again.")},
    )
    position = forms.ModelChoiceField(
        Position.objects.all(), required=False, label=capfirst(gettext_lazy("position"))
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        required=False,
        label=gettext_lazy("Or new, in the organisation"),
    )
    new_title = LineField(
        required=False, max_length=LONGEST_CELL, label=gettext_lazy("Title of the new position")
    )
    since = PartialDateField(label=gettext_lazy("Held since"))
    # What was pasted, and what was offered.
    guest = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    line = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    whole = LineField(required=False, max_length=LONGEST_CELL, widget=forms.HiddenInput)
    unit = LineField(required=False, max_length=LONGEST_CELL, widget=forms.HiddenInput)
    above = forms.BooleanField(required=False, widget=forms.HiddenInput)
    honorific = forms.ChoiceField(
        required=False,
        choices=[("", ""), *Official.Honorific.choices],
        widget=forms.HiddenInput,
    )
    printed = LineField(required=False, max_length=LONGEST_CELL, widget=forms.HiddenInput)
    acting = forms.ChoiceField(choices=Appointment.Acting.choices, widget=forms.HiddenInput)
    asked = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    shown = forms.RegexField(r"^[\d ]*$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args, admin_site, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("position", "organisation"):
            field = self.fields[name]
            model = {"position": Appointment, "organisation": Position}[name]
            link = model._meta.get_field(name)
            field.widget = OneRowOfMany(link, admin_site, choices=field.choices)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("write") or cleaned.get("position"):
            return cleaned
        if bool(cleaned.get("organisation")) != bool(cleaned.get("new_title")):
            if cleaned.get("organisation"):
                self.add_error("new_title", _("Write the title of the new position."))
            elif cleaned.get("printed"):
                text = _("Choose the position, or the organisation of the new one.")
                self.add_error("position", text)
        return cleaned


class RowsFormSet(forms.BaseFormSet):
    """All rows of a list."""

    def __init__(self, *args, admin_site, **kwargs):
        super().__init__(*args, **{"prefix": "dong", **kwargs})
        self.form_kwargs["admin_site"] = admin_site


RowFormSet = forms.formset_factory(
    RowForm,
    formset=RowsFormSet,
    extra=0,
    max_num=MOST_GUESTS * ROWS_PER_GUEST,
    absolute_max=MOST_GUESTS * ROWS_PER_GUEST,
    validate_max=True,
)
