"""
Telling other rooms whose titles changed: this room knows none of those that print them.

`titles_changed` is sent inside the transaction that writes the change, so that what a receiver
writes stands or falls with it. What no title rests on (a source, a telephone number, a rank) is
not told.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import Signal

from people.appointment import Appointment
from people.history import many_written
from people.organisation import Organisation
from people.position import Position

# Sent with ``officials``, a set of numbers, and ``cause``, a text: what was changed.
titles_changed = Signal()

LONGEST_CAUSE = 200
SPAN = ("started_on", "started_precision", "ended_on", "ended_precision")
# The columns that titles rest on, and the way from an appointment to the row that has them.
RESTS_ON = {
    Appointment: (("official_id", "position_id", "acting", *SPAN), "pk"),
    Position: (("organisation_id", "title", "printed", "chain", "print_rule"), "position"),
    Organisation: (
        ("territory", "level", "founded_on", "founded_precision", "ended_on", "ended_precision"),
        "position__organisation",
    ),
}
_watching = ContextVar("officials whose titles changed", default=None)


@contextmanager
def watched():
    """Yield a set that gathers the officials whose titles change in this block, in this thread."""
    changed = set()
    token = _watching.set(changed)
    try:
        yield changed
    finally:
        _watching.reset(token)


def tell(officials, cause):
    """Tell that the titles of some officials (numbers) changed; ``cause`` is a text."""
    if not officials:
        return
    if (watching := _watching.get()) is not None:
        watching |= officials
    titles_changed.send(sender=Appointment, officials=officials, cause=cause[:LONGEST_CAUSE])


def officials_of(model, rows):
    """Return whose titles rest on some rows of a model, a set of numbers; at most one query."""
    if model is Appointment:
        return {row.official_id for row in rows}
    path = RESTS_ON[model][1]
    held = Appointment.objects.filter(**{f"{path}__in": [row.pk for row in rows]}).order_by()
    return set(held.values_list("official", flat=True))


def after_saving(sender, instance, created, raw=False, **kwargs):
    """Tell of a row that was saved, where something that titles rest on has changed."""
    if raw:
        return
    officials = set()
    if not created:
        columns = RESTS_ON[sender][0]
        # The newest entry of its history is this very save.
        entries = sender.history.filter(id=instance.pk).order_by("-history_id")
        now, *before = entries.values(*columns)[:2]
        if before == [now]:
            return
        if sender is Appointment and before:
            officials.add(before[0]["official_id"])
    tell(officials | officials_of(sender, [instance]), in_words(instance))


def after_deleting(sender, instance, **kwargs):
    """Tell of an appointment that was taken out."""
    tell({instance.official_id}, in_words(instance))


def after_writing_many(sender, rows, reason, **kwargs):
    """Tell of rows that were written at once, by a reform or out of a file."""
    if sender in RESTS_ON:
        tell(officials_of(sender, rows), reason)


def after_implying(instance, action, reverse=False, **kwargs):
    """Tell that a position implies others than before: what is implied is not printed."""
    if action.startswith("post_") and not reverse:
        tell(officials_of(Position, [instance]), in_words(instance))


def in_words(row):
    """Return what was changed in a few words; of an appointment without its days."""
    return f"{row.official}, {row.title}" if isinstance(row, Appointment) else str(row)


def connect():
    """Listen to the tables of the register; after the history, which this rests on."""
    for model in RESTS_ON:
        post_save.connect(after_saving, sender=model)
    post_delete.connect(after_deleting, sender=Appointment)
    m2m_changed.connect(after_implying, sender=Position.implies.through)
    many_written.connect(after_writing_many)
