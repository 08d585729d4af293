"""Orders of precedence at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from people.admin.room import RegisterAdmin
from people.choosing import ChoosesByName
from people.forms import SpanForm
from people.models import RankRow, RankScheme


class RankRowInline(ChoosesByName, admin.TabularInline):
    model = RankRow
    fields = ["rank", "position"]
    autocomplete_fields = ["position"]
    extra = 0


@admin.register(RankScheme)
class RankSchemeAdmin(RegisterAdmin):
    form = SpanForm
    inlines = [RankRowInline]
    history_parts = [(RankRow, "scheme")]
    list_display = ["name", "time"]
    fieldsets = [
        (None, {"fields": ["name", ("started_on", "ended_on"), "basis"]}),
        (gettext_lazy("For loading from files"), {"fields": ["key"], "classes": ["collapse"]}),
    ]

    @admin.display(description=gettext_lazy("time"), ordering="started_on")
    def time(self, scheme):
        return scheme.period
