"""
Documents as readers get them.

A document is public while a live edition offers it: the same clock decides as for the article, so
the file of a draft, of a scheduled story or of a withdrawn one answers 404, whoever knows its
address. It is public too while it is the file of an official document of the register, or a live
page beside the news leads to it. Staff who may look into the store get every document, by their
session.
"""

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from articles.page.edition import EditionDocument
from articles.page.pages.page_edition import PageDocument, PageEdition
from documents.files import download, etag_of, for_everybody, for_staff
from documents.models import Document
from documents.naming import hashes_of
from people.models import OfficialDocument


def offered(key, at=None):
    """
    Return the `EditionDocument` by which a live edition offers a file, or None; one query.

    ``key`` is the beginning of the file's hash. Of several the newest counts.
    """
    at = at or timezone.now()
    first, last = hashes_of(key)
    return (
        EditionDocument.objects.filter(
            sha256__gte=first,
            sha256__lt=last,
            erasure=None,
            edition__live_from__lte=at,
            edition__live_until__gt=at,
        )
        .order_by("-edition__live_from", "order")
        .first()
    )


def registered(key):
    """
    Return the kept `Document` that is the file of an official document, or None; one query.

    One that a live page beside the news leads to counts as well.
    """
    in_register = Exists(OfficialDocument.objects.filter(file=OuterRef("pk")))
    live = PageEdition.objects.live().values("pk")
    on_page = Exists(PageDocument.objects.filter(document=OuterRef("pk"), edition__in=live))
    return Document.objects.kept().with_keys([key]).filter(in_register | on_page).first()


def of_staff(request, key):
    """Return the kept `Document` that whoever asks may see by their session, or None."""
    user = getattr(request, "user", None)  # the public door knows no users
    if user is None or not (user.is_staff and user.has_perm("documents.view_document")):
        return None
    return Document.objects.kept().with_keys([key]).first()


def find(request, key, **parts):
    """Return (row, whether everybody may have it) for an address, looked for once a request."""
    if not hasattr(request, "document_found"):
        public = offered(key) or registered(key)
        request.document_found = (public or of_staff(request, key), public is not None)
    return request.document_found


def etag(request, key, **parts):
    row, _is_public = find(request, key)
    return etag_of(row.sha256) if row else None


@require_safe
@condition(etag_func=etag)
def document_file(request, key, slug, kind):
    """Hand out one document to be saved; the digits of its hash decide, its words do not."""
    row, is_public = find(request, key)
    if row is None:
        raise Http404
    response = download(row.sha256, kind, row.title)
    return for_everybody(response) if is_public else for_staff(response)
