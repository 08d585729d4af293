"""Working the list of disagreements off: leaving what is right as it is, taking up the rest."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.acts.acting import attempt
from articles.desk.acts.event import record
from articles.desk.acts.refusal import refuse
from articles.desk.acts.workflow import move
from articles.desk.article import Status
from articles.desk.sweep.disagreement import Disagreement

LONGEST_REASON = Disagreement._meta.get_field("reason").max_length
ACT = "review_titles"


def leave_titles(article, by, numbers, reason):
    """
    Leave disagreements of an article as they are, with one reason; return how many were open.

    ``numbers`` are those of `Disagreement` rows; what was settled meanwhile is passed over. They
    open again only when the article disagrees in another way. Raises `Refused`.
    """
    reason = " ".join(reason.split())
    with attempt(ACT, article, by) as standing:
        refuse([*standing.against, *reasons_against_reason(reason)])
        rows = Disagreement.objects.open().filter(article=article.pk, pk__in=numbers)
        left = rows.update(
            settled_at=timezone.now(), how=Disagreement.How.LEFT, by=by, reason=reason
        )
        if left:
            count = ngettext("%(count)d title", "%(count)d titles", left) % {"count": left}
            record(standing.article, "leave_titles", by, reason=f"{count}: {reason}")
        return left


def reasons_against_reason(reason):
    """Say so where the reason is missing or longer than anybody reads."""
    if not reason:
        return [_("Say why the titles stay as they are.")]
    if len(reason) > LONGEST_REASON:
        return [_("The reason has at most %(most)d letters.") % {"most": LONGEST_REASON}]
    return []


def take_up(article, by):
    """
    Take a published article up again whose text is right and whose printed titles are not.

    They are printed anew from the register when it is approved and published again; the edition
    that readers see stays until then. Raises `Refused`.
    """
    with attempt(ACT, article, by) as standing:
        refuse([*standing.against, *reasons_against_taking_up(standing)])
        move(standing.article, Status.DRAFT, "take_up", by, approved_hash="")


def reasons_against_taking_up(standing):
    """Say so where the article is in hand already, or would be printed as it is."""
    if standing.article.status != Status.PUBLISHED:
        return [_("The article is being worked on already: open it.")]
    if standing.latest is None or standing.latest.hash == standing.hash:
        return [_("The article would be printed as it is: the titles agree.")]
    return []


def words_of_correction(article):
    """
    Return what a correction of an article's printed titles would say, {"wrong": …, "right": …}.

    Empty where nothing that readers see disagrees; one query.
    """
    rows = Disagreement.objects.open().filter(article=article.pk, is_copy=False)
    printed = rows.filter(kind=Disagreement.Kind.TITLES).select_related("official")
    rows = list(printed.order_by("pk"))
    sides = {"wrong": "printed", "right": "register"}
    return {
        name: "\n".join(f"{row.official}: {titles_in(row.details[side])}" for row in rows)
        for name, side in sides.items()
        if rows
    }


def titles_in(titles):
    """Return titles of a disagreement as one line."""
    return ", ".join(text for text, _is_marked in titles) or "–"
