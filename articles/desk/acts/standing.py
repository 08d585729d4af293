"""Where an article stands: the facts that verbs, buttons and pages judge by, asked only once."""

from django.db.models import Max
from django.utils import timezone
from django.utils.functional import cached_property

from articles.desk.acts.owed_check import OwedCheck
from articles.desk.acts.policy import policy_of
from articles.desk.checking import checked
from articles.desk.printing import print_article
from articles.page import clock
from articles.page.edition import Edition
from images.models import Image


def awaiting_consent(pictures):
    """
    Return the pictures among printed uses that show a child nobody's consent is recorded for.

    The library is asked anew, for editions too: a consent is given and taken back at any time. See
    `images.models.Child`.
    """
    numbers = {each["image"] for each in pictures}
    return list(Image.objects.awaiting_consent().filter(pk__in=numbers)) if numbers else []


class Standing:
    """
    An article at one moment, with its editions and what readers would see of it.

    Each fact is looked up when it is first asked for. ``now`` is the database's clock; a verb asks
    for it once it holds the article's lock.
    """

    def __init__(self, article):
        self.article = article
        self.editions = Edition.objects.of_article(article.pk)

    @cached_property
    def now(self):
        """
        The moment in which a verb acts.

        Never before an edition that was public from the moment it was made: a clock set back must
        not turn what readers have seen into something still to come.
        """
        begun = self.editions.filter(is_scheduled=False).aggregate(last=Max("live_from"))["last"]
        now = clock.database_now()
        return max(now, begun) if begun else now

    @cached_property
    def live(self):
        """The edition readers see, or None."""
        return self.editions.live(self.now).first()

    @cached_property
    def pending(self):
        """The edition that is to begin, or None."""
        return self.editions.pending(self.now).first()

    @cached_property
    def latest(self):
        """The newest edition that was not taken back, or None."""
        return self.editions.kept().first()

    @cached_property
    def last_begun(self):
        """The last edition that readers saw, be it over by now, or None."""
        return self.editions.begun(self.now).first()

    @cached_property
    def was_public(self):
        """Whether there is any edition, even one that was taken back."""
        return self.editions.exists()

    @cached_property
    def printed_and_hash(self):
        """What readers would see if it appeared now, as (content, hash)."""
        return self.printed_on(self.now)

    def printed_on(self, moment):
        """Return what readers would see if it appeared at a moment, as (content, hash)."""
        return print_article(self.article, timezone.localdate(moment))

    @property
    def printed(self):
        return self.printed_and_hash[0]

    @property
    def hash(self):
        return self.printed_and_hash[1]

    @cached_property
    def checked(self):
        """What the checks say of what readers would see, a `checking.Checked`."""
        day = self.article.event_date
        return checked(self.printed, day, self.article, timezone.localdate(self.now))

    @cached_property
    def awaiting_consent(self):
        """Pictures it would show now of a child whose consent is missing, a list; one query."""
        return awaiting_consent(self.printed.get("pictures", []))

    @cached_property
    def policy(self):
        """The rule of four eyes that counts for the article: the strictest of its categories."""
        further = self.article.further_categories.values_list("pk", flat=True).order_by()
        return policy_of(self.article.category_id, further)

    @cached_property
    def owed_checks(self):
        """Checks nobody has made yet, a list, the most urgent first."""
        return list(OwedCheck.objects.open().filter(article=self.article.pk).select_related("by"))

    def forget_editions(self):
        """Look the editions up again, after one of them was changed."""
        for name in ["live", "pending", "latest", "last_begun"]:
            self.__dict__.pop(name, None)
