"""Both halves' admin pages, gathered for Django."""

from articles.desk.admin import article, assignments, audit, page, pages, policies  # noqa: F401
