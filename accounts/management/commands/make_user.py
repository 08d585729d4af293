"""Make an account: how the first administrator of a new newsroom comes to be."""

import os

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts import roles


class Command(BaseCommand):
    help = "Make a user with roles. The password is read from an environment variable."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--full-name", default="")
        parser.add_argument(
            "--role", action="append", choices=roles.ROLES, required=True, dest="codes"
        )
        parser.add_argument(
            "--password-from-env",
            metavar="NAME",
            required=True,
            help="the variable that holds the password: a shell remembers what is typed",
        )

    @transaction.atomic
    def handle(self, username, full_name, codes, password_from_env, **options):
        password = os.environ.get(password_from_env, "")
        user = get_user_model()(username=username, full_name=full_name)
        try:
            user.full_clean(exclude=["password"])
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.set_password(password)
        user.save()
        roles.set_roles(user, codes)
        self.stdout.write(f"Made {username}: {', '.join(codes)}.")
