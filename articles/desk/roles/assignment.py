"""Desks: who plays which role for which part of the newsroom, and for how long."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class DeskRole(models.TextChoices):
    """The roles that may be held for a part of the newsroom; codes of `accounts.roles`."""

    CONTRIBUTOR = "contributor", _("Contributor")
    REPORTER = "reporter", _("Reporter")
    EDITOR = "editor", _("Editor")
    PUBLISHER = "publisher", _("Head of desk")


class DeskAssignmentQuerySet(models.QuerySet):
    def in_force(self, day=None):
        """Assignments that count on ``day`` (today when left out); the last day counts."""
        day = day or timezone.localdate()
        begun = models.Q(starts_on=None) | models.Q(starts_on__lte=day)
        return self.filter(begun).not_over(day)

    def to_come(self, day=None):
        """Assignments that begin after ``day`` (today when left out)."""
        return self.filter(starts_on__gt=day or timezone.localdate())

    def over(self, day=None):
        """Assignments whose last day lies before ``day`` (today when left out)."""
        return self.filter(until__lt=day or timezone.localdate())

    def not_over(self, day=None):
        """Assignments that count on ``day`` (today when left out) or later."""
        not_over = models.Q(until=None) | models.Q(until__gte=day or timezone.localdate())
        return self.filter(not_over)


class DeskAssignment(models.Model):
    """
    A role held for one category branch, one organisation, or a time; a dated one is a delegation.

    A role that is held everywhere and for good is ticked on the user instead. Left out, category
    and organisation mean "every", the days "always". ``until`` is the last day that counts, so a
    delegation for a leave ends by itself.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.PROTECT,
        related_name="desk_assignments",
    )
    role = models.CharField(_("role"), max_length=20, choices=DeskRole)
    category = models.ForeignKey(
        "articles.Category",
        verbose_name=_("category and all below it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation and all below it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until the end of"), null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    note = models.CharField(
        _("why"), max_length=200, blank=True, help_text=_("For instance: stands in during a leave.")
    )

    objects = DeskAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("role at a desk")
        verbose_name_plural = _("roles at desks")
        ordering = ["user", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(until=None)
                | models.Q(until__gte=models.F("starts_on")),
                name="desk_assignment_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first one."),
            )
        ]

    def __str__(self):
        return " · ".join(filter(None, [self.what, self.when]))

    def save(self, **kwargs):
        """Save, and let the person enter the desk: their account may have had no role so far."""
        super().save(**kwargs)
        let_in(self.user)

    @property
    def what(self):
        """The role and where it is held, a text."""
        parts = [self.category and str(self.category), self.organisation and str(self.organisation)]
        where = ", ".join(filter(None, parts))
        return f"{self.get_role_display()} ({where})" if where else self.get_role_display()

    @property
    def when(self):
        """The days on which it counts, a text; empty for always."""
        days = {
            "start": self.starts_on and date_format(self.starts_on),
            "end": self.until and date_format(self.until),
        }
        if self.starts_on and self.until:
            return gettext("from %(start)s until the end of %(end)s") % days
        if self.starts_on:
            return gettext("from %(start)s") % days
        return gettext("until the end of %(end)s") % days if self.until else ""

    @property
    def has_begun(self):
        """Whether it counts or counted already; what has begun is never deleted."""
        return self.starts_on is None or self.starts_on <= timezone.localdate()

    @property
    def is_over(self):
        return self.until is not None and self.until < timezone.localdate()

    def clean(self):
        if not (self.category_id or self.organisation_id or self.starts_on or self.until):
            raise ValidationError(
                _(
                    "Choose a category, an organisation or days. "
                    "A role for everything is ticked on the user."
                )
            )


def let_in(user):
    """
    Let a person sign in to the desk who plays a part there now or later.

    When the last assignment is over the door stays open, and there is nothing behind it any more.
    """
    if not user.is_staff and user.desk_assignments.not_over().exists():
        user.is_staff = True
        user.save(update_fields=["is_staff"])
