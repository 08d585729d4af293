"""Both halves' admin pages, gathered for Django."""

from articles.desk.admin import article, assignments, audit, page, policies  # noqa: F401
