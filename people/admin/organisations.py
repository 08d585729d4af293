"""Offices at the desk: their names over time, and what became of them."""

from functools import reduce
from operator import or_

from django.contrib import admin, messages
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people.admin.room import ONE_LINE, RegisterAdmin
from people.appointing import end_with_office
from people.choosing import ChoosesByName
from people.forms import NamesFormSet, OrganisationForm, OrganisationNameForm, SuccessionForm
from people.models import Organisation, OrganisationName, Succession
from people.organisation import CONTACTS, Level, OrganisationTree
from people.partial_date import in_force


class ExistingFilter(admin.SimpleListFilter):
    """Offices that exist, have ended, or are yet to begin."""

    title = gettext_lazy("time")
    parameter_name = "ton-tai"
    start, end = "founded_on", "ended_on"

    def lookups(self, request, model_admin):
        return [("nay", _("existing today")), ("cu", _("no longer existing"))]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "nay":
            return queryset.filter(in_force(today, self.start, self.end))
        if self.value() == "cu":
            return queryset.filter(**{f"{self.end}__lte": today})
        return queryset


class ContactsFilter(admin.SimpleListFilter):
    """Offices of today that readers cannot reach by post, telephone or e-mail."""

    title = gettext_lazy("contacts")
    parameter_name = "lien-he"

    def lookups(self, request, model_admin):
        return [("thieu", _("something is missing"))]

    def queryset(self, request, queryset):
        if self.value() != "thieu":
            return queryset
        missing = [Q(**{name: ""}) for name in CONTACTS]
        here = queryset.existing_on(timezone.localdate()).exclude(level=Level.FOREIGN)
        return here.filter(reduce(or_, missing))


class OrganisationList(ChangeList):
    """Organisations in the order of the tree, unless somebody searches or sorts."""

    def get_results(self, request):
        super().get_results(request)
        ordered = list(OrganisationTree.load().depth_first())
        depths = {each.pk: depth for each, depth in ordered}
        if not self.query and ORDER_VAR not in self.params:
            shown = set(self.queryset.order_by().values_list("pk", flat=True))
            keys = [each.pk for each, _depth in ordered if each.pk in shown]
            if self.multi_page and not self.show_all:
                begin = (self.page_num - 1) * self.list_per_page
                keys = keys[begin : begin + self.list_per_page]
            rows = self.queryset.in_bulk(keys)
            self.result_list = [rows[key] for key in keys]
        for each in self.result_list:
            each.depth = depths.get(each.pk, 0)


class NameInline(ChoosesByName, admin.TabularInline):
    model = OrganisationName
    form = OrganisationNameForm
    formset = NamesFormSet
    fields = ["full", "short", "started_on", "ended_on"]
    formfield_overrides = ONE_LINE
    extra = 0
    min_num = 1

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, validate_min=True, **kwargs)


class SuccessorInline(ChoosesByName, admin.TabularInline):
    model = Succession
    form = SuccessionForm
    fk_name = "predecessor"
    autocomplete_fields = ["successor"]
    fields = ["successor", "kind", "day", "basis"]
    formfield_overrides = ONE_LINE
    extra = 0
    verbose_name = gettext_lazy("successor")
    verbose_name_plural = gettext_lazy("what followed it")


class PredecessorInline(ChoosesByName, admin.TabularInline):
    model = Succession
    form = SuccessionForm
    fk_name = "successor"
    autocomplete_fields = ["predecessor"]
    fields = ["predecessor", "kind", "day", "basis"]
    formfield_overrides = ONE_LINE
    extra = 0
    verbose_name = gettext_lazy("predecessor")
    verbose_name_plural = gettext_lazy("what it came from")


@admin.register(Organisation)
class OrganisationAdmin(RegisterAdmin):
    form = OrganisationForm
    inlines = [NameInline, PredecessorInline, SuccessorInline]
    history_parts = [
        (OrganisationName, "organisation"),
        (Succession, "predecessor"),
        (Succession, "successor"),
    ]
    list_display = ["indented_name", "level", "sector", "territory", "life"]
    list_filter = ["level", "sector", ExistingFilter, ContactsFilter]
    search_fields = ["search_text", "names__search_text"]
    search_help_text = gettext_lazy("Name or place; marks may be left out.")
    autocomplete_fields = ["parent"]
    actions = ["end_appointments"]
    readonly_fields = ["missing"]
    fieldsets = [
        (None, {"fields": [("level", "sector"), "territory", "parent"]}),
        (gettext_lazy("Life"), {"fields": [("founded_on", "ended_on"), "basis"]}),
        (
            gettext_lazy("Office, shown to readers"),
            {"fields": ["address", ("telephone", "fax"), "email", "missing"]},
        ),
        (gettext_lazy("For loading from files"), {"fields": ["key"], "classes": ["collapse"]}),
    ]

    def get_changelist(self, request, **kwargs):
        return OrganisationList

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def indented_name(self, organisation):
        depth = min(getattr(organisation, "depth", 0), 6)
        return format_html('<span class="depth-{}">{}</span>', depth, organisation)

    @admin.display(description=gettext_lazy("time"), ordering="founded_on")
    def life(self, organisation):
        if organisation.founding or organisation.ending:
            return organisation.period
        return ""

    @admin.display(description=gettext_lazy("not known to readers"))
    def missing(self, organisation):
        return ", ".join(map(str, organisation.missing_contacts())) or _("nothing")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        count = form.instance.outliving_appointments().count()
        if count:
            address = reverse("admin:people_appointment_changelist")
            text = ngettext(
                "This office has ended, and one appointment in it goes on.",
                "This office has ended, and %(count)s appointments in it go on.",
                count,
            )
            self.message_user(
                request,
                format_html(
                    '{} <a href="{}?position__organisation__id__exact={}">{}</a>. {}',
                    text % {"count": count},
                    address,
                    form.instance.pk,
                    _("See them"),
                    _("To end all on that day, tick the office in the list and choose the action."),
                ),
                messages.WARNING,
            )

    @admin.action(
        description=gettext_lazy("End open appointments on the day the office ended"),
        permissions=["change"],
    )
    def end_appointments(self, request, queryset):
        offices = queryset.exclude(ended_on=None)
        ended = sum(end_with_office(each, by=request.user) for each in offices)
        self.message_user(
            request,
            ngettext("%(count)s appointment ended.", "%(count)s appointments ended.", ended)
            % {"count": ended},
        )
