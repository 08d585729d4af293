"""``manage.py renditions``: make the sizes of the library's pictures."""

import logging

from django.core.management.base import BaseCommand, CommandError

from images.models import Image
from images.renditions import process_now

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Make the renditions of all pictures, or of those that have none. Can be run again."

    def add_arguments(self, parser):
        parser.add_argument(
            "--missing", action="store_true", help="only pictures without their renditions"
        )

    def handle(self, missing, verbosity, **options):
        images = Image.objects.without_renditions() if missing else Image.objects.kept()
        names = list(images.order_by("pk").values_list("picture", flat=True))
        failed = 0
        for number, name in enumerate(names, start=1):
            try:
                process_now(name)
            except Exception:
                logger.exception("No renditions of %s", name)
                failed += 1
            if verbosity and (number % 20 == 0 or number == len(names)):
                self.stdout.write(f"{number}/{len(names)}")
        if failed:
            raise CommandError(f"{failed} of {len(names)} pictures have no renditions; see above.")
        if verbosity:
            self.stdout.write(f"{len(names)} pictures have their renditions.")
