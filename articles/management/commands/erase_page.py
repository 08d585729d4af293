"""Erase a page beside the news by order, with its two persons."""

from articles.desk.erasure.erasing import erase_page
from articles.desk.erasure.forgetting_pages import traces_of_page
from articles.management.erasing import ErasingCommand


class Command(ErasingCommand):
    help = "Erase a page beside the news by order: every word of it. Cannot be undone."
    erase = staticmethod(erase_page)
    noun = "page"

    def find(self, number):
        """A draft that was deleted has left traces, too."""
        return number if traces_of_page(number) else None
