"""The rows beside an edition: where it is listed, what it shows, cites and names, its words."""

from articles.page.category import CategoryTree
from articles.page.citation import find_citations_anew, write_citations
from articles.page.edition import (
    EditionCategory,
    EditionDocument,
    EditionPicture,
    EditionWords,
    PrintedTitle,
)
from articles.page.sanitising import text_of
from articles.page.search_index import forget_deleted
from vietnamese import fold_words, word_pairs


def write_rows(edition, printed):
    """Write everything that stands beside a new edition; ``printed`` is what `as_printed` gave."""
    pictures = picture_rows(edition, printed.get("pictures", []))
    documents = document_rows(edition, printed.get("documents", []))
    EditionPicture.objects.bulk_create(pictures)
    EditionDocument.objects.bulk_create(documents)
    EditionCategory.objects.bulk_create(category_rows(edition, CategoryTree.load()))
    PrintedTitle.objects.bulk_create(title_rows(edition))
    words = words_of(edition, words_beside(pictures, documents))
    EditionWords.objects.create(edition=edition, words=words)
    write_citations(edition, [picture.caption for picture in pictures])


def picture_rows(edition, pictures):
    """Return the pictures of an edition as unsaved rows."""
    return [
        EditionPicture(
            edition=edition,
            image_id=picture["image"],
            sha256=picture["sha256"],
            place=picture["place"],
            order=order,
            alt_text=picture.get("alt_text", ""),
            caption=picture.get("caption", ""),
            credit=picture.get("credit", ""),
            decorative=picture.get("decorative", False),
        )
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


def category_rows(edition, tree):
    """Return the lists an edition stands in, as unsaved rows: its categories and all above them."""
    own = [edition.category_id, *edition.content.get("further_categories", [])]
    branch = {above for category in own for above in tree.path_ids(category)}
    return [
        EditionCategory(
            edition=edition,
            category_id=category,
            published_at=edition.published_at,
            article=edition.article,
        )
        for category in sorted(branch)
    ]


def title_rows(edition):
    """Return what an edition prints about officials, as unsaved rows, one a title."""
    rows = []
    for official in edition.content.get("officials", []):
        for place, title in enumerate(official.get("titles", [{}])):
            rows.append(
                PrintedTitle(
                    edition=edition,
                    official_id=official["official"],
                    appointment_id=title.get("appointment"),
                    title=title.get("text", ""),
                    order=len(rows),
                    place=place,
                    published_at=edition.published_at,
                    article=edition.article,
                )
            )
    return rows


def find_by_what_is_left(editions):
    """Let each edition be found and cite by the words that it still has, and by no other."""
    find_citations_anew(editions)
    for edition in editions:
        beside = words_beside(edition.pictures.all(), edition.documents.all())
        words = words_of(edition, beside)
        EditionWords.objects.filter(edition=edition).update(words=words)
    forget_deleted()


def words_beside(pictures, documents):
    """Return the texts beside an edition's own: captions, and the titles of what is attached."""
    attached = EditionDocument.Place.ATTACHED
    titles = (document.title for document in documents if document.place == attached)
    return [*(picture.caption for picture in pictures), *titles]


def words_of(edition, beside):
    """
    Return the words and word pairs that find an edition, folded, each once, as one text.

    ``beside`` is what `words_beside` gave.
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
    return " ".join(found)
