"""A new draft from an old article: for stories that return every year."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.desk.acts.event import record
from articles.desk.article import Article, Status
from articles.desk.versions.saving import save_version


@transaction.atomic
def duplicate(article, by):
    """
    Return a new draft with the text, pictures, documents and byline of ``article``.

    It takes neither the event date, which belongs to the old event, nor anything of the old one's
    life: versions, status, editions.
    """
    twin = Article.objects.get(pk=article.pk)
    twin.pk = None
    twin._state.adding = True
    twin.headline = _("%(headline)s (copy)") % {"headline": article.headline[:235]}
    twin.status, twin.version, twin.author = Status.DRAFT, 0, by
    twin.event_date, twin.binned_at, twin.erasure, twin.creation_key = None, None, None, None
    twin.save()
    for rows in [article.gallery.all(), article.documents.all(), article.contributors.all()]:
        for row in rows:
            row.pk, row.article, row._state.adding = None, twin, True
            row.save()
    twin.further_categories.set(article.further_categories.all())
    twin.topics.set(article.topics.all())
    twin.officials.set(article.officials.all())
    twin.related_pinned.set(article.related_pinned.all())
    twin.related_banned.set(article.related_banned.all())
    record(twin, "duplicate", by, note=f"#{article.pk}")
    save_version(twin, by)
    return twin
