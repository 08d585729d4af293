""" "Tin cùng chuyên mục": which articles of its category stand beside an article."""

from django.db import models
from django.utils.translation import gettext_lazy as _

RELATED = 15


class Neighbours(models.TextChoices):
    """Which articles of the category stand beside one of them."""

    NEWEST = "newest", _("the newest of the category")
    OLDER = "older", _("those published just before it")
    NEWER = "newer", _("those published just after it")
    AROUND = "around", _("those published just before and just after it")


def neighbours(edition, cards, which=Neighbours.NEWEST, most=RELATED):
    """
    Return at most ``most`` of the editions of a category that stand beside one of them, the newest
    first.

    ``cards`` hold the nearest ones that ``which`` asks for and perhaps others.
    """
    here = place(edition)
    cards = sorted(cards, key=place, reverse=True)
    if which == Neighbours.NEWEST:
        return cards[:most]
    if which == Neighbours.OLDER:
        return [each for each in cards if place(each) < here][:most]
    if which == Neighbours.NEWER:
        return [each for each in cards if place(each) > here][-most:]
    return evenly(cards, here, most)


def place(edition):
    """Return where an edition stands in lists, to sort by."""
    return edition.published_at, edition.article or 0


def evenly(cards, here, most):
    """Return ``most`` of the cards, half from each side, more where one is short."""
    after = sum(place(each) > here for each in cards)
    before = len(cards) - after
    from_after = min(after, max(most // 2, most - before))
    return cards[after - from_after :][:most]
