"""Who arranges what belongs to the whole newsroom: the tree of categories, the menu, the pages."""

from articles.desk.roles.assignment import DeskRole
from articles.desk.roles.rights import roles_held


def publishes_pages(user):
    """Tell whether a person publishes pages: not who heads only a part of the newsroom."""
    return user.has_perm("articles.publish_page") and arranges(user)


def arranges(user, category=None):
    """
    Tell whether a person may change a category, or with None the tree itself.

    Where a category stands decides whose desk it is and by which rule it is approved. So who heads
    only a part of the newsroom changes what is in that part, and moves nothing.
    """
    heads = [held for held in roles_held(user) if held.role == DeskRole.PUBLISHER]
    whole = [held for held in heads if held.organisations is None]
    return not heads or any(
        held.categories is None or category in held.categories for held in whole
    )
