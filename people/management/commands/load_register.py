"""Load a register of officials from a file."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from people.loading import load_register
from people.register_file import LISTS


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


def read_json(path):
    """Return the data of a JSON file; a file that cannot be read ends the command with the line."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            return json.load(file)
    except json.JSONDecodeError as error:
        text = _("%(file)s, line %(line)s: this is no JSON (%(reason)s).")
        reason = {"file": path, "line": error.lineno, "reason": error.msg}
        raise CommandError(text % reason) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            _("%(file)s cannot be read: %(reason)s") % {"file": path, "reason": error}
        ) from error
