"""A short list of texts in one column, typed one per line."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vietnamese import one_line


def tidy_lines(lines):
    """Return texts as clean lines in their order, without empty ones and repeats."""
    return list(dict.fromkeys(filter(None, map(one_line, lines))))


def check_lines(value):
    """Refuse anything but a list of texts of at most 250 characters each."""
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise ValidationError(_("Write one form per line."))
    if any(len(line) > 250 for line in value):
        raise ValidationError(_("A line may have at most 250 characters."))
