"""What a browser sends when somebody saves the form of an article."""

import uuid

from django.urls import reverse

ADD = reverse("admin:articles_article_add")
LIST = reverse("admin:articles_article_changelist")


def address(article, page="change", *more):
    """The address of a page about an article; ``article`` may be its number."""
    number = getattr(article, "pk", article)
    return reverse(f"admin:articles_article_{page}", args=[number, *more])


def typed(article=None, gallery=None, contributors=None, documents=None, **changes):
    """
    The form as it stands, with ``changes``; rows as dicts, left out to send them as they stand.

    Name a button, such as ``_publish="1"``, to press it.
    """
    data = empty() if article is None else standing(article)
    rows = {"gallery": gallery, "contributors": contributors, "documents": documents}
    for prefix, given in rows.items():
        if given is None:
            given = rows_of(article, prefix) if article else []
        data.update(formset(prefix, given))
    data.update(changes)
    return {name: value for name, value in data.items() if value is not None}


def empty():
    return {"kind": "news", "headline": "Tin mới", "new_key": str(uuid.uuid4()), "no_event": "on"}


def standing(article):
    day = article.event_date
    return {
        "version_read": str(article.version),
        "kind": article.kind,
        "headline": article.headline,
        "lead": article.lead,
        "body": article.body,
        "category": article.category_id or "",
        "further_categories": [each.pk for each in article.further_categories.all()],
        "topics": [each.pk for each in article.topics.all()],
        "event_date": f"{day:%d/%m/%Y}" if day else "",
        "no_event": "on" if article.no_event else None,
        "officials": [each.pk for each in article.officials.all()],
        "organisation": article.organisation_id or "",
        "lead_image": article.lead_image_id or "",
        "lead_image_caption": article.lead_image_caption,
        "lead_image_alt": article.lead_image_alt,
        "lead_image_decorative": "on" if article.lead_image_decorative else None,
        "source_name": article.source_name,
        "source_url": article.source_url,
        "related_pinned": [each.pk for each in article.related_pinned.all()],
        "related_banned": [each.pk for each in article.related_banned.all()],
    }


def rows_of(article, prefix):
    """The rows of an article as they would be sent unchanged."""
    names = {
        "gallery": ["caption", "alt_text", "order"],
        "contributors": ["name", "part", "order"],
        "documents": ["title", "order"],
    }
    rows = []
    for row in getattr(article, prefix).all():
        sent = {"id": row.pk, **{name: getattr(row, name) for name in names[prefix]}}
        if prefix == "documents":
            sent["document"] = row.document_id
        if prefix == "gallery":
            sent["image"] = row.image_id or ""
            if row.decorative:
                sent["decorative"] = "on"
        rows.append(sent)
    return rows


def formset(prefix, rows):
    """Rows as a formset; those with an id first, as the browser has them."""
    rows = sorted(rows, key=lambda row: not row.get("id"))
    data = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": sum(1 for row in rows if row.get("id")),
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for index, row in enumerate(rows):
        data.update({f"{prefix}-{index}-{name}": value for name, value in row.items()})
    return data


def text(response):
    return response.content.decode()
