"""Reading a JSON file that somebody names on the command line."""

import json

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def read_json(path):
    """Return the data of a JSON file; a file that cannot be read ends the command with the line."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            return json.load(file)
    except json.JSONDecodeError as error:
        text = _("%(file)s, line %(line)s: this is no JSON (%(reason)s).")
        reason = {"file": path, "line": error.lineno, "reason": error.msg}
        raise CommandError(text % reason) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            _("%(file)s cannot be read: %(reason)s") % {"file": path, "reason": error}
        ) from error
