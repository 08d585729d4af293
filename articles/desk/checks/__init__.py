"""
Checks of an article's text while it is written, and again before it goes on.

Pure functions over plain data: no database, no network, the same answer for the same text. What is
found names its place in the text as it was typed, to the letter.
"""

from articles.desk.checks.finding import Finding, Level
from articles.desk.checks.reading import Passage, Picture, Text, text_of_printed
from articles.desk.checks.rules import check

__all__ = ["Finding", "Level", "Passage", "Picture", "Text", "check", "text_of_printed"]
