"""Who works at the newsroom."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """
    Somebody who signs in to the desk.

    An account is never deleted and its username never changes or passes to another person: the
    diary of every article names it. Who leaves is deactivated.
    """

    # A Vietnamese name is one thing, family name first; it is not taken apart.
    first_name = None
    last_name = None
    full_name = models.CharField(_("full name"), max_length=150, blank=True)

    REQUIRED_FIELDS = ["full_name"]

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["full_name", "username"]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="username_once_whatever_its_case",
                violation_error_message=_("A user with this name exists already."),
            )
        ]

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        """Return the full name in Vietnamese order, the username where none was given."""
        return str(self)

    def get_short_name(self):
        """Return the given name, which is how people address each other."""
        return str(self).split()[-1]
