"""Writing the rows of a register file that read well into the database, with their history."""

from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from people import history
from people.appointment import Appointment
from people.exchange.references import MODELS, ids_by_key
from people.exchange.register_file import SOURCES, first_day
from people.official import OtherName
from people.organisation import OrganisationName, Succession
from people.partial_date import Precision
from people.position import Position
from people.scheme import RankRow

BATCH = 200


@dataclass(frozen=True, slots=True)
class Touched:
    """A row of a table that was added (``before`` None) or changed: its columns then and now."""

    model: type
    before: dict | None
    now: dict


class Loader:
    """Writes good rows, list by list, in batches; counts what was added and updated.

    ``reason`` and ``by`` go into the history. ``told`` gathers of each row of the file what became
    of it: {(list, index): [`Touched`]}.
    """

    def __init__(self, rows, report, reason="", by=None):
        self.rows = rows
        self.report = report
        self.reason = reason or _("loaded from a file")
        self.by = by
        self.told = {(row.list, row.index): [] for each in rows.values() for row in each}
        self.ids = {name: ids_by_key(model) for name, model in MODELS.items()}

    def load(self):
        """Write all lists, each after those it refers to."""
        self.load_organisations()
        self.load_positions()
        self.load_officials()
        self.load_appointments()
        self.load_rank_schemes()

    def load_organisations(self):
        """Write organisations, then their parents, names and successions."""
        rows = self.rows["organisations"]
        # A parent may stand below its child in the file, so parents are set in a second pass.
        self.write("organisations", [(row, organisation_fields(row)) for row in rows])
        self.write(
            "organisations",
            [
                (row, {"parent_id": self.ids["organisations"].get(row.values["parent"])})
                for row in rows
                if "parent" in row.values
            ],
            second_pass=True,
        )
        self.load_names(rows)
        self.load_successions(rows)

    def load_names(self, rows):
        """Write the names over time; an organisation is called by the newest of them."""
        ids = self.ids["organisations"]
        wanted = []
        for row in rows:
            for name in row.values.get("names", []):
                start, end = name.get("from"), name.get("to")
                identity = (ids[row.key], first_day(start))
                short = {"short": name["short"]} if "short" in name else {}
                fields = {"full": name["full"], **short, **span_fields(start, end)}
                wanted.append((identity, fields, row))
        self.write_parts(OrganisationName, ("organisation_id", "started_on"), wanted)
        names = {}
        named = OrganisationName.objects.filter(organisation__in=[ids[row.key] for row in rows])
        for name in named:
            names.setdefault(name.organisation_id, []).append(name)
        latest = [
            (row, {"name": max(names[ids[row.key]], key=OrganisationName.age).full}) for row in rows
        ]
        self.write("organisations", latest, second_pass=True)

    def load_successions(self, rows):
        """Write who followed whom. The file tells neither kind nor day: both follow from it."""
        ids = self.ids["organisations"]
        ends = {row.key: first_day(row.values.get("to")) for row in rows}
        starts = {row.key: first_day(row.values.get("from")) for row in rows}
        followed = Counter(heir for row in rows for heir in row.values.get("successors", []))
        known = set(Succession.objects.values_list("predecessor", "successor"))
        wanted = []
        for row in rows:
            heirs = row.values.get("successors", [])
            for heir in dict.fromkeys(heirs):
                pair = (ids[row.key], ids[heir])
                if pair in known or heir == row.key:
                    continue
                kind = Succession.kind_of(len(heirs), followed[heir])
                day = ends.get(row.key) or starts.get(heir)
                wanted.append((pair, {"kind": kind, "day": day}, row))
        self.write_parts(Succession, ("predecessor_id", "successor_id"), wanted)

    def load_positions(self):
        """Write positions, then what each implies."""
        rows = self.rows["positions"]
        organisations = self.ids["organisations"]
        self.write(
            "positions",
            [(row, position_fields(row, organisations)) for row in rows],
        )
        ids = self.ids["positions"]
        giving = {ids[row.key]: row for row in rows if "implies" in row.values}
        wanted = {pk: {ids[key] for key in row.values["implies"]} for pk, row in giving.items()}
        positions = Position.objects.filter(pk__in=wanted).prefetch_related("implies")
        for position in positions:
            before = {each.pk for each in position.implies.all()}
            if before != wanted[position.pk]:
                position.implies.set(wanted[position.pk])  # one by one, for its history
                now = {"implies": wanted[position.pk]}
                self.tell(giving[position.pk], Position, {"implies": before}, now)
            self.report.updated["implications"] += len(before - wanted[position.pk])
            self.report.added["implications"] += len(wanted[position.pk] - before)

    def load_officials(self):
        """Write officials and their other names."""
        rows = self.rows["officials"]
        columns = {"name": "full_name", "gender": "gender", "honorific": "honorific"}
        self.write("officials", [(row, renamed(row, columns)) for row in rows])
        ids = self.ids["officials"]
        wanted = [
            ((ids[row.key], other["text"]), {"kind": other["kind"]}, row)
            for row in rows
            for other in row.values.get("other_names", [])
        ]
        self.write_parts(OtherName, ("official_id", "text"), wanted)

    def load_appointments(self):
        """Write appointments."""
        officials, positions = self.ids["officials"], self.ids["positions"]
        # The file has no word for "checked against the decision", so it must not take it back.
        checked = Appointment.objects.filter(source_state=Appointment.SourceState.VERIFIED)
        verified = set(checked.values_list("official", "position", "started_on"))
        wanted = []
        for row in self.rows["appointments"]:
            start, end = row.values.get("from"), row.values.get("to")
            official = officials[row.values["official"]]
            position = positions[row.values["position"]]
            fields = {**renamed(row, {"acting": "acting"}), **span_fields(start, end)}
            identity = (official, position, first_day(start))
            if "source" in row.values and identity not in verified:
                fields["source_state"] = SOURCES[row.values["source"]]
            wanted.append((identity, fields, row))
        self.write_parts(Appointment, ("official_id", "position_id", "started_on"), wanted)
        self.warn_of_lives()

    def warn_of_lives(self):
        """Note appointments that reach beyond the life of their organisation: they print nothing
        there, and a keeper should end them."""
        office = "position__organisation"
        later = models.Q(ended_on=None) | models.Q(ended_on__gt=models.F(f"{office}__ended_on"))
        outlived = models.Q(**{f"{office}__ended_on__isnull": False}) & later
        premature = models.Q(started_on__lt=models.F(f"{office}__founded_on"))
        rows = self.rows["appointments"]
        keys = {(row.values["official"], row.values["position"]) for row in rows}
        found = Appointment.objects.filter(outlived | premature).select_related(
            "official", "position__organisation"
        )
        self.report.warnings += [
            _("%(appointment)s: reaches beyond the life of %(organisation)s")
            % {"appointment": each, "organisation": each.position.organisation}
            for each in found
            if (each.official.key, each.position.key) in keys
        ]

    def load_rank_schemes(self):
        """Write orders of precedence and their ranks."""
        rows = self.rows["rank_schemes"]
        self.write(
            "rank_schemes",
            [
                (row, {**renamed(row, {"name": "name"}), **span_fields(*days_of(row))})
                for row in rows
            ],
        )
        schemes, positions = self.ids["rank_schemes"], self.ids["positions"]
        wanted = [
            ((schemes[row.key], positions[key]), {"rank": rank}, row)
            for row in rows
            for key, rank in row.values.get("ranks", {}).items()
        ]
        self.write_parts(RankRow, ("scheme_id", "position_id"), wanted)

    def write(self, name, wanted, second_pass=False):
        """Write rows that have a key; a second pass counts no row twice."""
        model = MODELS[name]
        keys = [row.key for row, _fields in wanted]
        stored = {each.key: each for each in model.objects.filter(key__in=keys)}
        fresh, changed = [], []
        for row, fields in wanted:
            self.assign(row, stored.get(row.key) or model(key=row.key), fields, fresh, changed)
        self.store(model, fresh, changed)
        self.ids[name].update((each.key, each.pk) for each in fresh)
        if second_pass:
            self.recount(name, changed)
        else:
            self.count(name, wanted, fresh, changed)
            self.touched = {row.key for row in [*fresh, *changed]}

    def recount(self, name, changed):
        """Count rows as updated that only a second pass has changed."""
        late = [row for row in changed if row.key not in self.touched]
        self.touched.update(row.key for row in late)
        self.report.updated[name] += len(late)
        self.report.unchanged[name] -= len(late)

    def write_parts(self, model, identity, wanted):
        """Write rows that are told apart by the columns ``identity``."""
        first = identity[0]
        wanted = {key: (fields, row) for key, fields, row in wanted}
        stored = {
            tuple(getattr(each, column) for column in identity): each
            for each in model.objects.filter(**{f"{first}__in": {key[0] for key in wanted}})
        }
        fresh, changed = [], []
        for key, (fields, row) in wanted.items():
            known = stored.get(key) or model(**dict(zip(identity, key, strict=True)))
            self.assign(row, known, fields, fresh, changed)
        self.store(model, fresh, changed)
        self.count(model._meta.model_name, wanted, fresh, changed)

    def count(self, name, wanted, fresh, changed):
        """Add to the report how many rows of a list were added, updated and left."""
        self.report.added[name] += len(fresh)
        self.report.updated[name] += len(changed)
        self.report.unchanged[name] += len(wanted) - len(fresh) - len(changed)

    def assign(self, row, stored, fields, fresh, changed):
        """Give a stored or new row what a row of the file says; put it with the new or changed."""
        before = columns_of(stored)
        for name, value in fields.items():
            setattr(stored, name, value)
        if hasattr(stored, "tidy"):
            stored.tidy()
        now = columns_of(stored)
        if stored.pk is None:
            fresh.append(stored)
            self.tell(row, type(stored), None, now)
        elif now != before:
            changed.append(stored)
            self.tell(row, type(stored), before, now)

    def tell(self, row, model, before, now):
        """Note what became of a row of the file."""
        self.told[row.list, row.index].append(Touched(model, before, now))

    def store(self, model, fresh, changed):
        """Write new and changed rows in batches, with their history."""
        columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        history.add_many(model, fresh, BATCH, self.reason, self.by)
        history.change_many(model, changed, columns, BATCH, self.reason, self.by)


def columns_of(row):
    """Return the stored values of a row, a dict."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def renamed(row, columns):
    """Return what a row gives under the names of the columns."""
    return {column: row.values[name] for name, column in columns.items() if name in row.values}


def days_of(row):
    """Return the two ends of a row, each a `PartialDate` or None."""
    return row.values.get("from"), row.values.get("to")


def span_fields(start, end, first="started"):
    """Return the columns of a stretch of time, given as two `PartialDate`s or None."""
    fields = {}
    for name, day in ((first, start), ("ended", end)):
        fields[f"{name}_on"] = first_day(day)
        fields[f"{name}_precision"] = day.precision if day else Precision.UNKNOWN
    return fields


def organisation_fields(row):
    """Return the columns of an organisation; its name comes from its names."""
    plain = {name: name for name in ("level", "sector", "territory")}
    return {**renamed(row, plain), **span_fields(*days_of(row), first="founded")}


def position_fields(row, organisations):
    """Return the columns of a position."""
    plain = {"print": "print_rule"}
    plain |= {name: name for name in ("title", "printed", "rank", "chain", "seats")}
    return {**renamed(row, plain), "organisation_id": organisations[row.values["organisation"]]}
