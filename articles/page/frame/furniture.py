"""What stands on every page: the site's name, banners, alerts, and the menu. Two queries in all."""

from articles.page.category import CategoryTree
from articles.page.frame.menu import Menu
from articles.page.frame.menu_item import MenuItem, Portal
from articles.page.frame.site import SiteIdentity


def furnished(category_slug=None):
    """
    Return the context every public template expects: ``site``, ``categories``, ``menu``.

    ``category_slug`` names the category whose banner the page wears.
    """
    site = SiteIdentity.current(category_slug, menu_rows=MenuItem.rows(), portal_rows=Portal.rows())
    tree = CategoryTree.load()
    menu = Menu(site.menu_rows, site.portal_rows, tree)
    return {"site": site, "categories": tree, "menu": menu}
