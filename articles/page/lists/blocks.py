"""The blocks of the home page: the newest articles of each category, by one index."""

from django.db import connection

from articles.page import clock
from articles.page.edition import Edition, EditionCategory


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
