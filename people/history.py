"""The history of every row of the register: what it was, what it became, when and by whom."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db import models
from django.dispatch import Signal
from django.utils.text import capfirst
from simple_history.models import HistoricalRecords
from simple_history.utils import (
    bulk_create_with_history,
    bulk_update_with_history,
    get_m2m_reverse_field_name,
)

from people.partial_date import Precision, partial

# The most changes that one page shows.
SHOWN = 200
# Sent by a model's rows that were written at once, which Django tells nobody of: ``rows``,
# ``reason``.
many_written = Signal()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that changed: its label, and what it was and is in words ("" for nothing)."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one row: ``kind`` is "+" (added), "~" (changed) or "-" (deleted).

    ``row`` is the row in words, ``by`` a user or None (a command), ``reason`` what was given.
    """

    at: datetime
    by: object
    kind: str
    row: str
    facts: tuple
    reason: str


def kept(derived=(), links=()):
    """Return the field that keeps the history of a model's rows.

    ``derived`` are columns made from others, ``links`` the many-to-many fields to keep too. The
    model names in ``told_by`` the fields that tell one of its rows from another.
    """
    return HistoricalRecords(excluded_fields=list(derived), m2m_fields=list(links))


def add_many(model, rows, batch, reason, by=None):
    """Write new rows at once, each with its history; ``reason`` of at most 100 characters."""
    if rows:
        bulk_create_with_history(
            rows, model, batch_size=batch, default_change_reason=reason, default_user=by
        )
        many_written.send(sender=model, rows=rows, reason=reason)


def change_many(model, rows, columns, batch, reason, by=None):
    """Write changed rows at once, each with its history."""
    if rows:
        bulk_update_with_history(
            rows, model, columns, batch, default_change_reason=reason, default_user=by
        )
        many_written.send(sender=model, rows=rows, reason=reason)


def note(row, reason):
    """Write into a row's history that something was done with it; ``reason`` as above."""
    row._change_reason = reason
    row.save()


def history_of(row, parts=()):
    """Return what happened to a row and its parts, a list of `Change`, the newest first.

    ``parts`` are pairs of a model and the name of its link to the row; parts deleted since are
    there too. The number of queries depends on the models alone.
    """
    changes = []
    for model, link in [(type(row), ""), *parts]:
        of_row = {"id": row.pk} if link == "" else {link: row.pk}
        entries = model.history.filter(**of_row).select_related("history_user")
        changes += changes_among(model, entries.order_by("history_date", "history_id"))
    return sorted(changes, key=lambda each: each.at, reverse=True)[:SHOWN]


def changes_among(model, entries):
    """Return the changes that the history of a model's rows tells, those that changed something."""
    histories = {}
    for entry in entries:
        entry.chosen = {}
        histories.setdefault(entry.id, []).append(entry)
    read_links(model, [entry for history in histories.values() for entry in history])
    names = names_in(model, histories)
    changes = []
    for history in histories.values():
        for earlier, later in pairwise([None, *history]):
            facts = facts_between(model, earlier, later, names)
            if facts or later.history_type != "~":
                told = (
                    value_in_words(later, model._meta.get_field(name), names)
                    for name in model.told_by
                )
                changes.append(
                    Change(
                        at=later.history_date,
                        by=later.history_user,
                        kind=later.history_type,
                        row=f"{capfirst(model._meta.verbose_name)}: {', '.join(told)}",
                        facts=facts,
                        reason=later.history_change_reason or "",
                    )
                )
    return changes


def facts_between(model, earlier, later, names):
    """Return what changed between two entries of one row, a tuple of `Fact`.

    ``earlier`` is None for the first; what it was added with counts then. A deletion tells none.
    """
    if later.history_type == "-":
        return ()
    facts = []
    for field in told_fields(model):
        if earlier is None and field.name in model.told_by:
            continue
        before = value_in_words(earlier, field, names) if earlier else ""
        after = value_in_words(later, field, names)
        if before != after:
            facts.append(Fact(str(capfirst(field.verbose_name)), before, after))
    return tuple(facts)


def told_fields(model):
    """Return the fields whose changes are told: what a keeper types or chooses."""
    kept_links = {field.name for field in model.history.model._history_m2m_fields}
    kept_columns = {field.attname for field in model.history.model._meta.concrete_fields}
    own = [
        field
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and field.attname in kept_columns
    ]
    return own + [field for field in model._meta.many_to_many if field.name in kept_links]


def value_in_words(entry, field, names):
    """Return the value an entry has in a field of its row's model, a text, "" for nothing."""
    if field.many_to_many:
        chosen = entry.chosen.get(field.name, ())
        return ", ".join(sorted(names[field.related_model].get(pk, f"#{pk}") for pk in chosen))
    value = getattr(entry, field.attname)
    if value in (None, "", []):
        return ""
    if field.is_relation:
        return names[field.related_model].get(value, f"#{value}")
    if isinstance(field, models.DateField) and field.name.endswith("_on"):
        # A day without a precision beside it is always known to the day.
        return str(partial(value, getattr(entry, f"{field.name[:-3]}_precision", Precision.DAY)))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return ", ".join(value) if isinstance(value, list) else str(value)


def read_links(model, entries):
    """Give each entry ``chosen``, {many-to-many field: numbers}; one query a field."""
    by_pk = {entry.pk: entry for entry in entries}
    for field in model.history.model._history_m2m_fields:
        through = getattr(model.history.model, field.name).model
        pairs = through.objects.filter(history__in=by_pk).values_list(
            "history", get_m2m_reverse_field_name(field)
        )
        for entry, number in pairs:
            by_pk[entry].chosen.setdefault(field.name, set()).add(number)


def names_in(model, histories):
    """Return the rows that histories of a model name, {model: {number: text}}; one query each."""
    numbers = {}
    for field in told_fields(model):
        if not field.is_relation:
            continue
        wanted = numbers.setdefault(field.related_model, set())
        for entry in (each for history in histories.values() for each in history):
            if field.many_to_many:
                wanted.update(entry.chosen.get(field.name, ()))
            else:
                wanted.add(getattr(entry, field.attname))
    return {
        other: {row.pk: str(row) for row in other._default_manager.filter(pk__in=wanted - {None})}
        for other, wanted in numbers.items()
    }
