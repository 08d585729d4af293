"""The register at the desk: offices, positions, officials, and who held what when."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db import models
from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people.choosing import ChoosesByName
from people.forms import (
    AppointmentForm,
    AppointmentsFormSet,
    LineField,
    NamesFormSet,
    OfficialForm,
    OrganisationForm,
    OrganisationNameForm,
    PositionForm,
    SpanForm,
    SuccessionForm,
)
from people.models import (
    Appointment,
    Official,
    Organisation,
    OrganisationName,
    OtherName,
    Position,
    RankRow,
    RankScheme,
    Succession,
)
from people.organisation import OrganisationTree
from people.partial_date import in_force
from people.register import Register
from vietnamese import fold

ONE_LINE = {models.CharField: {"form_class": LineField}}


class RegisterAdmin(ChoosesByName, admin.ModelAdmin):
    """What all pages of the register share: search without marks, and text on clean lines."""

    formfield_overrides = ONE_LINE
    list_per_page = 100
    delete_confirmation_template = "admin/people/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/people/delete_selected_confirmation.html"

    class Media:
        css = {"all": ["people/register.css"]}

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))


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


class InForceFilter(ExistingFilter):
    """Appointments in force, over, or yet to begin."""

    parameter_name = "hieu-luc"
    start, end = "started_on", "ended_on"

    def lookups(self, request, model_admin):
        return [("nay", _("in office today")), ("cu", _("no longer in office"))]


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
    list_display = ["indented_name", "level", "sector", "territory", "life"]
    list_filter = ["level", "sector", ExistingFilter]
    search_fields = ["search_text", "names__search_text"]
    search_help_text = gettext_lazy("Name or place; marks may be left out.")
    autocomplete_fields = ["parent"]
    actions = ["end_appointments"]
    fieldsets = [
        (None, {"fields": [("level", "sector"), "territory", "parent"]}),
        (gettext_lazy("Life"), {"fields": [("founded_on", "ended_on"), "basis"]}),
        (
            gettext_lazy("Office, shown to readers"),
            {"fields": ["address", ("telephone", "fax"), "email"]},
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
        ended = sum(each.end_appointments() for each in queryset.exclude(ended_on=None))
        self.message_user(
            request,
            ngettext("%(count)s appointment ended.", "%(count)s appointments ended.", ended)
            % {"count": ended},
        )


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


class PositionsOfOfficial(AppointmentInline):
    autocomplete_fields = ["position"]
    fields = ["position", *AppointmentInline.details]


class HoldersOfPosition(AppointmentInline):
    autocomplete_fields = ["official"]
    fields = ["official", *AppointmentInline.details]


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


@admin.register(Position)
class PositionAdmin(WarnsOfClashes, RegisterAdmin):
    form = PositionForm
    inlines = [HoldersOfPosition]
    list_display = ["title", "holders", "rank", "chain", "print_rule"]
    list_filter = ["organisation__level", "organisation__sector", "chain", "print_rule", "seats"]
    search_fields = ["search_text", "organisation__search_text"]
    search_help_text = gettext_lazy("Title or organisation; marks may be left out.")
    autocomplete_fields = ["organisation", "implies"]
    fieldsets = [
        (None, {"fields": ["organisation", "title", "printed"]}),
        (
            gettext_lazy("How it is printed"),
            {"fields": [("rank", "chain"), ("print_rule", "seats"), "implies"]},
        ),
        (gettext_lazy("For loading from files"), {"fields": ["key"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request):
        today = Appointment.objects.on(timezone.localdate()).select_related("official")
        held = Prefetch("appointments", queryset=today.order_by("pk"), to_attr="held_today")
        return super().get_queryset(request).prefetch_related(held)

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
class OfficialAdmin(WarnsOfClashes, RegisterAdmin):
    form = OfficialForm
    inlines = [OtherNameInline, PositionsOfOfficial]
    list_display = ["full_name", "gender", "titles"]
    list_filter = ["gender"]
    search_fields = ["search_text", "other_names__search_text"]
    search_help_text = gettext_lazy("Name, also a former one; marks may be left out.")
    readonly_fields = ["timeline"]

    def get_changelist(self, request, **kwargs):
        return OfficialList

    def get_fieldsets(self, request, obj=None):
        person = (None, {"fields": ["full_name", ("gender", "honorific"), "portrait", "biography"]})
        files = (_("For loading from files"), {"fields": ["key"], "classes": ["collapse"]})
        if obj is None:
            return [person, files]
        return [person, (_("Titles over time"), {"fields": ["timeline"]}), files]

    @admin.display(description=gettext_lazy("titles today"))
    def titles(self, official):
        return ", ".join(title.text for title in official.titles_today)

    @admin.display(description=gettext_lazy("overview"))
    def timeline(self, official):
        context = {
            "appointments": official.positions_over_time(),
            "titles": official.titles_on(timezone.localdate()),
            "today": timezone.localdate(),
        }
        return render_to_string("admin/people/official/timeline.html", context)


@admin.register(Appointment)
class AppointmentAdmin(RegisterAdmin):
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


class RankRowInline(ChoosesByName, admin.TabularInline):
    model = RankRow
    fields = ["rank", "position"]
    autocomplete_fields = ["position"]
    extra = 0


@admin.register(RankScheme)
class RankSchemeAdmin(RegisterAdmin):
    form = SpanForm
    inlines = [RankRowInline]
    list_display = ["name", "time"]
    fieldsets = [
        (None, {"fields": ["name", ("started_on", "ended_on"), "basis"]}),
        (gettext_lazy("For loading from files"), {"fields": ["key"], "classes": ["collapse"]}),
    ]

    @admin.display(description=gettext_lazy("time"), ordering="started_on")
    def time(self, scheme):
        return scheme.period
