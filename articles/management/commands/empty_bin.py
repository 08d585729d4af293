"""Throw away drafts that have been in the bin for 30 days; for a nightly timer."""

from django.core.management.base import BaseCommand

from articles.desk.workflow import empty_bin


class Command(BaseCommand):
    help = "Throw away drafts that have been in the bin for 30 days. Prints how many."

    def handle(self, **options):
        self.stdout.write(str(empty_bin()))
