"""
Guards: the promises about rows that the database itself keeps.

What was public is frozen. An order to erase may turn content into nothing, with the erasure's
number beside it; nothing else may change a frozen column, and no guarded row is deleted. SQLite
drops a table's triggers without a word whenever it rebuilds the table, so the guards are no part of
any migration: they are dropped before every `migrate` and laid after it, on both databases.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field

from django.apps import apps
from django.core import checks
from django.db import connections
from django.db.utils import DEFAULT_DB_ALIAS

NO_OVERLAP = "edition_intervals_never_overlap"


@dataclass(frozen=True)
class Frozen:
    """
    A table whose rows are kept as they were written.

    ``moves`` are the columns that may change, ``forgets`` those an erasure may empty, each with the
    SQL literal that stands for nothing there. Every other column is fixed for good.
    """

    model: str
    moves: tuple = ()
    forgets: dict = field(default_factory=dict)
    keeps_rows: bool = True

    @property
    def table(self):
        return apps.get_model("articles", self.model)._meta.db_table

    @property
    def fixed(self):
        """Columns that never change, a list of names."""
        free = {*self.moves, *self.forgets, *(["erasure_id"] if self.forgets else [])}
        columns = (
            each.column for each in apps.get_model("articles", self.model)._meta.local_fields
        )
        return [column for column in columns if column not in free]


WORDS_OF_A_PICTURE = {"alt_text": "''", "caption": "''", "credit": "''"}

# Laid in this order; the desk adds its own tables to the list.
FROZEN = [
    Frozen(
        "Edition",
        moves=("live_until", "body_html", "has_citations"),
        forgets={
            "headline": "''",
            "slug": "''",
            "lead": "''",
            "content": "'{}'",
            "change_note": "''",
            "organisation_id": "NULL",
            "lead_image_id": "NULL",
        },
    ),
    Frozen("EditionPicture", forgets=WORDS_OF_A_PICTURE),
    Frozen("EditionDocument", forgets={"title": "''"}),
    Frozen(
        "PrintedTitle",
        forgets={"title": "''", "official_id": "NULL", "appointment_id": "NULL"},
    ),
    Frozen("Withdrawal", forgets={"reason": "''"}),
    Frozen("Correction", forgets={"wrong": "''", "right": "''", "apology": "''"}),
    Frozen("Erasure"),
    Frozen(
        "PageEdition",
        moves=("live_until", "withdrawn_because"),
        forgets={
            "title": "''",
            "slug": "''",
            "lead": "''",
            "body_html": "''",
            "responsible": "''",
        },
    ),
    Frozen("PagePicture", forgets=WORDS_OF_A_PICTURE),
    Frozen("PageDocument"),
    Frozen("Alert", moves=("until", "ended_by_id")),
]


def lay(using=DEFAULT_DB_ALIAS):
    """Lay every guard whose table stands, afresh. May be run at any time."""
    connection = connections[using]
    drop(using)
    with connection.cursor() as cursor:
        for statement in statements(connection):
            cursor.execute(statement)


def drop(using=DEFAULT_DB_ALIAS):
    """Take off every guard but the one against overlaps, which PostgreSQL holds as an index."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, table in laid(connection):
            if connection.vendor == "postgresql":
                cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
            else:
                cursor.execute(f'DROP TRIGGER "{name}"')


@contextmanager
def lifted(using=DEFAULT_DB_ALIAS):
    """
    Work without guards, and lay them again whatever happens.

    For the restore of a backup and for the flush of a test database; nothing else.
    """
    drop(using)
    try:
        yield
    finally:
        lay(using)


def missing(using=DEFAULT_DB_ALIAS):
    """Return the names of guards that should stand and do not, a sorted list."""
    connection = connections[using]
    standing = {name for name, _ in laid(connection)} | constraints(connection)
    return sorted({name for name, _ in triggers(connection)} - standing)


def laid(connection):
    """Return (name, table) of the guards that stand."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname, tgrelid::regclass::text FROM pg_trigger"
                " WHERE tgname LIKE 'guard\\_%' AND NOT tgisinternal"
            )
        else:
            cursor.execute(
                "SELECT name, tbl_name FROM sqlite_master"
                " WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\'"
            )
        return cursor.fetchall()


def constraints(connection):
    """Return the names of the guards that PostgreSQL holds as constraints."""
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE conname = %s", [NO_OVERLAP])
        return {name for (name,) in cursor.fetchall()}


def statements(connection):
    """Yield the SQL that lays every guard on this database."""
    if connection.vendor == "postgresql":
        yield (
            "CREATE OR REPLACE FUNCTION guard_refuses() RETURNS trigger LANGUAGE plpgsql AS $$"
            " BEGIN RAISE EXCEPTION 'guard: %', TG_ARGV[0] USING ERRCODE = 'check_violation';"
            " END $$"
        )
    for name, statement in triggers(connection):
        if name not in constraints(connection):
            yield statement


def triggers(connection):
    """Return (name, SQL) of every guard for the tables that stand."""
    tables = set(connection.introspection.table_names())
    rows = []
    for frozen in FROZEN:
        if frozen.table in tables:
            rows += freezing(connection, frozen)
    edition = apps.get_model("articles", "Edition")._meta.db_table
    if edition in tables:
        rows += against_overlap(connection, edition)
    return rows


def freezing(connection, frozen):
    """Return the guards that freeze one table."""
    table = frozen.table
    same = "IS NOT DISTINCT FROM" if connection.vendor == "postgresql" else "IS"

    def differs(columns):
        return " OR ".join(f'NOT (OLD."{each}" {same} NEW."{each}")' for each in columns)

    rows = [
        refusing(
            connection,
            f"guard_{table}_fixed",
            f'BEFORE UPDATE ON "{table}"',
            differs(frozen.fixed),
            f"{table} is frozen",
        )
    ]
    if frozen.forgets:
        kept_or_emptied = " AND ".join(
            f'(NOT ({differs([column])}) OR NEW."{column}" {same} {nothing})'
            for column, nothing in frozen.forgets.items()
        )
        rows.append(
            refusing(
                connection,
                f"guard_{table}_forgets",
                f'BEFORE UPDATE ON "{table}"',
                f"({differs([*frozen.forgets, 'erasure_id'])}) AND NOT"
                f' (NEW."erasure_id" IS NOT NULL AND {kept_or_emptied})',
                f"{table} turns content into nothing only, by order",
            )
        )
    if frozen.keeps_rows:
        rows.append(
            refusing(
                connection,
                f"guard_{table}_kept",
                f'BEFORE DELETE ON "{table}"',
                None,
                f"{table} keeps its rows",
            )
        )
        if connection.vendor == "postgresql":
            rows.append(against_emptying(table))
    return rows


def against_emptying(table):
    """
    Return the guard against TRUNCATE, which asks no trigger that looks at rows.

    It also fires where the table would be emptied along with another by CASCADE. SQLite has no such
    statement: its DELETE without a condition runs the guard of every row.
    """
    name = f"guard_{table}_whole"
    return name, (
        f'CREATE TRIGGER "{name}" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT'
        f" EXECUTE FUNCTION guard_refuses('{table} keeps its rows')"
    )


def refusing(connection, name, event, condition, message):
    """Return (name, SQL) of a trigger that refuses when ``condition`` holds."""
    when = f" WHEN ({condition})" if condition else ""
    if connection.vendor == "postgresql":
        return name, (
            f'CREATE TRIGGER "{name}" {event} FOR EACH ROW{when}'
            f" EXECUTE FUNCTION guard_refuses('{message}')"
        )
    refusal = f"SELECT RAISE(ABORT, 'guard: {message}');"
    return name, f'CREATE TRIGGER "{name}" {event}{when} BEGIN {refusal} END'


def against_overlap(connection, table):
    """Return the guards that keep two editions of an article from being live at one moment."""
    if connection.vendor == "postgresql":
        return [
            (
                NO_OVERLAP,
                # Ranges of one number stand for equality: that needs no extension.
                f'ALTER TABLE "{table}" ADD CONSTRAINT {NO_OVERLAP} EXCLUDE USING gist'
                " (int8range(article, article, '[]') WITH &&,"
                " tstzrange(live_from, live_until) WITH &&)",
            )
        ]
    overlap = (
        "NEW.live_from < NEW.live_until AND EXISTS ("
        f'SELECT 1 FROM "{table}" AS other WHERE other.article = NEW.article'
        " AND other.id IS NOT NEW.id AND other.live_from < other.live_until"
        " AND other.live_from < NEW.live_until AND NEW.live_from < other.live_until)"
    )
    return [
        refusing(
            connection,
            f"guard_{table}_{event.split()[1].lower()}_overlap",
            f'{event} ON "{table}"',
            overlap,
            "two editions of an article may not be live at once",
        )
        for event in ["BEFORE INSERT", "BEFORE UPDATE"]
    ]


def drop_before_migrating(using, **kwargs):
    """Take the guards off: a migration may rebuild a table or fill a column."""
    drop(using)


def lay_after_migrating(using, **kwargs):
    """Lay the guards on whatever the migrations made."""
    lay(using)


@checks.register(checks.Tags.database)
def check_guards(app_configs=None, databases=None, **kwargs):
    """Say so when a guard is missing: the promises would rest on good behaviour alone."""
    return [
        checks.Error(
            f"Guards are missing on database {using!r}: {', '.join(names)}.",
            hint="Run `manage.py migrate`, which lays them again.",
            id="articles.E001",
        )
        for using in databases or []
        if (names := missing(using))
    ]
