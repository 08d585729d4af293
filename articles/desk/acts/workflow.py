"""
The life of the working copy: the statuses it may move between, and the verbs that move it.

Each verb is one function. Buttons, bulk actions, commands and imports call it; nobody else assigns
a status. What it takes to publish lives in `articles.desk.acts.publishing`. ``by`` is the person
who acts, whose rights are asked; None stands for the newsroom itself, as in an import.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.acts.acting import attempt
from articles.desk.acts.event import record
from articles.desk.acts.refusal import refuse
from articles.desk.article import Article, Status
from articles.page.edition import Edition

# From each status of the working copy, the statuses it may move to. Straight to "published" leads
# an emergency, and the import of an article's past; who may go which way is in `rights.toml`.
NEXT_STATUSES = {
    Status.DRAFT: {Status.SUBMITTED, Status.IN_REVIEW, Status.PUBLISHED},
    Status.RETURNED: {Status.SUBMITTED, Status.IN_REVIEW, Status.PUBLISHED},
    Status.SUBMITTED: {
        *(Status.DRAFT, Status.RETURNED, Status.IN_REVIEW, Status.APPROVED),
        Status.PUBLISHED,
    },
    Status.IN_REVIEW: {Status.RETURNED, Status.APPROVED, Status.PUBLISHED},
    Status.APPROVED: {Status.RETURNED, Status.IN_REVIEW, Status.PUBLISHED},
    Status.PUBLISHED: {Status.DRAFT, Status.RETURNED, Status.APPROVED, Status.PUBLISHED},
}

DAYS_IN_BIN = 30


def move(article, to, verb, by, *, approved_hash=None, **why):
    """
    Move the locked article to a status its own allows, and write it into the diary.

    ``approved_hash`` names what is approved from here on; left out it stays as it was.
    """
    if to not in NEXT_STATUSES[Status(article.status)]:
        refuse(
            [
                _("An article that is “%(status)s” cannot take this step.")
                % {"status": article.get_status_display()}
            ]
        )
    record(article, verb, by, to_status=to, **why)
    article.status = to
    if approved_hash is not None:
        article.approved_hash = approved_hash
    article.save(update_fields=["status", "approved_hash"])


def submit(article, by):
    """Hand the article to the editors of the desk. Raises `Refused` with what is still missing."""
    with attempt("submit", article, by) as standing:
        refuse(standing.against)
        move(standing.article, Status.SUBMITTED, "submit", by)
        return standing.article


def take_back(article, by):
    """Take an article back from the editors before anybody decided on it, to go on writing."""
    with attempt("take_back", article, by) as standing:
        refuse(standing.against)
        move(standing.article, Status.DRAFT, "take_back", by)
        return standing.article


def pass_on(article, by):
    """Give an edited article to whoever approves. Raises `Refused` with what is still missing."""
    with attempt("pass_on", article, by) as standing:
        refuse(standing.against)
        seen = seen_in_checks(standing)
        move(standing.article, Status.IN_REVIEW, "pass_on", by, reason=seen)
        return standing.article


def send_back(article, by, reason):
    """Give the article back to its author, who reads why; an approval is void with it."""
    with attempt("send_back", article, by) as standing:
        refuse([*standing.against, *([] if reason.strip() else [_("Say what is to be mended.")])])
        why = {"reason": reason.strip()}
        move(standing.article, Status.RETURNED, "send_back", by, approved_hash="", **why)
        return standing.article


def approve(article, by):
    """
    Put a person's name to exactly what readers would see of the article now.

    The hash of that is what may be published. Raises `Refused`, also where the desk's rule of four
    eyes asks for somebody else.
    """
    with attempt("approve", article, by) as standing:
        refuse(standing.against)
        digest = standing.hash
        why = {"hash": digest, "reason": seen_in_checks(standing)}
        move(standing.article, Status.APPROVED, "approve", by, approved_hash=digest, **why)
        return standing.article


def seen_in_checks(standing):
    """Say for the diary what the checks told whoever let a text pass, "" for nothing."""
    return standing.checked.in_words


def put_in_bin(article, by):
    """Put a draft that never was public in the bin, for 30 days."""
    with attempt("bin", article, by) as standing:
        refuse(
            [
                *standing.against,
                *([_("The article is already in the bin.")] if standing.article.binned_at else []),
            ]
        )
        return set_binned(standing.article, "bin", by, timezone.now())


def take_out_of_bin(article, by):
    """Put a binned draft back on the desk."""
    with attempt("unbin", article, by) as standing:
        in_bin = standing.article.binned_at or standing.against
        refuse([*standing.against, *([] if in_bin else [_("The article is not in the bin.")])])
        return set_binned(standing.article, "unbin", by, None)


def set_binned(article, verb, by, moment):
    """Note in the diary that a draft went into the bin or out of it."""
    record(article, verb, by)
    article.binned_at = moment
    article.save(update_fields=["binned_at"])
    return article


def empty_bin(at=None):
    """Throw away drafts that have been in the bin for 30 days; return how many."""
    before = (at or timezone.now()) - timedelta(days=DAYS_IN_BIN)
    old = Article.objects.binned().filter(binned_at__lt=before)
    never_public = old.exclude(pk__in=Edition.objects.values("article"))
    return sum(1 for article in never_public if article.delete())
