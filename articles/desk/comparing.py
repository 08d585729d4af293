"""
Two contents beside each other, in words an editor can read.

A content is what a `Version` holds or what an `Edition` shows. `Names` turns its numbers into names
and `read` brings either into one shape; `compare` knows no database. Which contents can stand on
either side is told by `articles.desk.side`.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.article import Article, Contributor
from articles.desk.blocks import blocks_of, lines_of
from articles.desk.marking import Mark, compare_blocks, compare_words, rising
from articles.page.category import Category
from articles.page.edition import EditionPicture, Kind
from articles.page.rendering import PLACE
from images.models import Image
from people.models import Official, Organisation

# How many unchanged paragraphs are shown around a change; longer runs are folded away.
AROUND = 1
WORDS = ["caption", "alt_text", "credit"]


# A content in the shape that is compared


@dataclass(frozen=True)
class Picture:
    """One use of a picture: ``number`` counts from 1 in reading order, over all places."""

    number: int
    image: int | None
    place: str
    alt_text: str = ""
    caption: str = ""
    credit: str = ""
    title: str = ""
    thumbnail: str = ""


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
    """What the numbers in contents are called; `load` asks at most four queries."""

    categories: dict = field(default_factory=dict)
    organisations: dict = field(default_factory=dict)
    officials: dict = field(default_factory=dict)
    images: dict = field(default_factory=dict)

    @classmethod
    def load(cls, *contents):
        """Read the names of all that these contents (JSON) mention."""
        categories, organisations, officials, images = set(), set(), set(), set()
        for content in contents:
            categories |= {content.get("category"), *content.get("further_categories", [])}
            organisations |= {content.get("organisation")}
            officials |= {each for each in content.get("officials", []) if isinstance(each, int)}
            images |= {use.get("image") for use in content.get("pictures", [])}
        return cls(
            *(
                model.objects.in_bulk(numbers - {None})
                for model, numbers in [
                    (Category, categories),
                    (Organisation, organisations),
                    (Official, officials),
                    (Image, images),
                ]
            )
        )


def read(content, names):
    """
    Return the `Content` of a version's or an edition's JSON.

    A body keeps the places of its pictures; one whose picture was erased leaves no trace.
    """
    pictures = tuple(
        picture_of(use, number, names.images.get(use.get("image")))
        for number, use in enumerate(content.get("pictures", []), start=1)
    )
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


def picture_of(use, number, image):
    """Return one use of a picture; ``image`` is the library's, None where there is none."""
    return Picture(
        number=number,
        image=use.get("image"),
        place=use["place"],
        alt_text=use.get("alt_text", ""),
        caption=use.get("caption", ""),
        credit=use.get("credit", ""),
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
        "event_date": [date_format(date.fromisoformat(day), "d/m/Y")] if day else [],
        "no_event": [_("Yes")] if content.get("no_event") else [],
        "organisation": named(names.organisations, content.get("organisation")),
        "officials": [
            name for each in content.get("officials", []) for name in official_of(each, names)
        ],
        "contributors": [byline_of(each) for each in content.get("contributors", [])],
        "source_name": [source["name"]] if source.get("name") else [],
        "source_url": [source["url"]] if source.get("url") else [],
    }
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


def label_of(name):
    """Return what the form calls a field of the article."""
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
            values = {"number": new.number, "place": PLACES[new.place]}
            return [_("Picture %(number)s is new: %(place)s.") % values]
        if new is None:
            values = {"number": old.number, "place": PLACES[old.place]}
            return [_("Picture %(number)s was taken out: %(place)s.") % values]
        sentences = []
        if old.image != new.image:
            values = {"number": new.number}
            sentences.append(_("Picture %(number)s was exchanged for another.") % values)
        if old.place != new.place:
            values = {"number": old.number, "old": PLACES[old.place], "new": PLACES[new.place]}
            sentences.append(
                _("Picture %(number)s changed its place: from %(old)s to %(new)s.") % values
            )
        if self.is_moved:
            values = {"old": old.number, "new": new.number}
            if new.number < old.number:
                sentences.append(_("Picture %(old)s moved up to place %(new)s.") % values)
            else:
                sentences.append(_("Picture %(old)s moved down to place %(new)s.") % values)
        return sentences


PLACES = {
    EditionPicture.Place.LEAD: gettext_lazy("lead picture"),
    EditionPicture.Place.BODY: gettext_lazy("in the text"),
    EditionPicture.Place.GALLERY: gettext_lazy("gallery"),
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


def compare(old, new, old_name="", new_name=""):
    """Return the `Difference` between two `Content`s; no query, no clock."""
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
    """Return each text as one `Mark`: kept where the other side has it too, else ``change``."""
    return tuple((Mark("kept" if text in others else change, text),) for text in texts)


def compare_pictures(old, new):
    """
    Return what became of every picture, in the order of ``new`` with those taken out at the end.

    Only those that changed their order among the ones that stayed are told as moved.
    """
    pairs = paired_pictures(old, new)
    stayed = sorted(pairs)
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
