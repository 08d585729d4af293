"""Who held what when, at the desk: by itself and as rows of officials and positions."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.admin.appointing import AppointingPages
from people.admin.organisations import ExistingFilter
from people.admin.room import ONE_LINE, RegisterAdmin
from people.choosing import ChoosesByName
from people.forms import AppointmentForm, AppointmentsFormSet, SpanForm
from people.models import Appointment


class InForceFilter(ExistingFilter):
    """Appointments in force, over, or yet to begin."""

    parameter_name = "hieu-luc"
    start, end = "started_on", "ended_on"

    def lookups(self, request, model_admin):
        return [("nay", _("in office today")), ("cu", _("no longer in office"))]


class AppointmentInline(ChoosesByName, admin.TabularInline):
    model = Appointment
    form = SpanForm
    formset = AppointmentsFormSet
    formfield_overrides = ONE_LINE
    extra = 0
    show_change_link = True
    classes = ["appointments"]
    # Term and source are on the page of the appointment: more columns would not fit.
    details = ["started_on", "ended_on", "acting", "decision", "source_state"]


class WarnsOfClashes:
    """Tells the keeper where two persons sit in one seat; the rows are saved all the same."""

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if formset.model is Appointment:
            changed = [row for row, _names in formset.changed_objects]
            for appointment in formset.new_objects + changed:
                warn_of_clash(self, request, appointment)


def warn_of_clash(model_admin, request, appointment):
    """Add a warning to the page where others hold the same single seat on the same days."""
    others = appointment.clashes()
    if others:
        text = _("%(position)s has one seat, but in that time it is also held by: %(others)s.")
        names = ", ".join(f"{each.official} ({each.period})" for each in others)
        named = {"position": appointment.position, "others": names}
        model_admin.message_user(request, text % named, messages.WARNING)


@admin.register(Appointment)
class AppointmentAdmin(AppointingPages, RegisterAdmin):
    form = AppointmentForm
    list_display = ["official", "titled", "from_day", "until_day", "source_state"]
    list_filter = [InForceFilter, "source_state", "acting", "position__organisation__level"]
    list_select_related = ["official", "position"]
    search_fields = [
        "official__search_text",
        "official__other_names__search_text",
        "position__search_text",
    ]
    search_help_text = gettext_lazy("Name or title; marks may be left out.")
    autocomplete_fields = ["official", "position"]
    fieldsets = [
        (None, {"fields": ["official", "position", ("started_on", "ended_on"), "acting", "term"]}),
        (gettext_lazy("What it rests on"), {"fields": ["decision", "source", "source_state"]}),
    ]

    def lookup_allowed(self, lookup, value, request=None):
        if lookup == "position__organisation__id__exact":
            return True
        return super().lookup_allowed(lookup, value, request)

    @admin.display(description=gettext_lazy("title held"), ordering="position__title")
    def titled(self, appointment):
        return appointment.full_title

    @admin.display(description=gettext_lazy("from"), ordering="started_on")
    def from_day(self, appointment):
        return appointment.start or ""

    @admin.display(description=gettext_lazy("until"), ordering="ended_on")
    def until_day(self, appointment):
        return appointment.end or ""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        warn_of_clash(self, request, obj)
