"""The items beside an article, and the blocks of the home page: short lists, each by one index."""

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from articles.page import clock
from articles.page.edition import Edition, EditionCategory

RELATED = 15


class Neighbours(models.TextChoices):
    """Which articles of the category stand beside one of them."""

    NEWEST = "newest", _("the newest of the category")
    OLDER = "older", _("those published just before it")
    NEWER = "newer", _("those published just after it")
    AROUND = "around", _("those published just before and just after it")


def same_category(
    edition, most=RELATED, at=None, *, within=None, which=Neighbours.NEWEST, without=()
):
    """
    Return "Tin cùng chuyên mục": live editions of the category, never the article itself.

    ``within`` is the number under which the category is listed (`CategoryTree.number`), ``which``
    one of `Neighbours`, ``without`` are numbers of articles that stand on the page already. One
    query whatever is asked; a list of at most ``most`` editions with what a card shows, the newest
    first.
    """
    shown = {edition.article, *without}
    at, within = at or clock.now(), within or edition.category_id
    if which == Neighbours.NEWEST:
        newest = Edition.objects.live(at).filed_under(within)
        return list(newest.exclude(article__in=shown).for_cards()[:most])
    near = numbers_near(edition, within, shown, which, most, at)
    cards = list(Edition.objects.filter(pk__in=near).for_cards())
    cards.sort(key=lambda each: (each.published_at, each.article), reverse=True)
    return evenly(cards, (edition.published_at, edition.article), most)


def evenly(cards, here, most):
    """Return ``most`` of the cards, half from each side, more where one is short."""
    after = sum((each.published_at, each.article) > here for each in cards)
    before = len(cards) - after
    from_after = min(after, max(most // 2, most - before))
    return cards[after - from_after :][:most]


def numbers_near(edition, category, shown, which, most, at):
    """
    Return the numbers of live editions filed nearest to one in a category, as SQL.

    Each side walks its own stretch of the index from the edition on, and stops.
    """
    filing, table = EditionCategory._meta.db_table, Edition._meta.db_table
    others = ", ".join(["%s"] * len(shown))
    place = "(filing.published_at, filing.article)"
    part = (
        f"SELECT * FROM (SELECT filing.edition_id FROM {filing} AS filing"  # noqa: S608 - own names
        f" JOIN {table} AS edition ON edition.id = filing.edition_id"
        " WHERE filing.category_id = %s AND edition.live_from <= %s AND edition.live_until > %s"
        f" AND filing.article NOT IN ({others}) AND {place} {{sign}} (%s, %s)"
        " ORDER BY filing.published_at {way}, filing.article {way} LIMIT %s) AS near"
    )
    sides = []
    if which != Neighbours.NEWER:
        sides.append(part.format(sign="<", way="DESC"))
    if which != Neighbours.OLDER:
        sides.append(part.format(sign=">", way="ASC"))
    moment, published_at = map(connection.ops.adapt_datetimefield_value, (at, edition.published_at))
    one = [category, moment, moment, *shown, published_at, edition.article, most]
    return RawSQL(" UNION ALL ".join(sides), one * len(sides))  # noqa: S611 - parameters


def newest_of_each(categories, most, without=(), at=None):
    """
    Return {category number: its newest live editions}, for the blocks of the home page.

    ``without`` are article numbers already shown above. An article filed in two of the categories
    stands in the first of them only. Two queries, however many categories.
    """
    if not categories:
        return {}
    at = at or clock.now()
    # Each block may lose what stands elsewhere on the page, so each brings some to spare.
    spare = most + len(without) + most * (len(categories) - 1)
    filed = numbers_of_newest([category.pk for category in categories], min(spare, 40), at)
    cards = Edition.objects.for_cards().in_bulk({number for _category, number in filed})
    blocks = {category.pk: [] for category in categories}
    shown = set(without)
    for category, number in filed:
        card = cards.get(number)
        if card is None or card.article in shown or len(blocks[category]) >= most:
            continue
        shown.add(card.article)
        blocks[category].append(card)
    return blocks


def numbers_of_newest(categories, most, at):
    """
    Return (category, edition number) of the newest live editions of each category, in one query.

    Each part walks its own stretch of the index and stops; a window over all live editions would
    read the whole archive.
    """
    filing, edition = EditionCategory._meta.db_table, Edition._meta.db_table
    part = (
        f"SELECT * FROM (SELECT filing.category_id, filing.edition_id FROM {filing} AS filing"  # noqa: S608
        f" JOIN {edition} AS edition ON edition.id = filing.edition_id"
        " WHERE filing.category_id = %s AND edition.live_from <= %s AND edition.live_until > %s"
        " ORDER BY filing.published_at DESC, filing.article DESC LIMIT %s) AS newest"
    )
    moment = connection.ops.adapt_datetimefield_value(at)
    parameters = [each for category in categories for each in (category, moment, moment, most)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([part] * len(categories)), parameters)
        return cursor.fetchall()
