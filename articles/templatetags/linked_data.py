"""
``{% load linked_data %}``: what a page is about, told to machines in the words of schema.org.

It stands in the page as inert JSON, so a policy that forbids inline scripts lets it be.
"""

import json

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from documents.files import CONTENT_TYPES

register = template.Library()

# Inside a script element these could end it or begin a comment; JSON has an escape for each.
ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&"}


@register.simple_tag(takes_context=True)
def article_data(context):
    """Describe the article of an article page and the way to it."""
    return script([news_article(context), breadcrumbs(context)])


@register.simple_tag(takes_context=True)
def breadcrumb_data(context, last=""):
    """Describe the way to a category, or to this page, whose name is ``last``."""
    return script(breadcrumbs(context, last))


@register.simple_tag(takes_context=True)
def document_data(context):
    """Describe the official document of its page."""
    document, request = context["document"], context["request"]
    data = {"@context": "https://schema.org", **legislation(document, request)}
    if document.address:
        data["sameAs"] = document.address
    return script(data)


def script(data):
    """Return plain JSON values as a script element that holds data and runs nothing."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308


def news_article(context):
    """Return the NewsArticle of an article page's context, a dict of JSON values."""
    edition, site, request = context["edition"], context["site"], context["request"]
    publisher = {"@type": "NewsMediaOrganization", "name": site.name}
    authors = [
        {"@type": "Person", "name": each["name"]}
        for each in context["contributors"]
        if each.get("part") in {None, "author"} and each.get("name")
    ]
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": edition.headline,
        "description": edition.lead,
        "inLanguage": "vi",
        "articleSection": edition.category.name,
        "datePublished": in_local_time(context["first_published"]),
        "dateModified": in_local_time(last_change(context)),
        "mainEntityOfPage": request.build_absolute_uri(edition.get_absolute_url()),
        "author": authors or [publisher],
        "publisher": publisher,
    }
    lead = context.get("lead_picture")
    if lead and lead.image.url:
        data["image"] = [request.build_absolute_uri(lead.image.url)]
    if documents := context.get("documents"):
        data["associatedMedia"] = [media_object(each, request) for each in documents]
    if cited := context.get("cited"):
        data["citation"] = [legislation(each, request) for each in cited]
    return data


def legislation(document, request):
    """Return an official document as Legislation, a dict of JSON values."""
    return {
        "@type": "Legislation",
        "name": f"{document}: {document.title}",
        "legislationIdentifier": document.number,
        "legislationDate": document.issued_on.isoformat(),
        "legislationPassedBy": {"@type": "Organization", "name": document.issuer_name},
        "url": request.build_absolute_uri(document.get_absolute_url()),
    }


def media_object(row, request):
    """Return a document that an edition offers as a MediaObject, a dict of JSON values."""
    return {
        "@type": "MediaObject",
        "name": row.title,
        "contentUrl": request.build_absolute_uri(row.url),
        "encodingFormat": CONTENT_TYPES[row.document.kind],
        "contentSize": str(row.document.size),
    }


def last_change(context):
    """
    Return the moment of the last change that readers are told of, a datetime.

    A small mend of words is none: it leaves the date readers see, and search engines ask that the
    two agree.
    """
    moments = [context["edition"].published_at, *(each.at for each in context["corrections"])]
    return max([*moments, *(each.live_from for each in context["changes"])])


def breadcrumbs(context, last=""):
    """Return the BreadcrumbList of a page's context, a dict of JSON values."""
    request = context["request"]
    steps = [(_("Home"), reverse("home"))]
    steps += [(each.name, each.get_absolute_url()) for each in context.get("path") or []]
    if last:
        steps.append((str(last), request.path))
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": request.build_absolute_uri(address),
            }
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }


@register.filter("iso")
def in_local_time(moment):
    """Return a moment as ISO 8601 text to the second, in the site's own time zone.

    Django's own ``date:"c"`` writes six digits of a second, which HTML does not allow.
    """
    return timezone.localtime(moment).isoformat(timespec="seconds")
