"""Compare the whole archive with the register of officials."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.desk.sweep.disagreement import Disagreement
from articles.desk.sweep.sweeping import sweep_everything
from people.models import Official


class Command(BaseCommand):
    help = (
        "List the articles whose titles of officials disagree with the register: drafts, scheduled "
        "and public ones. Nothing is rewritten. May be broken off; the worker goes on with it."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--official", type=int, action="append", help="only this number, may be repeated"
        )

    def handle(self, official, **options):
        if official is not None:
            known = Official.objects.filter(pk__in=official).values_list("pk", flat=True)
            if missing := sorted({*official} - {*known}):
                text = _("There is no official numbered %(numbers)s.")
                raise CommandError(text % {"numbers": ", ".join(map(str, missing))})
        before = Disagreement.objects.open().count()
        for due in sweep_everything(official):
            self.stdout.write(_("%(count)d still to be looked at") % {"count": due})
        after = Disagreement.objects.open().count()
        self.stdout.write(
            _("%(after)d titles disagree with the register (%(before)d before).")
            % {"after": after, "before": before}
        )
