"""Trying a register on: what loading it would do, row by row, with nothing written."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from types import SimpleNamespace

from django.db import transaction
from django.utils.text import capfirst

from people.appointment import Appointment
from people.exchange.loading import load_register
from people.exchange.references import MODELS
from people.exchange.register_file import LISTS
from people.history import Fact, told_fields, value_in_words
from people.official import Official
from people.position import Position

NEW, CHANGED, UNCHANGED, WRONG = "new", "changed", "unchanged", "wrong"


@dataclass(frozen=True)
class Line:
    """A row of the upload: where it stands, what it is called, what would become of it.

    ``facts`` are the fields that change, `people.history.Fact`; ``reason`` is why it is wrong.
    """

    list: str
    place: str
    name: str
    state: str
    facts: tuple = ()
    reason: str = ""


@dataclass(frozen=True)
class Trial:
    """What loading would do. Two trials with one stamp would do the same."""

    lines: list
    warnings: list
    stamp: str

    @property
    def counted(self):
        """How many lines there are of each state, {state: number}."""
        return Counter(each.state for each in self.lines)

    def of(self, *states):
        """Return the lines of some states."""
        return [each for each in self.lines if each.state in states]

    @property
    def wrong(self):
        """The lines that cannot be loaded."""
        return self.of(WRONG)

    @property
    def written(self):
        """The lines that would change the register."""
        return self.of(NEW, CHANGED)


def try_upload(upload):
    """Return the `Trial` of an `Upload`; the database is as before."""
    with transaction.atomic():
        report = load_register(upload.data, partial=True)
        lines = [wrong_line(upload, each) for each in [*upload.problems, *report.problems]]
        lines += good_lines(upload, report)
        transaction.set_rollback(True)
    order = {name: place for place, name in enumerate(LISTS)}
    lines.sort(key=lambda each: order.get(each.list, -1))
    told = [[each.place, each.state, str(each.facts), each.reason] for each in lines]
    stamp = hashlib.sha256(json.dumps([upload.packed(), told]).encode()).hexdigest()
    return Trial(lines, list(map(str, report.warnings)), stamp)


def wrong_line(upload, problem):
    """Return the line of a `Problem`."""
    if problem.index is None and problem.list in LISTS and problem.key:
        return Line(problem.list, problem.key, "", WRONG, reason=problem.reason)
    place = upload.place(problem.list, problem.index)
    return Line(problem.list, place, problem.key, WRONG, reason=problem.reason)


def good_lines(upload, report):
    """Return the lines of the rows that would be loaded; a few queries."""
    names = names_of(touched for each in report.told.values() for touched in each)
    people = dict(Official.objects.values_list("key", "full_name"))
    posts = dict(Position.objects.values_list("key", "title"))
    lines = []
    for (name, index), all_touched in report.told.items():
        row = upload.data[name][index]
        main = MODELS.get(name, Appointment)
        is_new = any(each.model is main and each.before is None for each in all_touched)
        facts = () if is_new else tuple(f for each in all_touched for f in facts_of(each, names))
        state = NEW if is_new else CHANGED if facts else UNCHANGED
        called = called_in(name, row, people, posts)
        lines.append(Line(name, upload.place(name, index), called, state, facts))
    return lines


def called_in(name, row, people, posts):
    """Return what a row is about, in words."""
    if name == "appointments":
        return f"{people.get(row['official'])}, {posts.get(row['position'])}"
    if name == "organisations":
        return row["names"][-1]["full"]
    return row.get("name") or row.get("title") or row["key"]


def facts_of(touched, names):
    """Return what changes in one row of a table; of one that is added, what it is."""
    model, now = touched.model, entry_of(touched.now)
    label = str(capfirst(model._meta.verbose_name))
    fields = {field.name: field for field in told_fields(model)}
    if touched.before is None:
        told = [value_in_words(now, model._meta.get_field(each), names) for each in model.told_by]
        return [Fact(label, "", ", ".join(told))]
    before, facts = entry_of(touched.before), []
    for name, field in fields.items():
        column = name if field.many_to_many else field.attname
        if column not in touched.now:
            continue
        was, becomes = (value_in_words(each, field, names) for each in (before, now))
        if was != becomes:
            facts.append(Fact(str(capfirst(field.verbose_name)), was, becomes))
    return facts


def entry_of(columns):
    """Return columns as an entry of the history has them."""
    return SimpleNamespace(chosen=columns, **columns)


def names_of(all_touched):
    """Return the rows that changes name, {model: {number: text}}; one query a model."""
    numbers = {}
    for touched in all_touched:
        for field in touched.model._meta.get_fields():
            if not (field.many_to_one or field.many_to_many) or field.auto_created:
                continue
            column = field.name if field.many_to_many else field.attname
            wanted = numbers.setdefault(field.related_model, set())
            for columns in filter(None, (touched.before, touched.now)):
                value = columns.get(column)
                wanted.update(value if isinstance(value, set) else {value})
    return {
        model: {row.pk: str(row) for row in model._default_manager.filter(pk__in=wanted - {None})}
        for model, wanted in numbers.items()
    }
