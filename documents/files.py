"""How a document's file is handed out: to be saved, never shown inside the site."""

from django.http import FileResponse, Http404
from django.template.defaultfilters import filesizeformat
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from documents.intake import storage
from documents.models import Kind
from documents.naming import name_of
from vietnamese import slug

OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: f"{OFFICE}.wordprocessingml.document",
    Kind.XLSX: f"{OFFICE}.spreadsheetml.sheet",
}


def etag_of(sha256):
    """Return the ETag of a document; its content never changes."""
    return f'"{sha256[:32]}"'


def download(sha256, kind, title):
    """
    Return the response that hands a document out under a name made of ``title``.

    Raises ``Http404`` where the file is gone.
    """
    try:
        file = storage().open(name_of(sha256, kind))
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    response = FileResponse(file, content_type=CONTENT_TYPES[Kind(kind)])
    response["Content-Disposition"] = disposition(title, kind)
    response["X-Content-Type-Options"] = "nosniff"
    # Even a browser that shows it nevertheless gives it no script, form or frame.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["ETag"] = etag_of(sha256)
    response["Accept-Ranges"] = "none"
    return response


def disposition(title, kind):
    """Return the header that names the saved file, with its marks and, for the old, without."""
    name = "".join("-" if each in '/\\:*?"<>|' else each for each in title).strip(" .")
    marked = content_disposition_header(True, f"{name or 'tai-lieu'}.{kind}")
    if "filename*" not in marked:
        return marked
    plain = f"{slug(title, limit=80, fallback='tai-lieu')}.{kind}"
    return f'attachment; filename="{plain}"; {marked.partition("; ")[2]}'


def for_everybody(response):
    """
    Let readers' browsers and caches keep a public document, an hour.

    Its bytes never change, but whether readers may have it does: what is withdrawn has to go.
    """
    patch_cache_control(response, public=True, max_age=3600)
    return response


def for_staff(response):
    """Let nobody but the one who asked keep a document that readers may not have yet."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def size_in_words(size):
    """Return a number of bytes as readers say it: “1,2 MB”, with a space that does not break."""
    return filesizeformat(size)
