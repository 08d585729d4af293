"""
What time it is, asked in one place.

Reading asks the process, because a page a few milliseconds old harms nobody. Publishing asks the
database: with many web machines there is one database, and its clock alone decides.
"""

from datetime import UTC, datetime

from django.db import connection
from django.utils import timezone

# The end of an interval that has none. Never printed.
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


def now():
    """Return the moment for which readers' pages are asked, an aware datetime."""
    return timezone.now()


def database_now():
    """
    Return the database's own clock, an aware datetime.

    PostgreSQL's ``now()`` stands still inside a transaction; two publishers who waited for one
    lock would then read the same past moment, so ``clock_timestamp()`` is asked. SQLite lives in
    this process and so does its clock.
    """
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
