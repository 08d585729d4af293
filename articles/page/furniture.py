"""What stands on every page: the site's name and banner, and the menu. Two queries in all."""

from articles.page.category import CategoryTree
from articles.page.site import SiteIdentity


def furnished():
    """Return the context every public template expects: ``site`` and ``categories``."""
    return {"site": SiteIdentity.current(), "categories": CategoryTree.load()}
