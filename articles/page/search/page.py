"""The page on which a reader searches."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.page.edition import Edition
from articles.page.frame.furniture import furnished
from articles.page.sanitising import text_of
from articles.page.search import narrowing
from articles.page.search.finding import Key, search
from articles.page.search.nearest import nearest, words_of_site
from articles.page.search.passages import Highlighter
from articles.page.search.question import LONGEST_TEXT
from articles.page.search.register import found_in_register
from vietnamese import one_line

MOST_PAGES = 10


@require_safe
def search_page(request):
    """Articles, officials and offices that hold what a reader typed, with or without marks."""
    page = furnished()
    typed = request.GET.get("q", "")
    filters = narrowing.read(request.GET, page["categories"])
    number = number_of_page(request.GET.get("trang"))
    after = Key.read(request.GET.get("sau"))
    is_first = number == 1 and after is None
    found = search(
        typed,
        filters.narrowed,
        newest=filters.newest,
        page=number,
        upto=place_of(request.GET.get("moc")),
        after=after,
    )
    query = found.question.text
    own = {"q": query} if query else {}
    context = {
        **page,
        "query": query,
        "is_blank": bool(one_line(typed[: LONGEST_TEXT * 4])) and not found.question,
        "found": found,
        "rows": rows_of(found),
        "is_first": is_first,
        "filters": filters,
        "chips": [(chip.text, address(own, chip.without)) for chip in filters.chips],
        "first_address": address(own, filters.kept),
        "unfiltered_address": address(own, {}),
        "following_address": found.following
        and address(own, filters.kept, {name: str(at) for name, at in found.following.items()}),
        "choices": [
            (each, address(own, filters.kept, {narrowing.OFFICIAL: each.pk}))
            for each in filters.persons
        ],
        "categories_in_order": list(page["categories"].depth_first()),
        "organisations": narrowing.organisations_with_news(),
        "officials": [],
        "offices": [],
    }
    if is_first and found.question:
        context["officials"], context["offices"] = found_in_register(found.question)
        if not found.editions:
            meant = nearest_that_finds(found.question, filters)
            context["nearest"] = meant
            context["nearest_address"] = address({"q": meant}, filters.kept)
    return render(request, "articles/search.html", context)


def rows_of(found):
    """Return (edition, headline in pieces, passage in pieces) of a page; one query for texts."""
    if not found.editions:
        return []
    highlighter = Highlighter(found.question)
    texts = dict(
        Edition.objects.filter(pk__in=[each.pk for each in found.editions]).values_list(
            "pk", "body_html"
        )
        if found.question
        else []
    )
    rows = []
    for edition in found.editions:
        text = f"{edition.lead}\n{text_of(texts.get(edition.pk, ''))}"
        passage = highlighter.passage(text) or highlighter.pieces(edition.lead)
        rows.append((edition, highlighter.pieces(edition.headline), passage))
    return rows


def nearest_that_finds(question, filters):
    """Return what the reader may have meant, "" where that finds nothing either."""
    asked = nearest(question, words_of_site())
    return asked if asked and search(asked, filters.narrowed).editions else ""


def address(*values):
    """Return the address of a search with these values, the later ones before the earlier."""
    merged = {name: value for each in values for name, value in each.items()}
    return f"?{urlencode(merged)}"


def number_of_page(text):
    """Return the number of a page of ranked results; nonsense means the first."""
    if text and text.isascii() and text.isdigit() and len(text) < 3:
        return min(max(int(text), 1), MOST_PAGES)
    return 1


def place_of(text):
    """Return the place an address holds, or None."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 13 else None
