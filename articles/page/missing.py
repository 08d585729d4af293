"""
An address nobody has: what the page that says so suggests instead.

Robots ask for such addresses all day. What no reader typed or followed gets a bare page without a
single query; for the rest the work is bounded: a few short questions, each with a small limit.
"""

import logging
import re
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.db.models.expressions import RawSQL
from django.shortcuts import render
from django.urls import reverse

from articles.page import search_index
from articles.page.edition import Edition
from articles.page.frame.furniture import furnished
from articles.page.frame.menu_item import Target
from articles.page.pages.page_edition import PageEdition
from articles.page.search_index import Wanted
from people.models import Official
from vietnamese import fold_words, word_pairs

logger = logging.getLogger(__name__)

LONGEST = 300  # characters of an address somebody may have followed
MOST_WORDS = 8
MOST_ARTICLES = 5
MOST_PLACES = 4
CANDIDATES = 20  # editions taken from the index for each way to read the words
# Fewer words than this stand in so many articles that leaving one out would say nothing.
ENOUGH_TO_LEAVE_ONE_OUT = 4
NEAR = 0.75  # how alike two addresses must be, from 0 to 1

# What only robots ask for: files of other systems, and the doors they knock at.
FILE = re.compile(r"\.(?!html?/*$)[a-z0-9~_-]*/*$", re.IGNORECASE)
KNOCKED_AT = {
    *("admin", "administrator", "api", "cgi-bin", "phpmyadmin", "pma", "wordpress", "xmlrpc"),
    *("vendor", "actuator", "solr", "boaform", "owa", "autodiscover", "node_modules", "graphql"),
}
# The first words of our own addresses; they say nothing about what is looked for.
ROOMS = {
    *("tin", "chuyen-muc", "chu-de", "trang", "lanh-dao", "co-quan-don-vi", "rss"),
    *("tin-tuc", "news"),
}
NUMBER = re.compile(r"(?<!\d)(\d{1,9})(?:\.html?)?$", re.IGNORECASE)
BUILT_IN = [
    *(Target.LEADERS, Target.ORGANISATIONS, Target.DOCUMENTS, Target.SEARCH),
    *(Target.CORRECTIONS, Target.SITE_MAP),
]


@dataclass(frozen=True)
class Suggestions:
    """
    What somebody may have looked for.

    ``article`` bears the number in the address, ``articles`` hold its words, both as editions;
    ``places`` are (name, address) of categories, pages, lists and officials with a near address.
    """

    words: str = ""
    article: Edition | None = None
    articles: list = field(default_factory=list)
    places: list = field(default_factory=list)


def not_found(request, exception=None):
    """Answer 404 with a page that leads on; with a bare one if that fails, whatever the cause."""
    path = request.path
    if not is_junk(path):
        try:
            furniture = furnished()
            found = suggestions(path, furniture["categories"])
            return render(request, "404.html", {**furniture, "found": found}, status=404)
        except Exception:  # whatever it was: an error inside of an error page helps nobody
            logger.exception("The page for a missing address failed.")
    context = {"words": " ".join(words_of(last_part(path[:LONGEST])))}
    return render(request, "404_bare.html", context, status=404)


def is_junk(path):
    """Tell whether nobody but a robot asks for such an address."""
    if len(path) > LONGEST or FILE.search(path):
        return True
    parts = path.lower().strip("/").split("/")
    return any(each.startswith((".", "wp-")) for each in parts) or parts[0] in KNOCKED_AT


def suggestions(path, tree, at=None):
    """Return `Suggestions` for an address; at most four queries. ``tree`` is the CategoryTree."""
    if path.startswith("/quan-tri/"):
        return Suggestions()
    part = last_part(path)
    words = words_of(part)
    article = numbered(part, at)
    alike = [each for each in worded(words, at) if article is None or each.pk != article.pk]
    return Suggestions(
        words=" ".join(words),
        article=article,
        articles=alike[:MOST_ARTICLES],
        places=[*near_places(part, tree, at), *officials(words)][:MOST_PLACES],
    )


def last_part(path):
    """Return the part of an address that says most: the last one that is not a room of ours."""
    parts = [each for each in path.lower().split("/") if each]
    telling = [each for each in parts if each not in ROOMS]
    return (telling or parts or [""])[-1][:120]


def words_of(part):
    """Return the words in a part of an address, folded, without its number and ending."""
    part = re.sub(r"\.html?$", "", part)
    return fold_words(re.sub(r"[-_+.]+", " ", re.sub(r"[-_]?\d+$", "", part)))[:MOST_WORDS]


def numbered(part, at=None):
    """Return the live edition of the article whose number ends the address, or None; one query."""
    number = NUMBER.search(part)
    if number is None:
        return None
    return Edition.objects.live(at).filter(article=int(number[1])).for_cards().first()


def worded(words, at=None):
    """
    Return live editions that hold the words of an address, those with most in their own first.

    All the words side by side, or all but one: one may be mistyped, or cut off. One query.
    """
    if len(words) < 2:
        return []
    ways = [[*words, *word_pairs(words)]]
    if len(words) >= ENOUGH_TO_LEAVE_ONE_OUT:
        ways += [words[:index] + words[index + 1 :] for index in range(len(words))]
    editions = Edition.objects.live(at).filter(words__place__in=newest_with(ways)).for_cards()
    wanted = set(words)
    shared = {each: len(wanted & set(each.slug.split("-"))) for each in editions}
    near = [each for each, count in shared.items() if count * 2 >= len(wanted)]
    return sorted(near, key=lambda each: (-shared[each], -each.published_at.timestamp()))


def newest_with(ways):
    """Return the places of the newest editions that hold all words of one of the ways, as SQL."""
    statements, parameters = [], []
    for way in ways:
        statement, own = search_index.as_sql(Wanted(((tuple(dict.fromkeys(way)),),)), CANDIDATES)
        statements.append(f"SELECT * FROM ({statement}) AS found")  # noqa: S608 - own names
        parameters += own
    return RawSQL(" UNION ".join(statements), parameters)  # noqa: S611 - parameters


def near_places(part, tree, at=None):
    """Return (name, address) of categories, pages and lists whose address is near; one query."""
    part = re.sub(r"\.html?$", "", part)
    places = {each.slug: (each.name, each.get_absolute_url()) for each in tree.standing}
    for target in BUILT_IN:
        address = reverse(target)
        places[address.strip("/")] = (str(target.label), address)
    for slug, title in PageEdition.objects.live(at).values_list("slug", "title")[:200]:
        places[slug] = (title, reverse("page", args=[slug]))
    return [places[each] for each in get_close_matches(part, places, MOST_PLACES, NEAR)]


def officials(words):
    """Return (name, address) of the officials whose name is these words; one query."""
    if not 2 <= len(words) <= 6:
        return []
    named = Official.objects.filter(search_text__startswith=f"{' '.join(words)} ")
    return [(each.full_name, each.get_absolute_url()) for each in named[:2]]
