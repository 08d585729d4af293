"""The diary in words: what an entry says to the people of the desk."""

from django.utils.translation import gettext_lazy as _

from articles.desk.event import WorkflowEvent

# What was done, and what was tried and refused.
SAID = {
    "submit": _("sent the article to the editors"),
    "recall": _("took the article back from the editors"),
    "send_back": _("sent the article back to its author"),
    "edit": _("changed the text after it was published"),
    "publish": _("published the article"),
    "schedule": _("scheduled the article"),
    "take_back": _("took the schedule back"),
    "correct": _("published a correction"),
    "withdraw": _("withdrew the article"),
    "bin": _("put the draft in the bin"),
    "unbin": _("took the draft out of the bin"),
    "duplicate": _("made this draft as a copy"),
    "restore": _("brought an earlier version back"),
    "import": _("brought the article in from a file"),
    "erase": _("erased the article by order"),
    "fill": _("made the article for measuring"),
}
TRIED = {
    "submit": _("tried to send the article to the editors"),
    "recall": _("tried to take the article back from the editors"),
    "send_back": _("tried to send the article back"),
    "publish": _("tried to publish the article"),
    "schedule": _("tried to schedule the article"),
    "take_back": _("tried to take the schedule back"),
    "correct": _("tried to publish a correction"),
    "withdraw": _("tried to withdraw the article"),
    "bin": _("tried to put the article in the bin"),
    "unbin": _("tried to take the article out of the bin"),
    "restore": _("tried to bring an earlier version back"),
    "erase": _("tried to erase the article"),
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
