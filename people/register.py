"""The register in memory: who holds what, and whose names stand in a text, without a query."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from people.appointment import Appointment
from people.mentions import NameTrie
from people.official import Official, OtherName
from people.organisation import Level
from people.partial_date import Precision, partial
from people.position import Position
from people.scheme import RankRow
from people.titles import Holding, Post, titles_of

# In the title of a central body the country is part of the body's name.
LEVELS_WITH_A_PLACE = {Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.FOREIGN}


@dataclass(frozen=True)
class Register:
    """A snapshot of the register: four queries to load, pure and unchanging afterwards."""

    # (name, kind) of each official, the full name first with the kind "".
    names: dict = field(default_factory=dict)
    posts: dict = field(default_factory=dict)
    implies: dict = field(default_factory=dict)
    holdings: dict = field(default_factory=dict)
    # (start, end, scheme number, {position: rank}), the scheme that counts first.
    schemes: tuple = ()

    @classmethod
    def load(cls, officials=None):
        """Read the register, or only the given officials (numbers) of it: four queries."""
        posts, implies = read_posts()
        return cls(
            names=read_names(officials),
            posts=posts,
            implies=implies,
            holdings=read_holdings(officials),
            schemes=read_schemes(),
        )

    def knows(self, official):
        """Tell whether the register has an official of this number."""
        return official in self.names

    def name(self, official):
        """Return the full name of an official (a number); KeyError where there is none."""
        return self.names[official][0][0]

    def titles_on(self, official, day):
        """Return the titles an official (a number) is printed with on ``day``, a list of `Title`.

        An imprecise beginning counts from its first day (such a title is not ``certain`` in its
        span), an imprecise end stops counting on its first day: who left "in July 2019" is printed
        without the title from 1 July on.
        """
        held = self.holdings.get(official, ())
        return titles_of(held, self.posts, self.implies, self.ranks_on(day), day)

    def ranks_on(self, day):
        """Return {position: rank} of the order of precedence valid on ``day``, {} for none."""
        for start, end, _number, ranks in self.schemes:
            if (start is None or start <= day) and (end is None or day < end):
                return ranks
        return {}

    def find(self, text):
        """Return the officials named in a plain text, a list of `Mention` in reading order."""
        return self._trie.find(text)

    @cached_property
    def _trie(self):
        right = [
            (text, official)
            for official, names in self.names.items()
            for text, kind in names
            if kind != OtherName.Kind.MISPRINT
        ]
        return NameTrie(right)


def only(queryset, officials, path):
    """Narrow a queryset to some officials, to none where ``officials`` is None."""
    return queryset if officials is None else queryset.filter(**{f"{path}__in": officials})


def read_names(officials):
    """Read the names of officials: {number: ((full name, ""), (other name, kind) …)}."""
    rows = only(Official.objects, officials, "pk").order_by("sort_name", "pk", "other_names__pk")
    names = {}
    fields = ("pk", "full_name", "other_names__text", "other_names__kind")
    for official, full_name, text, kind in rows.values_list(*fields):
        known = names.setdefault(official, [(full_name, "")])
        if text:
            known.append((text, kind))
    return {official: tuple(known) for official, known in names.items()}


def read_posts():
    """Read the positions: ({number: Post}, {number: implied numbers})."""
    posts, implies = {}, {}
    fields = (
        "pk",
        "organisation",
        "title",
        "printed",
        "rank",
        "chain",
        "print_rule",
        "organisation__level",
        "organisation__territory",
        "organisation__founded_on",
        "organisation__ended_on",
        "implies",
    )
    for row in Position.objects.order_by().values_list(*fields):
        pk, organisation, title, printed, rank, chain, rule, level, territory, *life, implied = row
        place = territory if level in LEVELS_WITH_A_PLACE else ""
        if pk not in posts:
            shown = (title, tuple(printed), rank, chain, rule, place)
            posts[pk] = Post(pk, organisation, *shown, *life)
        if implied:
            implies.setdefault(pk, set()).add(implied)
    return posts, implies


def read_holdings(officials):
    """Read the appointments: {official: (Holding …)}."""
    holdings = {}
    plain = ("pk", "official", "position", "started_on", "ended_on", "acting")
    rows = only(Appointment.objects, officials, "official").order_by()
    for row in rows.values_list(*plain, "started_precision", "ended_precision"):
        *columns, start_precision, end_precision = row
        ends = partial(columns[3], start_precision), partial(columns[4], end_precision)
        holding = Holding(*columns, *loose_ends(*ends))
        holdings.setdefault(holding.official_id, []).append(holding)
    return {official: tuple(rows) for official, rows in holdings.items()}


def loose_ends(start, end):
    """Return (day after an imprecise beginning's span, last day of an imprecise end's span).

    None for what is exact or open. Both are given as `PartialDate` or None.
    """
    vague = [each and each.precision != Precision.DAY for each in (start, end)]
    return (
        start.last_day + timedelta(days=1) if vague[0] else None,
        end.last_day if vague[1] else None,
    )


def read_schemes():
    """Read the dated orders of precedence, the one that counts first."""
    schemes = {}
    fields = ("scheme__started_on", "scheme__ended_on", "scheme", "position", "rank")
    for start, end, scheme, position, rank in RankRow.objects.order_by().values_list(*fields):
        schemes.setdefault(scheme, (start, end, scheme, {}))[3][position] = rank
    return tuple(sorted(schemes.values(), key=lambda each: (each[0] or date.min, each[2])))[::-1]
