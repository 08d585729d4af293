"""Erase a document by order, with its two persons."""

from articles.desk.erasure.erasing import erase_document
from articles.management.erasing import ErasingCommand
from documents.models import Document


class Command(ErasingCommand):
    help = "Erase a document by order: its file and every title of it. Cannot be undone."
    model = Document
    erase = staticmethod(erase_document)
    noun = "document"
