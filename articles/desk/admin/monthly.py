"""The monthly table at the desk: on the screen, and as a workbook to take along."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.reports.monthly import month_after, month_before, month_of, monthly_table
from articles.desk.reports.monthly_workbook import workbook_of

MONTHS_OFFERED = 36
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# All that stands in it is public already; contributors from outside see their own articles alone.
READERS = ["articles.view_edition", "articles.view_workflowevent"]


class MonthlyPages:
    """The page of `ArticleAdmin` that counts what was published in a month, for royalties."""

    def get_urls(self):
        def page(route, view, name):
            return path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")

        return [
            page("monthly/", self.monthly_view, "monthly"),
            page("monthly/workbook/", self.monthly_workbook_view, "monthly_workbook"),
            *super().get_urls(),
        ]

    def monthly_table_of(self, request):
        """Return the table of the month that was asked for, where this person may read it."""
        if not any(map(request.user.has_perm, READERS)):
            raise PermissionDenied
        return monthly_table(month_of(request.GET.get("month")))

    def monthly_view(self, request):
        """Show the month's totals and its articles."""
        table = self.monthly_table_of(request)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Articles published in %(month)s") % {"month": f"{table.month:%m/%Y}"},
            "opts": self.opts,
            "table": table,
            "month": f"{table.month:%Y-%m}",
            "months": months_to_choose(table.month),
            "before": f"{month_before(table.month):%Y-%m}",
            "after": f"{month_after(table.month):%Y-%m}",
            "may_list": self.has_view_or_change_permission(request),
        }
        return TemplateResponse(request, "admin/articles/article/monthly.html", context)

    def monthly_workbook_view(self, request):
        """Send the month's table as XLSX."""
        table = self.monthly_table_of(request)
        name = f"bai-da-dang-{table.month:%Y-%m}.xlsx"
        return HttpResponse(
            workbook_of(table, request.build_absolute_uri),
            content_type=XLSX,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


def months_to_choose(chosen):
    """Return (as 2026-11, as 11/2026) of the months a list offers: three years, and the chosen."""
    month, months = timezone.localdate().replace(day=1), []
    for _number in range(MONTHS_OFFERED):
        months.append(month)
        month = month_before(month)
    months = sorted({*months, chosen}, reverse=True)
    return [(f"{month:%Y-%m}", f"{month:%m/%Y}") for month in months]
