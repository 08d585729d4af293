"""Positions at the desk, and who holds them."""

from django.contrib import admin
from django.db.models import F, Prefetch
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.admin.appointments import AppointmentInline, WarnsOfClashes
from people.admin.room import RegisterAdmin
from people.forms import PositionForm
from people.models import Appointment, Position, RankRow
from people.timeline import timeline_of, troubles


class HoldersOfPosition(AppointmentInline):
    autocomplete_fields = ["official"]
    fields = ["official", *AppointmentInline.details]


@admin.register(Position)
class PositionAdmin(WarnsOfClashes, RegisterAdmin):
    form = PositionForm
    inlines = [HoldersOfPosition]
    history_parts = [(Appointment, "position"), (RankRow, "position")]
    list_display = ["title", "holders", "rank", "chain", "print_rule"]
    list_filter = ["organisation__level", "organisation__sector", "chain", "print_rule", "seats"]
    search_fields = ["search_text", "organisation__search_text"]
    search_help_text = gettext_lazy("Title or organisation; marks may be left out.")
    autocomplete_fields = ["organisation", "implies"]
    readonly_fields = ["timeline"]

    def get_queryset(self, request):
        today = Appointment.objects.on(timezone.localdate()).select_related("official")
        held = Prefetch("appointments", queryset=today.order_by("pk"), to_attr="held_today")
        return super().get_queryset(request).prefetch_related(held)

    def get_fieldsets(self, request, obj=None):
        title = (None, {"fields": ["organisation", "title", "printed"]})
        fields = [("rank", "chain"), ("print_rule", "seats"), "implies"]
        printing = (_("How it is printed"), {"fields": fields})
        files = (_("For loading from files"), {"fields": ["key"], "classes": ["collapse"]})
        if obj is None:
            return [title, printing, files]
        return [title, (_("Holders over time"), {"fields": ["timeline"]}), printing, files]

    @admin.display(description=gettext_lazy("overview"))
    def timeline(self, position):
        today = timezone.localdate()
        held = position.appointments.select_related("official", "position")
        appointments = list(held.order_by(F("started_on").desc(nulls_last=True), "pk"))
        office = position.organisation
        context = {
            "position": position,
            "appointments": appointments,
            "line": timeline_of(appointments, today),
            "troubles": troubles(appointments, office.founded_on, office.ended_on, today)
            if position.seats == Position.Seats.ONE
            else [],
            "today": today,
        }
        return render_to_string("admin/people/position/timeline.html", context)

    @admin.display(description=gettext_lazy("holders today"))
    def holders(self, position):
        return links_to_officials(each.official for each in position.held_today)


def links_to_officials(officials):
    """Return the names of officials as links to their pages at the desk."""
    return format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((reverse("admin:people_official_change", args=[each.pk]), each) for each in officials),
    )
