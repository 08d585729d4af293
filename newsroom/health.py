"""Whether this process, and what it rests on, can serve. For load balancers and watchmen."""

import logging

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def healthz(request):
    """Say that the process answers. It asks nobody else, so it stands when a database is away."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    """
    Say whether everything needed to serve is there: 200 when it is, 503 when something is not.

    The answer names what fails and never why: the reason, with its addresses, goes to the log.
    """
    states = {"database": database(), "pictures": pictures()}
    ready = all(state == "ok" for state in states.values())
    return JsonResponse({"ready": ready, **states}, status=200 if ready else 503)


def database():
    """Tell whether the database answers and every migration was run."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if migrated():
            return "ok"
    except DatabaseError:
        logger.exception("The database does not answer.")
        return "unreachable"
    return "not migrated"


# A process never becomes unmigrated by itself, so the answer is asked for only until it is yes.
_migrated = False


def migrated():
    """Tell whether every migration this code knows was run on the database."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def pictures():
    """Tell whether the folder of pictures can be read; there is none before the first picture."""
    try:
        if settings.MEDIA_ROOT.exists():
            next(settings.MEDIA_ROOT.iterdir(), None)
    except OSError:
        logger.exception("The pictures cannot be read.")
        return "unreadable"
    return "ok"
