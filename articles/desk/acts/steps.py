"""
The steps of an article as people take them: each a verb with a name, and what it answers.

Buttons, pages that ask first, bulk actions and the command `newsroom` all read this one table.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.acts import publishing, workflow
from articles.page.edition import Edition


@dataclass(frozen=True)
class Step:
    """
    A step by its name, also that of its right, its button and its address.

    ``act`` takes the article, the person and the answers, carries the verb out, and returns a
    sentence that says what came of it. ``asks`` names the answers it needs, ``takes`` those it
    takes besides.
    """

    name: str
    label: str
    act: callable
    asks: tuple = ()
    takes: tuple = ()
    # Whether the person has to have seen exactly what stands: the step is about this very text.
    is_about_text: bool = False


def submit(article, by):
    workflow.submit(article, by)
    return _("The article was sent to the editors.")


def take_back(article, by):
    workflow.take_back(article, by)
    return _("The article is yours again.")


def pass_on(article, by):
    workflow.pass_on(article, by)
    return _("The article waits for approval.")


def send_back(article, by, reason=""):
    workflow.send_back(article, by, reason)
    return _("The article went back to its author.")


def approve(article, by):
    workflow.approve(article, by)
    return _("The article is approved and can be published.")


def publish(article, by, major=False, change_note="", expires_at=None):
    before = Edition.objects.of_article(article.pk).first()
    live = Edition.objects.of_article(article.pk).live().first()
    edition = publishing.publish(
        article,
        by,
        expires_at=expires_at or (live.expires_at if live else None),
        major=major,
        change_note=change_note,
    )
    if before and edition.pk == before.pk:
        return _("Readers see this text already; nothing was changed.")
    return _("The article is public.")


def schedule(article, by, at=None, expires_at=None, major=False, change_note=""):
    publishing.publish(
        article, by, at=at, expires_at=expires_at, major=major, change_note=change_note
    )
    return _("The article is scheduled.")


def unschedule(article, by, reason=""):
    publishing.unschedule(article, by, reason)
    return _("The schedule was taken back; readers never saw it.")


def correct(article, by, kind="correction", wrong="", right="", apology="", change_note=""):
    publishing.correct(
        article,
        by,
        kind=kind,
        wrong=wrong,
        right=right,
        apology=apology,
        change_note=change_note,
    )
    return _("The correction is public.")


def withdraw(article, by, reason="", note=""):
    publishing.withdraw(article, by, reason, note=note)
    return _("The article was withdrawn. Its address says why.")


def emergency(article, by, reason=""):
    publishing.publish_in_an_emergency(article, by, reason)
    return _("The article is public. A second person has to confirm it.")


def confirm(article, by, reason=""):
    publishing.confirm(article, by, reason)
    return _("Confirmed: nothing is owed any more.")


def put_in_bin(article, by):
    workflow.put_in_bin(article, by)
    return _("The draft lies in the bin for 30 days.")


def take_out_of_bin(article, by):
    workflow.take_out_of_bin(article, by)
    return _("The draft is back on the desk.")


NOTE = ("major", "change_note")

# In the order of an article's life, which is the order of the buttons.
STEPS = {
    step.name: step
    for step in [
        Step("submit", gettext_lazy("Send to the editors"), submit),
        Step("take_back", gettext_lazy("Take it back to go on writing"), take_back),
        Step("pass_on", gettext_lazy("Pass on for approval"), pass_on),
        Step("send_back", gettext_lazy("Send back…"), send_back, ("reason",)),
        Step("approve", gettext_lazy("Approve"), approve, is_about_text=True),
        Step(
            "publish",
            gettext_lazy("Publish now"),
            publish,
            takes=(*NOTE, "expires_at"),
            is_about_text=True,
        ),
        Step(
            "schedule",
            gettext_lazy("Schedule…"),
            schedule,
            ("at",),
            ("expires_at", *NOTE),
            is_about_text=True,
        ),
        Step(
            "unschedule",
            gettext_lazy("Take the schedule back"),
            unschedule,
            takes=("reason",),
        ),
        Step(
            "correct",
            gettext_lazy("Correct…"),
            correct,
            ("wrong", "right"),
            ("kind", "apology", "change_note"),
            is_about_text=True,
        ),
        Step(
            "withdraw",
            gettext_lazy("Withdraw…"),
            withdraw,
            ("reason",),
            ("note",),
            is_about_text=True,
        ),
        Step(
            "emergency",
            gettext_lazy("Publish in an emergency…"),
            emergency,
            ("reason",),
            is_about_text=True,
        ),
        Step(
            "confirm",
            gettext_lazy("Confirm what was published"),
            confirm,
            takes=("reason",),
            is_about_text=True,
        ),
        Step("bin", gettext_lazy("Put in the bin"), put_in_bin),
        Step("unbin", gettext_lazy("Take out of the bin"), take_out_of_bin),
    ]
}
