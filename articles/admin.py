"""Both halves' admin pages, gathered for Django."""

from articles.desk.admin import article, page  # noqa: F401
