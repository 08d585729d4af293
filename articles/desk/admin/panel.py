"""The panel beside the form: where an article stands, what comes next, and what is in the way."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from articles.desk.acts.diary import diary_of
from articles.desk.acts.four_eyes import changes_of_approver
from articles.desk.acts.needs import needs_to_be_approved
from articles.desk.acts.public_state import PublicState, public_state
from articles.desk.acts.standing import Standing
from articles.desk.admin.buttons import RARE, Button, buttons_of, next_button, other_buttons
from articles.desk.admin.notes import notes_of
from articles.desk.article import Status
from articles.desk.checking import Checked
from articles.desk.relating import related_of
from articles.desk.roles.rights import may
from articles.desk.signing.signing_off import SignOffs, sign_offs_of
from articles.desk.versions.version import APART
from articles.page import clock
from articles.page.edition import Edition

# What follows for somebody who has no step to take themselves.
WAITING = {
    Status.DRAFT: _("Its author is writing it."),
    Status.RETURNED: _("Its author is mending it."),
    Status.SUBMITTED: _("It waits for an editor of the desk."),
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
    """Everything the panel shows about an article to one person."""

    state: PublicState
    readers_see: str
    live: Edition | None
    pending: Edition | None
    owed_checks: list
    next: Button | None
    possible: list
    impossible: list
    rare: list
    may_duplicate: bool
    may_erase: bool
    waiting: str = ""
    sent_back_because: str = ""
    changes_of_approver: tuple | None = None
    later_needs: list = field(default_factory=list)
    checked: Checked | None = None
    may_waive: bool = False
    officials: list = field(default_factory=list)
    related: list = field(default_factory=list)
    diary: list = field(default_factory=list)
    versions: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    sign_offs: SignOffs | None = None

    @property
    def asks_for_note(self):
        """Whether publishing again should say how large the change is."""
        steps = [*self.possible, *([self.next] if self.next else [])]
        return self.live is not None and any(each.name == "publish" for each in steps)


def panel(user, article):
    """Return the `Panel` of an article annotated by `with_public_state`, as ``user`` sees it."""
    standing = Standing(article)
    # What the list already knows is not asked again.
    if not article.is_live:
        standing.live = None
    if not article.is_pending:
        standing.pending = None
    if not article.last_begun:
        standing.now = clock.database_now()  # no edition began that it could lie before
    buttons = buttons_of(user, standing)
    chosen = next_button(buttons, standing)
    possible, impossible = other_buttons(buttons, chosen)
    state = public_state(article)
    made = Panel(
        state=state,
        readers_see=READERS_SEE[state],
        live=standing.live,
        pending=standing.pending,
        owed_checks=standing.owed_checks,
        next=chosen,
        possible=[each for each in possible if each.name not in RARE],
        impossible=impossible,
        rare=[each for each in possible if each.name in RARE],
        may_duplicate=may(user, "duplicate", article),
        may_erase=may(user, "erase", article),
        diary=diary_of(article, most=6),
        versions=newest_versions(article)[:4],
        notes=notes_of(article),
    )
    if article.status == Status.RETURNED:
        made.sent_back_because = reason_of(made.diary, "send_back")
    if article.status in {Status.APPROVED, Status.PUBLISHED}:
        made.changes_of_approver = changes_of_approver(article)
    if not article.erasure_id and not article.binned_at:
        made.sign_offs = sign_offs_of(standing)
        made.waiting = WAITING[Status(article.status)]
        made.checked, made.may_waive = standing.checked, may(user, "waive", article)
        made.officials = standing.printed.get("officials", [])
        made.related = related_of(standing)
        made.later_needs = later_needs(standing, chosen)
    return made


def later_needs(standing, chosen):
    """Return what the steps after the next one will ask for, so that nobody is surprised."""
    if standing.article.status == Status.PUBLISHED:
        return []
    asked = chosen.reasons if chosen else []
    return [each for each in needs_to_be_approved(standing, None) if each not in asked]


def reason_of(diary, verb):
    """Return why a verb was last carried out, as the newest entries of the diary tell."""
    return next((each.reason for each in diary if each.verb == verb and not each.refused), "")


def newest_versions(article):
    """Return the versions of an article with who saved them, without their text."""
    return article.versions.select_related("saved_by").defer("content", *APART)
