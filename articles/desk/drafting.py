"""A draft on the desk from an imported page: text, captions, byline, and the officials it names."""

from dataclasses import dataclass
from html import escape

from django.db import transaction

from articles.desk.acts.event import record
from articles.desk.article import Article, ArticleImage, Contributor
from articles.desk.text.figures import tidy_body
from articles.desk.versions.saving import save_version
from articles.page.edition import Kind
from people.register import Register

TAGS = {"paragraph": "p", "heading": "h2"}


@dataclass(frozen=True)
class Draft:
    """A draft made from a page, and the officials found in it.

    ``named`` maps an official's number to the name; ``ambiguous`` are names that several officials
    bear, for a person to decide.
    """

    article: Article
    named: dict
    ambiguous: list


@transaction.atomic
def draft_from(imported, *, category, event_date, by=None):
    """
    Make a draft of an `articles.desk.importing.ImportedArticle` and return the `Draft`.

    ``event_date`` None means that the article reports no event. The page brought captions but no
    pictures: each waits in the gallery for its picture and is not printed until it has one.
    """
    article = Article.objects.create(
        kind=Kind.REPRINT if imported.source else Kind.NEWS,
        headline=imported.headline,
        lead=imported.lead,
        body=body_of(imported.blocks),
        category=category,
        event_date=event_date,
        no_event=event_date is None,
        source_name=imported.source or "",
        author=by,
    )
    ArticleImage.objects.bulk_create(
        ArticleImage(article=article, caption=caption, order=order)
        for order, caption in enumerate(imported.captions, start=1)
    )
    if imported.author:
        Contributor.objects.create(article=article, name=imported.author)
    named, ambiguous = officials_in(imported)
    article.officials.set(named)
    record(article, "import", by)
    save_version(article, by)
    return Draft(article, named, ambiguous)


def body_of(blocks):
    """Return the paragraphs and headings as the HTML of a body; captions stand elsewhere."""
    return tidy_body(
        "".join(
            f"<{tag}>{escape(block.text, quote=False)}</{tag}>"
            for block in blocks
            if (tag := TAGS.get(block.kind))
        )
    )


def officials_in(imported):
    """Return ({number: name} of the officials named, the names several officials bear)."""
    register = Register.load()
    named, ambiguous = {}, []
    for text in [imported.headline, imported.lead, *(block.text for block in imported.blocks)]:
        for mention in register.find(text):
            if len(mention.official_ids) == 1:
                named[mention.official_ids[0]] = register.name(mention.official_ids[0])
            elif mention.surface not in ambiguous:
                ambiguous.append(mention.surface)
    return named, ambiguous
