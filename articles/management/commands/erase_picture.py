"""Erase a picture by order, with its two persons."""

from articles.desk.erasure.erasing import erase_picture
from articles.management.erasing import ErasingCommand
from images.models import Image


class Command(ErasingCommand):
    help = "Erase a picture by order: its files and every word under it. Cannot be undone."
    model = Image
    erase = staticmethod(erase_picture)
    noun = "picture"
