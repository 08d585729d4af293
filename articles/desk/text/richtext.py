"""
The editor staff write in. The only module that knows which one it is.

CKEditor 4 gets no more open fixes, so it stands behind fences: the uploader that comes with it is
not installed, the plugins with known holes are off, its own filter allows only what our pages show,
and `articles.page.sanitising` cleans every text on the server whatever the editor let through.
"""

import re

from ckeditor.widgets import CKEditorWidget
from csp.decorators import csp_update
from django.conf import settings
from django.forms import Media
from django.templatetags.static import static
from django.urls import reverse

from articles.desk.text.editor_words import own_words, replaced_words
from articles.desk.titles.composer_words import composer_words
from articles.page.sanitising import clean_html
from people.composing import OPENING, OPENINGS

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
        ["Image", "Document", "Composer", "Table"],
        ["Undo", "Redo", "Find", "Maximize"],
    ],
    "format_tags": "p;h2;h3;h4",
    "extraPlugins": "image2",
    "removePlugins": ",".join(REMOVED_PLUGINS),
    "image2_captionedClass": "image",
    "image2_disableResizer": True,
    "extraAllowedContent": (
        "figure(image)[data-image,data-decorative]; img[data-decorative]; th[scope];"
        "sup; sub; ol[start]"
    ),
    # Where a picture stands and how large it is, is the page's business: the dialog does not ask.
    "disallowedContent": "img{width,height,float}[width,height]; figure{float,width}",
    "removeDialogTabs": "link:advanced;link:target",
    "linkShowTargetTab": False,
    "linkDefaultProtocol": "https://",
    # Vietnamese letters stay letters in the database.
    "entities": False,
    "basicEntities": True,
    "disableNativeSpellChecker": False,
    "language": settings.LANGUAGE_CODE,
    "defaultLanguage": "vi",
    "contentsLanguage": "vi",
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

# By its class the editor knows the figure of a picture. Over one without a picture, which a text
# written past the form may have, it falls and never opens.
PICTURE = re.compile(r"<figure(?= data-image=[^>]*><img )")

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
        self.config["desk"] = self.desk()
        self.config["title"] = self.config["desk"]["words"]["title"]
        return super().get_context(name, value, attrs)

    def desk(self):
        """Return what our scripts beside the editor need: addresses and words."""
        return {
            "pasteUrl": reverse("admin:articles_article_paste"),
            "linkUrl": reverse("admin:articles_article_link_to"),
            "uploadUrl": reverse("admin:images_image_upload"),
            "documentUrl": reverse("admin:documents_document_choose"),
            "documentIcon": static("desk/document.svg"),
            "composer": {
                "composeUrl": reverse("admin:articles_article_compose"),
                "findUrl": reverse("admin:articles_article_compose_find"),
                "linesUrl": reverse("admin:articles_article_compose_lines"),
                "icon": static("desk/composer.svg"),
                "opening": OPENING,
                "openings": OPENINGS,
                "words": composer_words(),
            },
            "words": own_words(),
            "replaced": replaced_words(),
        }

    def format_value(self, value):
        """
        Return what the editor opens, cleaned as a save would: its own filter is not the last word.

        It lets a tab stand inside ``javascript:``, which a browser does not mind.
        """
        value = clean_html(super().format_value(value) or "")
        return PICTURE.sub('<figure class="image"', value)

    @property
    def media(self):
        editor = super().media
        # One list, so that ours comes after the editor's wherever they end up on the page.
        ours = [
            *("editor", "pasting", "link_search", "document_link"),
            *("composer_finding", "composer"),
        ]
        return Media(
            css={"all": ["desk/dialog.css", "desk/link_search.css", "desk/composer.css"]},
            js=[*editor._js, *(f"desk/{name}.js" for name in ours)],
        )
