""" "Tin liên quan": the articles near to one in meaning, pinned ones first."""

from dataclasses import dataclass
from datetime import UTC
from hashlib import md5

from django.db import connection
from django.db.models.functions import MD5, Length
from django.utils.dateparse import parse_datetime

from articles.page import clock
from articles.page.edition import Edition, PrintedTitle
from articles.page.papers.citation import EditionCitation
from articles.page.related.likeness import MANY, Kind, Match, Thing, likeliest
from articles.page.topic import EditionTopic

MOST = 5
# More are read than are shown: some may bear the text of another, or be withdrawn by now.
READ = 12
# So many things of each kind are looked up, the first that an edition names.
LOOKED_UP = {Kind.TOPIC: 3, Kind.DOCUMENT: 3, Kind.OFFICIAL: 4, Kind.ORGANISATION: 1}
# Two texts that are equal and no shorter than this, in characters of HTML, are one text. Shorter
# ones ("see the file below") stand under many headlines.
A_TEXT = 200
# Where it is written that an edition is about a thing: table, columns of thing and edition.
WRITTEN = {
    Kind.TOPIC: (EditionTopic, "topic_id", "edition_id", ""),
    Kind.DOCUMENT: (EditionCitation, "number_key", "edition_id", ""),
    Kind.OFFICIAL: (PrintedTitle, "official_id", "edition_id", " AND filing.place = 0"),
    Kind.ORGANISATION: (Edition, "organisation_id", "id", ""),
}


@dataclass(frozen=True)
class Alike:
    """An edition beside another: the `Thing`s in common, none where it is only pinned."""

    edition: Edition
    things: tuple = ()
    is_pinned: bool = False


def alike(edition, topics, documents=None, at=None, most=MOST):
    """
    Return what stands under "Tin liên quan" of an edition, a list of `Alike`.

    ``topics`` are the `Topic`s it is filed under, ``documents`` the keys of what it cites where no
    row says so yet. Two queries at most: one for what has anything in common, one for the cards.
    None for an article that is about nothing the tables know and has no pins.
    """
    at = at or clock.now()
    pinned = edition.content.get("related_pinned", [])
    left_out = {edition.article, *pinned, *edition.content.get("related_banned", [])}
    found = matches(edition, things_of(edition, topics, documents), at)
    wanted = [each for each in found if each.article not in left_out]
    likely = likeliest(wanted, edition.headline, edition.published_at, READ)
    numbers = {*pinned, *(each.article for each in likely)}
    if not numbers:
        return []
    live = Edition.objects.live(at).filter(article__in=numbers).exclude(article=edition.article)
    texts = {"text": MD5("body_html"), "length": Length("body_html")}
    cards = {each.article: each for each in live.for_cards().annotate(**texts)}
    own = md5(edition.body_html.encode(), usedforsecurity=False).hexdigest()
    shared = {each.article: each.things for each in [*likely]}
    order = sorted((cards[each] for each in pinned if each in cards), key=newest_first)
    rows = [Alike(each, is_pinned=True) for each in order]
    seen = {own, *(each.text for each in order if each.length >= A_TEXT)}
    for number in (each.article for each in likely):
        card = cards.get(number)
        if card is not None and not (card.length >= A_TEXT and card.text in seen):
            seen.add(card.text)
            rows.append(Alike(card, shared[number]))
    return rows[:most]


def newest_first(edition):
    """Return what editions are sorted by to stand as lists do."""
    return -edition.published_at.timestamp(), -edition.article


def things_of(edition, topics, documents=None):
    """
    Return what an edition is about, a list of (kind, value): numbers, and keys of documents.

    Keys of a stored edition's citations are read in the query itself; None stands for the next.
    """
    officials = [each["official"] for each in edition.content.get("officials", [])]
    if documents is None:
        documents = [None] * LOOKED_UP[Kind.DOCUMENT] if edition.has_citations else []
    named = {
        Kind.TOPIC: [each.pk for each in topics],
        Kind.DOCUMENT: documents,
        Kind.OFFICIAL: officials,
        Kind.ORGANISATION: [edition.organisation_id] if edition.organisation_id else [],
    }
    return [(kind, each) for kind, found in named.items() for each in found[: LOOKED_UP[kind]]]


def matches(edition, things, at):
    """
    Return the `Match`es of an edition: for each thing the live editions nearest before and after.

    One query. Each part walks its stretch of an index from the edition's date on and stops, so the
    size of the archive does not count.
    """
    if not things:
        return []
    parts, parameters = [], []
    moment = connection.ops.adapt_datetimefield_value(at)
    here = connection.ops.adapt_datetimefield_value(edition.published_at)
    place = 0
    for kind, value in things:
        wanted, given = "%s", [value]
        if value is None:
            wanted, given = citation(place), [edition.pk]
            place += 1
        part = part_for(kind, wanted)
        for sign, way in [("<=", "DESC"), (">", "ASC")]:
            parts.append(part.format(sign=sign, way=way))
            parameters += [kind.value, *given, moment, moment, edition.article or 0, here, MANY]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        rows = cursor.fetchall()
    return [
        Match(Thing(Kind(kind), key), article, headline, as_moment(published_at))
        for kind, key, article, headline, published_at in rows
    ]


def part_for(kind, wanted):
    """Return the SQL for one thing and one direction, with ``{sign}`` and ``{way}`` left open."""
    model, column, number, more = WRITTEN[kind]
    filing, edition = model._meta.db_table, Edition._meta.db_table
    return (
        "SELECT * FROM (SELECT CAST(%s AS varchar(20)) AS kind,"  # noqa: S608 - own names
        f" CAST(filing.{column} AS varchar(60)) AS thing, filing.article, edition.headline,"
        f" filing.published_at FROM {filing} AS filing"
        f" JOIN {edition} AS edition ON edition.id = filing.{number}"
        f" WHERE filing.{column} = {wanted}{more}"
        " AND edition.live_from <= %s AND edition.live_until > %s AND filing.article <> %s"
        " AND filing.published_at {sign} %s"
        " ORDER BY filing.published_at {way}, filing.article {way} LIMIT %s) AS near"
    )


def citation(place):
    """Return the SQL for the key that an edition cites at a place from 0."""
    table = EditionCitation._meta.db_table
    return (
        f'(SELECT number_key FROM {table} WHERE edition_id = %s ORDER BY "order"'  # noqa: S608
        f" LIMIT 1 OFFSET {place})"
    )


def as_moment(value):
    """Return a moment as PostgreSQL gives it; SQLite keeps it in UTC without saying so."""
    value = parse_datetime(value) if isinstance(value, str) else value
    return value if value.tzinfo else value.replace(tzinfo=UTC)
