"""
Where editions are listed when the tree of categories changes.

Filings follow at once, in a few statements over all of them. Search needs nothing: it asks the tree
what stands below a category.
"""

from django.db import connection

from articles.page.edition import EditionCategory

# Editions whose further categories are read at one time.
AT_ONCE = 2000


def refile(tree, old, upper):
    """
    List what is listed under ``old`` under each of ``upper`` too, and nowhere else above it.

    ``tree`` is the `CategoryTree` as it was until now, held to be changed; all others are numbers.
    A fixed number of statements, and one more for every 2,000 editions with further categories.
    """
    above = tree.path_ids(old)[:-1]
    for category in upper:
        file_too(old, category)
    for category in reversed(above):
        if category not in upper:
            unfile(tree, category, old)


def file_too(old, category):
    """List every edition that is listed under ``old`` under ``category`` too; numbers of rows."""
    table = EditionCategory._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (edition_id, category_id, published_at, article)"  # noqa: S608
            f" SELECT edition_id, %s, published_at, article FROM {table} AS filing"
            f" WHERE category_id = %s AND NOT EXISTS (SELECT 1 FROM {table} AS there"
            " WHERE there.edition_id = filing.edition_id AND there.category_id = %s)",
            [category, old, category],
        )


def unfile(tree, category, old):
    """
    Take what is listed under ``old`` off the list of ``category``, which stands above it.

    What was filed there for its own sake, or is listed under another category right below it,
    stays; so the lower of two categories is left first.
    """
    own = [category, *(alias.pk for alias in tree.aliases.get(category, []))]
    others = [each.pk for each in tree.below(category) if each.pk != old]
    filings = EditionCategory.objects.order_by()
    leaving = filings.filter(
        category=category, edition__in=filings.filter(category=old).values("edition")
    ).exclude(edition__category__in=own)
    if others:
        leaving = leaving.exclude(edition__in=filings.filter(category__in=others).values("edition"))
    further = "edition__content__further_categories"
    has_further = leaving.filter(edition__content__has_key="further_categories")
    listed = has_further.values_list("pk", further)
    gone = [pk for pk, numbers in listed.iterator(AT_ONCE) if not {*numbers} & {*own}]
    leaving.exclude(edition__content__has_key="further_categories").delete()
    for first in range(0, len(gone), AT_ONCE):
        EditionCategory.objects.filter(pk__in=gone[first : first + AT_ONCE]).delete()
