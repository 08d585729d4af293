"""When readers see a frozen edition, of an article or of a page: ``[live_from, live_until)``."""

from django.db import models
from django.db.models import F

from articles.page import clock


class IntervalQuerySet(models.QuerySet):
    """
    Rows that are public over an interval; one that is empty belongs to an edition taken back.

    Whoever inherits says in ``withdrawn`` which of them were withdrawn, as a condition.
    """

    def withdrawn(self):
        """Return the condition that an edition was withdrawn."""
        raise NotImplementedError

    def live(self, at=None):
        """Editions the public may read at ``at`` (now when left out)."""
        at = at or clock.now()
        return self.filter(live_from__lte=at, live_until__gt=at)

    def begun(self, at=None):
        """
        Editions that were public at some moment up to ``at``, so not those taken back.

        One withdrawn in the very microsecond in which it began was public all the same.
        """
        was_public = models.Q(live_until__gt=F("live_from")) | self.withdrawn()
        return self.filter(was_public, live_from__lte=at or clock.now())

    def pending(self, at=None):
        """Editions that are to begin after ``at``."""
        return self.kept().filter(live_from__gt=at or clock.now())

    def kept(self):
        """Editions whose interval is not empty, so not those taken back."""
        return self.filter(live_until__gt=F("live_from"))
