"""Print the table of rights as a page to read: `manage.py rights > docs/rights.md`."""

from django.core.management.base import BaseCommand
from django.utils.translation import override

from articles.desk.roles.rights_page import rights_page


class Command(BaseCommand):
    help = "Print who may do what with an article, as Markdown."

    def handle(self, **options):
        with override("en"):
            self.stdout.write(rights_page(), ending="")
