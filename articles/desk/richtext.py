"""
The editor staff write in. The only module that knows which one it is.

CKEditor 4 gets no more open fixes, so it stands behind fences: the uploader that comes with it is
not installed, the plugins with known holes are off, its own filter allows only what our pages show,
and `articles.page.sanitising` cleans every text on the server whatever the editor let through.
"""

from ckeditor.widgets import CKEditorWidget
from csp.decorators import csp_update
from django.conf import settings
from django.forms import Media
from django.templatetags.static import static
from django.urls import reverse

# Never load these: known holes (preview, print, codesnippetgeshi), foreign services (scayt, wsc,
# exportpdf), or ways to put into a text what no page shows.
REMOVED_PLUGINS = [
    *("preview", "print", "codesnippetgeshi", "scayt", "wsc", "exportpdf"),
    *("flash", "smiley", "iframe", "forms", "about", "adobeair", "bbcode", "docprops"),
    *("sourcearea", "sourcedialog", "templates", "div", "elementspath", "image", "resize"),
]

CONFIG = {
    "toolbar": [
        ["Format"],
        ["Bold", "Italic", "RemoveFormat"],
        ["BulletedList", "NumberedList", "Blockquote"],
        ["Link", "Unlink"],
        ["Image", "Table", "SpecialChar"],
        ["Undo", "Redo", "Find", "Maximize"],
    ],
    "format_tags": "p;h2;h3;h4",
    "extraPlugins": "image2",
    "removePlugins": ",".join(REMOVED_PLUGINS),
    "image2_captionedClass": "image",
    "image2_disableResizer": True,
    "extraAllowedContent": "figure(image)[data-image]; th[scope]",
    # Where a picture stands and how large it is, is the page's business: the dialog does not ask.
    "disallowedContent": "img{width,height,float}[width,height]; figure{float,width}",
    "removeDialogTabs": "link:advanced;link:target",
    "linkShowTargetTab": False,
    # Vietnamese letters stay letters in the database.
    "entities": False,
    "basicEntities": True,
    "disableNativeSpellChecker": False,
    "defaultLanguage": "vi",
    "versionCheck": False,
    "height": 460,
    "width": "100%",
    "skin": "moono-lisa",
    # A picture comes from the library; pasted as text it would fill the form and be left out.
    "clipboard_handleImages": False,
    "pasteFromWord_inlineImages": False,
    "customConfig": "",
    "stylesSet": [],
}

# For a view whose page holds the editor: it writes inline scripts and styles, which the policy of
# all other pages forbids.
with_editor = csp_update(settings.DESK_CONTENT_SECURITY_POLICY)


class RichTextWidget(CKEditorWidget):
    """A text box with a toolbar for news: headings, emphasis, lists, links, pictures, tables."""

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs)
        self.config = {**CONFIG}

    def get_context(self, name, value, attrs):
        self.config["filebrowserImageBrowseUrl"] = reverse("admin:images_image_choose")
        self.config["contentsCss"] = [static("css/tokens.css"), static("desk/editor.css")]
        return super().get_context(name, value, attrs)

    @property
    def media(self):
        editor = super().media
        # One list, so that ours comes after the editor's wherever they end up on the page.
        return Media(css=editor._css, js=[*editor._js, "desk/editor.js"])
