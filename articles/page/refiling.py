"""
Where editions are listed when the tree of categories changes.

Filings follow at once, in a few statements over all of them. The words by which a search is
narrowed follow afterwards, in the worker: the index over them takes far longer to write.
"""

from django.db import connection, transaction
from django_tasks import task

from articles.page.category import CategoryTree
from articles.page.edition import EditionCategory, EditionWords

# Editions whose further categories are read at one time.
AT_ONCE = 2000
# Editions whose words are written anew in one transaction, so that others come in between.
WORDS_AT_ONCE = 100


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


# How a search finds them


def let_search_follow_later(category):
    """Have the words of what is listed under a category written anew after the transaction."""
    transaction.on_commit(lambda: let_search_follow.enqueue(category), robust=True)


@task()
def let_search_follow(category):
    """Let a search that is narrowed find what is listed under a category; may be run again."""
    after = 0
    while after is not None:
        after = follow_some(category, after)


def follow_some(category, after):
    """Write the words of some editions numbered higher than ``after``; return the last, or None."""
    with transaction.atomic():
        CategoryTree.hold()
        rows = EditionWords.objects.filter(edition__filings__category=category, edition__gt=after)
        some = list(rows.select_for_update(of=("self",)).order_by("edition")[:WORDS_AT_ONCE])
        filed = {}
        numbers = [row.edition_id for row in some]
        filings = EditionCategory.objects.filter(edition__in=numbers).order_by("category")
        for edition, listed in filings.values_list("edition", "category"):
            filed.setdefault(edition, []).append(f"_c{listed}")
        changed = []
        for row in some:
            words = filed_anew(row.words, filed[row.edition_id])
            if words != row.words:
                row.words = words
                changed.append(row)
        EditionWords.objects.bulk_update(changed, ["words"])
    return numbers[-1] if numbers else None


def filed_anew(words, filings):
    """Return the words of an edition with other ones for its categories, such as "_c3"."""
    others = [word for word in words.split(" ") if not word.startswith("_c")]
    return " ".join([others[0], *filings, *others[1:]])
