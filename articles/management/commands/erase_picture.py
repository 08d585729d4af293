"""Erase a picture by order, with its two persons."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from articles.desk.erasing import erase_picture
from articles.desk.refusal import Refused
from images.models import Image


class Command(BaseCommand):
    help = "Erase a picture by order: its files and every word under it. Cannot be undone."

    def add_arguments(self, parser):
        parser.add_argument("number", type=int, help="the picture's number in the library")
        parser.add_argument("--basis", required=True, help="the legal basis")
        parser.add_argument("--document", required=True, help="the number of the order")
        parser.add_argument("--by", required=True, help="user name of who carries it out")
        parser.add_argument("--second-person", required=True, help="user name of the second")

    def handle(self, *, number, basis, document, by, second_person, **options):
        image = Image.objects.filter(pk=number).first()
        if image is None:
            raise CommandError(f"There is no picture {number}.")
        for username in [by, second_person]:
            user = get_user_model().objects.filter(username=username, is_active=True).first()
            if user is None or not user.has_perm("articles.erase"):
                raise CommandError(f"{username} is not trusted with erasing.")
        try:
            order = erase_picture(
                image, basis=basis, document=document, by=by, second_person=second_person
            )
        except Refused as refusal:
            raise CommandError(" ".join(refusal.reasons)) from refusal
        self.stdout.write(f"Erased picture {number} by order {order.document}.")
