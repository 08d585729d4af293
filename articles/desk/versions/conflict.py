"""Two people saved the same article: show both texts, lose neither."""

import re
from difflib import SequenceMatcher

from django.db.models import Manager, Model
from django.utils.encoding import force_str
from django.utils.translation import gettext as _

from articles.page.edition import Kind
from articles.page.sanitising import text_of
from documents.models import Document

FIELDS = [
    *("headline", "lead", "body", "kind", "category", "further_categories"),
    *("topics", "event_date", "no_event", "officials", "organisation"),
    *("lead_image", "lead_image_caption", "lead_image_alt", "lead_image_decorative"),
    *("source_name", "source_url", "related_pinned", "related_banned"),
]
# Rows beside the form, by the prefix they are posted under, and what a person reads of each.
ROWS = {
    "gallery": ["caption", "alt_text", "decorative"],
    "documents": ["document", "title"],
    "contributors": ["name"],
}


def differences(theirs, form, data):
    """
    Return what two saves disagree on.

    ``theirs`` is the article as the other person saved it, ``form`` the bound form of mine and
    ``data`` what was posted. A list of (label, their lines, my lines); each line is (text, whether
    the other side lacks it).
    """
    form.is_valid()
    pairs = [
        (form.fields[name].label or name, getattr(theirs, name), mine(form, name))
        for name in FIELDS
        if name in form.fields
    ]
    pairs += [
        (
            theirs._meta.get_field(prefix).related_model._meta.verbose_name_plural,
            rows_of(getattr(theirs, prefix).all(), names),
            posted_rows(data, prefix, names),
        )
        for prefix, names in ROWS.items()
    ]
    rows = [(label, readable(their), readable(my)) for label, their, my in pairs]
    return [(label, *side_by_side(their, my)) for label, their, my in rows if their != my]


def mine(form, name):
    """Return what was typed into a field; as typed where it is no valid value."""
    return form.cleaned_data.get(name, form.data.get(form.add_prefix(name), ""))


def readable(value):
    """Return a field's value as text that can stand beside another."""
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value in Kind.values:
        return str(Kind(value).label)
    if isinstance(value, str):
        return text_of(with_pictures_named(value)) or _("(empty)")
    if value is None or isinstance(value, Model):
        return _("(empty)") if value is None else str(value)
    if hasattr(value, "__iter__"):
        return ", ".join(sorted(map(str, value))) or _("(empty)")
    return force_str(value)


def with_pictures_named(html):
    """Put a word in the place of each picture, so that a missing one is seen."""
    decorative = r'<figure[^>]* data-decorative="true"[^>]*>\s*<img[^>]*>'
    named = _("decorative picture")  # apart: texts inside of other texts are not collected
    html = re.sub(decorative, f"[{named}] ", html)
    return re.sub(r"<img[^>]*>", f"[{_('picture')}] ", html)


def rows_of(rows, names):
    """Return rows as text, one a line."""
    return "\n".join(
        " – ".join(filter(None, (said(name, getattr(row, name)) for name in names))) for row in rows
    )


def said(name, value):
    """
    Return what a person reads of a value in a row.

    A box that is ticked reads as its label, the number of a document as its title.
    """
    if name == "decorative":
        return _("decorative") if value else ""
    if name == "document":
        return title_of(value)
    return value


def title_of(document):
    """Return the title of a `Document` or of one whose number was typed."""
    if isinstance(document, str):
        is_number = document.isascii() and document.isdecimal() and len(document) < 10
        known = Document.objects.filter(pk=int(document)).first() if is_number else None
        return str(known) if known else document
    return str(document)


def posted_rows(data, prefix, names):
    """Return posted rows as text, one a line, without those marked to be deleted."""
    rows = []
    for index in range(count_of(data, prefix, "TOTAL")):
        if not data.get(f"{prefix}-{index}-DELETE"):
            values = [data.get(f"{prefix}-{index}-{name}", "").strip() for name in names]
            shown = map(said, names, values)
            rows.append(" – ".join(filter(None, shown)))
    return "\n".join(filter(None, rows))


def count_of(data, prefix, which):
    """Return one of the counts of a posted formset; nonsense counts as none."""
    number = data.get(f"{prefix}-{which}_FORMS", "")
    return min(int(number), 1000) if number.isascii() and number.isdecimal() else 0


def side_by_side(theirs, mine):
    """Return both texts as lists of (line, whether the other side lacks it)."""
    left, right = theirs.split("\n"), mine.split("\n")
    same = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    kept_left = {block.a + step for block in same for step in range(block.size)}
    kept_right = {block.b + step for block in same for step in range(block.size)}
    return (
        [(line, index not in kept_left) for index, line in enumerate(left)],
        [(line, index not in kept_right) for index, line in enumerate(right)],
    )


def posted_again(data, article):
    """
    Return what was posted as (name, value) pairs for hidden fields, now knowing what stands.

    A row that was deleted meanwhile is sent as a new one: whoever saves over gets what they see.
    """
    values = {
        name: list(sent)
        for name, sent in data.lists()
        if name not in {"csrfmiddlewaretoken", "version_read"} and not name.startswith("_")
    }
    for prefix in ROWS:
        standing = {str(pk) for pk in getattr(article, prefix).values_list("pk", flat=True)}
        values.update(rows_again(values, prefix, standing))
    pairs = [(name, value) for name, sent in values.items() for value in sent]
    return [*pairs, ("version_read", article.version)]


def rows_again(values, prefix, standing):
    """Take the rows of a formset out of ``values`` and return them numbered anew."""
    pattern = re.compile(rf"{prefix}-(\d+)-(\w+)")
    rows = {}
    for name in list(values):
        if match := pattern.fullmatch(name):
            rows.setdefault(int(match[1]), {})[match[2]] = values.pop(name)
    old = [row for _index, row in sorted(rows.items()) if row.get("id", [""])[0] in standing]
    new = [row for _index, row in sorted(rows.items()) if row.get("id", [""])[0] not in standing]
    new = [{**row, "id": [""]} for row in new if not row.get("DELETE")]
    again = {
        f"{prefix}-{index}-{name}": value
        for index, row in enumerate([*old, *new])
        for name, value in row.items()
    }
    counts = {"TOTAL_FORMS": len(old) + len(new), "INITIAL_FORMS": len(old)}
    return {**again, **{f"{prefix}-{name}": [str(count)] for name, count in counts.items()}}
