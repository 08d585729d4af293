"""What the form of a page holds that was typed and never saved, as if it had been saved so."""

from dataclasses import dataclass

from articles.desk.pages.form import PageForm
from articles.desk.pages.page import CONTENT, Page
from articles.desk.text.figures import tidy_body
from articles.desk.text.typed import fields_of
from articles.desk.versions.autosave import as_data


@dataclass(frozen=True)
class TypedPage:
    """
    What somebody typed: ``page`` is unsaved and says just that.

    ``is_empty`` tells that there is nothing in it which somebody would miss.
    """

    page: Page
    is_empty: bool

    @property
    def content(self):
        """What a save would write, {column: text}."""
        return {name: getattr(self.page, name) for name in CONTENT}


def as_posted(form):
    """Return those fields of a posted form that a page has; see `articles.desk.text.typed`."""
    return fields_of(form, lambda name: name in PageForm.base_fields)


def typed_page(data):
    """Return the `TypedPage` of a posted form (`QueryDict`), whether it would validate or not."""
    form = PageForm(data, instance=Page())
    form.is_valid()
    typed = {name: form.cleaned_data.get(name, data.get(name, "")) for name in CONTENT}
    if "body" not in form.cleaned_data:  # refused for what it says, and kept all the same
        typed["body"] = tidy_body(typed["body"])
    page = Page(**typed)
    is_empty = not any(each.strip() for each in typed.values())
    page.tidy()
    return TypedPage(page, is_empty)


def is_saved(typed, page):
    """Tell whether what was typed stands in some save of the page already, word for word."""
    return page.history.filter(**typed.content, erasure=None).exists()


def to_go_on_with(kept):
    """
    Return what a form is to be filled with to go on from a `PageAutosave`, a `QueryDict`.

    It bears the version that was read then, so that a save meets whatever was saved since.
    """
    data = as_data(kept.form)
    data["version_read"] = str(kept.version_read)
    return data
