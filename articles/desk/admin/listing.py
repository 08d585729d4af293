"""The list of articles: its filters, and counting that does not grow with the archive."""

from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.desk.acts.owed_check import OwedCheck
from articles.desk.acts.public_state import PublicState, in_public_state, with_public_state
from articles.desk.admin.fields_filter import FieldsFilter, among
from articles.desk.admin.todo import Todo, awaiting
from articles.desk.article import Article
from articles.desk.roles.rights import sees_all
from articles.page import clock

# What no row shows.
LONG_TEXTS = ["lead", "body", "lead_image_caption"]


class CappedPaginator(Paginator):
    """Pages over the first thousand rows; whoever looks for older ones searches or filters."""

    MOST = 1_000

    @cached_property
    def count(self):
        return self.object_list.order_by().values("pk")[: self.MOST].count()

    @property
    def is_capped(self):
        """Whether there may be more rows than are counted."""
        return self.count >= self.MOST


def with_check_owed(articles):
    """Return articles as a list, each with ``check_owed``, what nobody confirmed yet or None."""
    articles = list(articles)
    checks = OwedCheck.objects.open().filter(article__in=[article.pk for article in articles])
    owed = {check.article: check for check in checks}
    for article in articles:
        article.check_owed = owed.get(article.pk)
    return articles


class ArticleList(ChangeList):
    """The list with the addresses of the pages before and after this one."""

    def get_queryset(self, request, **kwargs):
        return super().get_queryset(request, **kwargs).defer(*LONG_TEXTS)

    def get_results(self, request):
        """
        Pick the rows of the page out by their numbers, and only then look at them.

        What a row tells of readers would else be asked for every row before any is left out.
        """
        super().get_results(request)
        if self.multi_page:
            numbers = list(self.result_list.values_list("pk", flat=True))
            rows = with_public_state(Article.objects.filter(pk__in=numbers))
            rows = rows.select_related("category", "author").defer(*LONG_TEXTS).in_bulk()
            self.result_list = [rows[number] for number in numbers if number in rows]
        self.result_list = with_check_owed(self.result_list)

    @cached_property
    def active_filters(self):
        """The filters that are set, a list of `ActiveFilter`."""
        return [each for spec in self.filter_specs for each in active(spec, self)]

    @property
    def newer_url(self):
        return self.get_query_string({PAGE_VAR: self.page_num - 1})

    @property
    def older_url(self):
        return self.get_query_string({PAGE_VAR: self.page_num + 1})


class BinFilter(admin.SimpleListFilter):
    """The desk without the bin, unless the bin is asked for."""

    title = _("desk or bin")
    parameter_name = "bin"

    def lookups(self, request, model_admin):
        return [("yes", _("In the bin"))]

    def choices(self, changelist):
        for value, label in [(None, _("On the desk")), ("yes", _("In the bin"))]:
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request, queryset):
        return queryset.binned() if self.value() == "yes" else queryset.on_desk()


class TodoFilter(admin.SimpleListFilter):
    """What the piles of the first page hold, in full."""

    title = _("what awaits")
    parameter_name = "todo"

    def lookups(self, request, model_admin):
        return Todo.choices

    def queryset(self, request, queryset):
        if self.value() not in Todo.values:
            return queryset
        return awaiting(queryset, self.value(), request.user, clock.now())


class OwnFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        # Whoever sees their own articles alone has nothing to choose.
        return [("yes", _("Written by me"))] if sees_all(request.user) else []

    def queryset(self, request, queryset):
        return (
            among(queryset, "author_id", [request.user.pk]) if self.value() == "yes" else queryset
        )


class PublicStateFilter(admin.SimpleListFilter):
    title = _("what readers see")
    parameter_name = "public"

    def lookups(self, request, model_admin):
        return PublicState.choices

    def queryset(self, request, queryset):
        if self.value() not in PublicState.values:
            return queryset
        return in_public_state(queryset, self.value())


@dataclass(frozen=True)
class ActiveFilter:
    """A filter that is set: its words, and the address of the list without it."""

    title: str
    value: str
    without: str


def active(spec, changelist):
    """Yield what is set of a filter, as `ActiveFilter`."""
    if isinstance(spec, FieldsFilter):
        for name, title, value in spec.set_fields():
            yield ActiveFilter(title, value, changelist.get_query_string(remove=[name]))
    elif spec.used_parameters:
        without = changelist.get_query_string(remove=spec.expected_parameters())
        for choice in spec.choices(changelist):
            if choice["selected"] and choice["query_string"] != without:
                yield ActiveFilter(spec.title, choice["display"], without)
