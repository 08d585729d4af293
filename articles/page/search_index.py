"""
The index over the words of editions, laid per database beside the guards.

PostgreSQL indexes the words as an array, SQLite by its full-text table fed by triggers. Neither
splits, folds or stems anything: Python has done that when the words were written, so both find the
same. What is asked is put as groups (see `Wanted`), and both answer with places, the newest first.
"""

import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, product
from math import prod

from django.db import connection, connections

TABLE = "articles_editionwords"
INDEX = "articles_words_index"
ARRAY = "string_to_array(words, ' ')"

MOST_ALTERNATIVES = 200

# Each edition is also found by the stretch of days in which its place lies: "_m670".
STRETCH = 30 * 86_400
# How many stretches PostgreSQL is asked for at first, and then.
STRETCHES = (3, 12)
# A place may be some seconds later than the moment it stands for, where many were published in one.
CROWD = 10_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    What an edition must hold to be found.

    ``groups``: of each at least one alternative, and of an alternative every word. ``without``:
    groups that must not all be met as well, or none. ``since`` and ``before``: seconds between
    which its place lies, the end excluded, or None.
    """

    groups: tuple
    without: tuple = ()
    since: int | None = None
    before: int | None = None


def places(wanted, most):
    """Return the places of the newest editions that meet ``wanted``, at most ``most``."""
    if connection.vendor == "postgresql" and wanted.groups:
        return newest_stretches_first(wanted, most)
    return asked(wanted, most)


def asked(wanted, most):
    """Return the places that one statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(*as_sql(wanted, most))
        return [place for (place,) in cursor.fetchall()]


def as_sql(wanted, most):
    """Return the statement, and its parameters, that `places` is the answer to."""
    by_array = connection.vendor == "postgresql" and wanted.groups
    statement, parameters = of_postgresql(wanted) if by_array else of_sqlite(wanted)
    return f"{statement} LIMIT %s", [*parameters, most]


def newest_stretches_first(wanted, most):
    """
    Ask PostgreSQL for some months, then for some more, then for all the rest.

    Its index tells all the rows that hold a common word, and cannot tell the newest of them; but it
    joins the word to the months before it looks at any row.
    """
    before = int(time.time()) + CROWD if wanted.before is None else wanted.before
    found = []
    for length in (*STRETCHES, None):
        stretch = before // STRETCH
        since = None if length is None else (stretch - length) * STRETCH
        is_last = since is None or (wanted.since is not None and since <= wanted.since)
        part = replace(wanted, before=before, since=wanted.since if is_last else since)
        if length is not None:
            days = tuple((f"_m{each}",) for each in range(stretch, stretch - length - 1, -1))
            part = replace(part, groups=(*wanted.groups, days))
        found += asked(part, most - len(found))
        if len(found) >= most or is_last:
            return found
        before = since
    return found


def of_postgresql(wanted):
    """Return the statement and parameters that ask PostgreSQL, by the index over the words."""
    parameters = []

    def all_met(groups):
        conditions = []
        for group in multiplied(groups):
            conditions.append(" OR ".join([f"{ARRAY} @> %s"] * len(group)))
            parameters.extend(list(alternative) for alternative in group)
        return " AND ".join(f"({each})" for each in conditions)

    def by_index(name, groups):
        # Left to choose, the database would walk the places and cut up the words of each row.
        return f"{name} AS MATERIALIZED (SELECT place FROM {TABLE} WHERE {all_met(groups)})"

    sets, conditions = [by_index("hits", wanted.groups)], []
    if wanted.without:
        sets.append(by_index("others", wanted.without))
        conditions.append("place NOT IN (SELECT place FROM others)")
    statement = f"WITH {', '.join(sets)} SELECT place FROM hits"
    return completed(statement, "place", conditions, parameters, wanted)


def multiplied(groups):
    """
    Return groups that mean the same as one group of longer alternatives, if those are not too many.

    Each alternative is one look into PostgreSQL's index. Of several groups it would look up the
    rarest, and cut up the words of each row it finds for the others.
    """
    if prod(map(len, groups)) > MOST_ALTERNATIVES:
        return groups
    return [[dict.fromkeys(chain.from_iterable(alternatives)) for alternatives in product(*groups)]]


def of_sqlite(wanted):
    """Return the statement and parameters that ask SQLite, and either for what has no words."""
    if not wanted.groups:
        return completed(f"SELECT place FROM {TABLE}", "place", [], [], wanted)
    words = expression(wanted.groups)
    if wanted.without:
        words = f"({words}) NOT ({expression(wanted.without)})"
    conditions, parameters = [f"{INDEX} MATCH %s"], [words]
    return completed(f"SELECT rowid FROM {INDEX}", "rowid", conditions, parameters, wanted)


def expression(groups):
    """Return groups in the words of SQLite's full-text search; every word stands in quotes."""
    return " AND ".join(
        "(" + " OR ".join(f"({all_of(alternative)})" for alternative in group) + ")"
        for group in groups
    )


def all_of(words):
    """Return the expression that asks for all of some folded words."""
    return " AND ".join(f'"{word}"' for word in words)


def completed(statement, place, conditions, parameters, wanted):
    """Return a statement with its bounds and order, and its parameters."""
    for bound, comparison in ((wanted.since, ">="), (wanted.before, "<")):
        if bound is not None:
            conditions = [*conditions, f"{place} {comparison} %s"]
            parameters = [*parameters, bound]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"{statement}{where} ORDER BY {place} DESC", parameters


def written(words, place):
    """Return ``words`` as the table holds them: with the stretch of days of their place."""
    return f"_m{place // STRETCH} {words}"


def free_places(moments):
    """
    Return for each moment (aware datetimes) a place that no edition has: its second, or the next
    that is free. One query.
    """
    wanted = [int(moment.timestamp()) for moment in moments]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT place FROM {TABLE} WHERE place BETWEEN %s AND %s",
            [min(wanted), max(wanted) + CROWD],
        )
        taken = {place for (place,) in cursor.fetchall()}
    found = []
    for place in wanted:
        while place in taken:
            place += 1
        taken.add(place)
        found.append(place)
    return found


def lay(using, **kwargs):
    """Lay the index where its table stands. May be run at any time."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin ({ARRAY})")
            return
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [INDEX])
        is_new = cursor.fetchone() is None
        for statement in SQLITE:
            cursor.execute(statement)
        if is_new:
            cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")


@contextmanager
def learning_at_once(first):
    """
    Add many words, all of editions numbered ``first`` or higher, and index them in one go.

    SQLite's full-text table writes out what it holds back at every trigger, which makes a row cost
    four times what it costs in one statement.
    """
    if connection.vendor == "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER IF EXISTS words_learnt")
        yield
        # In the order of places, or each step back would be written out by itself.
        cursor.execute(
            f"INSERT INTO {INDEX}(rowid, words)"
            f" SELECT place, words FROM {TABLE} WHERE edition_id >= %s ORDER BY place",
            [first],
        )
        for statement in SQLITE:
            cursor.execute(statement)


def forget_deleted():
    """Let no word stay in the index that no edition has any more; after an order to erase."""
    if connection.vendor == "postgresql":
        return
    # SQLite notes a deletion beside the word and drops both when it merges.
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('optimize')")


# "delete" hands the old words back to the full-text table, which keeps no copy of its own.
_FORGET = f"INSERT INTO {INDEX}({INDEX}, rowid, words) VALUES ('delete', OLD.place, OLD.words);"
_LEARN = f"INSERT INTO {INDEX}(rowid, words) VALUES (NEW.place, NEW.words);"
SQLITE = [
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5("
    f"words, content='{TABLE}', content_rowid='place', detail=none,"
    " tokenize=\"ascii tokenchars '_'\")",
    f"CREATE TRIGGER IF NOT EXISTS words_learnt AFTER INSERT ON {TABLE} BEGIN {_LEARN} END",
    f"CREATE TRIGGER IF NOT EXISTS words_forgotten AFTER DELETE ON {TABLE} BEGIN {_FORGET} END",
    f"CREATE TRIGGER IF NOT EXISTS words_changed AFTER UPDATE ON {TABLE}"
    f" BEGIN {_FORGET} {_LEARN} END",
]
