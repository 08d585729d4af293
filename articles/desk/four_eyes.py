"""
Four eyes: who may put their name to a text, and who not because it is their own.

Strict: nobody who saved any version of it. Otherwise: neither the article's author nor whoever
began the present round, which starts after each publication; an approver may mend details. Where a
desk checks afterwards, authors may approve, and the edition then owes the check of a second person.
"""

from django.utils.translation import gettext as _

from articles.desk.event import WorkflowEvent
from articles.desk.policy import FourEyes

PUBLISHING = ["publish", "schedule", "correct", "emergency"]


def reasons_against_approver(standing, by):
    """Return why this person may not approve this text, a list of sentences."""
    if by.pk not in barred_from_approving(standing):
        return []
    if standing.policy.four_eyes == FourEyes.STRICT:
        return [
            _("You wrote a part of this text; at this desk somebody who wrote nothing approves.")
        ]
    return [_("You wrote this text: somebody other than the author has to approve it.")]


def barred_from_approving(standing):
    """Return the numbers of all whom the desk's rule keeps from approving this text, a set."""
    rule = standing.policy.four_eyes
    if rule == FourEyes.AFTERWARDS:
        return set()
    if rule == FourEyes.STRICT:
        return writers_of(standing.article)
    return authors_of(standing.article)


def writers_of(article):
    """Return the numbers of all who saved a version of an article."""
    return {article.author_id, *article.versions.values_list("saved_by", flat=True)} - {None}


def authors_of(article):
    """Return the numbers of the author and of who began to write since it was last published."""
    last = published_last(article)
    since = article.versions.filter(is_aside=False, number__gt=last.version if last else 0)
    began = since.order_by("number").values_list("saved_by", flat=True).first()
    return {article.author_id, began} - {None}


def published_last(article):
    """Return the diary's entry about the last publication, or None."""
    return WorkflowEvent.objects.filter(
        article=article.pk, verb__in=PUBLISHING, refused=False
    ).first()


def approval_of(article, digest):
    """Return the diary's entry in which exactly this content was approved last, or None."""
    return WorkflowEvent.objects.filter(
        article=article.pk, verb="approve", refused=False, hash=digest
    ).first()


def was_approved_by_author(standing, digest):
    """Tell whether the approval of this content came from one of its authors."""
    approval = approval_of(standing.article, digest)
    return approval is not None and approval.by_id in authors_of(standing.article)


def changes_of_approver(article):
    """
    Return what the approver of the approved text changed in it, as (version before, last version).

    None when nothing is approved, or when nobody but its writers changed it: the author is shown
    what somebody else put their name to.
    """
    approval = approval_of(article, article.approved_hash) if article.approved_hash else None
    if approval is None:
        return None
    handed_in = WorkflowEvent.objects.filter(
        article=article.pk,
        verb__in=["submit", "pass_on"],
        refused=False,
        version__lte=approval.version,
    ).exclude(by=approval.by_id)
    since = handed_in.values_list("version", flat=True).first()
    if since is None:
        return None
    own = article.versions.filter(
        is_aside=False, number__gt=since, number__lte=approval.version, saved_by=approval.by_id
    )
    numbers = sorted(own.values_list("number", flat=True))
    return (numbers[0] - 1, numbers[-1]) if numbers else None
