"""
What readers will see of a content: `as_printed`, which approval and edition hash.

Category names, addresses, renditions and rendered HTML are no part of it.
"""

from articles.desk.versions.content import content_of, hash_of, without_nothing
from articles.page.edition import EditionDocument
from articles.page.papers.document_links import linked_documents
from articles.page.sanitising import clean_html, text_of, without_pictures
from documents.models import Document
from images.models import Image
from people.register import Register

NO_RANK = 10_000


def as_printed(content, register, day):
    """
    Return a content as readers see it, a dict of plain JSON values.

    Text is cleaned, pictures carry their hash, alt text, caption and credit with the library's
    words where this use has none (but no alt text where it is decorative), documents carry their
    hash and title, those the text links to as well, and the officials named bear the titles they
    held on ``day`` (a date), each with the appointment it rests on. ``register`` is a
    `people.register.Register`.
    """
    resolved = {"officials", "pictures", "documents"}
    printed = {key: value for key, value in content.items() if key not in resolved}
    if "body" in printed:
        printed["body"] = without_pictures(clean_html(printed["body"]))
    printed["pictures"] = printed_pictures(content.get("pictures", []))
    printed["documents"] = printed_documents(
        content.get("documents", []), linked_documents(printed.get("body", ""))
    )
    printed["officials"] = printed_officials(content, printed, register, day)
    return without_nothing(printed)


def print_article(article, day_without_event, register=None):
    """
    Return (printed, hash) of a saved article.

    ``day_without_event`` decides the titles where an article reports no event: the day it appears.
    """
    content = content_of(article)
    day = article.event_date or day_without_event
    printed = as_printed(content, register or Register.load(), day)
    return printed, hash_of(printed)


def printed_pictures(uses, library=None):
    """
    Resolve the uses of pictures against the library; one query.

    ``library`` maps numbers to pictures where they are known already.
    """
    wanted = {use["image"] for use in uses if "image" in use}
    if library is None:
        library = Image.objects.in_bulk(wanted) if wanted else {}
    pictures = []
    for use in uses:
        image = library.get(use.get("image"))
        if image is None:  # a caption that still waits for its picture
            continue
        decorative = use.get("decorative", False)
        pictures.append(
            without_nothing(
                {
                    "place": use["place"],
                    "image": image.pk,
                    "sha256": image.sha256,
                    "alt_text": "" if decorative else use.get("alt_text") or image.alt_text,
                    "caption": use.get("caption") or image.caption,
                    "credit": image.credit,
                    "decorative": decorative,
                }
            )
        )
    return pictures


def printed_documents(uses, keys):
    """
    Resolve the attached documents and those the text links to against the store; one query.

    ``uses`` are those of a content, ``keys`` what `linked_documents` found in its text.
    """
    if not uses and not keys:
        return []
    attached = Document.objects.filter(pk__in=[use["document"] for use in uses])
    found = (attached | Document.objects.with_keys(keys)).filter(erasure=None)
    store = {document.pk: document for document in found}
    by_key = {document.key: document for document in found}
    places = EditionDocument.Place
    rows = [(places.ATTACHED, store.get(use["document"]), use.get("title")) for use in uses]
    rows += [(places.BODY, by_key.get(key), "") for key in keys]
    return [
        {
            "place": place.value,
            "document": document.pk,
            "sha256": document.sha256,
            "title": title or document.title,
        }
        for place, document, title in rows
        if document is not None
    ]


def printed_officials(content, printed, register, day):
    """Return the officials the text names or the desk ticked, the highest rank first."""
    ticked = set(content.get("officials", []))
    named = dict.fromkeys(officials_in(texts_of(printed), register, ticked))
    rows = []
    for official in {**named, **dict.fromkeys(sorted(ticked))}:
        if not register.knows(official):
            continue
        titles = register.titles_on(official, day)
        rank = min((title.rank for title in titles), default=NO_RANK)
        rows.append((rank, len(rows), official, titles))
    return [
        without_nothing(
            {
                "official": official,
                "name": register.name(official),
                "titles": [
                    without_nothing({"text": title.text, "appointment": title.appointment_id})
                    for title in titles
                ],
            }
        )
        for _rank, _order, official, titles in sorted(rows, key=lambda row: row[:2])
    ]


def texts_of(printed):
    """Return the texts of an article in which officials may be named."""
    captions = [picture.get("caption", "") for picture in printed["pictures"]]
    return [
        printed.get("headline", ""),
        printed.get("lead", ""),
        text_of(printed.get("body", "")),
        *captions,
    ]


def officials_in(texts, register, ticked):
    """
    Yield the officials named, in reading order.

    A name that several officials share counts only where the desk ticked exactly one of them.
    """
    for text in texts:
        for mention in register.find(text):
            among = mention.official_ids
            if len(among) > 1:
                among = tuple(official for official in among if official in ticked)
            if len(among) == 1:
                yield among[0]
