"""Both halves' admin pages, gathered for Django."""

from articles.desk.admin import article, audit, page  # noqa: F401
