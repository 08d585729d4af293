"""
Searching: what a reader types finds articles, officials and offices.

`question` reads what was typed, `ranking` and `passages` judge and show texts (all three pure),
`finding` asks the index, `register` the officials and offices, `narrowing` reads the filters,
`nearest` helps where nothing was found, and `page` puts it before the reader.
"""

from articles.page.search.finding import search

__all__ = ["search"]
