"""How every verb begins and ends: the article locked, the reasons known, a refusal written down."""

from contextlib import contextmanager

from django.db import transaction

from articles.desk.acts.event import record
from articles.desk.acts.needs import reasons_against
from articles.desk.acts.refusal import Refused
from articles.desk.acts.standing import Standing
from articles.desk.article import Article


def locked(article):
    """Return the article as it stands, its row locked until the transaction ends."""
    return Article.objects.select_for_update(of=("self",)).get(pk=article.pk)


@contextmanager
def attempt(verb, article, by, *, is_checked=True):
    """
    Carry out a verb in one transaction: all of it or nothing.

    Yields the `Standing` of the locked article; ``against`` on it holds every reason known before
    the verb's own answers are looked at, which the verb refuses together with those. What it
    refuses is written into the diary after the verb itself was rolled back. ``is_checked`` False
    is for the import of an article's past.
    """
    try:
        with transaction.atomic():
            standing = Standing(locked(article))
            standing.against = reasons_against(verb, standing, by) if is_checked else []
            yield standing
    except Refused as refusal:
        if (unchanged := Article.objects.filter(pk=article.pk).first()) is not None:
            record(unchanged, verb, by, reason=" ".join(refusal.reasons), refused=True)
        raise
