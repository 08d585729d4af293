"""Loading a register file into the database: known rows updated, new ones added, none deleted."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction

from people.exchange.references import drop_circles, drop_unknown_references
from people.exchange.register_file import HOUSE, read_register, read_row
from people.exchange.storing import Loader
from people.house import settle_house


@dataclass
class Report:
    """What loading did. ``problems`` keep rows out; ``warnings`` do not."""

    loaded: bool = False
    added: Counter = field(default_factory=Counter)
    updated: Counter = field(default_factory=Counter)
    unchanged: Counter = field(default_factory=Counter)
    problems: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    # What became of each good row, {(list, index): [`people.exchange.storing.Touched`]}.
    told: dict = field(default_factory=dict)

    @property
    def changed_nothing(self):
        """Whether the database held all of it already."""
        return not self.added.total() and not self.updated.total()


def load_register(data, partial=False, reason="", by=None):
    """Load a register given as plain data (the JSON form of `people.exchange.register_file`).

    Rows are matched by key (appointments by official, position and ``from``): new ones are added,
    known ones get the values the file gives, none is deleted. With a problem in any row nothing is
    loaded, unless ``partial``: then the good rows are. The file's ``house`` is written only where
    nobody has made the settings of the title check yet. One transaction. ``reason`` (at most 100
    characters) and ``by``, a user, go into the history. Returns a `Report`.
    """
    report = Report()
    with transaction.atomic():
        rows, report.problems = read_register(data)
        drop_unknown_references(rows, report)
        drop_circles(rows, "organisations", "parent", report)
        drop_circles(rows, "positions", "implies", report)
        drop_unknown_references(rows, report)
        order = {name: place for place, name in enumerate(rows)}
        report.problems.sort(key=lambda each: (order.get(each.list, -1), each.index or 0))
        if report.problems and not partial:
            return report
        loader = Loader(rows, report, reason, by)
        loader.load()
        report.told = loader.told
        if isinstance(data, dict) and not any(each.list == "house" for each in report.problems):
            settle_house(read_row(data.get("house", {}), HOUSE))
        report.loaded = True
    return report
