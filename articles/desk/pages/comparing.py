"""Two states of a page beside each other, in words; as `articles.desk.versions` for articles."""

from dataclasses import replace

from articles.desk.pages.page import CONTENT, Page
from articles.desk.text.figures import take_out_figures
from articles.desk.versions.comparing import Names, compare, label_of, read
from articles.desk.versions.conflict import readable, side_by_side
from articles.desk.versions.content import use
from articles.page.pages.page_edition import Opening

# What stands on a page where an article has its headline and lead.
STANDS_FOR = {"headline": "title", "lead": "lead", "body": "body"}
FACTS = ["slug", "responsible", "opening"]


def difference(old, new, old_name="", new_name=""):
    """
    Return the `Difference` between two states of a page; one query where one shows pictures.

    ``old`` and ``new`` are a `Page`, saved or not, or an entry of its history.
    """
    contents = [content_of(each) for each in (old, new)]
    names = Names.load(*contents)
    left, right = (
        replace(read(content, names), facts=tuple(facts_of(state)))
        for content, state in zip(contents, (old, new), strict=True)
    )
    return compare(left, right, old_name, new_name, label_of=label_on_page)


def line_by_line(here, there):
    """
    Return in which texts two states of a page differ, both whole.

    A list of (label, lines of one, lines of the other); each line is (text, whether the other side
    lacks it).
    """
    rows = []
    for name in CONTENT:
        left, right = readable(getattr(here, name)), readable(getattr(there, name))
        if left != right:
            label = Page._meta.get_field(name).verbose_name
            rows.append((label, *side_by_side(left, right)))
    return rows


def content_of(state):
    """Return a state of a page in the shape of an article's content."""
    body, figures = take_out_figures(state.body)
    return {
        "headline": state.title,
        "lead": state.lead,
        "body": body,
        "pictures": [
            use("body", each.image, each.alt_text, each.caption, each.decorative)
            for each in figures
        ],
    }


def facts_of(state):
    """Yield (name, label, texts) of all that is neither text nor picture."""
    for name in FACTS:
        value = getattr(state, name)
        said = str(Opening(value).label) if name == "opening" and value in Opening else value
        yield name, Page._meta.get_field(name).verbose_name, (said,) if value else ()


def label_on_page(name):
    """Return what the form calls a field of a page."""
    if name in STANDS_FOR:
        return Page._meta.get_field(STANDS_FOR[name]).verbose_name
    return label_of(name)
