"""A form that somebody has open, and what it sends while they type."""

import json
import re
import uuid
from html import unescape

from django.urls import reverse

from .typing import ADD, address, typed

KEEP_NEW = reverse("admin:articles_article_keep_new")


class Window:
    """
    A form that somebody has open, as `static/desk/autosave.js` speaks for it.

    Of an article; whoever inherits says for which other thing it stands.
    """

    add, keep_new = ADD, KEEP_NEW
    address = staticmethod(address)
    typed = staticmethod(typed)

    def __init__(self, browser, user, article=None):
        self.browser, self.user, self.article = browser, user, article
        self.number, self.read = str(uuid.uuid4()), []
        self.fields = self.typed(article)

    @property
    def url(self):
        return self.keep_new if self.article is None else self.address(self.article, "keep")

    def send(self, form=None, **more):
        body = {
            "user": str(self.user.pk),
            "typed_in": self.number,
            "read": self.read,
            "version_read": getattr(self.article, "version", 0),
            "form": form,
            **more,
        }
        return self.browser.post(self.url, json.dumps(body), content_type="application/json")

    def type(self, **changes):
        """Type something and let it be kept."""
        self.fields.update(changes)
        return self.send(lists(self.fields))

    def save(self, **more):
        """Press the button of the form itself."""
        form = {**self.fields, "typed_in": self.number, "typed_read": self.read, **more}
        where = self.address(self.article) if self.article else self.add
        return self.browser.post(where, form)


def lists(fields):
    """A form as a script gathers it: lists of texts."""
    listed = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    return {name: [str(each) for each in values] for name, values in listed.items()}


def hidden_fields(page):
    """What a page would send when its button is pressed."""
    fields = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        if name != "csrfmiddlewaretoken":
            fields.setdefault(unescape(name), []).append(unescape(value))
    return fields
