"""
Official documents that editions cite, and what the register knows of them.

A citation is a number in the text. It is read off the words of an edition, so it is no part of its
hash, may be made anew at any time, and leads to no row of the register: which document is meant is
asked when a page is shown, and one that is entered years later is found at once.
"""

from datetime import datetime, time
from itertools import groupby

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.page.edition import Edition, Listed
from articles.page.sanitising import text_of
from people.check import Block
from people.check.citations import find
from people.models import OfficialDocument
from people.official_documents.model import meant
from people.official_documents.numbers import key_of

# Beyond any real number, and more than any article cites; what exceeds them is no citation.
LONGEST, MOST = 60, 500


class EditionCitation(Listed):
    """That an edition cites a document by its number; the pages of documents read this table."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="citations"
    )
    number = models.CharField(_("number of the document"), max_length=LONGEST)
    number_key = models.CharField(_("number without marks"), max_length=LONGEST)
    # The day of issue that the text gives beside the number.
    issued_on = models.DateField(_("day of issue"), null=True)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta(Listed.Meta):
        ordering = ["order"]
        verbose_name = _("citation in an edition")
        verbose_name_plural = _("citations in editions")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number_key"], name="edition_cites_a_number_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["number_key", "published_at", "article"], name="citation_newest_of_number"
            )
        ]

    def __str__(self):
        return self.number


def citation_rows(edition, captions, model=EditionCitation):
    """
    Return what an edition cites as unsaved rows, each number once, as they first appear.

    ``model`` is given by migrations, which know these rows by another class.
    """
    texts = [edition.headline, edition.lead, text_of(edition.content.get("body", "")), *captions]
    return [
        model(
            edition_id=edition.pk,
            number=each.number,
            number_key=key,
            issued_on=each.issued_on,
            order=order,
            published_at=edition.published_at,
            article=edition.article,
        )
        for order, (key, each) in enumerate(citations_in(texts).items())
    ]


def citations_in(texts):
    """Return {key of a number: `Citation`} of what plain texts cite, as they first appear."""
    lines = (line for text in texts for line in text.splitlines())
    found = {}
    for each in find([Block("paragraph", line) for line in lines], None):
        key = key_of(each.number)
        if max(len(each.number), len(key)) <= LONGEST and len(found) < MOST:
            found.setdefault(key, each)
    return found


def write_citations(edition, captions):
    """Write what an edition cites; no query for the many that cite nothing."""
    rows = citation_rows(edition, captions)
    if rows:
        EditionCitation.objects.bulk_create(rows)
    if edition.has_citations != bool(rows):
        edition.has_citations = bool(rows)
        edition.save(update_fields=["has_citations"])


def find_citations_anew(editions):
    """Read the citations of editions off their words again, the old ones forgotten."""
    EditionCitation.objects.filter(edition__in=[each.pk for each in editions]).delete()
    for edition in editions:
        write_citations(edition, [picture.caption for picture in edition.pictures.all()])


def forget_citations(editions):
    """Forget what editions cited, a queryset; after an order to erase them."""
    EditionCitation.objects.filter(edition__in=editions).delete()
    editions.update(has_citations=False)


def documents_cited(edition, rows=None):
    """
    Return the documents of the register that an edition cites, as they first appear in it.

    One query, and none for the many that cite nothing. ``rows`` are the citations of an edition
    that has none written yet, for a preview.
    """
    documents = OfficialDocument.objects.defer("search_text")
    if rows is None:
        if not edition.has_citations:
            return []
        cited = EditionCitation.objects.filter(edition=edition).order_by()
        same = cited.filter(number_key=OuterRef("number_key"))
        found = documents.filter(number_key__in=cited.values("number_key")).annotate(
            place=Subquery(same.values("order")[:1]),
            day_named=Subquery(same.values("issued_on")[:1]),
        )
    else:
        by_key = {each.number_key: each for each in rows}
        found = documents.filter(number_key__in=by_key) if rows else []
        for each in found:
            row = by_key[each.number_key]
            each.place, each.day_named = row.order, row.issued_on
    day = timezone.localdate(edition.published_at)
    chosen = []
    ordered = sorted(found, key=lambda each: (each.place, each.issuer_name, each.pk))
    for _place, alike in groupby(ordered, key=lambda each: each.place):
        alike = list(alike)
        chosen += meant(alike, alike[0].day_named, day)
    return chosen


def citing(document, after=None):
    """
    Return the editions that cite a document of the register, the newest first, by one index.

    The same rule as `meant`, from the other side: the day that the text gives decides, and without
    one the article was published before another document bore that number. One query besides.
    ``after`` is the `Cursor` of the last row seen.
    """
    older = after.older("citations__") if after else Q()
    undated = Q(
        citations__issued_on=None, citations__published_at__gte=beginning_of(document.issued_on)
    )
    alike = OfficialDocument.objects.filter(number_key=document.number_key)
    later = alike.filter(issued_on__gt=document.issued_on).order_by("issued_on").first()
    if later is not None:
        undated &= Q(citations__published_at__lt=beginning_of(later.issued_on))
    return Edition.objects.filter(
        older,
        Q(citations__issued_on=document.issued_on) | undated,
        citations__number_key=document.number_key,
    ).order_by("-citations__published_at", "-citations__article")


def beginning_of(day):
    """Return the first moment of a day by the newsroom's clock."""
    return timezone.make_aware(datetime.combine(day, time.min))
