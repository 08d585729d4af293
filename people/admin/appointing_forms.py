"""What the pages for appointing and ending ask."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from people.appointing import LONGEST_REASON, held_beside
from people.choosing import OneRow
from people.forms import LineField, PartialDateField
from people.models import Appointment, Official, Position


class WhoAndWhereForm(forms.Form):
    """Whom to appoint and to what: asked before the rest, which follows from it."""

    official = forms.ModelChoiceField(
        Official.objects.all(),
        label=capfirst(_("official")),
        error_messages={"required": _("Choose who is appointed.")},
    )
    position = forms.ModelChoiceField(
        Position.objects.all(),
        label=capfirst(_("position")),
        error_messages={"required": _("Choose the position.")},
    )

    def __init__(self, *args, admin_site, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            chosen_in = Appointment._meta.get_field(name)
            field.widget = OneRow(chosen_in, admin_site, choices=field.choices)


class AppointForm(forms.Form):
    """An appointment as one action: from when, on what basis, and what ends with it."""

    day = PartialDateField(
        required=True,
        label=capfirst(_("from")),
        error_messages={"required": _("Write the day from which it holds.")},
    )
    acting = forms.ChoiceField(
        label=capfirst(_("acting")), choices=Appointment.Acting.choices, required=False
    )
    term = LineField(
        label=capfirst(_("term")),
        max_length=100,
        required=False,
        help_text=Appointment._meta.get_field("term").help_text,
    )
    decision = LineField(
        label=capfirst(_("decision")),
        max_length=200,
        required=False,
        help_text=Appointment._meta.get_field("decision").help_text,
    )
    source = LineField(
        label=capfirst(_("source")),
        max_length=500,
        required=False,
        help_text=Appointment._meta.get_field("source").help_text,
    )
    source_state = forms.ChoiceField(
        label=capfirst(_("state of the source")),
        choices=Appointment.SourceState.choices,
        initial=Appointment.SourceState.UNVERIFIED,
    )
    ends = forms.ModelMultipleChoiceField(
        Appointment.objects.none(),
        label=_("What ends on that day"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    # The numbers of the rows offered to end: a day typed later may offer others.
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, official, position, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.official, self.position = official, position
        self.offer(today)

    def offer(self, day):
        """Offer to end what is held on a day; who holds the seat is ticked."""
        others, own = held_beside(self.official, self.position, day)
        numbers = [each.pk for each in [*others, *own]]
        held = Appointment.objects.filter(pk__in=numbers).select_related("official", "position")
        self.fields["ends"].queryset = held
        self.initial["ends"] = [each.pk for each in others]
        self.initial["shown"] = " ".join(map(str, sorted(numbers)))

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("day")
        if day is None:
            return cleaned
        asked = set(self.data.getlist("ends"))
        self.offer(day.day)
        offered = {str(each.pk) for each in self.fields["ends"].queryset}
        if not offered <= set(cleaned.get("shown", "").split()) or not asked <= offered:
            self.data = self.data.copy()
            self.data["shown"] = self.initial["shown"]
            self.data.setlist("ends", [*(asked & offered), *map(str, self.initial["ends"])])
            raise ValidationError(
                _("On that day others hold these offices. Look below at what ends, then go on.")
            )
        self.errors.pop("ends", None)
        cleaned["ends"] = list(self.fields["ends"].queryset.filter(pk__in=asked))
        return cleaned

    @property
    def details(self):
        """The columns of the new appointment, a dict."""
        names = ["acting", "term", "decision", "source", "source_state"]
        details = {name: self.cleaned_data[name] for name in names}
        return {**details, "acting": details["acting"] or Appointment.Acting.NONE}


class EndForm(forms.Form):
    """The end of an appointment."""

    day = PartialDateField(
        required=True,
        label=capfirst(_("until")),
        help_text=_("The first day on which the title is no longer borne."),
        error_messages={"required": _("Write the day on which it ends.")},
    )
    reason = LineField(
        label=capfirst(_("decision")),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("Number and date of the document; kept in the history."),
    )
