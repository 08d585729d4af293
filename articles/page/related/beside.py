"""
What stands beside an article: "Tin liên quan" by meaning, pinned ones first, and below it "Tin cùng
chuyên mục". One query for both, whatever the article is about and however old.
"""

from dataclasses import dataclass
from hashlib import md5
from itertools import chain

from django.db import connection
from django.db.models import Exists, F, OuterRef
from django.db.models.expressions import RawSQL
from django.db.models.functions import MD5, JSONObject, Length

from articles.page import clock
from articles.page.edition import Edition, EditionCategory, PrintedTitle
from articles.page.frame.json_rows import JSONRows
from articles.page.papers.citation import EditionCitation
from articles.page.related.likeness import MANY, Kind, Match, Thing, likeliest
from articles.page.related.neighbours import RELATED, Neighbours, neighbours, place
from articles.page.topic import EditionTopic

MOST = 5
# So many things of each kind are looked up, the first that an edition names.
LOOKED_UP = {Kind.TOPIC: 3, Kind.DOCUMENT: 3, Kind.OFFICIAL: 4, Kind.ORGANISATION: 1}
# Two texts that are equal and no shorter than this, in characters of HTML, are one text. Shorter
# ones ("see the file below") stand under many headlines.
A_TEXT = 200
OLDER, NEWER = ("<", "DESC"), (">", "ASC")
# Where it is written that an edition is about a thing: rows that name an edition and the thing.
WRITTEN = {
    Kind.TOPIC: (EditionTopic.objects, "topic_id"),
    Kind.DOCUMENT: (EditionCitation.objects.order_by(), "number_key"),
    Kind.OFFICIAL: (PrintedTitle.objects.filter(place=0), "official_id"),
    Kind.ORGANISATION: (Edition.objects, "organisation_id"),
}


@dataclass(frozen=True)
class Alike:
    """An edition near in meaning: the `Thing`s in common, none where it is only pinned."""

    edition: Edition
    things: tuple = ()
    is_pinned: bool = False


@dataclass(frozen=True)
class Beside:
    """The `Alike`s of an edition, and the editions of its category that stand below them."""

    alike: list
    neighbours: list


def beside(
    edition,
    topics,
    documents=None,
    at=None,
    *,
    category=None,
    which=Neighbours.NEWEST,
    most=RELATED,
):
    """
    Return what stands beside an edition, a `Beside`; no article stands there twice.

    ``topics`` are the `Topic`s it is filed under, ``documents`` the keys of what it cites where no
    row says so yet. ``category`` is the number under which its category is listed
    (`CategoryTree.number`), ``which`` one of `Neighbours`; without a category there are none. One
    query; none where there is nothing to ask.
    """
    at = at or clock.now()
    things = things_of(edition, topics, documents)
    pinned = edition.content.get("related_pinned", [])
    walks = [
        *(walk for thing in things for walk in walks_to_thing(edition, *thing, at)),
        *walks_in_category(edition, category, which, most + MOST, at),
        *walk_to_pinned(edition, pinned, at),
    ]
    if not walks:
        return Beside([], [])
    cards = cards_of(walks, edition, things, category)
    near = alike(edition, cards, pinned)
    shown = {each.edition.article for each in near}
    filed = [each for each in cards if each.is_filed and each.article not in shown]
    return Beside(near, neighbours(edition, filed, which, most))


def alike(edition, cards, pinned, most=MOST):
    """Return which of the cards stand under "Tin liên quan", the pinned ones first: `Alike`s."""
    left_out = {*pinned, *edition.content.get("related_banned", [])}
    matches = [
        Match(thing, each.article, each.headline, each.published_at)
        for each in cards
        if each.article not in left_out
        for thing in each.things
    ]
    by_number = {each.article: each for each in cards}
    chosen = sorted((each for each in cards if each.article in pinned), key=place, reverse=True)
    rows = [Alike(each, is_pinned=True) for each in chosen]
    seen = {md5(edition.body_html.encode(), usedforsecurity=False).hexdigest()}
    seen |= {each.text for each in chosen if each.length >= A_TEXT}
    for likely in likeliest(matches, edition.headline, edition.published_at):
        card = by_number[likely.article]
        if len(rows) < most and not (card.length >= A_TEXT and card.text in seen):
            seen.add(card.text)
            rows.append(Alike(card, likely.things))
    return rows[:most]


def things_of(edition, topics, documents=None):
    """
    Return what an edition is about, a list of (kind, value): numbers, and keys of documents.

    Keys of a stored edition's citations are read in the query itself: an `int` there is the place
    of a citation, from 0.
    """
    officials = [each["official"] for each in edition.content.get("officials", [])]
    if documents is None:
        documents = range(LOOKED_UP[Kind.DOCUMENT]) if edition.has_citations else []
    named = {
        Kind.TOPIC: [each.pk for each in topics],
        Kind.DOCUMENT: documents,
        Kind.OFFICIAL: officials,
        Kind.ORGANISATION: [edition.organisation_id] if edition.organisation_id else [],
    }
    return [(kind, each) for kind, found in named.items() for each in found[: LOOKED_UP[kind]]]


def walks_to_thing(edition, kind, value, at):
    """Return the `walk`s to the editions nearest before and after one that are about a thing."""
    rows, column = WRITTEN[kind]
    wanted, given = "%s", [value]
    if kind is Kind.DOCUMENT and isinstance(value, int):
        wanted, given = citation(edition, value)
    wanted = f"filing.{column} = {wanted}"
    if kind is Kind.OFFICIAL:
        wanted += " AND filing.place = 0"
    return [
        walk(rows.model, wanted, given, edition, at, MANY, towards) for towards in (OLDER, NEWER)
    ]


def walks_in_category(edition, category, which, most, at):
    """Return the `walk`s to the editions of a category that ``which`` asks for."""
    if category is None:
        return []
    ways = {
        Neighbours.NEWEST: [None],
        Neighbours.OLDER: [OLDER],
        Neighbours.NEWER: [NEWER],
        Neighbours.AROUND: [OLDER, NEWER],
    }
    return [
        walk(EditionCategory, "filing.category_id = %s", [category], edition, at, most, towards)
        for towards in ways[which]
    ]


def walk_to_pinned(edition, pinned, at):
    """Return the `walk` to what the editors pinned, none where nothing is."""
    if not pinned:
        return []
    marks = ", ".join(["%s"] * len(pinned))
    wanted = f"filing.article IN ({marks})"
    return [walk(Edition, wanted, [*pinned], edition, at, len(pinned))]


def walk(model, wanted, given, edition, at, most, towards=None):
    """
    Return SQL, and its parameters, for the live editions that rows of a table name, never the
    edition itself: the newest, or those nearest to it ``towards`` one side.

    It walks a stretch of an index and stops, so the size of the archive does not count.
    """
    filing, editions = model._meta.db_table, Edition._meta.db_table
    number = "id" if model is Edition else "edition_id"
    moment = connection.ops.adapt_datetimefield_value(at)
    parameters = [*given, moment, moment, edition.article or 0]
    side, way = "", "DESC"
    if towards:
        sign, way = towards
        side = f" AND (filing.published_at, filing.article) {sign} (%s, %s)"
        here = connection.ops.adapt_datetimefield_value(edition.published_at)
        parameters += [here, edition.article or 0]
    sql = (
        f"SELECT * FROM (SELECT filing.{number} FROM {filing} AS filing"  # noqa: S608 - own names
        f" JOIN {editions} AS edition ON edition.id = filing.{number}"
        f" WHERE {wanted} AND edition.live_from <= %s AND edition.live_until > %s"
        f" AND filing.article <> %s{side}"
        f" ORDER BY filing.published_at {way}, filing.article {way} LIMIT %s) AS near"
    )
    return sql, [*parameters, most]


def citation(edition, place):
    """Return SQL, and its parameters, for the key that an edition cites at a place from 0."""
    table = EditionCitation._meta.db_table
    return (
        f'(SELECT number_key FROM {table} WHERE edition_id = %s ORDER BY "order"'  # noqa: S608
        f" LIMIT 1 OFFSET {place})"
    ), [edition.pk]


def cards_of(walks, edition, things, category):
    """
    Return the editions that walks lead to, with what a card shows; one query.

    Each knows its ``things`` (of those given), whether it ``is_filed`` under the category, and of
    its text the ``length`` and a hash, ``text``.
    """
    numbers = RawSQL(  # noqa: S611 - parameters
        " UNION ALL ".join(sql for sql, _given in walks),
        [*chain.from_iterable(given for _sql, given in walks)],
    )
    filing = EditionCategory.objects.filter(edition=OuterRef("pk"), category=category)
    cards = Edition.objects.filter(pk__in=numbers).for_cards()
    texts = {"text": MD5("body_html"), "length": Length("body_html")}
    cards = cards.annotate(is_filed=Exists(filing), **texts)
    kinds = {kind: [each for each_kind, each in things if each_kind is kind] for kind, _ in things}
    names = {kind: f"shared_{kind}" for kind in kinds}
    shares = {name: shared(kind, kinds[kind], edition) for kind, name in names.items()}
    cards = list(cards.annotate(**shares))
    for card in cards:
        card.things = [
            Thing(kind, str(row["key"]))
            for kind, name in names.items()
            for row in getattr(card, name)
        ]
    return cards


def shared(kind, values, edition):
    """Return an annotation: which things of a kind an edition has in common with another."""
    rows, column = WRITTEN[kind]
    its_own = "pk" if rows.model is Edition else "edition"
    if kind is Kind.DOCUMENT and isinstance(values[0], int):
        cited = EditionCitation.objects.filter(edition=edition.pk).order_by("order")
        values = cited.values("number_key")[: len(values)]
    rows = rows.filter(**{its_own: OuterRef("pk"), f"{column}__in": values})
    return JSONRows(rows.values(data=JSONObject(key=F(column))))
