"""Bringing an earlier version back: as the newest one, so that nothing in between is lost."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from articles.desk.acts.acting import locked
from articles.desk.acts.event import record
from articles.desk.acts.refusal import refuse
from articles.desk.article import Article, ArticleDocument, ArticleImage, Contributor
from articles.desk.text.figures import Figure, put_in_figures
from articles.desk.versions.content import content_of, hash_of
from articles.desk.versions.saving import save_version
from articles.page.category import Category
from articles.page.edition import Kind
from articles.page.topic import Topic
from documents.models import Document
from images.models import Image
from people.models import Official, Organisation


@transaction.atomic
def restore(version, by, version_read=None):
    """
    Write what a version holds back into its article, and return the article.

    ``version_read`` is the number of the version that stood when this was decided; where another
    one stands by now nothing is written over. An article that stands like this already is left as
    it is. What has left the register or the library since stays out. Raises `Refused`.
    """
    article = locked(version.article)
    has_moved_on = version_read is not None and version_read != article.version
    refuse(
        [
            *([_("This version was erased by order.")] if version.erasure_id else []),
            *([_("The article was erased by order.")] if article.erasure_id else []),
            *([_("The article lies in the bin.")] if article.binned_at else []),
            *(
                [
                    _(
                        "The article was saved since you opened this page. Nothing was written"
                        " over: look at what stands now, then decide again."
                    )
                ]
                if has_moved_on
                else []
            ),
        ]
    )
    if hash_of(content_of(article)) == version.hash:
        return article
    write_back(article, version)
    record(article, "restore", by, note=f"v{version.number}")
    save_version(article, by)
    return article


def write_back(article, version):
    """Set every field and row of an article to what a version holds."""
    content = version.content
    images = Image.objects.kept().in_bulk(
        {use["image"] for use in version.pictures if "image" in use}
    )
    lead = next((use for use in version.pictures if use["place"] == "lead"), {})
    source = content.get("source", {})
    article.kind = content.get("kind", Kind.NEWS)
    article.headline = content.get("headline", "")
    article.lead = content.get("lead", "")
    article.body = body_of(version, images)
    article.category = existing(Category, content.get("category"))
    article.organisation = existing(Organisation, content.get("organisation"))
    day = content.get("event_date")
    article.event_date = date.fromisoformat(day) if day else None
    article.no_event = content.get("no_event", False)
    article.source_name, article.source_url = source.get("name", ""), source.get("url", "")
    article.lead_image = images.get(lead.get("image"))
    article.lead_image_caption = lead.get("caption", "")
    article.lead_image_alt = lead.get("alt_text", "")
    article.lead_image_decorative = lead.get("decorative", False)
    article.save()
    article.further_categories.set(
        Category.objects.filter(pk__in=content.get("further_categories", []))
    )
    article.topics.set(Topic.objects.filter(pk__in=content.get("topics", [])))
    article.officials.set(Official.objects.filter(pk__in=content.get("officials", [])))
    for name in ["related_pinned", "related_banned"]:
        getattr(article, name).set(Article.objects.filter(pk__in=content.get(name, [])))
    write_rows(article, version, images)


def write_rows(article, version, images):
    """Replace gallery, documents and byline by those of a version."""
    article.gallery.all().delete()
    article.documents.all().delete()
    article.contributors.all().delete()
    ArticleImage.objects.bulk_create(
        ArticleImage(
            article=article,
            image=images.get(use.get("image")),
            caption=use.get("caption", ""),
            alt_text=use.get("alt_text", ""),
            decorative=use.get("decorative", False),
            order=order,
        )
        for order, use in enumerate(placed(version, "gallery"), start=1)
        if use.get("image") in images or use.get("caption")
    )
    documents = Document.objects.kept().in_bulk({use["document"] for use in version.documents})
    ArticleDocument.objects.bulk_create(
        ArticleDocument(
            article=article,
            document=documents[use["document"]],
            title=use.get("title", ""),
            order=order,
        )
        for order, use in enumerate(version.documents, start=1)
        if use["document"] in documents
    )
    Contributor.objects.bulk_create(
        Contributor(article=article, name=each["name"], part=each["part"], order=order)
        for order, each in enumerate(version.content.get("contributors", []), start=1)
    )


def body_of(version, images):
    """Return the text of a version with its pictures in it, as the editor takes it."""
    figures = [
        Figure(
            use.get("image", 0),
            use.get("alt_text", ""),
            use.get("caption", ""),
            use.get("decorative", False),
        )
        for use in placed(version, "body")
    ]
    return put_in_figures(version.content.get("body", ""), figures, images)


def placed(version, place):
    """Return the uses of pictures in one place, in order."""
    return [use for use in version.pictures if use["place"] == place]


def existing(model, pk):
    """Return the row with a number, or None where it is gone."""
    return model.objects.filter(pk=pk).first() if pk else None
