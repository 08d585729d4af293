"""
Finding articles by words, with and without marks.

Folded words and pairs of neighbours find candidates through one index, the newest first and never
more than `MOST`; only inside that set are they ranked, exact marks first. So a common word costs no
more than a rare one.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL

from articles.page import search_index
from articles.page.edition import Edition
from articles.page.sanitising import text_of
from vietnamese import fold, fold_words, nfc, word_pairs

MOST = 200
LONGEST_QUERY = 200
MOST_WORDS = 12


@dataclass(frozen=True)
class Found:
    """What a search found: editions in order, and whether there are more than are shown."""

    editions: list
    is_capped: bool = False

    def __len__(self):
        return len(self.editions)


def search(query, at=None):
    """
    Return what readers may see at ``at`` that holds the words of ``query``, any text at all.

    Articles in which the words stand side by side as typed come first; where there are few of
    them, articles that hold all the words follow.
    """
    query = nfc(query)[:LONGEST_QUERY]
    words = fold_words(query)[:MOST_WORDS]
    if not words:
        return Found([])
    together = candidates([*words, *word_pairs(words)], at)
    ranked = ranked_by_marks(together, query)
    if len(words) > 1 and len(together) < MOST:
        seen = {edition.pk for edition in together}
        apart = [edition for edition in candidates(words, at) if edition.pk not in seen]
        ranked += ranked_by_marks(apart[: MOST - len(together)], query)
    return Found(ranked, is_capped=len(ranked) >= MOST)


def candidates(words, at):
    """Return the newest live editions that hold all of these folded words, at most `MOST`."""
    matching = RawSQL(  # noqa: S611 - the words are a parameter
        search_index.matching(connection.vendor),
        [search_index.parameter(connection.vendor, dict.fromkeys(words))],
    )
    found = Edition.objects.live(at).filter(pk__in=matching).newest_first()
    return list(found.for_cards()[:MOST])


def ranked_by_marks(editions, query):
    """
    Put editions that hold the query with just these marks first; the others keep their order.

    The headline and lead count before the text. A query without marks asks for no order of marks.
    """
    wanted = " ".join(query.lower().split())
    if not editions or wanted == fold(wanted):
        return editions
    texts = dict(
        Edition.objects.filter(pk__in=[edition.pk for edition in editions]).values_list(
            "pk", "body_html"
        )
    )

    def rank(edition):
        if wanted in f"{edition.headline}\n{edition.lead}".lower():
            return 0
        return 1 if wanted in text_of(texts[edition.pk]).lower() else 2

    return sorted(editions, key=rank)
