"""The menu, the links in the foot of the page, and the directory of portals, as pages show them."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from articles.page.frame.menu_item import Place, Target

# What a foot of the page holds that nobody has arranged, and what a menu on a phone never lacks.
USUAL_FOOTER = [
    *(Target.LEADERS, Target.ORGANISATIONS, Target.DOCUMENTS),
    *(Target.CORRECTIONS, Target.SITE_MAP, Target.FEED),
]
ALWAYS_ON_PHONE = [Target.LEADERS, Target.ORGANISATIONS, Target.DOCUMENTS]


@dataclass(frozen=True)
class Entry:
    """
    An item as it is shown; ``url`` is "" for a heading, ``category`` a number or None.

    ``is_content`` says that its label is the newsroom's and not the interface's.
    """

    label: str
    url: str
    category: int | None = None
    children: tuple = ()
    is_content: bool = True

    @property
    def is_elsewhere(self):
        """Tell whether it leads to another site."""
        return not self.url.startswith("/") and bool(self.url)


class Menu:
    """All that menus and the foot of the page show, from rows read with the site's identity."""

    def __init__(self, rows, portals, tree):
        """``rows`` and ``portals`` are lists of dicts, ``tree`` is the `CategoryTree`."""
        self.rows = sorted(rows, key=lambda row: (row["order"], row["id"]))
        self.portal_rows = sorted(portals, key=lambda row: (row["order"], row["name"]))
        self.tree = tree

    @cached_property
    def items(self):
        """The entries of the menu: the top categories where nobody has arranged it."""
        return self.arranged(Place.MENU) or [
            Entry(each.name, each.get_absolute_url(), each.pk) for each in self.tree.top
        ]

    @cached_property
    def on_phone(self):
        """The entries of the folded menu, which has no masthead beside it with these."""
        shown = {each.url for top in self.items for each in (top, *top.children)}
        people = [built_in(target) for target in ALWAYS_ON_PHONE]
        return [*self.items, *(each for each in people if each.url not in shown)]

    @cached_property
    def footer(self):
        """The links in the foot of the page."""
        return self.arranged(Place.FOOTER) or [built_in(target) for target in USUAL_FOOTER]

    @property
    def has_levels(self):
        """Tell whether anything stands under an item of the menu."""
        return any(each.children for each in self.items)

    @cached_property
    def portals(self):
        """The directory of other portals: (group, rows) in the order of each group's first one."""
        groups = {}
        for row in self.portal_rows:
            groups.setdefault(row["group"], []).append(row)
        return list(groups.items())

    def arranged(self, place, parent=None):
        """Return the visible entries somebody arranged; what leads nowhere now is left out."""
        found = []
        for row in self.rows:
            if row["place"] != place or row["parent"] != parent or not row["is_visible"]:
                continue
            children = () if parent else tuple(self.arranged(place, row["id"]))
            entry = self.entry(row, children)
            if entry is not None:
                found.append(entry)
        return found

    def entry(self, row, children=()):
        """Return the `Entry` of a row, None where it leads nowhere now."""
        target, label = row["target"], row["label"]
        if target == Target.CATEGORY:
            category = self.tree.by_id.get(row["category"])
            if category is None:
                return None
            url = category.get_absolute_url()
            return Entry(label or category.name, url, category.pk, children)
        if target == Target.PAGE:
            if not row["page_slug"]:
                return None
            url = reverse("page", args=[row["page_slug"]])
            return Entry(label or row["page_title"], url, children=children)
        if target == Target.TOPIC:
            if not row["topic_slug"]:
                return None
            url = reverse("topic", args=[row["topic_slug"]])
            return Entry(label or row["topic_name"], url, children=children)
        if target == Target.HEADING:
            return Entry(label, "", children=children) if children else None
        if target == Target.ADDRESS:
            return Entry(label, row["address"], children=children)
        shown = label or str(Target(target).label)
        return Entry(shown, reverse(target), children=children, is_content=bool(label))


def built_in(target):
    """Return the `Entry` of a page that every site has."""
    return Entry(str(target.label), reverse(target), is_content=False)
