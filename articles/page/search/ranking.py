"""Which of the articles found comes first: exact marks before others, the headline before the text.

Pure functions on text; knows no database.
"""

import re
from collections.abc import Iterable, Sequence

from articles.page.search.question import Form, Question, Term, variants_of
from vietnamese import fold_words, with_tones

# What may stand between two words of a phrase: no letter, but a tag or a hard space of HTML. Each
# character fits one alternative only, so no text makes this slow.
_GAP = r"(?:[^\w<&]|_|<[^>]*>|&(?:nbsp;|amp;)?)+"

HEADLINE, LEAD, TEXT = range(3)


class Ranking:
    """Ranks texts for one question. With ``apart`` its terms need not stand side by side."""

    def __init__(self, question: Question, *, apart: bool = False) -> None:
        runs: Iterable[Sequence[Term]] = question.runs
        if apart:
            runs = [(term,) for term in question.terms]
        variants = [variants_of(run) for run in runs]
        self._has_marks = question.has_marks
        self._exact = [_exact_pattern(forms) for forms in variants]
        self._folded = [[f" {' '.join(form.words)} " for form in forms] for forms in variants]

    @property
    def reads_text(self) -> bool:
        """Whether it asks for the text at all; without marks headline and lead are enough."""
        return self._has_marks

    def of(self, headline: str, lead: str, html: str = "") -> tuple[int, int]:
        """The rank of an article, small ones first: (0 for exact marks, else 1; where it holds)."""
        if self._has_marks:
            for place, text in ((HEADLINE, headline), (LEAD, f"{headline}\n{lead}"), (TEXT, html)):
                lowered = text.lower()
                if all(pattern.search(lowered) for pattern in self._exact):
                    return 0, place
        for place, text in ((HEADLINE, headline), (LEAD, f"{headline} {lead}")):
            folded = f" {' '.join(fold_words(text))} "
            if all(any(form in folded for form in forms) for forms in self._folded):
                return int(self._has_marks), place
        return int(self._has_marks), TEXT


def _exact_pattern(forms: Iterable[Form]) -> re.Pattern[str]:
    """A pattern for any of the forms with just these marks, in either tone placement."""
    written = {_GAP.join(map(_in_both_styles, form.marked)) for form in forms if form.marked}
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(written))})(?![^\W_])")


def _in_both_styles(word: str) -> str:
    styles = sorted({re.escape(with_tones(word, "old")), re.escape(with_tones(word, "new"))})
    return styles[0] if len(styles) == 1 else f"(?:{'|'.join(styles)})"
