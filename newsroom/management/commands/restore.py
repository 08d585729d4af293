"""Put a kept newsroom back."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from newsroom import backup


class Command(BaseCommand):
    help = "Restore an archive made by `backup`. It is checked before anything is touched."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--replace", action="store_true", help="give up the newsroom that stands here"
        )
        parser.add_argument("--check", action="store_true", help="only check the archive")

    def handle(self, file, replace, check, **options):
        try:
            manifest = backup.check(file) if check else backup.restore(file, replace=replace)
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        words = {"at": manifest["made_at"], "rows": sum(manifest["rows"].values())}
        if check:
            self.stdout.write(_("The archive of %(at)s is good: %(rows)d rows.") % words)
            return
        self.stdout.write(_("Restored the newsroom of %(at)s: %(rows)d rows.") % words)
        self.stdout.write(
            _(
                "Start the web processes again, and run `manage.py renditions --missing` for"
                " missing pictures."
            )
        )
