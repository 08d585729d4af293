"""
Two contents beside each other, in words an editor can read.

A content is what a `Version` holds or what an `Edition` shows. `Names` turns its numbers into names
and `read` brings either into one shape; `compare` knows no database. Which contents can stand on
either side is told by `articles.desk.versions.side`.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.acts.marking import compare_blocks, compare_words, rising
from articles.desk.article import Article, ArticleDocument, Contributor
from articles.desk.text.blocks import blocks_of, lines_of
from articles.page.category import Category
from articles.page.edition import EditionDocument, EditionPicture, Kind
from articles.page.rendering import PLACE
from articles.page.topic import Topic
from documents.models import Document
from images.models import Image
from people.models import Official, Organisation

# How many unchanged paragraphs are shown around a change; longer runs are folded away.
AROUND = 1
WORDS = ["caption", "alt_text", "credit"]
RELATED = ["related_pinned", "related_banned"]


# A content in the shape that is compared


@dataclass(frozen=True)
class Picture:
    """One use of a picture: ``number`` counts from 1 in the order of its place."""

    number: int
    image: int | None
    place: str
    alt_text: str = ""
    caption: str = ""
    credit: str = ""
    decorative: bool = False
    title: str = ""
    thumbnail: str = ""

    @property
    def name(self):
        """What staff call this picture."""
        return NAMES[self.place] % {"number": self.number}


@dataclass(frozen=True)
class Content:
    """
    A content with names for numbers.

    The three texts are `Block`s, ``layout`` is the HTML of the body without its pictures, ``facts``
    are (name, label, texts).
    """

    headline: tuple = ()
    lead: tuple = ()
    body: tuple = ()
    layout: str = ""
    facts: tuple = ()
    pictures: tuple = ()


@dataclass(frozen=True)
class Names:
    """What the numbers in contents are called; `load` asks at most seven queries."""

    categories: dict = field(default_factory=dict)
    topics: dict = field(default_factory=dict)
    articles: dict = field(default_factory=dict)
    organisations: dict = field(default_factory=dict)
    officials: dict = field(default_factory=dict)
    images: dict = field(default_factory=dict)
    documents: dict = field(default_factory=dict)

    @classmethod
    def load(cls, *contents):
        """Read the names of all that these contents (JSON) mention."""
        categories, topics, articles, organisations = set(), set(), set(), set()
        officials, images, documents = set(), set(), set()
        for content in contents:
            categories |= {content.get("category"), *content.get("further_categories", [])}
            topics |= {*content.get("topics", [])}
            for name in RELATED:
                articles |= {*content.get(name, [])}
            organisations |= {content.get("organisation")}
            officials |= {each for each in content.get("officials", []) if isinstance(each, int)}
            images |= {use.get("image") for use in content.get("pictures", [])}
            documents |= {use["document"] for use in content.get("documents", [])}
        return cls(
            *(
                model.objects.in_bulk(numbers - {None})
                for model, numbers in [
                    (Category, categories),
                    (Topic, topics),
                    (Article, articles),
                    (Organisation, organisations),
                    (Official, officials),
                    (Image, images),
                    (Document, documents),
                ]
            )
        )


def read(content, names):
    """
    Return the `Content` of a version's or an edition's JSON.

    A body keeps the places of its pictures; one whose picture was erased leaves no trace.
    """
    pictures = tuple(pictures_in(content.get("pictures", []), names))
    titles = {each.image: each.title for each in pictures if each.image}
    body = content.get("body", "")
    return Content(
        headline=tuple(lines_of(content.get("headline", ""))),
        lead=tuple(lines_of(content.get("lead", ""))),
        body=tuple(blocks_of(body, titles)),
        layout=PLACE.sub("", body),
        facts=tuple(facts_of(content, names)),
        pictures=pictures,
    )


def pictures_in(uses, names):
    """Yield the pictures of a content, numbered within their places."""
    numbers = Counter()
    for use in uses:
        numbers[use["place"]] += 1
        yield picture_of(use, numbers[use["place"]], names.images.get(use.get("image")))


def picture_of(use, number, image):
    """Return one use of a picture; ``image`` is the library's, None where there is none."""
    return Picture(
        number=number,
        image=use.get("image"),
        place=use["place"],
        alt_text=use.get("alt_text", ""),
        caption=use.get("caption", ""),
        credit=use.get("credit", ""),
        decorative=use.get("decorative", False),
        title=str(image or ""),
        thumbnail=image.thumbnail_url if image else "",
    )


def facts_of(content, names):
    """Yield (name, label, texts) of all that is neither text nor picture, filled in or not."""
    source = content.get("source", {})
    day = content.get("event_date")
    texts = {
        "kind": [str(Kind(content["kind"]).label)] if "kind" in content else [],
        "category": named(names.categories, content.get("category")),
        "further_categories": [
            name
            for number in content.get("further_categories", [])
            for name in named(names.categories, number)
        ],
        "topics": [
            name for number in content.get("topics", []) for name in named(names.topics, number)
        ],
        "event_date": [date_format(date.fromisoformat(day), "d/m/Y")] if day else [],
        "no_event": [_("Yes")] if content.get("no_event") else [],
        "organisation": named(names.organisations, content.get("organisation")),
        "officials": [
            name for each in content.get("officials", []) for name in official_of(each, names)
        ],
        "contributors": [byline_of(each) for each in content.get("contributors", [])],
        "documents": [
            document_of(each, names)
            for each in content.get("documents", [])
            if each.get("place") != EditionDocument.Place.BODY  # there the text tells of it
        ],
        "source_name": [source["name"]] if source.get("name") else [],
        "source_url": [source["url"]] if source.get("url") else [],
    }
    for name in RELATED:
        numbers = content.get(name, [])
        texts[name] = [each for number in numbers for each in named(names.articles, number)]
    for name, said in texts.items():
        yield name, label_of(name), tuple(said)


def named(names, number):
    """Return the name of a number as a list; what is gone keeps its number."""
    return [] if number is None else [str(names.get(number) or f"#{number}")]


def official_of(each, names):
    """Return an official as a version (a number) or an edition (with printed titles) has it."""
    if isinstance(each, int):
        return named(names.officials, each)
    titles = ", ".join(title["text"] for title in each.get("titles", []) if title.get("text"))
    return [f"{each['name']} – {titles}" if titles else each["name"]]


def byline_of(each):
    """Return a contributor with the part played."""
    part = each.get("part", "")
    known = part in Contributor.Part.values
    return f"{each.get('name', '')} ({Contributor.Part(part).label if known else part})"


def document_of(each, names):
    """Return an attached document by the title of this use, with its kind and number."""
    number = each["document"]
    document = names.documents.get(number)
    title = each.get("title") or str(document or "")
    kind = f"{document.get_kind_display()}, " if document else ""
    return f"{title} ({kind}№ {number})".strip()


def label_of(name):
    """Return what the form calls a field of the article."""
    if name == "documents":
        return ArticleDocument._meta.verbose_name_plural
    if name == "contributors":
        return Contributor._meta.verbose_name_plural
    return Article._meta.get_field(name).verbose_name


# What differs


@dataclass(frozen=True)
class Text:
    """A text with all its `Passage`s, kept ones too."""

    name: str
    label: str
    passages: tuple

    @property
    def differs(self):
        return any(each.change != "kept" for each in self.passages)

    @property
    def stretches(self):
        """Return [(is folded away, passages)]: what changed, with a little of what surrounds it."""
        shown = {
            near
            for at, each in enumerate(self.passages)
            if each.change != "kept"
            for near in range(at - AROUND, at + AROUND + 1)
        }
        runs = []
        for at, each in enumerate(self.passages):
            folded = at not in shown
            if not runs or runs[-1][0] != folded:
                runs.append((folded, []))
            runs[-1][1].append(each)
        # Folding one short run away hides more than it saves.
        return [(folded and len(run) > 2 * AROUND, run) for folded, run in runs]


@dataclass(frozen=True)
class Fact:
    """A field that differs; ``old`` and ``new`` hold the `Mark`s of one entry each."""

    name: str
    label: str
    old: tuple
    new: tuple


@dataclass(frozen=True)
class PictureChange:
    """What became of one use of a picture; ``old`` or ``new`` is None where it came or went."""

    old: Picture | None
    new: Picture | None
    is_moved: bool = False
    alt_text: tuple = ()
    caption: tuple = ()
    credit: tuple = ()

    @property
    def differs(self):
        return bool(self.said) or any(
            mark.change != "kept" for name in WORDS for mark in getattr(self, name)
        )

    @property
    def words(self):
        """The words under the picture, a list of (label, marks); those that say anything."""
        image = Image._meta
        return [
            (image.get_field(name).verbose_name, getattr(self, name))
            for name in WORDS
            if getattr(self, name)
        ]

    @property
    def said(self):
        """Return what happened to the picture itself, a list of sentences."""
        old, new = self.old, self.new
        if old is None:
            return [_("New: %(picture)s.") % {"picture": new.name}]
        if new is None:
            return [_("Taken out: %(picture)s.") % {"picture": old.name}]
        sentences = []
        if old.image != new.image:
            sentences.append(_("%(picture)s was exchanged for another.") % {"picture": new.name})
        if old.place != new.place:
            sentences.append(_("%(old)s became %(new)s.") % {"old": old.name, "new": new.name})
        elif self.is_moved:
            sentences.append(moved_in_words(old, new))
        if old.decorative != new.decorative:
            sentences.append(decorative_in_words(new))
        return [capfirst(each) for each in sentences]


def decorative_in_words(new):
    """Return the sentence about a picture that became decorative, or ceased to be."""
    if new.decorative:
        return _("%(picture)s is decorative now.") % {"picture": new.name}
    return _("%(picture)s is no longer decorative.") % {"picture": new.name}


def moved_in_words(old, new):
    """Return the sentence about a picture that stands elsewhere in the order of its place."""
    values = {"picture": old.name, "place": new.number}
    if new.number < old.number:
        return _("%(picture)s moved up to place %(place)s.") % values
    if new.number > old.number:
        return _("%(picture)s moved down to place %(place)s.") % values
    return _("%(picture)s stands elsewhere among the others.") % values


NAMES = {
    EditionPicture.Place.LEAD: gettext_lazy("lead picture"),
    EditionPicture.Place.BODY: gettext_lazy("picture %(number)s in the text"),
    EditionPicture.Place.GALLERY: gettext_lazy("picture %(number)s of the gallery"),
}


@dataclass(frozen=True)
class Difference:
    """
    All that differs between two contents.

    ``old_name`` and ``new_name`` say what was compared, where somebody said so.
    """

    texts: tuple
    facts: tuple
    pictures: tuple
    layout_differs: bool = False
    old_name: str = ""
    new_name: str = ""

    @property
    def is_empty(self):
        return not (
            self.facts
            or self.layout_differs
            or any(each.differs for each in self.texts)
            or any(each.differs for each in self.pictures)
        )

    @property
    def changed_pictures(self):
        """The pictures something happened to."""
        return [each for each in self.pictures if each.differs]

    @property
    def kept_pictures(self):
        """How many pictures stayed as they were."""
        return len(self.pictures) - len(self.changed_pictures)


def compare(old, new, old_name="", new_name="", label_of=label_of):
    """
    Return the `Difference` between two `Content`s; no query, no clock.

    ``label_of`` gives what a text of the name is called where it stands.
    """
    texts = tuple(
        Text(name, label_of(name), tuple(compare_blocks(getattr(old, name), getattr(new, name))))
        for name in ("headline", "lead", "body")
    )
    return Difference(
        texts=texts,
        facts=tuple(compare_facts(old.facts, new.facts)),
        pictures=tuple(compare_pictures(old.pictures, new.pictures)),
        # What the reading of blocks does not show, two lists made one for example.
        layout_differs=old.layout != new.layout and not texts[-1].differs,
        old_name=old_name,
        new_name=new_name,
    )


def compare_facts(old, new):
    """Yield the `Fact`s that differ."""
    before, after = ({name: texts for name, _label, texts in facts} for facts in (old, new))
    labels = {name: label for name, label, _texts in (*old, *new)}
    for name, label in labels.items():
        left, right = before.get(name, ()), after.get(name, ())
        if left != right:
            yield Fact(name, label, entries(left, right, "removed"), entries(right, left, "added"))


def entries(texts, others, change):
    """
    Return the marks of each text: what the other side has too is kept, the rest is ``change``.

    Entries of one name belong together, so that an official's new title is told as a title.
    """
    same_name = {name_in(text): text for text in others}
    marked = []
    for text in texts:
        other = text if text in others else same_name.get(name_in(text), "")
        marks = compare_words(other, text) if change == "added" else compare_words(text, other)
        marked.append(tuple(each for each in marks if each.change in {"kept", change}))
    return tuple(marked)


def name_in(text):
    """Return the name in an entry of `official_of`, `byline_of` or `document_of`."""
    return text.split(" – ")[0].split(" (")[0]


def compare_pictures(old, new):
    """
    Return what became of every picture, in the order of ``new`` with those taken out at the end.

    Only those that changed their order among the ones that stayed are told as moved.
    """
    pairs = paired_pictures(old, new)
    stayed = sorted(pair for pair in pairs if old[pair[0]].place == new[pair[1]].place)
    in_order = {stayed[at] for at in rising([after for _before, after in stayed])}
    changes = {
        pair[1]: picture_change(old[pair[0]], new[pair[1]], pair not in in_order) for pair in pairs
    }
    gone = set(range(len(old))) - {before for before, _after in pairs}
    return [
        *(changes.get(at) or picture_change(None, each) for at, each in enumerate(new)),
        *(picture_change(old[at], None) for at in sorted(gone)),
    ]


def picture_change(old, new, is_moved=False):
    """Return the `PictureChange` of one use; None for the side that lacks it."""
    nothing = Picture(0, None, "")
    words = {
        name: tuple(compare_words(getattr(old or nothing, name), getattr(new or nothing, name)))
        for name in WORDS
    }
    return PictureChange(old, new, is_moved, **words)


def paired_pictures(old, new):
    """Return (place in old, place in new) of the uses that belong together, a list."""
    pairs, left, right = [], dict(enumerate(old)), dict(enumerate(new))
    keys = [
        lambda use: use.image and (use.image, use.place, use.caption),
        lambda use: use.image and (use.image, use.place),
        lambda use: use.image,
        lambda use: use.caption and (use.place, use.caption),
        lambda use: use.image is None and (use.place,),
        lambda use: use.place == EditionPicture.Place.LEAD,
    ]
    for key in keys:
        waiting = {}
        for at, use in right.items():
            waiting.setdefault(key(use), []).append(at)
        for at, use in list(left.items()):
            if key(use) and waiting.get(key(use)):
                after = waiting[key(use)].pop(0)
                pairs.append((at, after))
                del left[at], right[after]
    return pairs
