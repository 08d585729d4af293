"""The panel beside the form: where an article stands, what comes next, and what is in the way."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.desk import workflow
from articles.desk.article import Status
from articles.desk.diary import diary_of
from articles.desk.printing import print_article
from articles.desk.public_state import PublicState, public_state
from articles.desk.publishing import reasons_against_publishing
from articles.desk.rights import open_steps
from articles.page import clock
from articles.page.edition import Edition

# What follows for somebody who has no step to take themselves.
WAITING = {
    Status.DRAFT: _("Its author is writing it."),
    Status.RETURNED: _("Its author is mending it."),
    Status.SUBMITTED: _("It waits for an editor or the head of desk."),
    Status.IN_REVIEW: _("It waits for approval."),
    Status.APPROVED: _("It is approved and waits to be published."),
    Status.PUBLISHED: _("Nothing is waiting: readers see this text."),
}
READERS_SEE = {
    PublicState.NEVER: _("Readers have never seen it."),
    PublicState.SCHEDULED: _("Readers do not see it yet."),
    PublicState.LIVE: _("Readers see it."),
    PublicState.EXPIRED: _("Its time is over; readers are told so."),
    PublicState.WITHDRAWN: _("It was withdrawn; readers are told why."),
}


@dataclass
class Panel:
    """Everything the panel shows. ``steps`` are the names of what this person may do."""

    state: PublicState
    readers_see: str
    steps: set
    live: Edition | None
    pending: Edition | None
    sent_back_because: str = ""
    next_step: str = ""
    waiting: str = ""
    refusals: list = field(default_factory=list)
    later_refusals: list = field(default_factory=list)
    officials: list = field(default_factory=list)
    diary: list = field(default_factory=list)
    versions: list = field(default_factory=list)


def panel(user, article):
    """Return the `Panel` of an article annotated by `with_public_state`, as ``user`` sees it."""
    now = clock.now()
    editions = Edition.objects.of_article(article.pk).defer("content", "body_html")
    state = public_state(article)
    made = Panel(
        state=state,
        readers_see=READERS_SEE[state],
        steps=open_steps(user, article),
        live=editions.live(now).first() if article.is_live else None,
        pending=editions.pending(now).first() if article.is_pending else None,
        diary=diary_of(article, most=6),
        versions=newest_versions(article)[:4],
    )
    if article.status == Status.RETURNED:
        made.sent_back_because = reason_of(made.diary, "send_back")
    made.steps -= steps_without_object(made, article)
    made.next_step = next_step(made.steps, article, made.live, made.pending)
    if not made.next_step:
        made.waiting = WAITING[Status(article.status)]
    check(made, article, now)
    return made


def reason_of(diary, verb):
    """Return why a verb was last carried out, as the newest entries of the diary tell."""
    return next((each.reason for each in diary if each.verb == verb and not each.refused), "")


def newest_versions(article):
    """Return the versions of an article with who saved them, without their text."""
    return article.versions.select_related("saved_by").defer("content", "pictures")


def steps_without_object(made, article):
    """Return the steps that make no sense where the article stands, whoever asks."""
    senseless = set()
    if made.pending is None:
        senseless.add("take_back")
    if made.live is None:
        senseless |= {"withdraw", "correct"}
    if made.live or made.pending or article.last_begun:
        senseless.add("bin")
    return senseless


def next_step(steps, article, live, pending):
    """Return the one step the panel offers first, "publish", "submit" or none."""
    if "publish" in steps and not (article.status == Status.PUBLISHED and live and not pending):
        return "publish"
    return "submit" if "submit" in steps else ""


def check(made, article, now):
    """Tell what is in the way of the next step, what of the ones after it, and who is printed."""
    if article.erasure_id or article.binned_at:
        return
    printed, _digest = print_article(article, timezone.localdate(now))
    made.officials = printed.get("officials", [])
    against_publishing = reasons_against_publishing(article, printed)
    if made.next_step == "publish":
        made.refusals = against_publishing
        return
    made.refusals = workflow.reasons_against_submitting(article)
    made.later_refusals = [each for each in against_publishing if each not in made.refusals]
    if not made.next_step:
        made.refusals = []
