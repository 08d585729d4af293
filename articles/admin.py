"""Both halves' admin pages, gathered for Django."""

from articles.desk.admin import article, assignments, audit, menu, page, pages, policies  # noqa: F401
