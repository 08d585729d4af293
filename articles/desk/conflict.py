"""Two people saved the same article: show both texts, lose neither."""

from django.utils.translation import gettext as _

from articles.page.sanitising import text_of

SHOWN = ["headline", "lead", "body", "category", "event_date", "source_name"]


def differences(theirs, form):
    """
    Return what two saves disagree on, a list of (label, their text, my text).

    ``theirs`` is the article as the other person saved it, ``form`` the bound form of mine.
    """
    form.is_valid()
    rows = []
    for name in SHOWN:
        if name not in form.fields:
            continue
        their, my = readable(getattr(theirs, name)), readable(mine(form, name))
        if their != my:
            rows.append((form.fields[name].label or name, their, my))
    return rows


def mine(form, name):
    """Return what was typed into a field; as typed where it is no valid value."""
    return form.cleaned_data.get(name, form.data.get(form.add_prefix(name), ""))


def readable(value):
    """Return a field's value as text that can stand beside another."""
    if value is None or value == "":
        return _("(empty)")
    return text_of(value) if isinstance(value, str) else str(value)


def posted_again(data, version):
    """Return what was posted as (name, value) pairs for hidden fields, now knowing ``version``."""
    kept = [
        (name, value)
        for name, values in data.lists()
        if name not in {"csrfmiddlewaretoken", "version_read"} and not name.startswith("_")
        for value in values
    ]
    return [*kept, ("version_read", version)]
