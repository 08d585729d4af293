"""The demonstration newsroom: staff for every role, about 60 articles, a register, pictures."""

import os
import secrets

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from accounts import roles
from articles.desk.article import Article
from articles.desk.demo.loading import Loader
from articles.page.category import Category

STAFF = [
    ("congtacvien", "Hải Yến", "contributor"),
    ("phongvien", "Thu Trang", "reporter"),
    ("bientapvien", "Quang Hưng", "editor"),
    ("truongban", "Minh Hà", "publisher"),
    ("phoban", "Bảo Châu", "publisher"),  # the second person of what the head published alone
    ("danhba", "Ngọc Lan", "register_keeper"),
    ("quantri", "Đức Thịnh", "administrator"),
]
# Erasing takes two persons who are trusted with it by name.
ERASERS = ["truongban", "quantri"]


class Command(BaseCommand):
    help = "Load the demonstration newsroom. What is there already stays; may be run again."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where there is anything already"
        )

    def handle(self, *, if_empty, **options):
        if if_empty and (Article.objects.exists() or Category.objects.exists()):
            return
        password = os.environ.get("NEWSROOM_DEMO_PASSWORD") or secrets.token_urlsafe(9)
        made = [self.staff_member(*row, password) for row in STAFF]
        staff = {user.username: user for user, _made in made}
        self.last = ""
        Loader(staff, told=self.told).load()
        self.told("")
        self.tell_accounts([user for user, is_new in made if is_new], password)

    def staff_member(self, username, full_name, role, password):
        """Return (user, whether the account is new)."""
        user, is_new = get_user_model().objects.get_or_create(
            username=username, defaults={"full_name": full_name, "is_staff": True}
        )
        if is_new:
            user.set_password(password)
            user.save()
            roles.give(user, role)
            if username in ERASERS:
                roles.set_trusts(user, ["articles.erase"])
        return user, is_new

    def told(self, text):
        """Show one line of progress, over the one before on a terminal."""
        if self.stdout.isatty():
            self.stdout.write(f"\r{text:<78}", ending="" if text else "\n")
            self.stdout.flush()
        elif text.split(":")[0] != self.last:
            self.last = text.split(":")[0]
            self.stdout.write(self.last)

    def tell_accounts(self, users, password):
        """Print the accounts that were made, and their password if nobody chose it."""
        if not users:
            return
        self.stdout.write(_("Accounts of the demonstration:"))
        for user in users:
            labels = ", ".join(str(roles.ROLES[code].label) for code in roles.roles_of(user))
            self.stdout.write(f"  {user.username:<12} {labels}")
        if os.environ.get("NEWSROOM_DEMO_PASSWORD"):
            self.stdout.write(_("Their password is the one in NEWSROOM_DEMO_PASSWORD."))
        else:
            self.stdout.write(
                _("Their password, printed only this once: %(password)s") % {"password": password}
            )
