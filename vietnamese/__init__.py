"""Vietnamese text: normal form, folding, tone marks, order, slugs, dates, typing slips.

Pure functions on strings; knows no Django and no database.
"""

from .dates import WEEKDAYS, FoundDate, date_in_words, find_dates, weekday_name
from .file_names import is_file_name, words_of_file_name
from .folding import fold, fold_words, marked_words, word_pairs
from .legacy import LegacyPassage, legacy_encoding, legacy_passage
from .normal import drop_zero_width, nfc, one_line, plain
from .slugs import slug
from .sorting import person_sort_key, sort_key
from .tones import ToneStyle, with_tones
from .typography import (
    Span,
    double_spaces,
    doubled_punctuation,
    glued_ellipses,
    lost_horns,
    trailing_period,
    unbalanced_quotes,
)

__all__ = [
    "WEEKDAYS",
    "FoundDate",
    "LegacyPassage",
    "Span",
    "ToneStyle",
    "date_in_words",
    "double_spaces",
    "doubled_punctuation",
    "drop_zero_width",
    "find_dates",
    "fold",
    "fold_words",
    "glued_ellipses",
    "is_file_name",
    "legacy_encoding",
    "legacy_passage",
    "lost_horns",
    "marked_words",
    "nfc",
    "one_line",
    "person_sort_key",
    "plain",
    "slug",
    "sort_key",
    "trailing_period",
    "unbalanced_quotes",
    "weekday_name",
    "with_tones",
    "word_pairs",
    "words_of_file_name",
]
