"""Write the register of officials to a file."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from people.exchange.writing import register_text


class Command(BaseCommand):
    help = (
        "Write the whole register as JSON, in the form that load_register reads. Rows stand by "
        "key, so that two files differ where the register does. Without FILE it is printed."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="where to write it; what is there is replaced")

    def handle(self, file, **options):
        text = register_text()
        if file is None:
            self.stdout.write(text, ending="")
            return
        try:
            with open(file, "w", encoding="utf-8", newline="\n") as target:
                target.write(text)
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be written: %(reason)s") % {"file": file, "reason": error}
            ) from error
