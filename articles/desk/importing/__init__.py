"""Turning a saved page or a plain text into the parts of an article.

Pure functions: no database, no Django. `parse_file` takes bytes, `parse_text` and `parse_page`
text; all give an `ImportedArticle` or raise `ImportRefused`.
"""

from .decoding import read_text
from .imported_article import (
    DEFECT_MESSAGES,
    REFUSAL_MESSAGES,
    Block,
    Defect,
    ImportedArticle,
    ImportRefused,
)
from .parsing import parse_file, parse_page, parse_text

__all__ = [
    "DEFECT_MESSAGES",
    "REFUSAL_MESSAGES",
    "Block",
    "Defect",
    "ImportRefused",
    "ImportedArticle",
    "parse_file",
    "parse_page",
    "parse_text",
    "read_text",
]
