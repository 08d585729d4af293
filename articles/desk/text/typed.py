"""
What a form holds that was typed and never saved: its content, as if it had been saved as it is.

It works where the form itself would not: no headline, a date that is none. What no version can hold
is given back apart, so that no letter is lost.
"""

import re
from dataclasses import dataclass, field

from django.http import QueryDict

from articles.desk.article import Article, ArticleDocument, ArticleImage, Contributor
from articles.desk.form import ArticleForm
from articles.desk.text.figures import tidy_body, without_figures_of
from articles.desk.versions.conflict import ROWS, count_of, posted_again, rows_again
from articles.desk.versions.content import content_from, hash_of
from articles.page.papers.document_links import without_links
from documents.models import Document
from images.models import Image
from vietnamese import one_line, plain

ROW_FIELDS = {
    "gallery": ["image", "caption", "alt_text", "decorative", "order"],
    "documents": ["document", "title", "order"],
    "contributors": ["name", "part", "order"],
}
COUNTS = ["TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS"]
ROW_NAME = re.compile(
    "|".join(
        rf"{prefix}-(?:{'|'.join(COUNTS)}|\d{{1,4}}-(?:id|article|DELETE|{'|'.join(names)}))"
        for prefix, names in ROW_FIELDS.items()
    )
)
# Texts that are cut to what their column holds; the whole of them is given back apart.
CUT = ["headline", "source_name", "lead_image_alt"]


@dataclass(frozen=True)
class Typed:
    """
    What somebody typed: ``content`` as `content_of` gives it, and what it cannot hold.

    ``left_out`` maps the labels of fields to the text typed there.
    """

    content: dict
    left_out: dict = field(default_factory=dict)

    @property
    def hash(self):
        return hash_of(self.content)

    @property
    def is_empty(self):
        """Whether there is nothing in it that somebody would miss."""
        return not self.left_out and not {*self.content} - {"kind", "no_event"}


def as_posted(form):
    """
    Return those fields of a posted form that an article has, a dict of name to list of texts.

    ``form`` is any JSON value from a browser. Raises ValueError for anything but a dict of lists of
    texts.
    """
    return fields_of(form, lambda name: name in ArticleForm.base_fields or ROW_NAME.fullmatch(name))


def fields_of(form, is_field):
    """
    Return the fields of a posted form whose names ``is_field`` lets pass; see `as_posted`.

    Lines end as they do where a browser sends a form itself.
    """
    if not isinstance(form, dict):
        raise ValueError("not a form")
    kept = {}
    for name, values in form.items():
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise ValueError("not the values of a field")
        if is_field(name):
            kept[name] = [re.sub(r"\r\n?|\n", "\r\n", plain(each)) for each in values]
    return kept


def typed_content(data):
    """Return the `Typed` of a posted form (`QueryDict`), whether it would validate or not."""
    form = ArticleForm(data, instance=Article())
    form.is_valid()
    article, values = form.instance, form.cleaned_data
    if "body" not in values:  # refused for what it says, and kept all the same
        article.body = tidy_body(data.get("body", ""))
    whole = {"body"}
    for name in CUT:
        if name not in values:
            longest = Article._meta.get_field(name).max_length
            words = " ".join(plain(data.get(name, "")).split())
            setattr(article, name, words[:longest].strip())
            if len(words) <= longest:
                whole.add(name)
    left_out = {
        str(form.fields[name].label): " ".join(data.getlist(name))
        for name in ArticleForm.Meta.fields
        if name not in {*values, *whole} and any(each.strip() for each in data.getlist(name))
    }
    if article.event_date:
        article.no_event = False
    article.tidy()
    content = content_from(
        article,
        further_categories=[each.pk for each in values.get("further_categories", [])],
        topics=[each.pk for each in values.get("topics", [])],
        officials=[each.pk for each in values.get("officials", [])],
        pinned=[each.pk for each in values.get("related_pinned", [])],
        banned=[each.pk for each in values.get("related_banned", [])],
        contributors=contributors_in(data, left_out),
        gallery=gallery_in(data, left_out),
        documents=documents_in(data, left_out),
    )
    return Typed(content, left_out)


def rows_in(data, prefix):
    """Return the posted rows of a formset that are kept, in their order, each a dict of texts."""
    rows = []
    for index in range(count_of(data, prefix, "TOTAL")):
        if data.get(f"{prefix}-{index}-DELETE"):
            continue
        names = ["id", *ROW_FIELDS[prefix]]
        row = {name: data.get(f"{prefix}-{index}-{name}", "").strip() for name in names}
        if any(row[name] for name in names[1:] if name not in {"order", "part", "decorative"}):
            rows.append(row)
    # Those with a number come first, the others follow as they stand.
    return sorted(rows, key=lambda row: (not row["order"].isdecimal(), int_of(row["order"])))


def int_of(text):
    """Return the number a text writes, 0 where it writes none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def gallery_in(data, left_out):
    """Return the posted gallery as unsaved rows; one query where a picture is chosen."""
    rows = rows_in(data, "gallery")
    chosen = {int_of(row["image"]) for row in rows} - {0}
    images = Image.objects.kept().in_bulk(chosen) if chosen else {}
    gallery = []
    for row in rows:
        image = int_of(row["image"])
        if row["image"] and image not in images:
            note(left_out, ArticleImage, "image", row["image"])
        alt_text = cut(left_out, ArticleImage, "alt_text", row["alt_text"])
        number = image if image in images else None
        gallery.append(
            ArticleImage(
                image_id=number,
                caption=row["caption"],
                alt_text=alt_text,
                decorative=bool(row["decorative"]),
            )
        )
    return [row for row in gallery if row.image_id or row.caption or row.alt_text]


def documents_in(data, left_out):
    """Return the posted documents as unsaved rows; one query where one is chosen."""
    rows = rows_in(data, "documents")
    chosen = {int_of(row["document"]) for row in rows} - {0}
    store = Document.objects.kept().in_bulk(chosen) if chosen else {}
    documents = []
    for row in rows:
        number = int_of(row["document"])
        if number not in store:  # no version can hold a title alone
            for name in ["document", "title"]:
                note(left_out, ArticleDocument, name, row[name])
            continue
        title = cut(left_out, ArticleDocument, "title", one_line(row["title"]))
        documents.append(ArticleDocument(document_id=number, title=title))
    return documents


def contributors_in(data, left_out):
    """Return the posted byline as unsaved rows."""
    parts = set(Contributor.Part.values)
    return [
        Contributor(
            name=cut(left_out, Contributor, "name", row["name"]),
            part=row["part"] if row["part"] in parts else Contributor.Part.AUTHOR,
        )
        for row in rows_in(data, "contributors")
    ]


def cut(left_out, model, name, text):
    """Return a text as long as its column; what is longer is noted whole."""
    longest = model._meta.get_field(name).max_length
    if len(text) <= longest:
        return text
    note(left_out, model, name, text)
    return text[:longest].strip()


def note(left_out, model, name, text):
    """Add a text that a version cannot hold to the others of its field."""
    label = str(model._meta.get_field(name).verbose_name)
    left_out[label] = " · ".join(filter(None, [left_out.get(label), text]))


def is_saved(typed, article):
    """Tell whether what was typed stands in some version of the article already, word for word."""
    if typed.left_out:
        return False
    return article.versions.filter(hash=typed.hash, erasure=None).exists()


def to_go_on_with(autosave):
    """
    Return what a form is to be filled with to go on from an `Autosave`, a `QueryDict`.

    It bears the version that was read then, so that a save meets whatever was saved since. A row
    that was deleted meanwhile is a new one.
    """
    if autosave.article is not None:
        pairs = posted_again(autosave.data, autosave.article)
    else:
        values = dict(autosave.form)
        for prefix in ROWS:
            values.update(rows_again(values, prefix, set()))
        pairs = [(name, value) for name, sent in values.items() for value in sent]
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    data["version_read"] = autosave.version_read
    return data


def without_document(form, document):
    """Return a typed form without any use of a document, its titles included."""
    number, kept = str(document.pk), dict(form)
    for name in form:
        row = re.fullmatch(r"(documents-\d+)-document", name)
        if row and form[name] == [number]:
            kept.update({f"{row[1]}-{each}": [""] for each in ROW_FIELDS["documents"]})
            kept[f"{row[1]}-DELETE"] = ["on"]
    if document.key in "".join(kept.get("body", [])):
        kept["body"] = [without_links(tidy_body("".join(kept["body"])), {document.key})]
    return kept


def without_picture(form, image):
    """Return a typed form without any use of a picture, its words included."""
    number, kept = str(image.pk), dict(form)
    if kept.get("lead_image") == [number]:
        kept.update({name: [""] for name in kept if name.startswith("lead_image")})
    for name in form:
        row = re.fullmatch(r"(gallery-\d+)-image", name)
        if row and form[name] == [number]:
            kept.update({f"{row[1]}-{each}": [""] for each in ROW_FIELDS["gallery"]})
            kept[f"{row[1]}-DELETE"] = ["on"]
    body = tidy_body("".join(kept.get("body", [])))
    if f'data-image="{number}"' in body:
        kept["body"] = [without_figures_of(body, image)]
    return kept
