"""
What an article is: `content_of`, the one answer, and the hash that names it.

Plain canonical JSON: composed letters, numbers instead of names, empty values left out, so that a
field added later changes no old hash.
"""

import hashlib
import json

from articles.desk.text.figures import take_out_figures


def content_of(article):
    """
    Return what staff typed and chose for a saved article, a dict of plain JSON values.

    It has a fixed number of queries: categories, topics, officials, related articles pinned and
    banned, contributors, gallery, documents.
    """
    return content_from(
        article,
        # As rows, so that what was fetched for a form is not asked for again.
        further_categories=[each.pk for each in article.further_categories.all()],
        topics=[each.pk for each in article.topics.all()],
        officials=[each.pk for each in article.officials.all()],
        pinned=[each.pk for each in article.related_pinned.all()],
        banned=[each.pk for each in article.related_banned.all()],
        contributors=article.contributors.all(),
        gallery=article.gallery.all(),
        documents=article.documents.all(),
    )


def content_from(
    article,
    *,
    further_categories,
    topics,
    officials,
    pinned,
    banned,
    contributors,
    gallery,
    documents,
):
    """
    Return the content of an article whose parts are given apart, saved or not.

    The first five are numbers in any order, the others rows in theirs.
    """
    body, figures = take_out_figures(article.body)
    return without_nothing(
        {
            "kind": article.kind,
            "headline": article.headline,
            "lead": article.lead,
            "body": body,
            "category": article.category_id,
            "further_categories": sorted(further_categories),
            "topics": sorted(topics),
            "organisation": article.organisation_id,
            "event_date": article.event_date.isoformat() if article.event_date else None,
            "no_event": article.no_event,
            "officials": sorted(officials),
            "related_pinned": sorted(pinned),
            "related_banned": sorted(banned),
            "contributors": [
                without_nothing({"name": each.name, "part": each.part}) for each in contributors
            ],
            "source": without_nothing({"name": article.source_name, "url": article.source_url}),
            "pictures": [*pictures_of(article, figures, gallery)],
            "documents": [
                without_nothing({"document": row.document_id, "title": row.title})
                for row in documents
            ],
        }
    )


def pictures_of(article, figures, gallery):
    """Yield every picture of the article in reading order, each with the words of this use."""
    if article.lead_image_id:
        yield use(
            "lead",
            article.lead_image_id,
            article.lead_image_alt,
            article.lead_image_caption,
            article.lead_image_decorative,
        )
    for figure in figures:
        yield use("body", figure.image, figure.alt_text, figure.caption, figure.decorative)
    for row in gallery:
        yield use("gallery", row.image_id, row.alt_text, row.caption, row.decorative)


def use(place, image, alt_text, caption, decorative=False):
    """
    Return one picture's use as JSON.

    A decorative picture has no alt text, whatever was typed: those who cannot see it skip it.
    """
    return without_nothing(
        {
            "place": place,
            "image": image,
            "alt_text": "" if decorative else alt_text,
            "caption": caption,
            "decorative": decorative,
        }
    )


def without_nothing(values):
    """Leave out what is empty, so that a field not yet filled in weighs nothing."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {}, False)}


def hash_of(content):
    """Return the SHA-256 of canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def canonical_json(content):
    """Return the one way to write a content down, a text."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
