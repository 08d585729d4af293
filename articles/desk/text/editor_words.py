"""What the editor says: our own words, and those its Vietnamese translation leaves in English."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def replaced_words():
    """Return words of the editor by their place in its language file, "section.name" to text."""
    return {
        "format.label": _("Kind of paragraph"),
        "format.panelTitle": _("Kind of paragraph"),
        "format.tag_p": _("Paragraph"),
        "format.tag_h2": _("Heading"),
        "format.tag_h3": _("Heading below it"),
        "format.tag_h4": _("Smallest heading"),
        "common.url": pgettext("web page", "Address"),
        "common.image": _("Picture"),
        "common.editorHelp": _("Alt+F10: to the toolbar. Alt+0: help with the keyboard."),
        "toolbar.toolbarExpand": _("Show the toolbar"),
        "notification.closed": _("The notice was closed."),
        "list.bulletedlist": _("List"),
        "list.numberedlist": _("Numbered list"),
        "blockquote.toolbar": _("Quotation"),
        "removeformat.toolbar": _("Remove formatting"),
        "undo.undo": _("Undo"),
        "undo.redo": _("Redo"),
        "find.find": _("Find"),
        "find.findOptions": _("How to look"),
        "find.findWhat": _("Words to find:"),
        "find.matchWord": _("Whole words only"),
        "find.matchCyclic": _("At the end, begin again at the top"),
        "maximize.maximize": _("Write on the whole screen"),
        "maximize.minimize": _("Back to the form"),
        "link.toolbar": _("Link"),
        "link.displayText": _("Words of the link"),
        "link.toUrl": _("Page"),
        "link.toPhone": _("Telephone"),
        "link.phoneNumber": _("Telephone number"),
        "link.noTel": _("Type the telephone number."),
        "table.heightUnit": _("unit of height"),
        "table.cell.columnHeader": _("Heads its column"),
        "table.cell.rowHeader": _("Heads its row"),
        "table.headers": _("Which cells are heads"),
        "widget.label": "%1",
        "clipboard.pasteNotification": _("Press %1 to paste; this browser has no button for it."),
        "clipboard.pasteMsg": _("Paste into the box below, then press OK."),
        "clipboard.fileFormatNotSupportedNotification": _(
            "Files of this kind cannot be pasted. Allowed: ${formats}."
        ),
        "clipboard.fileWithoutFormatNotSupportedNotification": _(
            "Files of this kind cannot be pasted."
        ),
        "uploadwidget.abort": _("The upload was stopped."),
        "uploadwidget.doneOne": _("The file was uploaded."),
        "uploadwidget.doneMany": _("%1 files were uploaded."),
        "uploadwidget.uploadOne": _("Uploading ({percentage}%)…"),
        "uploadwidget.uploadMany": _("Uploading, {current} of {max} done ({percentage}%)…"),
    }


def own_words():
    """Return what our additions to the editor say, by the names `static/desk/` asks for."""
    return {
        "pictures": _(
            "Pasted pictures are left out. Put a picture into the library with the picture "
            "button, then into the text."
        ),
        "alt": _("Text for those who cannot see it"),
        "choose": _("Choose from the library"),
        "document": _("Document to download"),
        "decorative": _("Decorative picture: those who cannot see skip it"),
        "find": _("Find an article of this site"),
        "findHint": _("Words of the headline, marks may be left out"),
        "foundNone": _("No article has these words in its headline."),
        "foundSome": _("Articles found: %s. Choose with the arrow keys and Enter."),
        "failed": _("The search did not answer. Try again."),
        "uploading": _("The picture is being put into the library…"),
        "uploadFailed": _("The picture could not be put into the library."),
        "title": _("Text of the article. Alt+F10: to the toolbar."),
    }
