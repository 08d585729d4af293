"""
Who may see an article, write on it and move it on: by role, by authorship, by where it stands.

The verbs themselves know no rights: a command or an import carries them out too. Whatever acts for
a person asks here first.
"""

from articles.desk.article import Status
from articles.desk.workflow import NEXT_STATUSES

# Where its author still has the article in hand.
IN_THE_AUTHORS_HANDS = {Status.DRAFT, Status.RETURNED}


def sees_all(user):
    """Tell whether a person sees the articles of others."""
    return user.has_perm("articles.view_article")


def may_see(user, article):
    """Tell whether a person may read an article at the desk."""
    return sees_all(user) or is_author(user, article)


def may_write(user, article):
    """
    Tell whether a person may change an article.

    Authors may while it is in their hands, editors at any time; nobody what lies in the bin or was
    erased.
    """
    if article.erasure_id or article.binned_at or not user.has_perm("articles.change_article"):
        return False
    if user.has_perm("articles.review_article"):
        return True
    return is_author(user, article) and article.status in IN_THE_AUTHORS_HANDS


def is_author(user, article):
    """Tell whether a person wrote an article."""
    return article.author_id is not None and article.author_id == user.pk


def open_steps(user, article):
    """
    Return the names of the steps a person may take with an article, a set.

    Whether the article is ready for the step is the verb's own question, which it answers with
    every reason.
    """
    has = user.has_perm
    has_in_hand = is_author(user, article) or has("articles.review_article")
    is_on_desk = article.binned_at is None and article.erasure_id is None
    may_move_to = NEXT_STATUSES[Status(article.status)]
    steps = {
        "submit": has("articles.submit_article")
        and has_in_hand
        and article.status in IN_THE_AUTHORS_HANDS,
        "recall": has("articles.submit_article")
        and is_author(user, article)
        and article.status == Status.SUBMITTED,
        "send_back": has("articles.review_article")
        and not is_author(user, article)
        and Status.RETURNED in may_move_to,
        "publish": has("articles.publish_article"),
        "take_back": has("articles.publish_article"),
        "correct": has("articles.publish_article"),
        "withdraw": has("articles.withdraw_article"),
        "bin": has("articles.bin_article") and has_in_hand,
    }
    allowed = {name for name, may in steps.items() if may and is_on_desk}
    if article.binned_at is not None and has("articles.bin_article") and has_in_hand:
        allowed.add("unbin")
    if article.erasure_id is None:
        allowed |= {"erase"} if has("articles.erase") else set()
        allowed |= {"duplicate"} if has("articles.add_article") else set()
    return allowed
