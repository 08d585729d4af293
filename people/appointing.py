"""Appointing and ending: one action for the rows of everybody whom it touches."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from people.appointment import Appointment
from people.history import change_many
from people.official import Official
from people.partial_date import begins_before_it_ends
from people.position import Position

LONGEST_REASON = 100
BATCH = 200


@transaction.atomic
def appoint(official, position, day, *, ends=(), by=None, **details):
    """
    Put an official into a position from a day on; return the `Appointment`.

    ``day`` is a `PartialDate`. ``ends`` are the appointments that end with it: whoever held the
    seat before, or what the official gives up for it. ``details`` are further columns (acting,
    term, decision, source, source_state), ``by`` the user it is written down for. All of it or
    nothing: raises `ValidationError` with every reason at once.
    """
    # In one order, so that two keepers who appoint at once wait for each other.
    Position.objects.select_for_update(no_key=True).get(pk=position.pk)
    Official.objects.select_for_update(no_key=True).get(pk=official.pk)
    new = Appointment(
        official=official,
        position=position,
        started_on=day.day,
        started_precision=day.precision,
        **details,
    )
    reasons = []
    for each in ends:
        try:
            end(each, day, by=by, reason=_("%(new)s appointed") % {"new": official})
        except ValidationError as error:
            reasons += error.messages
    for check in [new.full_clean, new.clean_once_at_a_time]:
        try:
            check()
        except ValidationError as error:
            reasons += [each for each in error.messages if each not in reasons]
    if reasons:
        raise ValidationError(reasons)
    sign(new, by, details.get("decision", ""))
    new.save()
    return new


@transaction.atomic
def end(appointment, day, *, by=None, reason=""):
    """
    Let an appointment end on a day, a `PartialDate`, which is the first without it.

    ``reason`` is kept in the history: the decision, in a few words. Raises `ValidationError` where
    it was over before, begins later, or has been changed meanwhile.
    """
    row = Appointment.objects.select_for_update(of=("self",), no_key=True).get(pk=appointment.pk)
    named = {"appointment": row}
    if row.ended_on and row.ended_on <= day.day:
        raise ValidationError(_("%(appointment)s: it was over by then.") % named)
    if not begins_before_it_ends(row.start, day):
        raise ValidationError(_("%(appointment)s: it begins no earlier than that day.") % named)
    row.ended_on, row.ended_precision = day.day, day.precision
    row.full_clean()
    sign(row, by, reason)
    row.save()
    return row


def end_all(appointments, day, *, by=None, reason=""):
    """Let many appointments, rows not over yet, end on a day; a few queries however many."""
    for each in appointments:
        each.ended_on, each.ended_precision = day.day, day.precision
    columns = ["ended_on", "ended_precision"]
    reason = reason[:LONGEST_REASON]
    change_many(Appointment, appointments, columns, BATCH, reason, by)


def end_with_office(organisation, by=None):
    """
    End the appointments that outlive an ended organisation on its last day; return how many.

    One that began on that day or later is left to the keeper: it is wrong otherwise.
    """
    rows = [
        each
        for each in organisation.outliving_appointments()
        if each.started_on is None or each.started_on < organisation.ended_on
    ]
    end_all(rows, organisation.ending, by=by, reason=organisation.basis)
    return len(rows)


def sign(row, by, reason):
    """Have the history say who wrote a row and why."""
    row._history_user = by
    row._change_reason = reason[:LONGEST_REASON]


def held_beside(official, position, day):
    """
    Return the appointments that an appointment may end, two lists, each with its position.

    The first are those of others to a position with one seat, the second what the official holds
    besides; both in force on ``day``, a date.
    """
    held = Appointment.objects.on(day).select_related("official", "position")
    others = held.filter(position=position).exclude(official=official)
    own = held.filter(official=official).exclude(position=position).order_by("position__rank", "pk")
    return list(others) if position.seats == Position.Seats.ONE else [], list(own)
