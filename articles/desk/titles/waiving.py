"""Waiving: an editor says why a finding does not count."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.acts.acting import attempt
from articles.desk.acts.event import record
from articles.desk.acts.refusal import refuse
from articles.desk.checks.finding import LONGEST_PASSAGE
from articles.desk.titles.waiver import Waiver

LONGEST_REASON = Waiver._meta.get_field("reason").max_length
LONGEST_CODE = Waiver._meta.get_field("code").max_length
MOST_AT_ONCE = 100
HIGHEST_NUMBER = 2**63
# Wrong whoever looks at it, see docs/checks.md. What may be wrong or only doubtful is not here.
NEVER_WAIVED = frozenset(
    {"alt_missing", "alt_file_name", "heading_skipped", "link_empty", "link_broken"}
    | {"date_impossible"}
)


def waive(article, by, keys, reason):
    """
    Settle findings of an article with one reason; return how many are settled anew.

    ``keys`` are (code, passage) or (code, passage, official), as `Finding.key` gives them. They
    need not stand in the saved text: what is typed there may not be saved yet. Raises `Refused`
    without a reason, for what has to be mended, and for who may not write here.
    """
    reason = " ".join(reason.split())
    with attempt("waive", article, by) as standing:
        refuse(
            [
                *standing.against,
                *reasons_against_reason(reason),
                *reasons_against_keys(keys),
                *reasons_against_codes(keys),
            ]
        )
        article = standing.article
        made = 0
        for key in dict.fromkeys(keys):
            _waiver, is_new = Waiver.objects.get_or_create(
                article=article, **columns(key), defaults={"reason": reason, "by": by}
            )
            made += is_new
        if made:
            count = ngettext("%(count)d finding", "%(count)d findings", made) % {"count": made}
            record(article, "waive", by, reason=f"{count}: {reason}")
        return made


def take_up_again(article, by, keys):
    """Let waived findings count again; return how many."""
    with attempt("waive", article, by) as standing:
        refuse([*standing.against, *reasons_against_keys(keys)])
        taken = 0
        for key in dict.fromkeys(keys):
            taken += standing.article.waivers.filter(**columns(key)).delete()[0]
        if taken:
            record(standing.article, "unwaive", by)
        return taken


def columns(key):
    """Return the columns of a waiver that a key stands for, a dict."""
    code, passage, *official = key
    return {"code": code, "passage": passage, "official": official[0] if official else 0}


def reasons_against_reason(reason):
    """Say so where the reason is missing or longer than anybody reads."""
    if not reason:
        return [_("Say why the warning does not count.")]
    if len(reason) > LONGEST_REASON:
        return [_("The reason has at most %(most)d letters.") % {"most": LONGEST_REASON}]
    return []


def reasons_against_keys(keys):
    """Say so where nothing was ticked; what no page of ours sends is refused with it."""
    if not keys:
        return [_("Tick what is meant.")]
    fits = all(
        0 < len(code) <= LONGEST_CODE
        and len(passage) <= LONGEST_PASSAGE
        and all(0 <= each < HIGHEST_NUMBER for each in official)
        for code, passage, *official in keys
    )
    if not fits or len(keys) > MOST_AT_ONCE:
        return [_("That cannot be waived. Load the page again.")]
    return []


def reasons_against_codes(keys):
    """Say so where something has to be mended, whatever the reason."""
    if any(code in NEVER_WAIVED for code, *_rest in keys):
        return [_("This has to be mended; no reason settles it.")]
    return []
