"""The list of articles: its filters, and counting that does not grow with the archive."""

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.desk.public_state import PublicState, in_public_state
from articles.desk.rights import branch, sees_all
from articles.page.category import CategoryTree


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


class ArticleList(ChangeList):
    """The list with the addresses of the pages before and after this one."""

    def get_queryset(self, request, **kwargs):
        # A row shows none of the long texts.
        return super().get_queryset(request, **kwargs).defer("lead", "body", "lead_image_caption")

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


class AuthorFilter(admin.SimpleListFilter):
    title = _("author")
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        # Whoever sees their own articles alone has nothing to choose.
        return [("yes", _("Written by me"))] if sees_all(request.user) else []

    def queryset(self, request, queryset):
        return queryset.filter(author=request.user) if self.value() == "yes" else queryset


class PublicStateFilter(admin.SimpleListFilter):
    title = _("what readers see")
    parameter_name = "public"

    def lookups(self, request, model_admin):
        return PublicState.choices

    def queryset(self, request, queryset):
        if self.value() not in PublicState.values:
            return queryset
        return in_public_state(queryset, self.value())


class CategoryFilter(admin.SimpleListFilter):
    """One category, or one with all below it, as readers' pages gather them."""

    title = _("category")
    parameter_name = "category"

    def lookups(self, request, model_admin):
        self.tree = CategoryTree.load()
        return [
            (str(category.pk), "\u2003" * level + category.name)
            for category, level in self.tree.depth_first()
        ]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal() or int(self.value()) not in self.tree.by_id:
            return queryset
        return queryset.filter(category__in=list(branch(self.tree, int(self.value()))))
