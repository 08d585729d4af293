"""Throw away what was left lying for 30 days, in the bin or typed and never saved; for a timer."""

from django.core.management.base import BaseCommand

from articles.desk.acts.workflow import empty_bin
from articles.desk.versions import autosave


class Command(BaseCommand):
    help = (
        "Throw away drafts that have been in the bin for 30 days, and texts that were typed and not"
        " saved for as long. Prints how many drafts."
    )

    def handle(self, **options):
        autosave.purge()
        self.stdout.write(str(empty_bin()))
