"""Saving an article: each save that changed anything is a version, kept with its author."""

from django.utils import timezone

from articles.desk.acts.event import record
from articles.desk.article import Article, BodyDocument, BodyImage, Status
from articles.desk.printing import print_article
from articles.desk.versions.content import content_of, hash_of
from articles.desk.versions.version import Version, columns_of
from articles.page.edition import Edition
from articles.page.papers.document_links import linked_documents
from documents.models import Document
from images.models import Image

# Where a text goes that was changed after it was approved, or after it was published: back to
# whoever approves, or into the hands of the desk.
AFTER_A_CHANGE = {Status.APPROVED: Status.IN_REVIEW, Status.PUBLISHED: Status.DRAFT}


def save_version(article, by):
    """
    Keep what the article now is as its newest version, and return it.

    Call it once everything that belongs to the save is written, gallery and byline included, inside
    the same transaction. Where the content is what it was, no version is made and the last one is
    returned. A change that readers would see voids an approval; one they would not see does not.
    """
    content = content_of(article)
    digest = hash_of(content)
    last = article.versions.filter(is_aside=False).first()
    if last is not None and last.hash == digest:
        return last
    version = Version.objects.create(
        **columns_of(content),
        article=article,
        number=article.version + 1,
        hash=digest,
        saved_by=by if by and by.pk else None,
    )
    note_body_images(article, version.pictures, last)
    note_body_documents(article, version, last)
    # A save that touched nothing but the gallery is a change of the article all the same.
    changed = {"version": version.number, "updated_at": version.saved_at}
    to_status = AFTER_A_CHANGE.get(Status(article.status))
    if to_status and is_visible(article):
        record(article, "edit", by, to_status=to_status, hash=digest)
        changed |= {"status": to_status, "approved_hash": ""}
    Article.objects.filter(pk=article.pk).update(**changed)
    for name, value in changed.items():
        setattr(article, name, value)
    return version


def note_body_images(article, pictures, last):
    """
    Note which pictures the text shows now; no query where they are those of the version before.

    ``pictures`` is what the new version holds of them, ``last`` the version before it, or None.
    """
    shown = in_text(pictures)
    noted = article.body_images.order_by()
    if last is None or last.erasure_id:  # what it held is not known
        noted.exclude(image__in=shown).delete()
        added = shown
    else:
        before = in_text(last.pictures)
        added = shown - before
        if before - shown:
            noted.filter(image__in=before - shown).delete()
    if added:
        there = Image.objects.filter(pk__in=added).order_by().values_list("pk", flat=True)
        BodyImage.objects.bulk_create(
            [BodyImage(article=article, image_id=number) for number in there],
            ignore_conflicts=True,
        )


def in_text(pictures):
    """Return the numbers of the pictures that stand in the text, a set."""
    return {use["image"] for use in pictures if use["place"] == "body" and "image" in use}


def note_body_documents(article, version, last):
    """
    Note which documents the text links to now; no query where they are those of the version before.

    ``version`` is the new version, ``last`` the one before it, or None.
    """
    linked = linked_documents(version.content.get("body", ""))
    is_known = last is not None and last.erasure_id is None
    before = linked_documents(last.content.get("body", "")) if is_known else []
    if is_known and {*linked} == {*before}:
        return
    there = Document.objects.kept().with_keys(linked).order_by().values_list("pk", flat=True)
    numbers = [*there] if linked else []
    if before or not is_known:
        article.body_documents.order_by().exclude(document__in=numbers).delete()
    BodyDocument.objects.bulk_create(
        [BodyDocument(article=article, document_id=number) for number in numbers],
        ignore_conflicts=True,
    )


def is_visible(article):
    """Tell whether readers would see something else than what was approved or published."""
    if article.status == Status.APPROVED:
        return print_article(article, timezone.localdate())[1] != article.approved_hash
    edition = Edition.objects.of_article(article.pk).kept().first()
    if edition is None:
        return True
    return print_article(article, timezone.localdate(edition.live_from))[1] != edition.hash
