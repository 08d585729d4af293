"""What `ArticleAdmin` answers to the dialog that composes who was present."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles.desk.titles.composing import Asked, Composer, read_day


class ComposingPages:
    """Whoever may write may compose: the register is public. Nothing is kept."""

    def get_urls(self):
        def page(route, view, name):
            guarded = self.admin_site.admin_view(never_cache(self.for_writers(view)))
            return path(route, guarded, name=f"articles_article_{name}")

        return [
            page("compose/", require_POST(self.compose_view), "compose"),
            page("compose/find/", require_safe(self.compose_find_view), "compose_find"),
            page("compose/lines/", require_POST(self.compose_lines_view), "compose_lines"),
            *super().get_urls(),
        ]

    def for_writers(self, view):
        """Let in who may write, and tell what was posted wrongly: 422 with ``refused``."""

        def guarded(request):
            if not self.has_add_permission(request):
                raise PermissionDenied
            try:
                return view(request)
            except ValidationError as error:
                return JsonResponse({"refused": error.messages}, status=422)

        return guarded

    def compose_view(self, request):
        """Answer ``asked`` (see `Asked`) on ``day`` with the sides and the text."""
        asked = Asked(request.POST.get("asked", ""), request.POST.get("day", ""))
        return JsonResponse(Composer(asked.day).compose(asked))

    def compose_find_view(self, request):
        """Answer a search (``q``) on ``day``: ``found``."""
        day, query = read_day(request.GET.get("day", "")), request.GET.get("q", "").strip()
        return JsonResponse({"found": Composer(day).find(query) if query else []})

    def compose_lines_view(self, request):
        """Answer a pasted list (``lines``) on ``day``: ``lines``."""
        day = read_day(request.POST.get("day", ""))
        return JsonResponse({"lines": Composer(day).read_lines(request.POST.get("lines", ""))})
