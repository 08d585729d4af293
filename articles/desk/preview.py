"""Seeing the page before readers do: an unsaved edition through the readers' own template."""

from django.utils import timezone

from articles.desk.printing import print_article
from articles.desk.publishing import date_for_readers
from articles.page import clock
from articles.page.category import Category
from articles.page.clock import FOREVER
from articles.page.correction import Correction
from articles.page.edition import Edition
from articles.page.filing import picture_rows
from articles.page.rendering import render_body
from articles.page.views import article_context
from images.models import Image
from vietnamese import slug


def preview_context(article):
    """Return the context of the article page as it would be if published now."""
    now = clock.now()
    printed, digest = print_article(article, timezone.localdate(now))
    pictures = printed.pop("pictures", [])
    latest = Edition.objects.of_article(article.pk).kept().filter(live_from__lte=now).first()
    edition = Edition(
        article=article.pk,
        kind=printed["kind"],
        headline=printed.get("headline", ""),
        slug=slug(printed.get("headline", ""), fallback="tin"),
        lead=printed.get("lead", ""),
        # A draft may have none yet, and the page needs a place to stand in.
        category=article.category or Category.objects.first(),
        organisation=article.organisation,
        event_date=article.event_date,
        content=printed,
        hash=digest,
        body_html=render_body(printed.get("body", "")),
        published_at=date_for_readers(latest, now, major=False),
        live_from=now,
        live_until=FOREVER,
        is_corrected=Correction.objects.filter(article=article.pk).exists(),
    )
    return {**article_context(edition, pictures_of(edition, pictures)), "is_preview": True}


def pictures_of(edition, pictures):
    """Return the unsaved picture rows of an edition, each with its picture; one query."""
    rows = picture_rows(edition, pictures)
    library = Image.objects.in_bulk({row.image_id for row in rows})
    for row in rows:
        row.image = library[row.image_id]
    return rows
