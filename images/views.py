"""The public picture files. In production the web server hands them out itself."""

from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage
from django.views.decorators.http import condition, require_safe
from django.views.static import serve

CONTENT_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}
FOR_EVER = "public, max-age=31536000, immutable"


def etag_of(request, name, **parts):
    """Return the ETag of a picture file; its name tells its content, its size the encoding."""
    try:
        return f'"{PurePosixPath(name).name}-{default_storage.size(name):x}"'
    except OSError:
        return None


@require_safe
@condition(etag_func=etag_of)
def picture_file(request, name, **parts):
    """Serve one public picture file; its name follows the one pattern of all of them."""
    response = serve(request, name, document_root=settings.MEDIA_ROOT)
    response["Content-Type"] = CONTENT_TYPES[PurePosixPath(name).suffix]
    response["Cache-Control"] = FOR_EVER
    response["X-Content-Type-Options"] = "nosniff"
    return response
