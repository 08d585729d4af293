"""The rows beside an edition: where it is listed, what it shows, cites and names, its words."""

from django.db import IntegrityError, transaction

from articles.page import search_index
from articles.page.category import CategoryTree
from articles.page.edition import (
    EditionCategory,
    EditionDocument,
    EditionPicture,
    EditionWords,
    PrintedTitle,
)
from articles.page.papers.citation import find_citations_anew, write_citations
from articles.page.sanitising import text_of
from articles.page.shown_picture import columns_of
from articles.page.topic import file_under_topics
from vietnamese import fold_words, word_pairs


def write_rows(edition, printed):
    """Write everything that stands beside a new edition; ``printed`` is what `as_printed` gave."""
    pictures = picture_rows(edition, printed.get("pictures", []))
    documents = document_rows(edition, printed.get("documents", []))
    EditionPicture.objects.bulk_create(pictures)
    EditionDocument.objects.bulk_create(documents)
    filings = category_rows(edition, CategoryTree.hold())
    EditionCategory.objects.bulk_create(filings)
    file_under_topics(edition)
    titles = title_rows(edition)
    PrintedTitle.objects.bulk_create(titles)
    filters = filters_of(edition, titles)
    words = words_of(edition, words_beside(pictures, documents), filters)
    file_words(edition, words)
    write_citations(edition, [picture.caption for picture in pictures])


def file_words(edition, words):
    """
    Write the words of a new edition at its place in the order of search.

    Two that are published in one second want one place, perhaps at once: who comes second takes
    the next.
    """
    while True:
        [place] = search_index.free_places([edition.published_at])
        try:
            with transaction.atomic():
                return EditionWords.objects.create(
                    edition=edition, words=search_index.written(words, place), place=place
                )
        except IntegrityError:
            if not EditionWords.objects.filter(place=place).exists():
                raise


def picture_rows(edition, pictures):
    """Return the pictures of an edition as unsaved rows."""
    return [
        EditionPicture(edition=edition, place=picture["place"], order=order, **columns_of(picture))
        for order, picture in enumerate(pictures)
    ]


def document_rows(edition, documents):
    """Return the documents of an edition as unsaved rows."""
    return [
        EditionDocument(
            edition=edition,
            document_id=document["document"],
            sha256=document["sha256"],
            place=document["place"],
            title=document["title"],
            order=order,
        )
        for order, document in enumerate(documents)
    ]


def own_categories(edition):
    """Return the numbers of the categories an edition names itself, its own first, each once."""
    further = edition.content.get("further_categories", [])
    return list(dict.fromkeys([edition.category_id, *further]))


def category_rows(edition, tree):
    """Return the lists an edition stands in, as unsaved rows: its categories and all above them."""
    branch = {above for category in own_categories(edition) for above in tree.path_ids(category)}
    return [EditionCategory.beside(edition, category_id=category) for category in sorted(branch)]


def title_rows(edition):
    """Return what an edition prints about officials, as unsaved rows, one a title."""
    rows = []
    for official in edition.content.get("officials", []):
        for place, title in enumerate(official.get("titles", [{}])):
            rows.append(
                PrintedTitle.beside(
                    edition,
                    official_id=official["official"],
                    appointment_id=title.get("appointment"),
                    title=title.get("text", ""),
                    order=len(rows),
                    place=place,
                )
            )
    return rows


def find_by_what_is_left(editions):
    """Let each edition be found and cite by the words that it still has, and by no other."""
    find_citations_anew(editions)
    for edition in editions:
        beside = words_beside(edition.pictures.all(), edition.documents.all())
        filters = filters_of(edition, edition.printed_titles.all())
        words = words_of(edition, beside, filters)
        for row in EditionWords.objects.filter(edition=edition):
            row.words = search_index.written(words, row.place)
            row.save(update_fields=["words"])
    search_index.forget_deleted()


def words_beside(pictures, documents):
    """Return the texts beside an edition's own: captions, and the titles of what is attached."""
    attached = EditionDocument.Place.ATTACHED
    titles = (document.title for document in documents if document.place == attached)
    return [*(picture.caption for picture in pictures), *titles]


def filters_of(edition, titles):
    """
    Return the words by which a search is narrowed: "_c3" for a category, "_o7" for an office, "_p5"
    for an official. No typed word begins with "_".

    Only what the edition names itself: what stands above a category is asked of the tree when
    somebody searches, so these words stay true wherever it is moved or merged.
    """
    officials = dict.fromkeys(title.official_id for title in titles if title.official_id)
    return [
        *(f"_c{category}" for category in own_categories(edition)),
        *([f"_o{edition.organisation_id}"] if edition.organisation_id else []),
        *(f"_p{official}" for official in officials),
    ]


def words_of(edition, beside, filters=()):
    """
    Return the words and word pairs that find an edition, folded, each once, as one text.

    ``beside`` is what `words_beside` gave, ``filters`` what `filters_of` gave.
    """
    officials = edition.content.get("officials", [])
    texts = [
        edition.headline,
        edition.lead,
        text_of(edition.content.get("body", "")),
        *beside,
        *(official["name"] for official in officials),
        *(title["text"] for official in officials for title in official.get("titles", [])),
    ]
    found = {}
    # Line by line: the end of one paragraph and the beginning of the next are no neighbours.
    for line in (line for text in texts for line in text.splitlines()):
        words = fold_words(line)
        found.update(dict.fromkeys(words))
        found.update(dict.fromkeys(word_pairs(words)))
    return " ".join([*filters, *found])
