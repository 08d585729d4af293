"""What keepers of the register type: partial days, lists of texts, rows one after another."""

from itertools import combinations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from images.models import Image
from images.widgets import ImageChooser
from people.lines import tidy_lines
from people.partial_date import PartialDate, Precision, partial, read_typed
from people.position import Position
from people.titles import implied_by
from vietnamese import one_line


class LineField(forms.CharField):
    """One line of text, composed, with single spaces: two rows that look alike are alike."""

    def to_python(self, value):
        return one_line(super().to_python(value) or "")


class LinesField(forms.Field):
    """A list of texts, one per line."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 50})

    def to_python(self, value):
        lines = value if isinstance(value, list) else (value or "").splitlines()
        return tidy_lines(lines)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value


class PartialDateField(forms.Field):
    """A day, a month or a year, as far as it is known; its value is a `PartialDate` or None."""

    widget = forms.TextInput(
        attrs={
            "size": 11,
            "class": "partial-date",
            "placeholder": pgettext_lazy("register", "dd/mm/yyyy"),
            "title": _("07/08/2018, or 08/2018, or 2018 if no more is known"),
            "autocomplete": "off",
        }
    )

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, **kwargs})

    def to_python(self, value):
        typed = one_line(value or "")
        return read_typed(typed) if typed else None

    def prepare_value(self, value):
        return str(value) if isinstance(value, PartialDate) else value


class PartialDatesForm(forms.ModelForm):
    """A form whose `PartialDateField`s fill a day and, beside it, its precision."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, precision in self.partial_dates():
            day = getattr(self.instance, name)
            if day is not None:
                self.initial[name] = partial(day, getattr(self.instance, precision))

    def partial_dates(self):
        """Return (field, precision's column) of each partial day."""
        return [
            (name, f"{name.removesuffix('_on')}_precision")
            for name, field in self.fields.items()
            if isinstance(field, PartialDateField)
        ]

    def clean(self):
        super().clean()
        for name, precision in self.partial_dates():
            if name in self.cleaned_data:
                value = self.cleaned_data[name]
                self.cleaned_data[name] = value and value.day
                setattr(self.instance, precision, value.precision if value else Precision.UNKNOWN)

    def add_error(self, field, error):
        """Add what is wrong; of a day that could not be read nothing more is said."""
        if field is None and hasattr(error, "error_dict"):
            unread = {name for name, _precision in self.partial_dates()} & set(self.errors)
            told = {name: each for name, each in error.error_dict.items() if name not in unread}
            if not told:
                return
            error = ValidationError(told)
        super().add_error(field, error)


class SpanForm(PartialDatesForm):
    """A form for what holds over a stretch of time."""

    started_on = PartialDateField(label=capfirst(_("from")))
    ended_on = PartialDateField(label=capfirst(_("until")))


class OrganisationForm(PartialDatesForm):
    founded_on = PartialDateField(label=capfirst(_("founded")))
    ended_on = PartialDateField(label=capfirst(_("ended")))


class OrganisationNameForm(SpanForm):
    short = LinesField(
        label=capfirst(_("short names")),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 34}),
    )


class SuccessionForm(forms.ModelForm):
    day = forms.DateField(
        label=capfirst(pgettext_lazy("register", "day")),
        required=False,
        widget=forms.DateInput(attrs=PartialDateField.widget.attrs),
    )


class PositionForm(forms.ModelForm):
    printed = LinesField(
        label=capfirst(_("printed forms")),
        required=False,
        help_text=Position._meta.get_field("printed").help_text,
    )

    def clean_implies(self):
        """Refuse a position that would imply itself, directly or through others."""
        wanted = {each.pk for each in self.cleaned_data["implies"]}
        links = {}
        for upper, lower in Position.implies.through.objects.values_list(
            "from_position", "to_position"
        ):
            links.setdefault(upper, set()).add(lower)
        if self.instance.pk and self.instance.pk in wanted | implied_by(wanted, links):
            raise ValidationError(_("A position cannot imply itself, directly or through others."))
        return self.cleaned_data["implies"]


class OfficialForm(forms.ModelForm):
    portrait = forms.ModelChoiceField(
        Image.objects.all(), label=capfirst(_("portrait")), required=False, widget=ImageChooser
    )


class AppointmentForm(SpanForm):
    """An appointment by itself; among others of one official its formset compares the rows."""

    def clean(self):
        super().clean()
        official, position = (self.cleaned_data.get(name) for name in ("official", "position"))
        if official and position and not self.errors:
            self.instance.official, self.instance.position = official, position
            self.instance.started_on = self.cleaned_data["started_on"]
            self.instance.ended_on = self.cleaned_data["ended_on"]
            self.instance.clean_once_at_a_time()


class SpansFormSet(forms.BaseInlineFormSet):
    """Rows of one owner of which two alike must not share a day."""

    overlap_message = _("This overlaps another row in time: %(other)s.")

    def likeness(self, row):
        """Return what two rows must share to be compared."""
        return True

    def clean(self):
        super().clean()
        kept = [
            form
            for form in self.forms
            if hasattr(form, "cleaned_data")
            and form not in self.deleted_forms
            and (form.has_changed() or form.instance.pk)
            and not form.errors
        ]
        for earlier, later in combinations(kept, 2):
            rows = earlier.instance, later.instance
            if self.likeness(rows[0]) == self.likeness(rows[1]) and rows[0].overlaps(rows[1]):
                later.add_error(
                    "started_on",
                    ValidationError(self.overlap_message, params={"other": rows[0].period}),
                )


class NamesFormSet(SpansFormSet):
    """The names of one organisation: at least one, and one at a time."""


class AppointmentsFormSet(SpansFormSet):
    """The appointments of one official, or to one position: not the same twice at a time."""

    def likeness(self, row):
        return (row.official_id, row.position_id)
