"""The register of official documents as readers see it: a list to look through, and a page each."""

import re
from datetime import date

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.page.cursor import Cursor, page_of
from articles.page.frame.furniture import furnished
from articles.page.papers.citation import citing
from people.models import OfficialDocument
from people.official_documents.model import Kind
from vietnamese import fold_words

LISTED = 30
ARTICLES = 20
LONGEST_QUERY = 200
PLACE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-([0-9]{1,18})")


@require_safe
def official_documents(request):
    """Official documents, the newest first: all, of a kind, of a year, or those found by words."""
    query = " ".join(request.GET.get("q", "").split())[:LONGEST_QUERY]
    there_are = OfficialDocument.objects.kinds_and_years()
    kinds = [each for each in Kind if each.value in {kind for kind, _year in there_are}]
    years = sorted({year for _kind, year in there_are}, reverse=True)
    kind = next((each for each in kinds if each.value == request.GET.get("loai")), "")
    year = next((each for each in years if str(each) == request.GET.get("nam")), "")
    found = OfficialDocument.objects.newest_first(place_of(request.GET.get("sau")))
    found = found.search(query) if fold_words(query) or not query else found.none()
    if kind:
        found = found.filter(kind=kind)
    if year:
        found = found.filter(issued_on__year=year)
    rows = list(found.defer("search_text")[: LISTED + 1])
    last = rows[LISTED - 1] if len(rows) > LISTED else None
    context = {
        **furnished(),
        "query": query,
        "kind": kind,
        "kinds": kinds,
        "year": year,
        "years": years,
        "documents": rows[:LISTED],
        "next": address_after(request, last) if last else "",
        "is_whole": not request.GET,
        "is_empty": not there_are,
    }
    return render(request, "people/official_documents.html", context)


def place_of(text):
    """Return the (day, number of the row) that an address goes on from, None for the beginning."""
    match = PLACE.fullmatch(text or "")
    try:
        return (date.fromisoformat(match[1]), int(match[2])) if match else None
    except ValueError:
        return None


def address_after(request, last):
    """Return the address of the page that follows a row, with what was asked for."""
    asked = request.GET.copy()
    asked["sau"] = f"{last.issued_on:%Y-%m-%d}-{last.pk}"
    return f"?{asked.urlencode()}"


@require_safe
def official_document(request, slug, number):
    """One document: what it is, where it can be read, and the articles that cite it."""
    known = OfficialDocument.objects.select_related("issuer", "file")
    found = get_object_or_404(known, pk=number)
    if slug != found.slug:
        return redirect(found, permanent=True)
    articles = citing(found, Cursor.read(request.GET.get("sau"))).live().for_cards()
    context = {
        **furnished(),
        "document": found,
        "page": page_of(articles, ARTICLES),
        "is_first": "sau" not in request.GET,
    }
    return render(request, "people/official_document.html", context)
