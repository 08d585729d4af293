"""What the script beside the form sends while somebody types, read without trusting it."""

import json
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from articles.desk.versions import autosave


@dataclass(frozen=True)
class Posted:
    """What `static/desk/autosave.js` sends; ``form`` is None for a mere sign of life."""

    user: str
    form_id: uuid.UUID
    read: list
    version_read: int
    form: dict | None
    is_leaving: bool
    is_late: bool
    seconds_ago: int

    @property
    def typed_at(self):
        """When a text that comes late was typed; None for what is typed now."""
        return timezone.now() - timedelta(seconds=self.seconds_ago) if self.is_late else None

    @property
    def numbers(self):
        """This form, and those whose text it was filled with."""
        return [self.form_id, *self.read]

    @property
    def data(self):
        return autosave.as_data(self.form)

    def is_for_another(self, user):
        """Tell whether the form was opened by somebody else than who is signed in now."""
        return self.user != str(user.pk)


def read_posted(request, as_posted):
    """
    Return the `Posted` of a request. Raises ValueError, or RequestDataTooBig.

    ``as_posted`` takes what was sent as the form and returns the fields that are kept of it.
    """
    sent = json.loads(request.body)
    if not isinstance(sent, dict):
        raise ValueError("not an object")
    form_id = uuid_of(sent.get("typed_in"))
    if form_id is None:
        raise ValueError("not the number of a form")
    read = sent.get("read")
    return Posted(
        user=str(sent.get("user", "")),
        form_id=form_id,
        read=[*filter(None, map(uuid_of, read if isinstance(read, list) else []))],
        version_read=count_of(sent.get("version_read"), 10**9),
        form=None if sent.get("form") is None else as_posted(sent["form"]),
        is_leaving=sent.get("leaving") is True,
        is_late=sent.get("late") is True,
        seconds_ago=count_of(sent.get("seconds_ago"), autosave.DAYS_KEPT * 24 * 3600),
    )


def count_of(value, most):
    """Return a count that a script sent, 0 for anything that is none up to ``most``."""
    return value if type(value) is int and 0 <= value <= most else 0


def is_number(text):
    """Tell whether a text from outside writes a number that a key can be."""
    return text.isascii() and text.isdecimal() and len(text) < 10


def uuid_of(text):
    """Return the UUID that a text writes, None where it writes none."""
    try:
        return uuid.UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None
