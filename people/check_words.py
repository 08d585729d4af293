"""What staff read of each code of the title check."""

from django.utils.translation import gettext_lazy as _

from people.check import ERROR, INFO, WARN

GROUPS = {ERROR: _("Wrong"), WARN: _("Should be mended"), INFO: _("Hint")}

# How grave a finding of each code is by itself, the gravest first.
SEVERITIES = {
    **dict.fromkeys(("T01", "T02", "T03", "T04", "T14"), (ERROR,)),
    **dict.fromkeys(("T05", "T06", "T07", "T08", "T13", "T15", "T19"), (WARN,)),
    **dict.fromkeys(("T10", "T11", "T12", "T16", "T18", "T20", "T22"), (INFO,)),
    "T09": (ERROR, WARN),
    "T17": (WARN, INFO),
    "T21": (WARN, INFO),
}

MESSAGES = {
    "T01": _("This official has never held this title."),
    "T02": _("This title had ended by the day of the event."),
    "T03": _("This title began only after the day of the event."),
    "T04": _("This organisation did not exist on the day of the event."),
    "T05": _("First mention of this official, without a title."),
    "T06": _("First mention of this official, with a title missing."),
    "T07": _("This title should stand earlier among the official's titles."),
    "T08": _("This person should stand before the one named just before."),
    "T09": _("This is nearly the name of an official: a slip in spelling?"),
    "T10": _("The tone mark stands otherwise in the house's style."),
    "T11": _("Letters with loose marks, hidden characters or letters of another script."),
    "T12": _("An abbreviation that the article has not spelt out."),
    "T13": _("Nearly an official title: a word is missing, too many or wrong."),
    "T14": _("“nguyên” before a title that is still held."),
    "T15": _("“quyền” or “phụ trách” does not agree with the appointment."),
    "T16": _("Several officials bear this name; the titles do not tell who is meant."),
    "T17": _("The form of address does not fit."),
    "T18": _("This person is not in the register. Add them?"),
    "T19": _("This title was not printed at the official's first mention."),
    "T20": _("Capitals differ from the official form."),
    "T21": _("The day of the event is missing, or the lead names another one."),
    "T22": _("It is not clear which organisation this title belongs to."),
}
TOO_LATE = _("The document bears a day after the publishing.")


def message_of(code):
    """Return what staff read of a finding of this code."""
    return MESSAGES[code]
