"""Text typed for old 8-bit fonts is refused where it comes in, with a word on how to convert it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.page.sanitising import text_of
from vietnamese import legacy_passage

NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI-Windows"}
SHOWN = 60  # letters of the passage


def why_unreadable(text):
    """Return why a text (plain, one paragraph a line) cannot be taken as it is, or None."""
    found = legacy_passage(text)
    if found is None:
        return None
    line = found.line if len(found.line) <= SHOWN else found.line[:SHOWN] + "…"
    return _(
        "“%(line)s” is typed for an old font (%(encoding)s) and readers would see it like this. "
        "Convert the text to Unicode first: copy it, press Ctrl+Shift+F6 in UniKey, choose "
        "%(encoding)s → Unicode, and paste it again."
    ) % {"line": line, "encoding": NAMES[found.encoding]}


def why_unreadable_html(html):
    """The same of cleaned HTML."""
    return why_unreadable(text_of(html))


class ReadableTexts:
    """
    A form whose texts in ``readable_texts`` must be Unicode.

    Only what was changed is asked: a text kept from before does not hold up another change.
    """

    readable_texts = []

    def clean(self):
        cleaned = super().clean()
        for name in set(self.readable_texts) & set(self.changed_data):
            typed = self.cleaned_data.get(name)
            if isinstance(typed, str) and (why := why_unreadable_html(typed)):
                self.add_error(name, ValidationError(why, code="legacy_encoding"))
        return cleaned
