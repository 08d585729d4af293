"""Keep the whole newsroom in one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from newsroom import backup


class Command(BaseCommand):
    help = "Write the database, the pictures and the originals into one archive, and read it back."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="a new file, such as news.zip")

    def handle(self, file, **options):
        try:
            manifest = backup.make(file)
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("%(file)s: %(rows)d rows, %(files)d files, %(size)d MB, read back and found good.")
            % {
                "file": file,
                "rows": sum(manifest["rows"].values()),
                "files": sum(
                    name.startswith(("pictures/", "originals/")) for name in manifest["members"]
                ),
                "size": (file.stat().st_size >> 20) + 1,
            }
        )
