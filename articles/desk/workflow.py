"""
The life of the working copy: the statuses it may move between, and the verbs that move it.

Each verb is one function. Buttons, bulk actions, commands and imports call it; nobody else assigns
a status. What it takes to publish lives in `articles.desk.publishing`.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.article import Article, Status
from articles.desk.event import record
from articles.desk.refusal import refuse
from articles.page.edition import Edition

# From each status of the working copy, the statuses it may move to.
NEXT_STATUSES = {
    Status.DRAFT: {Status.SUBMITTED, Status.PUBLISHED},
    Status.RETURNED: {Status.SUBMITTED, Status.PUBLISHED},
    Status.SUBMITTED: {Status.DRAFT, Status.RETURNED, Status.PUBLISHED},
    Status.IN_REVIEW: {Status.RETURNED, Status.APPROVED, Status.PUBLISHED},
    Status.APPROVED: {Status.RETURNED, Status.PUBLISHED},
    Status.PUBLISHED: {Status.DRAFT, Status.RETURNED, Status.PUBLISHED},
}

DAYS_IN_BIN = 30


def move(article, to, verb, by, **why):
    """Move the locked article to a status its own allows, and write it into the diary."""
    if to not in NEXT_STATUSES[Status(article.status)]:
        refuse(
            [
                _("An article that is “%(status)s” cannot take this step.")
                % {"status": article.get_status_display()}
            ]
        )
    record(article, verb, by, to_status=to, **why)
    article.status = to
    article.save(update_fields=["status"])


def locked(article):
    """Return the article as it stands, its row locked until the transaction ends."""
    return Article.objects.select_for_update(of=("self",)).get(pk=article.pk)


@transaction.atomic
def submit(article, by):
    """Hand the article to the editors of the desk. Raises `Refused` with what is still missing."""
    article = locked(article)
    refuse(reasons_against_submitting(article))
    move(article, Status.SUBMITTED, "submit", by)
    return article


def reasons_against_submitting(article):
    """Return what an article lacks before others should see it, a list of sentences."""
    return [
        *([] if article.headline else [_("The headline is missing.")]),
        *([] if article.category_id else [_("Choose a category.")]),
        *(
            []
            if article.event_date or article.no_event
            else [_("Give the event date, or tick “no event”.")]
        ),
        *([_("The article lies in the bin.")] if article.binned_at else []),
    ]


@transaction.atomic
def recall(article, by):
    """Take an article back from the editors before anybody decided on it, to go on writing."""
    article = locked(article)
    move(article, Status.DRAFT, "recall", by)
    return article


@transaction.atomic
def send_back(article, by, reason):
    """Give the article back to its author, who reads why."""
    article = locked(article)
    refuse([] if reason.strip() else [_("Say what is to be mended.")])
    move(article, Status.RETURNED, "send_back", by, reason=reason.strip())
    return article


@transaction.atomic
def put_in_bin(article, by):
    """Put a draft that never was public in the bin, for 30 days."""
    article = locked(article)
    refuse(reasons_against_binning(article))
    record(article, "bin", by)
    article.binned_at = timezone.now()
    article.save(update_fields=["binned_at"])
    return article


def reasons_against_binning(article):
    """Return why an article cannot be put in the bin, a list of sentences."""
    if Edition.objects.filter(article=article.pk).exists():
        return [_("What was published or scheduled is kept. Withdraw it instead.")]
    return [_("The article is already in the bin.")] if article.binned_at else []


@transaction.atomic
def take_out_of_bin(article, by):
    """Put a binned draft back on the desk."""
    article = locked(article)
    refuse([] if article.binned_at else [_("The article is not in the bin.")])
    record(article, "unbin", by)
    article.binned_at = None
    article.save(update_fields=["binned_at"])
    return article


def empty_bin(at=None):
    """Throw away drafts that have been in the bin for 30 days; return how many."""
    before = (at or timezone.now()) - timedelta(days=DAYS_IN_BIN)
    old = Article.objects.binned().filter(binned_at__lt=before)
    never_public = old.exclude(pk__in=Edition.objects.values("article"))
    return sum(1 for article in never_public if article.delete())
