"""Saving an article: each save that changed anything is a version, kept with its author."""

from django.utils import timezone

from articles.desk.article import Article, Status
from articles.desk.content import content_of, hash_of
from articles.desk.event import record
from articles.desk.printing import print_article
from articles.desk.version import Version
from articles.page.edition import Edition

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
    pictures = content.pop("pictures", [])
    version = Version.objects.create(
        article=article,
        number=article.version + 1,
        content=content,
        pictures=pictures,
        hash=digest,
        saved_by=by if by and by.pk else None,
    )
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


def is_visible(article):
    """Tell whether readers would see something else than what was approved or published."""
    if article.status == Status.APPROVED:
        return print_article(article, timezone.localdate())[1] != article.approved_hash
    edition = Edition.objects.of_article(article.pk).kept().first()
    if edition is None:
        return True
    return print_article(article, timezone.localdate(edition.live_from))[1] != edition.hash
