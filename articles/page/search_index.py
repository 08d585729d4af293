"""
The index over the words of editions, laid per database beside the guards.

PostgreSQL indexes the words as an array, SQLite by its full-text table fed by triggers. Neither
splits, folds or stems anything: Python has done that when the words were written, so both find the
same.
"""

from contextlib import contextmanager

from django.db import connection, connections

TABLE = "articles_editionwords"
INDEX = "articles_words_index"


def lay(using, **kwargs):
    """Lay the index where its table stands. May be run at any time."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE}"
                " USING gin (string_to_array(words, ' '))"
            )
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
        cursor.execute(
            f"INSERT INTO {INDEX}(rowid, words)"
            f" SELECT edition_id, words FROM {TABLE} WHERE edition_id >= %s",
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


def matching(vendor):
    """Return the SQL condition on an edition's number that one word list parameter completes."""
    if vendor == "postgresql":
        return f"SELECT edition_id FROM {TABLE} WHERE string_to_array(words, ' ') @> %s"
    return f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s"


def parameter(vendor, words):
    """Return the parameter for `matching` that asks for all of ``words``, plain folded words."""
    if vendor == "postgresql":
        return list(words)
    return " AND ".join(f'"{word}"' for word in words)


# "delete" hands the old words back to the full-text table, which keeps no copy of its own.
_FORGET = (
    f"INSERT INTO {INDEX}({INDEX}, rowid, words) VALUES ('delete', OLD.edition_id, OLD.words);"
)
_LEARN = f"INSERT INTO {INDEX}(rowid, words) VALUES (NEW.edition_id, NEW.words);"
SQLITE = [
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5("
    f"words, content='{TABLE}', content_rowid='edition_id', detail=none,"
    " tokenize=\"ascii tokenchars '_'\")",
    f"CREATE TRIGGER IF NOT EXISTS words_learnt AFTER INSERT ON {TABLE} BEGIN {_LEARN} END",
    f"CREATE TRIGGER IF NOT EXISTS words_forgotten AFTER DELETE ON {TABLE} BEGIN {_FORGET} END",
    f"CREATE TRIGGER IF NOT EXISTS words_changed AFTER UPDATE ON {TABLE}"
    f" BEGIN {_FORGET} {_LEARN} END",
]
