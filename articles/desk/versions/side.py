"""
What can stand on one side of a comparison: a version, an edition, the article as it stands.

What two versions hold is compared as it was typed. Where one side is an edition, the other is
printed first, so that a title of the register or a caption of the library counts on both.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.acts.event import WorkflowEvent
from articles.desk.printing import as_printed
from articles.desk.versions.comparing import Names, compare, read
from articles.desk.versions.content import content_of
from articles.desk.versions.version import Version
from articles.page import clock
from articles.page.edition import Edition
from people.register import Register


@dataclass(frozen=True)
class Side:
    """
    One side of a comparison.

    ``key`` is its word in an address. ``content`` is JSON, None where it was erased; ``version``
    and ``edition`` hold the row it comes from, where there is one.
    """

    key: str
    name: str
    content: dict | None
    is_printed: bool = False
    version: Version | None = None
    edition: Edition | None = None


def side_of(article, key):
    """
    Return the `Side` an address names, or None where there is nothing of that name.

    ``key`` is the number of a version, "live", "approved" or "edition-" with a number.
    """
    if key == "live":
        return live_side(article)
    if key == "approved":
        return approved_side(article)
    number = key.removeprefix("edition-")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    if number == key:
        versions = article.versions.select_related("saved_by")
        version = versions.filter(number=int(number)).first()
        return version and version_side(version)
    edition = Edition.objects.of_article(article.pk).filter(number=int(number)).first()
    return edition and edition_side(edition)


def version_side(version, key="", name=""):
    """Return a version as a side; one emptied by an order shows nothing."""
    words = _("Kept aside, %(number)s") if version.is_aside else _("Version %(number)s")
    return Side(
        key=key or str(version.number),
        name=name or words % {"number": version.number},
        content=None if version.erasure_id else version.whole,
        version=version,
    )


def edition_side(edition, key="", name=""):
    """Return an edition as a side, with what stands beside it; at most two queries."""
    content = None
    if edition.erasure_id is None:
        beside = {"pictures": printed_uses(edition), "documents": printed_documents(edition)}
        content = {**edition.content, **beside}
    return Side(
        key=key or f"edition-{edition.number}",
        name=name or _("Edition %(number)s") % {"number": edition.number},
        content=content,
        is_printed=True,
        edition=edition,
    )


def printed_uses(edition):
    """Return the pictures of an edition as `as_printed` gave them, without those erased since."""
    return [
        {
            "place": row.place,
            "image": row.image_id,
            "alt_text": row.alt_text,
            "caption": row.caption,
            "credit": row.credit,
            "decorative": row.decorative,
        }
        for row in edition.pictures.filter(erasure=None)
    ]


def printed_documents(edition):
    """Return the documents of an edition as `as_printed` gave them, without those erased since."""
    if not edition.has_documents:
        return []
    rows = edition.documents.filter(erasure=None)
    return [{"place": row.place, "document": row.document_id, "title": row.title} for row in rows]


def live_side(article):
    """Return what readers see now as a side, or None."""
    edition = Edition.objects.of_article(article.pk).live().first()
    return edition and edition_side(edition, "live", _("The live edition"))


def approved_side(article):
    """Return what was approved last as a side, or None where nothing ever was."""
    number = approved_number(article)
    version = number and article.versions.select_related("saved_by").filter(number=number).first()
    if not version:
        return None
    name = _("Approved last: version %(number)s") % {"number": number}
    return version_side(version, "approved", name)


def approved_number(article):
    """Return the number of the version that was approved last, or None."""
    approvals = WorkflowEvent.objects.filter(article=article.pk, verb="approve", refused=False)
    approval = approvals.order_by("-at", "-pk").first()
    if approval is None:
        return None
    # What was kept aside took a number of its own, but nobody approved it.
    saved = article.versions.filter(number__lte=approval.version, is_aside=False)
    return saved.values_list("number", flat=True).first()


def standing_side(article):
    """Return the article as it stands now as a side."""
    return Side("", _("As it stands now"), content_of(article))


def difference(old, new):
    """
    Return the `Difference` between two `Side`s, or None where one of them was erased.

    A fixed number of queries, however long the texts.
    """
    if old.content is None or new.content is None:
        return None
    left, right = old.content, new.content
    if old.is_printed != new.is_printed:
        left, right = (printed(old), printed(new))
    names = Names.load(left, right)
    return compare(read(left, names), read(right, names), old.name, new.name)


def printed(side):
    """Return what readers would see of a side."""
    if side.is_printed:
        return side.content
    day = side.content.get("event_date")
    day = date.fromisoformat(day) if day else timezone.localdate(clock.now())
    return as_printed(side.content, Register.load(), day)


def difference_from_live(article):
    """
    Return how the article as it stands differs from what readers see, a `Difference`.

    None where readers see nothing of it, or what they saw was erased.
    """
    live = live_side(article)
    return live and difference(live, standing_side(article))


def difference_from_approved(article):
    """
    Return how the article as it stands differs from what was approved last, a `Difference`.

    None where nothing ever was approved, or it was erased.
    """
    approved = approved_side(article)
    return approved and difference(approved, standing_side(article))
