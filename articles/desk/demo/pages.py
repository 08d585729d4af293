"""The demonstration's pages beside the news, its menu, and the other portals it names."""

import tomllib
from pathlib import Path

from django.db import transaction

from articles.desk.pages.page import Page
from articles.desk.pages.publishing import publish
from articles.desk.pages.starting import start_pages
from articles.page.category import CategoryTree
from articles.page.frame.menu import USUAL_FOOTER
from articles.page.frame.menu_item import MenuItem, Place, Portal, Target

FILE = Path(__file__).parent / "pages.toml"
ANSWERS = "Ban Biên tập (tòa soạn trình diễn)"
# Under one heading of the menu, and before the usual links in the foot.
UNDER = ["gioi-thieu", "chuc-nang-nhiem-vu", "thong-tin-cong-khai", "lien-he"]
IN_FOOT = ["lien-he", "tiep-can"]


@transaction.atomic
def load_pages():
    """Publish the pages, arrange the menu, name the portals; what is there already stays."""
    if Page.objects.exists() or MenuItem.objects.exists():
        return
    for page in [*start_pages(FILE), *start_pages()]:
        page.responsible = ANSWERS
        page.save()
        publish(page)
    numbers = dict(Page.objects.values_list("slug", "pk"))
    put(
        Place.MENU,
        [{"target": Target.CATEGORY, "category": each} for each in CategoryTree.load().top],
    )
    heading = MenuItem.objects.create(target=Target.HEADING, label="Giới thiệu", order=900)
    put(Place.MENU, [led_to(numbers[slug]) for slug in UNDER], parent=heading)
    usual = [{"target": target} for target in USUAL_FOOTER]
    put(Place.FOOTER, [*(led_to(numbers[slug]) for slug in IN_FOOT), *usual])
    portals = tomllib.loads(FILE.read_text(encoding="utf-8"))["portals"]
    for order, row in enumerate(portals, start=1):
        Portal.objects.create(order=10 * order, **row)


def led_to(page):
    """Return the fields of an item that leads to a page, given by its number."""
    return {"target": Target.PAGE, "page": page}


def put(place, items, parent=None):
    """Write items in their order, numbers ten apart so that one fits between two."""
    for order, fields in enumerate(items, start=1):
        MenuItem.objects.create(place=place, parent=parent, order=10 * order, **fields)
