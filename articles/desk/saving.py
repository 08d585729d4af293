"""Saving an article: each save that changed anything is a version, kept with its author."""

from articles.desk.article import Article, Status
from articles.desk.content import content_of, hash_of
from articles.desk.event import record
from articles.desk.version import Version


def save_version(article, by):
    """
    Keep what the article now is as its newest version, and return it.

    Call it once everything that belongs to the save is written, gallery and byline included, inside
    the same transaction. Where the content is what it was, no version is made and the last one is
    returned.
    """
    content = content_of(article)
    digest = hash_of(content)
    last = article.versions.first()
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
    if article.status in {Status.PUBLISHED, Status.APPROVED}:
        # What was approved or published is no longer what stands here.
        record(article, "edit", by, to_status=Status.DRAFT, hash=digest)
        changed["status"] = Status.DRAFT
    Article.objects.filter(pk=article.pk).update(**changed)
    for name, value in changed.items():
        setattr(article, name, value)
    return version
