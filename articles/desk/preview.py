"""Seeing the page before readers do: an unsaved edition through the readers' own template."""

from django.utils import timezone

from articles.desk.acts.publishing import date_for_readers, edition_of
from articles.desk.printing import print_article
from articles.page import clock
from articles.page.category import Category
from articles.page.edition import Edition
from articles.page.filing import document_rows, picture_rows
from articles.page.papers.citation import citation_rows
from articles.page.views import article_context
from documents.models import Document
from images.models import Image


def preview_context(article):
    """Return the context of the article page as it would be if published now."""
    now = clock.now()
    printed, digest = print_article(article, timezone.localdate(now))
    latest = Edition.objects.of_article(article.pk).kept().filter(live_from__lte=now).first()
    published_at = date_for_readers(latest, now, major=False)
    edition = edition_of(article, printed, digest, live_from=now, published_at=published_at)
    if edition.category_id is None:  # a draft may have none yet, and the page needs a place
        edition.category = Category.objects.standing().first() or Category()
    pictures = pictures_of(edition, printed.get("pictures", []))
    documents = documents_of(edition, printed.get("documents", []))
    citations = citation_rows(edition, [picture.caption for picture in pictures])
    context = article_context(edition, pictures, documents, citations)
    return {**context, "is_preview": True}


def pictures_of(edition, pictures):
    """Return the unsaved picture rows of an edition, each with its picture; one query."""
    return with_images(picture_rows(edition, pictures))


def with_images(rows):
    """Give unsaved picture rows their pictures of the library; at most one query."""
    library = Image.objects.in_bulk({row.image_id for row in rows}) if rows else {}
    for row in rows:
        row.image = library[row.image_id]
    return rows


def documents_of(edition, documents):
    """Return the unsaved document rows of an edition, each with its document; at most one query."""
    rows = document_rows(edition, documents)
    store = Document.objects.in_bulk({row.document_id for row in rows}) if rows else {}
    for row in rows:
        row.document = store[row.document_id]
    return rows
