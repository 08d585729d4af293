"""Pictures and those who cannot see them: WCAG 2.2, 1.1.1 (Non-text Content)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from articles.desk.checks.finding import Finding, Level
from articles.desk.checks.reading import Text
from vietnamese import is_file_name


def alt_texts(text: Text) -> Iterator[Finding]:
    """Pictures that say nothing to those who cannot see them, or say the name of a file."""
    for picture in text.pictures:
        where = "body" if picture.where == "body" else f"{picture.where}_alt"
        if picture.is_decorative:
            continue
        if not picture.alt_text.strip():
            message = _("This picture has no text for those who cannot see it.")
            yield Finding("alt_missing", Level.ERROR, where, picture.caption, 0, 0, message)
        elif is_file_name(picture.alt_text):
            alt = picture.alt_text
            message = _("The text of this picture is the name of a file. Say what it shows.")
            yield Finding("alt_file_name", Level.ERROR, where, alt, 0, len(alt), message)
