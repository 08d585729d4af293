"""
Rewording: the corrected alt text of a picture, in what readers see now.

A new edition is made of the live one's own frozen content with nothing changed but that text, so a
draft over a live story stays a draft. Nobody approves it a second time, and the diary keeps both
texts (docs/decisions/alt-text-without-approval.md says why).
"""

from dataclasses import dataclass
from html import unescape

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from articles.desk.acts.acting import attempt
from articles.desk.acts.event import record
from articles.desk.acts.publishing import close_at
from articles.desk.acts.refusal import refuse
from articles.desk.article import Article
from articles.desk.text.figures import FIGURE, write_figure
from articles.desk.versions.content import hash_of, without_nothing
from articles.desk.versions.saving import save_version
from articles.page.edition import Edition
from articles.page.filing import write_rows

# What a new edition does not take over from the one it renews.
OF_ITS_OWN = {"id", "number", "hash", "live_from", "change_note", "is_major", "is_scheduled"}
OF_ITS_OWN |= {"is_imported"}


@dataclass(frozen=True)
class Outdated:
    """A live edition that prints other words for a picture than the library, and which."""

    edition: Edition
    texts: tuple
    # Whether the working copy gives this use words of its own, in place of the library's.
    has_own_words: bool


def outdated_uses(image, most=200):
    """
    Return the live editions that print another alt text for a picture, newest first.

    At most ``most`` are looked at; a list of `Outdated`, in a fixed number of queries.
    """
    if image.erasure or not image.alt_text:
        return []
    telling = image.edition_pictures.filter(decorative=False)
    other = telling.exclude(alt_text=image.alt_text).values("edition")
    live = Edition.objects.live().filter(pk__in=other).newest_first()
    editions = list(live.prefetch_related("pictures")[:most])
    prefetch_related_objects([each for each in editions if each.has_documents], "documents")
    numbers = [each.article for each in editions]
    articles = Article.objects.prefetch_related("gallery").in_bulk(numbers)
    return [
        Outdated(edition, texts, has_own_words(articles.get(edition.article), image))
        for edition in editions
        if (texts := outdated_texts(edition, image))
    ]


def outdated_texts(edition, image):
    """Return what an edition says of a picture in place of the library's words, a tuple."""
    return texts_of(printed_of(edition), image)


def texts_of(printed, image):
    """Return what a printed content says of a picture in place of the library's words, a tuple."""
    return tuple(dict.fromkeys(each.get("alt_text", "") for each in outdated(printed, image)))


def has_own_words(article, image):
    """
    Tell whether an article gives a picture an alt text of its own as lead or in the gallery.

    In the text every use bears one, which the editor took from the library.
    """
    if article is None:
        return False
    is_lead = article.lead_image_id == image.pk and bool(article.lead_image_alt)
    return is_lead or any(
        row.image_id == image.pk and bool(row.alt_text) for row in article.gallery.all()
    )


def reword(article, by, image):
    """
    Print the library's alt text of a picture in what readers see of an article.

    Returns the live `Edition`, the old one where it says so already. Every date stays, and uses
    that are decoration stay silent. Where the working copy repeats the old words it takes the new
    ones over, as a version. Raises `Refused` with every reason.
    """
    with attempt("reword", article, by) as standing:
        live = standing.live
        printed = printed_of(live) if live else None
        refuse([*standing.against, *reasons_against_words(image, live, printed)])
        old = {*texts_of(printed, image)}
        renewed = with_words(printed, image)
        digest = hash_of(renewed)
        if digest == live.hash:
            return live
        edition = renew(standing, renewed, digest)
        record(standing.article, "reword", by, reason=what_became(old, image), hash=digest)
        take_over_words(standing.article, image, old, by)
        return edition


def what_became(old, image):
    """Say which words became which, for whoever reads what happened."""
    words = {"old": "”, “".join(sorted(old)), "new": image.alt_text}
    return _("“%(old)s” became “%(new)s”") % words


def reasons_against_words(image, live, printed):
    """Say what the picture or the edition itself has against it."""
    reasons = []
    if image.erasure or not image.alt_text:
        reasons.append(_("The library has no text for those who cannot see this picture."))
    if live is not None and printed is None:
        reasons.append(_("This edition cannot be renewed by itself. Publish the article again."))
    return reasons


def printed_of(edition):
    """Return what an edition printed, word for word as it was hashed; None where that is lost."""
    pictures = [printed_picture(row, row.place) for row in edition.pictures.all()]
    documents = [
        {
            "place": row.place,
            "document": row.document_id,
            "sha256": row.sha256,
            "title": row.title,
        }
        for row in (edition.documents.all() if edition.has_documents else [])
    ]
    printed = without_nothing({**edition.content, "pictures": pictures, "documents": documents})
    return printed if hash_of(printed) == edition.hash else None


def printed_picture(row, place):
    """Return a picture of an edition as it was printed; ``row`` is a `ShownPicture`."""
    return without_nothing(
        {
            "place": place,
            "image": row.image_id,
            "sha256": row.sha256,
            "alt_text": row.alt_text,
            "caption": row.caption,
            "credit": row.credit,
            "decorative": row.decorative,
        }
    )


def outdated(printed, image):
    """Return the printed uses of a picture that say something else than the library."""
    return [
        each
        for each in (printed or {}).get("pictures", [])
        if each["image"] == image.pk
        and not each.get("decorative")
        and each.get("alt_text", "") != image.alt_text
    ]


def with_words(printed, image):
    """Return the printed content with the library's words for a picture."""
    stale = outdated(printed, image)
    pictures = [
        {**each, "alt_text": image.alt_text} if each in stale else each
        for each in printed.get("pictures", [])
    ]
    return without_nothing({**printed, "pictures": pictures})


def renew(standing, printed, digest):
    """Write the edition that goes on where the live one ends now, with every date of that one."""
    live = standing.live
    kept = {
        field.attname: getattr(live, field.attname)
        for field in Edition._meta.concrete_fields
        if field.attname not in OF_ITS_OWN
    }
    close_at(standing.editions, standing.now)
    newest = standing.editions.first()
    edition = Edition(**kept, number=newest.number + 1, hash=digest, live_from=standing.now)
    edition.save(force_insert=True)
    write_rows(edition, printed)
    return edition


def take_over_words(article, image, old, by):
    """Put the new words where the working copy repeats the old ones, and keep that as a version."""
    article.body = with_renewed_words(article.body, image, old)
    if article.lead_image_id == image.pk and article.lead_image_alt in old:
        article.lead_image_alt = ""  # the library speaks
    article.gallery.filter(image=image, alt_text__in=old).update(alt_text="")
    article.save(update_fields=["body", "lead_image_alt", "updated_at"])
    save_version(article, by)


def with_renewed_words(body, image, old):
    """Return a saved body that says the library's words wherever it repeated ``old`` ones."""
    return FIGURE.sub(lambda match: renewed_figure(match, image, old), body)


def renewed_figure(match, image, old):
    """Return a figure of a text with the library's words where it repeated the old ones."""
    alt_text = unescape(match["alt"])
    if match["image"] != str(image.pk) or match["decorative"] or alt_text not in old:
        return match[0]
    return write_figure(image, image.alt_text, unescape(match["caption"] or ""))
