"""What citizens read. Every page is a question about one moment, asked of editions alone."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.page.address import answer
from articles.page.category import category_at
from articles.page.correction import Correction, newest_corrections
from articles.page.cursor import Cursor, page_of
from articles.page.days import day_in_words
from articles.page.edition import Edition, EditionDocument, EditionPicture
from articles.page.frame.furniture import furnished
from articles.page.lists.blocks import newest_of_each
from articles.page.lists.home import Lead
from articles.page.papers.citation import documents_cited
from articles.page.papers.document_links import without_links
from articles.page.past import past_of
from articles.page.related.beside import beside
from articles.page.rendering import fill_pictures
from articles.page.saved import saved_article
from articles.page.topic import followed
from people.afterwards import held_today

LEADS = 4
BLOCK = 4
LISTED = 20


@require_safe
def home(request):
    """Lead stories set by hand, then the newest of each category that has a block."""
    page = furnished()
    leads = lead_editions()
    categories = [each for each in page["categories"].top if each.on_home]
    blocks = newest_of_each(categories, BLOCK, without=[lead.article for lead in leads])
    return render(
        request,
        "articles/home.html",
        {
            **page,
            "leads": leads,
            "blocks": [(each, blocks[each.pk]) for each in categories if blocks.get(each.pk)],
            "today": day_in_words(timezone.localdate()),
        },
    )


def lead_editions():
    """
    Return the live editions of the articles set as leads, in their order; two queries.

    Where fewer are set than the page has room for, the newest follow them (one query more), so that
    the page always opens with a story.
    """
    order = list(Lead.objects.standing().values_list("article", flat=True)[: LEADS * 2])
    live = {
        each.article: each for each in Edition.objects.live().filter(article__in=order).for_cards()
    }
    leads = [live[number] for number in order if number in live][:LEADS]
    if len(leads) < LEADS:
        newest = Edition.objects.live().newest_first().for_cards()[: LEADS * 2]
        leads += [each for each in newest if each.article not in live][: LEADS - len(leads)]
    return leads


@require_safe
def article(request, slug, number):
    """One article, as its live edition has it. The number decides; a wrong slug is led right."""
    found = answer(number)
    if found.status == 404:
        raise Http404
    if found.status == 410:
        return render(request, "410.html", gone_context(found), status=410)
    if slug != found.edition.slug:
        return redirect(found.edition, permanent=True)
    return render(request, "articles/article.html", article_context(found.edition))


def gone_context(found):
    """Return what the page of an article shows that is public no longer; see `answer`."""
    page = furnished()
    path = page["categories"].path(found.edition.category_id)
    return {**page, "edition": found.edition, "withdrawal": found.withdrawal, "path": path}


@require_safe
def save_article(request, slug, number):
    """One article as a file to keep; where there is none to read, what its page answers."""
    found = answer(number)
    if found.status != 200:
        return article(request, slug, number)
    if slug != found.edition.slug:
        return redirect("save-article", found.edition.slug, number, permanent=True)
    return saved_article(article_context(found.edition), request)


def article_context(edition, pictures=None, documents=None, citations=None):
    """
    Return everything the article page shows of an edition.

    ``pictures``, ``documents`` and ``citations`` are given for a preview, whose edition has no rows
    yet.
    """
    page = furnished()
    if pictures is None:
        pictures = list(edition.pictures.select_related("image"))
    if documents is None:
        documents = documents_of(edition)
    places = EditionPicture.Place
    lead = next((each for each in pictures if each.place == places.LEAD), None)
    in_text = [each for each in pictures if each.place == places.BODY]
    past = past_of(edition)
    topics = followed(edition.content.get("topics", []))
    documents_named = None if citations is None else [each.number_key for each in citations]
    near = beside(
        edition,
        topics,
        documents_named,
        category=page["categories"].number(edition.category_id),
        which=page["site"].neighbours,
    )
    return {
        **page,
        "edition": edition,
        "first_published": past.first_published,
        "is_updated": past.first_published != edition.published_at,
        "changes": past.changes,
        "path": page["categories"].path(edition.category_id),
        "topics": topics,
        "pictures": pictures,
        "lead_picture": lead,
        "body": fill_pictures(without_erased(edition.body_html, documents), in_text),
        "gallery": [each for each in pictures if each.place == places.GALLERY],
        "documents": [each for each in documents if is_attached(each)],
        "date_in_words": day_in_words(timezone.localdate(edition.published_at)),
        "event_in_words": day_in_words(edition.event_date) if edition.event_date else "",
        "cited": documents_cited(edition, citations),
        "officials": officials_of(edition),
        "contributors": edition.content.get("contributors", []),
        "source": edition.content.get("source", {}),
        "corrections": corrections_of(edition),
        "alike": [each.edition for each in near.alike],
        "related": near.neighbours,
    }


def officials_of(edition):
    """
    Return the officials an edition prints, as it has them, and with each title who holds the post
    today (`people.afterwards.HeldToday`) where that is somebody else; one query, none without any.
    """
    officials = edition.content.get("officials", [])
    printed = [title for each in officials for title in each.get("titles", [])]
    appointments = {title["appointment"] for title in printed if "appointment" in title}
    today = held_today(appointments, timezone.localdate())
    return [
        {
            **each,
            "titles": [
                {**title, "today": today.get(title.get("appointment"))}
                for title in each.get("titles", [])
            ],
        }
        for each in officials
    ]


def documents_of(edition):
    """Return the documents an edition offers; no query for the many that offer none."""
    if not edition.has_documents:
        return []
    return list(edition.documents.select_related("document"))


def is_attached(row):
    """Tell whether a document is listed under the text, and not only linked in it or erased."""
    return row.place == EditionDocument.Place.ATTACHED and row.erasure_id is None


def without_erased(body_html, documents):
    """Return a rendered text whose links to documents that were erased since are words alone."""
    return without_links(body_html, {each.key for each in documents if each.erasure_id})


def corrections_of(edition):
    """
    Return the corrections an article bears; no query for the many that bear none.

    Those that came after this edition had ended are not its own.
    """
    if not edition.is_corrected:
        return []
    return list(Correction.objects.filter(article=edition.article, at__lt=edition.live_until))


@require_safe
def category(request, slug):
    """The newest articles of a category and all below it, page by page."""
    page = furnished(category_slug=slug)
    found = category_at(slug, page["categories"])
    if slug != found.slug:
        return redirect(found, permanent=True)
    newest = Edition.objects.live().filed_under(found.pk, after=Cursor.of(request))
    listed = page_of(newest.for_cards(), LISTED)
    return render(
        request,
        "articles/category.html",
        {
            **page,
            "category": found,
            "path": page["categories"].path(found.pk),
            "below": page["categories"].below(found.pk),
            "page": listed,
            "is_first": "sau" not in request.GET,
        },
    )


@require_safe
def corrections(request):
    """All corrections, the newest first, page by page."""
    listed = newest_corrections(Cursor.of(request), LISTED)
    editions = Edition.objects.live().filter(article__in={each.article for each in listed})
    live = {each.article: each for each in editions.for_cards()}
    context = {
        **furnished(),
        "corrections": [(each, live.get(each.article)) for each in listed],
        "page": listed,
        "is_first": "sau" not in request.GET,
    }
    return render(request, "articles/corrections.html", context)


def server_error(request):
    """Answer 500 without asking the database, which may be what failed."""
    return render(request, "500.html", {"title": _("Something went wrong")}, status=500)


@require_safe
def robots(request):
    """Tell robots what is of no use to them."""
    lines = [
        "User-agent: *",
        "Disallow: /quan-tri/",
        "Disallow: /tim-kiem/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
