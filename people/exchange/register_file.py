"""The file form of a register: reading plain data row by row, every bad row with its reason.

One object of five lists; days as "YYYY", "YYYY-MM" or "YYYY-MM-DD" (the length is the precision)
or null (open). Nothing here asks the database.
"""

from dataclasses import dataclass
from functools import partial as bind

from django.utils.translation import gettext as _

from people.appointment import Appointment
from people.official import Official, OtherName
from people.organisation import Level, Sector
from people.partial_date import begins_before_it_ends, read_iso
from people.position import Position
from vietnamese import one_line

LISTS = ("organisations", "positions", "officials", "appointments", "rank_schemes")


class BadValue(ValueError):
    """A value that cannot be read; its text is the reason, in words for the staff."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be loaded: where it stands, its key, and why."""

    list: str
    index: int | None
    key: str
    reason: str

    def __str__(self):
        place = self.list if self.index is None else f"{self.list}[{self.index}]"
        return ": ".join(filter(None, [place, self.key, self.reason]))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list that reads well; ``values`` holds only what the file gives."""

    list: str
    index: int
    key: str
    values: dict

    def problem(self, reason):
        """Return why this row cannot be loaded after all."""
        return Problem(self.list, self.index, self.key, str(reason))


def read_register(data):
    """Return ({list: rows that read well}, problems) of a register given as plain data."""
    if not isinstance(data, dict):
        return {name: [] for name in LISTS}, [Problem("", None, "", _("an object is needed"))]
    problems = [
        Problem(name, None, "", _("is an unknown list"))
        for name in data
        if name not in {*LISTS, "house", "note"}
    ]
    try:
        read_row(data.get("house", {}), HOUSE)
    except BadValue as error:
        problems.append(Problem("house", None, "", str(error)))
    rows = {}
    for name in LISTS:
        rows[name], bad = read_rows(name, data.get(name, []))
        problems += bad
    return rows, problems


def read_rows(name, values):
    """Return (rows that read well, problems) of one list; a repeated key is a problem."""
    if not isinstance(values, list):
        return [], [Problem(name, None, "", _("a list is needed"))]
    rows, problems, seen = [], [], set()
    for index, value in enumerate(values):
        key = key_of(name, value)
        try:
            row = Row(name, index, key, read_row(value, READERS[name], NEEDED[name]))
            check_row(row)
            if key in seen:
                raise BadValue(_("stands twice in this list"))
            seen.add(key)
            rows.append(row)
        except BadValue as error:
            problems.append(Problem(name, index, key, str(error)))
    return rows, problems


def key_of(name, value):
    """Return what a row is called in a report: its key, or the three parts of an appointment."""
    if not isinstance(value, dict):
        return ""
    if name != "appointments":
        return str(value.get("key", ""))
    return " / ".join(str(value.get(part) or "") for part in ("official", "position", "from"))


def check_row(row):
    """Refuse a row that ends before it begins, and an office that follows itself."""
    if row.key in row.values.get("successors", []):
        raise BadValue(_("cannot be its own successor"))
    if not begins_before_it_ends(row.values.get("from"), row.values.get("to")):
        raise BadValue(_("“to” must lie after “from”"))


def read_text(value, limit=250, empty=False):
    """Return a clean line of text; null counts as empty."""
    if not isinstance(value, str | None):
        raise BadValue(_("a text is needed"))
    text = one_line(value or "")
    if not text and not empty:
        raise BadValue(_("must not be empty"))
    if len(text) > limit:
        raise BadValue(_("has more than %(limit)s characters") % {"limit": limit})
    return text


def read_key(value):
    """Return a key, unchanged."""
    if not isinstance(value, str) or not value or one_line(value) != value or len(value) > 100:
        raise BadValue(_("is no key: a text of at most 100 characters"))
    return value


def read_parent(value):
    """Return a key or None."""
    return None if value is None else read_key(value)


def read_choice(value, choices=(), empty=False):
    """Return one of the choices; null counts as empty where that is allowed."""
    if empty and value in (None, ""):
        return ""
    if value not in choices:
        raise BadValue(_("must be one of: %(choices)s") % {"choices": ", ".join(choices)})
    return value


def read_day(value):
    """Return a `PartialDate`, or None for null."""
    if value is None:
        return None
    try:
        return read_iso(value)
    except (TypeError, ValueError) as error:
        raise BadValue(
            _("is no date: write YYYY, YYYY-MM or YYYY-MM-DD between 1800 and 2200, or null")
        ) from error


def read_rank(value):
    """Return a rank, a whole number from 0."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise BadValue(_("is no rank: a whole number from 0 is needed"))
    return value


def first_day(partial):
    """Return the first day of a `PartialDate`, None for None."""
    return partial and partial.day


def read_list(value, read=read_text):
    """Return a list with each item read."""
    if not isinstance(value, list):
        raise BadValue(_("a list is needed"))
    return [read(item) for item in value]


def read_ranks(value):
    """Return {position key: rank}."""
    if not isinstance(value, dict):
        raise BadValue(_("an object of position keys and ranks is needed"))
    return {read_key(key): read_rank(rank) for key, rank in value.items()}


def read_row(value, readers, needed=()):
    """Return the values of an object; unknown keys are refused, ``note`` is passed over.

    Raises `BadValue` with every reason at once.
    """
    if not isinstance(value, dict):
        raise BadValue(_("an object is needed"))
    reasons = [
        _("“%(name)s” is an unknown key") % {"name": name}
        for name in value
        if name not in readers and name != "note"
    ]
    reasons += [_("“%(name)s” is missing") % {"name": name} for name in needed if name not in value]
    values = {}
    for name in readers.keys() & value.keys():
        try:
            values[name] = readers[name](value[name])
        except BadValue as error:
            reasons.append(f"“{name}” {error}" if readers[name] not in NESTED else str(error))
    if reasons:
        raise BadValue("; ".join(sorted(reasons)))
    return values


def one_of(choices):
    """Return a reader for one of the choices of a model field."""
    return bind(read_choice, choices=choices.values)


NAME = {
    "full": read_text,
    "short": read_list,
    "from": read_day,
    "to": read_day,
}
OTHER_NAME = {"text": bind(read_text, limit=100), "kind": one_of(OtherName.Kind)}


def read_names(value):
    """Return the names of an organisation, at least one."""
    names = read_list(value, bind(read_row, readers=NAME, needed=("full",)))
    if not names:
        raise BadValue(_("needs at least one name"))
    if not all(begins_before_it_ends(name.get("from"), name.get("to")) for name in names):
        raise BadValue(_("a name must begin before it ends"))
    if len({first_day(name.get("from")) for name in names}) < len(names):
        raise BadValue(_("two names begin on the same day"))
    return names


def read_other_names(value):
    """Return the other names of an official."""
    return read_list(value, bind(read_row, readers=OTHER_NAME, needed=("text", "kind")))


NESTED = {read_names, read_other_names}
SOURCES = {
    "S": Appointment.SourceState.PRESS,
    "A": Appointment.SourceState.UNVERIFIED,
}
HOUSE = {
    "territory": read_text,
    "province": read_text,
    "tone_style": bind(read_choice, choices=("old", "new")),
    "abbreviations": read_list,
}
KEYS = bind(read_list, read=read_key)
READERS = {
    "organisations": {
        "key": read_key,
        "level": one_of(Level),
        "sector": one_of(Sector),
        "territory": bind(read_text, limit=150, empty=True),
        "parent": read_parent,
        "names": read_names,
        "from": read_day,
        "to": read_day,
        "successors": KEYS,
    },
    "positions": {
        "key": read_key,
        "organisation": read_key,
        "title": read_text,
        "printed": read_list,
        "rank": read_rank,
        "chain": one_of(Position.ChainGroup),
        "print": one_of(Position.PrintRule),
        "seats": one_of(Position.Seats),
        "implies": KEYS,
    },
    "officials": {
        "key": read_key,
        "name": bind(read_text, limit=100),
        "gender": bind(read_choice, choices=Official.Gender.values, empty=True),
        "honorific": bind(read_choice, choices=Official.Honorific.values, empty=True),
        "other_names": read_other_names,
    },
    "appointments": {
        "official": read_key,
        "position": read_key,
        "from": read_day,
        "to": read_day,
        "acting": one_of(Appointment.Acting),
        "source": bind(read_choice, choices=tuple(SOURCES)),
    },
    "rank_schemes": {
        "key": read_key,
        "name": bind(read_text, limit=200),
        "from": read_day,
        "to": read_day,
        "ranks": read_ranks,
    },
}
NEEDED = {
    "organisations": ("key", "names"),
    "positions": ("key", "organisation", "title"),
    "officials": ("key", "name"),
    "appointments": ("official", "position"),
    "rank_schemes": ("key", "name"),
}
