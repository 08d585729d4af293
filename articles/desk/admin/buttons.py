"""The buttons beside an article: which step is next, which are possible, and why others are not."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from articles.desk.acts.needs import NEEDS
from articles.desk.acts.steps import STEPS
from articles.desk.article import Status
from articles.desk.roles.rights import why_not

# Which step the desk looks for next where an article stands, the first that is this person's.
NEXT = {
    Status.DRAFT: ["pass_on", "submit"],
    Status.RETURNED: ["pass_on", "submit"],
    Status.SUBMITTED: ["approve", "pass_on"],
    Status.IN_REVIEW: ["approve"],
    Status.APPROVED: ["publish"],
    Status.PUBLISHED: [],
}
# Of a desk's daily life; the others stand further down.
RARE = {"bin", "unbin", "emergency"}
# Kept out of sight where they are not possible: nobody looks for them there.
ONLY_WHERE_POSSIBLE = {"bin", "unbin", "confirm", "unschedule"}
OTHER_LABELS = {
    ("send_back", Status.APPROVED): _("Cancel the approval…"),
    ("publish", Status.PUBLISHED): _("Publish again"),
}


@dataclass(frozen=True)
class Button:
    """
    One step as its button shows it.

    ``refusals`` are the reasons why this person cannot take it at all, ``needs`` what the article
    lacks for it; it can be pressed when both are empty.
    """

    name: str
    label: str
    asks: bool
    refusals: list = field(default_factory=list)
    needs: list = field(default_factory=list)

    @property
    def is_possible(self):
        return not self.refusals and not self.needs

    @property
    def reasons(self):
        """Every reason at once, a list of sentences."""
        return list(dict.fromkeys([*self.refusals, *self.needs]))


def buttons_of(user, standing):
    """Return {name: `Button`} for every step, as ``user`` sees the article."""
    return {name: button(user, standing, step) for name, step in STEPS.items()}


def button(user, standing, step):
    """Return one step as its button shows it."""
    needs = NEEDS.get(step.name)
    article = standing.article
    return Button(
        step.name,
        OTHER_LABELS.get((step.name, article.status), step.label),
        bool(step.asks),
        why_not(user, step.name, article),
        needs(standing, user) if needs else [],
    )


def next_button(buttons, standing):
    """Return the step that should come next for this person, possible yet or not; or None."""
    article = standing.article
    if article.erasure_id:
        return None
    if article.binned_at:
        wanted = ["unbin"]
    else:
        owed = ["confirm"] if standing.owed_checks else []
        wanted = [*owed, *NEXT[Status(article.status)]]
    mine = [buttons[name] for name in wanted if not buttons[name].refusals]
    return next((each for each in mine if each.is_possible), mine[0] if mine else None)


def other_buttons(buttons, chosen):
    """Return (possible, impossible) lists of the remaining buttons, as the panel shows them."""
    others = [each for each in buttons.values() if each is not chosen]
    possible = [each for each in others if each.is_possible]
    impossible = [
        each for each in others if not each.is_possible and each.name not in ONLY_WHERE_POSSIBLE
    ]
    return possible, impossible
