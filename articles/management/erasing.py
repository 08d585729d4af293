"""What the commands that erase by order share: the order's two persons."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from articles.desk.acts.refusal import Refused


class ErasingCommand(BaseCommand):
    """Erase one row of ``model`` by the verb ``erase``; ``noun`` is what it is called."""

    model = None
    erase = None
    noun = ""

    def add_arguments(self, parser):
        parser.add_argument("number", type=int, help=f"the {self.noun}'s number")
        parser.add_argument("--basis", required=True, help="the legal basis")
        parser.add_argument("--document", required=True, help="the number of the order")
        parser.add_argument("--by", required=True, help="user name of who carries it out")
        parser.add_argument("--second-person", required=True, help="user name of the second")

    def find(self, number):
        """Return what ``erase`` takes for a number, None where there is nothing of that number."""
        return self.model.objects.filter(pk=number).first()

    def handle(self, *, number, basis, document, by, second_person, **options):
        kept = self.find(number)
        if kept is None:
            raise CommandError(f"There is no {self.noun} {number}.")
        for username in [by, second_person]:
            user = get_user_model().objects.filter(username=username, is_active=True).first()
            if user is None or not user.has_perm("articles.erase"):
                raise CommandError(f"{username} is not trusted with erasing.")
        try:
            order = self.erase(
                kept, basis=basis, document=document, by=by, second_person=second_person
            )
        except Refused as refusal:
            raise CommandError(" ".join(refusal.reasons)) from refusal
        self.stdout.write(f"Erased {self.noun} {number} by order {order.document}.")
