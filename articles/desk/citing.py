"""What the desk knows of cited documents: who cites one, and which the register lacks."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.db.models.functions import TruncDate

from articles.page.edition import Edition
from articles.page.papers.citation import EditionCitation, citations_in
from articles.page.sanitising import text_of
from people.models import OfficialDocument
from people.official_documents.model import meant
from people.official_documents.numbers import kind_told_by

# So many numbers are shown at once; those cited most come first.
SHOWN = 100


@dataclass(frozen=True)
class Cited:
    """
    A number that a text cites.

    ``issued_on`` is the day of issue that the text gives or None, ``documents`` those of the
    register that it means.
    """

    number: str
    issued_on: object
    documents: tuple = ()

    @property
    def asked(self):
        """The fields of the form for a new document that are known, as the query of an address."""
        known = {"number": self.number, "kind": kind_told_by(self.number)}
        if self.issued_on:
            known["issued_on"] = f"{self.issued_on:%d/%m/%Y}"
        return urlencode({name: value for name, value in known.items() if value})


@dataclass(frozen=True)
class Missing(Cited):
    """
    A number that readers read and the register does not know.

    ``articles`` is how many cite it, ``newest`` the live `Edition` that did so last.
    """

    articles: int = 0
    newest: Edition | None = None


def cited_in(printed, day):
    """
    Return what a content would cite if it were published on ``day``, a list of `Cited`.

    Read as publishing reads it. One query, and none where it cites nothing.
    """
    texts = [printed.get("headline", ""), printed.get("lead", ""), text_of(printed.get("body", ""))]
    texts += [each.get("caption", "") for each in printed.get("pictures", [])]
    found = citations_in(texts)
    alike = {}
    for document in OfficialDocument.objects.filter(number_key__in=found) if found else ():
        alike.setdefault(document.number_key, []).append(document)
    return [
        Cited(each.number, each.issued_on, tuple(meant(alike.get(key, []), each.issued_on, day)))
        for key, each in found.items()
    ]


def unknown_citations():
    """
    Return the citations of live editions by which the register means nothing, a queryset.

    The same rule as `meant`: a document of another day than the text gives is another one, and so
    is one that was issued after the article was published.
    """
    alike = OfficialDocument.objects.filter(number_key=OuterRef("number_key"))
    live = EditionCitation.objects.filter(edition__in=Edition.objects.live().values("pk"))
    return (
        live.annotate(day=TruncDate("published_at"))
        .exclude(Exists(alike.filter(issued_on=OuterRef("issued_on"))))
        .exclude(Q(issued_on=None) & Exists(alike.filter(issued_on__lte=OuterRef("day"))))
    )


def missing_documents():
    """Return what is cited and not in the register, the most cited first, and how many; 3 queries.

    A list of at most `SHOWN` `Missing` and the number of all.
    """
    rows = (
        unknown_citations()
        .order_by()
        .values("number_key", "issued_on")
        .annotate(
            written=Min("number"), articles=Count("article", distinct=True), newest=Max("edition")
        )
        .order_by("-articles", "-newest")
    )
    shown = list(rows[:SHOWN])
    editions = Edition.objects.for_cards().in_bulk([row["newest"] for row in shown])
    found = [
        Missing(
            row["written"],
            row["issued_on"],
            articles=row["articles"],
            newest=editions[row["newest"]],
        )
        for row in shown
    ]
    return found, rows.count()
