"""End many organisations on one day, from a file that says what follows each."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from people.management.json_file import read_json
from people.reforming import reform


class Command(BaseCommand):
    help = (
        "End the organisations of a plan (JSON) on its day, with all appointments in them, and "
        "write down what follows each. All or nothing. Try it with --dry-run first: it lists "
        "every appointment that would end."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="a plan as JSON in UTF-8")
        parser.add_argument("--dry-run", action="store_true", help="tell all, write nothing")
        parser.add_argument("--by", help="the user name it is written down for")

    def handle(self, file, dry_run, by, **options):
        result = reform(read_json(file), by=user_called(by), is_trial=dry_run)
        for organisation, successors in result.ended:
            followed = ", ".join(map(str, successors)) or "—"
            self.stdout.write(f"{organisation} → {followed}")
            for each in result.appointments:
                if each.position.organisation_id == organisation.pk:
                    self.stdout.write(f"    {each.official}, {each.title}")
        for warning in result.warnings:
            self.stderr.write(self.style.WARNING(str(warning)))
        for problem in result.problems:
            self.stderr.write(str(problem))
        if result.problems:
            count = {"count": len(result.problems)}
            raise CommandError(_("Nothing was changed: %(count)s problems.") % count)
        counts = {"offices": len(result.ended) - result.known, "rows": len(result.appointments)}
        if result.done:
            self.stdout.write(_("Ended: %(offices)s offices, %(rows)s appointments.") % counts)
        else:
            text = _("A trial: %(offices)s offices and %(rows)s appointments would end.")
            self.stdout.write(text % counts)


def user_called(name):
    """Return the user of this name, None for no name; an unknown one ends the command."""
    if name is None:
        return None
    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        raise CommandError(_("There is no user named %(name)s.") % {"name": name})
    return user
