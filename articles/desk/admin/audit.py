"""The audit's page: the diary of all articles, to be searched, filtered and taken along as CSV."""

from datetime import date, datetime, time, timedelta

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk.acts.diary import SAID, TRIED, in_words
from articles.desk.acts.event import WorkflowEvent
from articles.desk.admin.listing import CappedPaginator
from articles.desk.reports.audit import csv_of, search_entries, status_in_words, tell_articles, who

SHORT_HASH = 8
WORDS_OF_REASON = 40
NOBODY = "system"


class ActFilter(admin.SimpleListFilter):
    title = _("act")
    parameter_name = "act"

    def lookups(self, request, model_admin):
        return [(verb, capfirst(said)) for verb, said in {**TRIED, **SAID}.items()]

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() else queryset


class PersonFilter(admin.SimpleListFilter):
    """Everybody with an account, also who left; and what nobody did."""

    title = _("person")
    parameter_name = "person"

    def lookups(self, request, model_admin):
        persons = [(str(user.pk), str(user)) for user in get_user_model().objects.all()]
        return [*persons, (NOBODY, _("The system"))]

    def queryset(self, request, queryset):
        if self.value() == NOBODY:
            return queryset.filter(by=None)
        known = {value for value, _label in self.lookup_choices}
        return queryset.filter(by=int(self.value())) if self.value() in known else queryset


class OutcomeFilter(admin.SimpleListFilter):
    title = _("done or refused")
    parameter_name = "outcome"

    def lookups(self, request, model_admin):
        return [("done", _("Done")), ("refused", _("Tried and refused"))]

    def queryset(self, request, queryset):
        if self.value() not in {"done", "refused"}:
            return queryset
        return queryset.filter(refused=self.value() == "refused")


class DaysFilter(admin.ListFilter):
    """From a day to a day, both of them included, in the newsroom's own time zone."""

    title = _("days")
    template = "admin/articles/workflowevent/days.html"
    first, last = "from", "to"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        for name in self.expected_parameters():
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]

    def expected_parameters(self):
        return [self.first, self.last]

    def has_output(self):
        return True

    def day(self, name):
        """Return the day that was typed, or None where it is none."""
        return day_of(self.used_parameters.get(name, ""))

    def queryset(self, request, queryset):
        first, last = self.day(self.first), self.day(self.last)
        if first:
            queryset = queryset.filter(at__gte=begin_of(first))
        if last:
            queryset = queryset.filter(at__lt=begin_of(last + timedelta(days=1)))
        return queryset

    def choices(self, changelist):
        """Yield the one thing there is to choose: what the form of the filter shows."""
        own = {*self.expected_parameters(), PAGE_VAR}
        yield {
            "first": self.day(self.first),
            "last": self.day(self.last),
            "is_backward": self.is_backward(),
            "kept": [(name, value) for name, value in changelist.params.items() if name not in own],
            "all": changelist.get_query_string(remove=self.expected_parameters()),
        }

    def is_backward(self):
        """Tell whether the days were typed the wrong way round, which finds nothing."""
        first, last = self.day(self.first), self.day(self.last)
        return first is not None and last is not None and last < first


def day_of(text):
    """Return the day a text names, as 2026-11-30 or as 30/11/2026, or None."""
    for shape in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            # A day alone has no zone; `begin_of` gives it one.
            day = datetime.strptime(text.strip(), shape).date()  # noqa: DTZ007
        except ValueError:
            continue
        return day if date.min < day < date.max else None
    return None


def begin_of(day):
    """Return the first moment of a day in the newsroom's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


class AuditList(ChangeList):
    """The list, whose rows know which of their articles this person may see."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        tell_articles(self.result_list, request.user)


@admin.register(WorkflowEvent)
class AuditAdmin(admin.ModelAdmin):
    list_display = ["when", "person", "what", "about", "moved", "why", "short_hash"]
    list_filter = [DaysFilter, OutcomeFilter, PersonFilter, ActFilter]
    list_select_related = ["by"]
    list_per_page = 50
    list_max_show_all = 0
    paginator = CappedPaginator
    ordering = ["-at", "-pk"]
    sortable_by = []
    search_fields = ["search_text"]
    search_help_text = _("Number of an article, name of a person, or words of the reason.")
    actions = None
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/articles/workflowevent/change_list.html"
    change_form_template = "admin/articles/workflowevent/change_form.html"

    class Media:
        css = {"all": ["desk/audit.css"]}

    # The diary is read. What writes it is `articles.desk.acts.event.record` alone.

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        export = self.admin_site.admin_view(self.export_view)
        return [
            path("export/", export, name="articles_workflowevent_export"),
            *super().get_urls(),
        ]

    def get_changelist(self, request, **kwargs):
        return AuditList

    def get_search_results(self, request, queryset, search_term):
        return search_entries(queryset, search_term), False

    def get_object(self, request, object_id, from_field=None):
        entry = super().get_object(request, object_id, from_field)
        if entry is not None:
            tell_articles([entry], request.user)
        return entry

    def get_fields(self, request, obj=None):
        fields = ["when", "person", "what", "about", "moved", "version", "reason_whole"]
        # Who ordered a withdrawal, and by which document: for those who may see the article.
        if obj is not None and obj.told_article is not None and obj.note:
            fields.append("note")
        return [*fields, "whole_hash"]

    get_readonly_fields = get_fields

    # What a row says

    @admin.display(description=_("when"))
    def when(self, entry):
        at = timezone.localtime(entry.at)
        return format_html(
            '{} <span class="audit__time">{}</span>', f"{at:%d/%m/%Y}", f"{at:%H:%M:%S}"
        )

    @admin.display(description=_("person"))
    def person(self, entry):
        return who(entry)

    @admin.display(description=_("act"))
    def what(self, entry):
        said = capfirst(str(in_words(entry)))
        if not entry.refused:
            return said
        badge = '{} <span class="badge badge--refused">{}</span>'
        return format_html(badge, said, _("refused"))

    @admin.display(description=_("article"))
    def about(self, entry):
        if entry.told_article is None:
            return f"#{entry.article}"
        address = reverse("admin:articles_article_change", args=[entry.article])
        return format_html(
            '<a href="{}">#{}</a> <span class="audit__headline" title="{}">{}</span>',
            address,
            entry.article,
            entry.told_article.headline,
            entry.told_article.headline,
        )

    @admin.display(description=_("from status to status"), empty_value="")
    def moved(self, entry):
        before, after = status_in_words(entry.from_status), status_in_words(entry.to_status)
        if not before or before == after:
            return after or None
        return f"{before} → {after}"

    @admin.display(description=_("reason"), empty_value="")
    def why(self, entry):
        return Truncator(entry.reason).words(WORDS_OF_REASON) or None

    @admin.display(description=_("reason"), empty_value="–")
    def reason_whole(self, entry):
        return entry.reason or None

    @admin.display(description=_("hash"), empty_value="")
    def short_hash(self, entry):
        if not entry.hash:
            return None
        return format_html('<code title="{}">{}</code>', entry.hash, entry.hash[:SHORT_HASH])

    @admin.display(description=_("hash"), empty_value="–")
    def whole_hash(self, entry):
        return format_html("<code>{}</code>", entry.hash) if entry.hash else None

    # Taking it along

    def export_view(self, request):
        """Send what the list's filters leave as CSV; that it was taken is written down."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        address = reverse("admin:articles_workflowevent_changelist")
        if request.method != "POST":
            return HttpResponseRedirect(address)
        try:
            entries = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            self.message_user(request, gettext("These filters cannot be read."), messages.ERROR)
            return HttpResponseRedirect(address)
        self.note_export(request, entries.order_by().count())
        day = f"{timezone.localdate():%Y-%m-%d}"
        return StreamingHttpResponse(
            csv_of(entries),
            content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="nhat-ky-{day}.csv"',
                "Cache-Control": "no-store",
            },
        )

    def note_export(self, request, count):
        """
        Write into the admin's log who took how much of the diary along, and how it was narrowed.

        The words searched for are left out: they may be those an order to erase must find nowhere.
        """
        filters = {
            name: value
            for name, value in request.GET.items()
            if name in {"from", "to", "act", "person", "outcome"}
        }
        LogEntry.objects.create(
            user=request.user,
            content_type=ContentType.objects.get_for_model(WorkflowEvent),
            object_repr=gettext("The diary, taken along as CSV"),
            action_flag=CHANGE,
            change_message=gettext("%(count)d entries; filters: %(filters)s")
            % {"count": count, "filters": filters or "–"},
        )
