"""
Who may do what with one article now, and why: the table of rights, read for the whole staff.

Names are those who have the right, by what it comes to them; what the article itself lacks is told
to the person who asks.
"""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.acts.four_eyes import barred_from_approving
from articles.desk.acts.needs import reasons_against
from articles.desk.acts.steps import STEPS
from articles.desk.roles.assignment import DeskRole
from articles.desk.roles.rights import look_up, through

# What is done with an article beside its steps, in the order of the page: the acts of the table.
OTHER_ACTS = {
    "view": gettext_lazy("Read it at the desk"),
    "write": gettext_lazy("Write on it"),
    "waive": gettext_lazy("Waive a warning of the checks"),
    "review_titles": gettext_lazy("Settle titles that differ from the register"),
    "note": gettext_lazy("Leave a note for colleagues"),
    "ask_sign_off": gettext_lazy("Ask somebody outside for a sign-off"),
    "duplicate": gettext_lazy("Make a copy"),
}
LAST_ACTS = {
    "reword": gettext_lazy("Renew the text of a picture for those who cannot see it"),
    "erase": gettext_lazy("Erase by order"),
}


@dataclass(frozen=True)
class Who:
    """Those who may do something for one and the same reason: ``why`` in words, and their names."""

    why: str
    names: list


@dataclass(frozen=True)
class Answer:
    """
    One act: who may do it, whom four eyes keep from it, and what stands in this person's way.

    ``reasons`` is empty where the person who asks may do it now.
    """

    act: str
    label: str
    who: list
    barred: list
    reasons: list

    @property
    def is_possible(self):
        return not self.reasons


def labels():
    """Return every act about an article with its label, in the order of the page."""
    steps = {step.name: str(step.label).removesuffix("…") for step in STEPS.values()}
    return {**OTHER_ACTS, **steps, **LAST_ACTS}


def who_may(standing, user):
    """
    Return an `Answer` for every act, about the article of a `Standing`, for ``user``.

    The number of queries does not grow with the staff.
    """
    staff = active_staff()
    return [answer(standing, user, staff, act, label) for act, label in labels().items()]


def active_staff():
    """Return all who can sign in to the desk, a list; what they hold is looked up at once."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    staff = list(people.order_by("full_name", "username"))
    look_up(staff)
    return staff


def answer(standing, user, staff, act, label):
    """Return the `Answer` about one act."""
    article = standing.article
    kept = kept_from(standing, act)
    groups, barred = {}, []
    for person in staff:
        grounds = [ground(person, rule, held) for rule, held in through(person, act, article)]
        if grounds and person.pk in kept:
            barred.append(str(person))
        elif grounds:
            groups.setdefault(min(grounds), []).append(str(person))
    who = [Who(why, names) for (_rank, why), names in sorted(groups.items())]
    return Answer(act, label, who, barred, reasons_against(act, standing, user))


def kept_from(standing, act):
    """Return the numbers of those who have the right, but whose own text or deed it is."""
    if act == "approve":
        return barred_from_approving(standing)
    if act == "confirm":
        alone = {check.by_id for check in standing.owed_checks}
        return alone if len(alone) == 1 else set()  # of several, each is the second of another
    return set()


def ground(person, rule, held):
    """
    Return on what ground a rule fits a person, as (rank, words); of several the smallest counts.

    What somebody may as anybody of their role comes before what they may as the author, what is
    held for good before what ends, heads of desks before others.
    """
    if person.is_superuser:
        return (2, 0, 0, 0, 0), _("Superuser")
    if held is None:
        return (1, 0, 0, 0, 0), _("Trusted with it by name")
    is_authors = rule.whose == "own"
    order = list(DeskRole).index(DeskRole(held.role))
    assignment = held.assignment
    ends = assignment is not None and assignment.until is not None
    rank = (0, is_authors, ends, -order, assignment.pk if assignment else 0)
    words = in_words(held)
    return rank, _("%(role)s, as the author") % {"role": words} if is_authors else words


def in_words(held):
    """Return what somebody holds, where, and until when."""
    if held.assignment is None:
        return _("%(role)s, everywhere") % {"role": DeskRole(held.role).label}
    if held.assignment.until is None:
        return held.assignment.what
    return _("%(role)s, until the end of %(day)s") % {
        "role": held.assignment.what,
        "day": date_format(held.assignment.until),
    }
