"""What an order to erase takes away of a document: from readers, from the desk, from the store."""

from articles.desk.article import Article, ArticleDocument
from articles.desk.pages.page import Page
from articles.desk.text.typed import without_document
from articles.desk.uses.document_uses import offering
from articles.desk.versions.autosave import rewrite
from articles.desk.versions.saving import save_version
from articles.desk.versions.version import Version
from articles.page.edition import Edition, EditionDocument
from articles.page.filing import find_by_what_is_left
from articles.page.papers.document_links import without_links
from documents.erasing import forget
from people.models import OfficialDocument


def forget_document(document, order):
    """
    Take a document out of everything that offers it, then its title and file from the store.

    Links to it become words: those are the text's own, and stay.
    """
    offered = EditionDocument.objects.filter(document=document)
    editions = Edition.objects.filter(documents__document=document, erasure=None).distinct()
    offered.update(title="", erasure=order)
    find_by_what_is_left(editions)
    for version in Version.objects.exclude(documents=[]):
        if any(use["document"] == document.pk for use in version.documents):
            Version.objects.filter(pk=version.pk).update(documents=[], erasure=order)
    take_off_desk(document)
    for page in Page.objects.filter(body__contains=document.key).select_for_update():
        page.body = without_links(page.body, {document.key})
        page.version += 1
        page.save()
    for official in OfficialDocument.objects.filter(file=document):
        official.file = None
        official.save()
    forget(document, order.pk)


def take_off_desk(document):
    """Take a document out of every working copy, saved or only typed."""
    rewrite(lambda form: without_document(form, document))
    # Locked, and only then read: a save that came first is not written over.
    numbers = list(offering(document).values_list("pk", flat=True))
    articles = Article.objects.filter(pk__in=numbers).order_by("pk")
    for article in articles.select_for_update(of=("self",)):
        ArticleDocument.objects.filter(article=article, document=document).delete()
        article.body = without_links(article.body, {document.key})
        article.save()
        save_version(article, None)
