"""Load a register of officials from a file."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from people.exchange.loading import load_register
from people.exchange.register_file import LISTS
from people.management.json_file import read_json


class Command(BaseCommand):
    help = (
        "Load one register (JSON) into the database. Rows are matched by key: new ones are added, "
        "known ones updated, none deleted. With a bad row nothing is loaded, unless --partial."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="a register as JSON in UTF-8")
        parser.add_argument("--partial", action="store_true", help="load the good rows anyway")

    def handle(self, file, partial, **options):
        report = load_register(read_json(file), partial=partial)
        for problem in report.problems:
            self.stderr.write(str(problem))
        for warning in report.warnings:
            self.stderr.write(self.style.WARNING(str(warning)))
        if not report.loaded:
            raise CommandError(
                _("Nothing was loaded: %(count)s bad rows.") % {"count": len(report.problems)}
            )
        for name in LISTS:
            # Appointments are counted under the name of their model.
            counted = {"appointments": "appointment"}.get(name, name)
            self.stdout.write(
                f"{name}: {report.added[counted]} added, {report.updated[counted]} updated, "
                f"{report.unchanged[counted]} unchanged"
            )
