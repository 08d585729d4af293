"""Officials at the desk, and what they held."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.admin.appointments import AppointmentInline, WarnsOfClashes
from people.admin.exchange import ExchangePages, may_exchange
from people.admin.invitation import InvitationPages, may_paste
from people.admin.room import ONE_LINE, RegisterAdmin
from people.choosing import ChoosesByName
from people.forms import OfficialForm
from people.models import Appointment, Official, OtherName
from people.register import Register
from people.timeline import timeline_of


class PositionsOfOfficial(AppointmentInline):
    autocomplete_fields = ["position"]
    fields = ["position", *AppointmentInline.details]


class OfficialList(ChangeList):
    """Officials with the titles of today, read for the whole page at once."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        register = Register.load(officials=[each.pk for each in self.result_list])
        today = timezone.localdate()
        for each in self.result_list:
            each.titles_today = register.titles_on(each.pk, today)


class OtherNameInline(ChoosesByName, admin.TabularInline):
    model = OtherName
    fields = ["text", "kind"]
    formfield_overrides = ONE_LINE
    extra = 0


@admin.register(Official)
class OfficialAdmin(ExchangePages, InvitationPages, WarnsOfClashes, RegisterAdmin):
    form = OfficialForm
    inlines = [OtherNameInline, PositionsOfOfficial]
    history_parts = [(OtherName, "official"), (Appointment, "official")]
    list_display = ["full_name", "gender", "titles"]
    list_filter = ["gender"]
    search_fields = ["search_text", "other_names__search_text"]
    search_help_text = gettext_lazy("Name, also a former one; marks may be left out.")
    readonly_fields = ["timeline"]

    def get_changelist(self, request, **kwargs):
        return OfficialList

    def changelist_view(self, request, extra_context=None):
        context = {
            "may_paste": may_paste(request.user),
            "may_exchange": may_exchange(request.user),
            **(extra_context or {}),
        }
        return super().changelist_view(request, context)

    def get_fieldsets(self, request, obj=None):
        address = ("gender", "honorific")
        if self.has_change_permission(request):  # others who look a person up see no year of birth
            address = (*address, "birth_year")
        person = (None, {"fields": ["full_name", address, "portrait", "biography"]})
        files = (_("For loading from files"), {"fields": ["key"], "classes": ["collapse"]})
        if obj is None:
            return [person, files]
        return [person, (_("Titles over time"), {"fields": ["timeline"]}), files]

    @admin.display(description=gettext_lazy("titles today"))
    def titles(self, official):
        return ", ".join(title.text for title in official.titles_today)

    @admin.display(description=gettext_lazy("overview"))
    def timeline(self, official):
        today = timezone.localdate()
        appointments = list(official.positions_over_time())
        context = {
            "official": official,
            "appointments": appointments,
            "line": timeline_of(appointments, today),
            "titles": official.titles_on(today),
            "today": today,
        }
        return render_to_string("admin/people/official/timeline.html", context)
