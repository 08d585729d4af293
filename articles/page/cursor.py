"""Paging by key: the cursor is the last row seen, so every page costs the same at any depth."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q

SHAPE = re.compile(r"(\d{1,17})-(\d{1,18})")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Cursor:
    """A place in a list of newest first: the row with this date and article number was the last."""

    published_at: datetime
    article: int

    @classmethod
    def read(cls, text):
        """Return the cursor a reader's address holds, or None for the first page."""
        match = SHAPE.fullmatch(text or "")
        if match is None:
            return None
        try:
            return cls(EPOCH + int(match[1]) * MICROSECOND, int(match[2]))
        except OverflowError:
            return None

    @classmethod
    def of(cls, request):
        """Return the place in a list that the address asks to go on from, or None."""
        return cls.read(request.GET.get("sau"))

    def __str__(self):
        return f"{(self.published_at - EPOCH) // MICROSECOND}-{self.article}"

    def older(self, prefix=""):
        """Return the condition for rows after this one; ``prefix`` leads to the indexed columns."""
        date, article = f"{prefix}published_at", f"{prefix}article"
        return Q(**{f"{date}__lte": self.published_at}) & (
            Q(**{f"{date}__lt": self.published_at}) | Q(**{f"{article}__lt": self.article})
        )


@dataclass(frozen=True)
class Page:
    """A screenful of a list, and the cursor that leads on, None on the last one."""

    rows: list
    next: Cursor | None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def page_of(editions, size):
    """Return one `Page` of a newest-first queryset of editions, in one query."""
    rows = list(editions[: size + 1])
    last = rows[size - 1] if len(rows) > size else None
    return Page(rows[:size], Cursor(last.published_at, last.article) if last else None)
