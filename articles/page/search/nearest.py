"""What a reader may have meant, where nothing was found: the nearest words that the site knows."""

from difflib import get_close_matches

from articles.page.edition import Edition
from people.models import Official, OrganisationName
from vietnamese import fold, fold_words

# Headlines whose words are known; the newest, for those are what is searched for.
HEADLINES = 400
NAMES = 400
NEAR = 0.7


def nearest(question, words_of_site):
    """
    Return the question with each unknown word replaced by the nearest known one, "" for none.

    ``words_of_site`` is {folded word: the word as it is written}. A pure function.
    """
    changed, written = False, []
    for word in question.text.split()[:12]:
        folded = " ".join(fold_words(word))
        if not folded or folded in words_of_site or len(folded) < 3 or not folded.isalpha():
            written.append(word)
            continue
        near = get_close_matches(folded[:30], words_of_site, 1, NEAR)
        if not near:
            written.append(word)
            continue
        changed = True
        written.append(words_of_site[near[0]])
    return " ".join(written) if changed else ""


def words_of_site():
    """Return the words of the newest headlines and of names, {folded: as written}; 3 queries."""
    texts = [
        *Edition.objects.live().newest_first().values_list("headline", flat=True)[:HEADLINES],
        *OrganisationName.objects.values_list("full", flat=True)[:NAMES],
        *Official.objects.values_list("full_name", flat=True)[:NAMES],
    ]
    return {fold(word): word.lower() for text in texts for word in text.split() if word.isalpha()}
