"""Both halves' admin pages, gathered for Django."""

from articles.desk.admin import (  # noqa: F401
    alerts,
    article,
    assignments,
    audit,
    menu,
    page,
    pages,
    policies,
    topics,
)
