"""The title check: who is named in a text, with which titles, and are they right on the day?

Pure functions on text and a register held in memory; knows no Django and no database.
"""

from .abbreviations import LONG_FORMS
from .applying import applied, edit_of
from .checking import Report, check
from .citations import Citation
from .finding import CODES, ERROR, INFO, WARN, Edit, Finding
from .reading import KINDS, Block
from .register import House, Office, OfficeName, Person, TitleRegister
from .short_forms import DEFAULT as DEFAULT_ABBREVIATIONS

__all__ = [
    "CODES",
    "DEFAULT_ABBREVIATIONS",
    "ERROR",
    "INFO",
    "KINDS",
    "LONG_FORMS",
    "WARN",
    "Block",
    "Citation",
    "Edit",
    "Finding",
    "House",
    "Office",
    "OfficeName",
    "Person",
    "Report",
    "TitleRegister",
    "applied",
    "check",
    "edit_of",
]
