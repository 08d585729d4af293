"""Where a document of the store is used, and what therefore keeps it from being deleted."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from articles.desk.article import Article, ArticleDocument, BodyDocument
from articles.desk.pages.page import Page
from articles.desk.roles.rights import visible_to
from articles.desk.uses.picture_uses import MOST, Named, first_of, in_words
from articles.page.edition import Edition, EditionDocument
from articles.page.pages.page_edition import PageDocument
from people.models import OfficialDocument

# Whatever refers to a document and would be lost or broken without it.
KEEPING = [
    (EditionDocument, "document"),
    (ArticleDocument, "document"),
    (BodyDocument, "document"),
    (OfficialDocument, "file"),
    (PageDocument, "document"),
]
ON_DESK = [ArticleDocument, BodyDocument]


@dataclass(frozen=True)
class Uses:
    """
    Where a document is used, as one person may know it.

    ``live`` are editions readers see now, ``ended`` how many they saw or will see, ``articles``
    working copies this person may read, ``hidden`` how many they may not, ``registered`` official
    documents of the register whose file it is, ``pages`` those beside the news that lead to it or
    once did.
    """

    live: Named
    ended: int
    articles: Named
    hidden: int
    registered: tuple = ()
    pages: tuple = ()


def offering(document):
    """Return the working copies that offer a document, attached or linked in the text."""
    uses = Q()
    for model in ON_DESK:
        uses |= Exists(model.objects.filter(article=OuterRef("pk"), document=document))
    return Article.objects.filter(uses)


def leading_to(document):
    """Return the pages beside the news of which some edition leads to a document."""
    return Page.objects.filter(pk__in=document.page_documents.values("edition__page"))


def uses_of(document, user):
    """Return the `Uses` of a document as a person may know them; a fixed number of queries."""
    editions = document.edition_documents.order_by().values("edition")
    offered = Edition.objects.filter(pk__in=editions)
    articles = offering(document)
    live, seen = first_of(offered.live().newest_first()), first_of(visible_to(user, articles))
    return Uses(
        live=live,
        ended=offered.count() - live.count,
        articles=seen,
        hidden=articles.count() - seen.count,
        registered=tuple(document.official_documents.all()[:MOST]),
        pages=tuple(leading_to(document)[:MOST]),
    )


def unused(documents):
    """Return those of the documents that nothing keeps."""
    for model, name in KEEPING:
        rows = model._base_manager.order_by().filter(**{name: OuterRef("pk")})
        documents = documents.exclude(Exists(rows))
    return documents


def reasons_to_keep(documents):
    """
    Say for each of the documents why it cannot be deleted.

    Returns {number: sentence} of those that are used; five queries however many.
    """
    numbers = [each.pk for each in documents]
    counts = defaultdict(Counter)
    live = Edition.objects.live().values("pk")
    offered = EditionDocument.objects.filter(document__in=numbers).order_by().values("document")
    articles = Count("edition__article", distinct=True)
    for row in offered.annotate(
        all=articles, live=Count("edition__article", distinct=True, filter=Q(edition__in=live))
    ):
        counts[row["document"]]["live"] = row["live"]
        counts[row["document"]]["ended"] = row["all"] - row["live"]
    desk = defaultdict(set)
    for model in ON_DESK:
        rows = model._base_manager.order_by().filter(document__in=numbers)
        for document, article in rows.values_list("document", "article"):
            desk[document].add(article)
    for document, found in desk.items():
        counts[document]["articles"] = len(found)
    registered = OfficialDocument.objects.order_by().filter(file__in=numbers).values_list("file")
    for document, count in registered.annotate(count=Count("pk")):
        counts[document][OfficialDocument] = count
    on_pages = PageDocument.objects.filter(document__in=numbers).values_list("document")
    for document, count in on_pages.annotate(count=Count("edition__page", distinct=True)):
        counts[document]["pages"] = count
    return {document: in_words(count) for document, count in counts.items() if +count}
