"""
Texts of Django's own that staff meet and that its Vietnamese catalogue lacks.

Nothing here is called: `make messages` finds the texts, and our catalogue goes before Django's.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext

TEXTS = [
    # The admin
    _("Select this object for an action - {}"),
    _("Select all objects on this page for an action"),
    _("Breadcrumbs"),
    _("Model name"),
    _("Add link"),
    _("Change or view list link"),
    _("Error:"),
    _("Set password"),
    _("Skip to main content"),
    _("Hide counts"),
    _("Show counts"),
    _("Toggle theme (current theme: auto)"),
    _("Toggle theme (current theme: light)"),
    _("Toggle theme (current theme: dark)"),
    _("Added:"),
    _("Changed:"),
    _("Deleted:"),
    _("Toggle navigation"),
    _("Sidebar"),
    _("Filter navigation items"),
    _("View selected %(model)s"),
    _("Set password: %s"),
    # Forms
    _("Constraint “%(name)s” is violated."),
    _("Enter a complete value."),
    _("Enter a valid %(protocol)s address."),
    _("Enter a valid domain name."),
    _("Enter a valid duration."),
    _("Enter a valid JSON."),
    _("Enter a valid UUID."),
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens."),
    _(
        "File extension “%(extension)s” is not allowed. Allowed extensions are:"
        " %(allowed_extensions)s."
    ),
    _(
        "ManagementForm data is missing or has been tampered with. Missing fields:"
        " %(field_names)s. You may need to file a bug report if the issue persists."
    ),
    _("Null characters are not allowed."),
    _("The inline value did not match the parent instance."),
    _("“%(pk)s” is not a valid value."),
]


def _counted(number):
    """Hold the texts that count something."""
    return [
        ngettext("Please correct the error below.", "Please correct the errors below.", number),
        ngettext("entry", "entries", number),
        ngettext(
            "This password is too short. It must contain at least %d character.",
            "This password is too short. It must contain at least %d characters.",
            number,
        ),
        ngettext(
            "Please submit at most %(num)d form.", "Please submit at most %(num)d forms.", number
        ),
        ngettext(
            "Please submit at least %(num)d form.", "Please submit at least %(num)d forms.", number
        ),
    ]
