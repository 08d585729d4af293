"""The diary in words: what an entry says to the people of the desk."""

from django.utils.translation import gettext_lazy as _

from articles.desk.acts.event import WorkflowEvent

# What was done, and what was tried and refused.
SAID = {
    "submit": _("sent the article to the editors"),
    "take_back": _("took the article back from the editors"),
    "pass_on": _("passed the article on for approval"),
    "approve": _("approved the article"),
    "send_back": _("sent the article back to its author"),
    "edit": _("changed the text after it was approved or published"),
    "publish": _("published the article"),
    "schedule": _("scheduled the article"),
    "unschedule": _("took the schedule back"),
    "emergency": _("published the article in an emergency"),
    "confirm": _("confirmed what had been published alone"),
    "correct": _("published a correction"),
    "reword": _("renewed the text for those who cannot see a picture"),
    "replace_picture": _("put another file in the place of a picture"),
    "withdraw": _("withdrew the article"),
    "bin": _("put the draft in the bin"),
    "unbin": _("took the draft out of the bin"),
    "waive": _("waived warnings of the checks"),
    "unwaive": _("let waived warnings count again"),
    "leave_titles": _("left titles that differ from the register as they are"),
    "take_up": _("took the article up again to print its titles anew"),
    "duplicate": _("made this draft as a copy"),
    "take_over": _("took over the writing, and kept what a colleague had typed"),
    "restore": _("brought an earlier version back"),
    "import": _("brought the article in from a file"),
    "erase": _("erased the article by order"),
    "ask_sign_off": _("asked somebody without an account for a sign-off"),
    "revoke_sign_off": _("revoked a sign-off link"),
    "sign_off": _("somebody answered through a sign-off link"),
    "record_sign_off": _("recorded what somebody said about the article"),
    "fill": _("made the article for measuring"),
}
TRIED = {
    "submit": _("tried to send the article to the editors"),
    "take_back": _("tried to take the article back from the editors"),
    "pass_on": _("tried to pass the article on for approval"),
    "approve": _("tried to approve the article"),
    "send_back": _("tried to send the article back"),
    "publish": _("tried to publish the article"),
    "schedule": _("tried to schedule the article"),
    "unschedule": _("tried to take the schedule back"),
    "emergency": _("tried to publish the article in an emergency"),
    "confirm": _("tried to confirm what had been published alone"),
    "correct": _("tried to publish a correction"),
    "reword": _("tried to renew the text for those who cannot see a picture"),
    "withdraw": _("tried to withdraw the article"),
    "bin": _("tried to put the article in the bin"),
    "unbin": _("tried to take the article out of the bin"),
    "waive": _("tried to waive warnings of the checks"),
    "review_titles": _("tried to settle titles that differ from the register"),
    "duplicate": _("tried to make a copy of the article"),
    "take_over": _("tried to take over the writing"),
    "restore": _("tried to bring an earlier version back"),
    "erase": _("tried to erase the article"),
    "ask_sign_off": _("tried to ask somebody for a sign-off"),
    "revoke_sign_off": _("tried to revoke a sign-off link"),
    "record_sign_off": _("tried to record what somebody said about the article"),
}


def diary_of(article, most=None):
    """Return the newest entries about an article, each with ``said``, a list; one query."""
    entries = WorkflowEvent.objects.filter(article=article.pk).select_related("by")[:most]
    for entry in entries:
        entry.said = in_words(entry)
    return list(entries)


def in_words(entry):
    """Return what an entry says happened, without who and when."""
    words = TRIED if entry.refused else SAID
    return words.get(entry.verb, entry.verb)
