"""Words of the dialog that names who was present, by the names `static/desk/composer.js` has."""

from django.utils.translation import gettext as _


def composer_words():
    """Return the words of the dialog. Its choices are in the order in which they are offered."""
    return {
        "button": _("Name who was present"),
        "title": _("Who was present"),
        "close": _("Close"),
        "day": _("Day of the event"),
        "dayHint": _("day/month/year"),
        "form": _("Form"),
        "mention": _("Mention"),
        "honorific": _("Form of address"),
        "opening": _("Opening words"),
        "forms": {
            "sentence": _("One paragraph"),
            "list": _("A line for each"),
            "phrase": _("Only the people, inside a sentence"),
        },
        "mentions": {
            "first": _("First, with titles"),
            "later": _("Later, the name alone"),
        },
        "honorifics": {
            "by_register": _("As the register has it"),
            "comrade": _("đồng chí"),
            "gentle": _("ông, bà"),
        },
        "find": _("Add an official"),
        "findHint": _("Name or office, marks may be left out"),
        "foundNone": _("Nobody in the register has this name or office on that day."),
        "foundSome": _("Found: %s. Choose with the arrow keys and Enter."),
        "added": _("Added: %s."),
        "isThere": _("%s is already in the list."),
        "pasteList": _("Paste a list"),
        "pasteHint": _("One person a line; office and number may stand beside the name."),
        "read": _("Add these people"),
        "unknown": _("Not in the register"),
        "choose": _("Who is meant?"),
        "choosePrompt": _("– choose –"),
        "skip": _("Leave out"),
        "people": _("People, by side"),
        "nobody": _("Nobody yet. Type a name above, or paste the list of the invitation."),
        "head": _("Head of the side"),
        "headHint": _("Without a head: “Cùng dự có …”"),
        "up": _("Move up: %s"),
        "down": _("Move down: %s"),
        "moveTo": _("Side of %s"),
        "newSide": _("New side"),
        "remove": _("Take out: %s"),
        "noTitles": _("no title on that day"),
        "arrange": _("Arrange anew"),
        "clear": _("Empty the list"),
        "preview": _("What will be inserted"),
        "insert": _("Insert into the article"),
        "insertLead": _("Insert into the lead"),
        "failed": _("The desk did not answer. Try again."),
    }
