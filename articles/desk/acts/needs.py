"""
What each step needs besides the right to take it: known before the button is pressed.

`reasons_against` is the one answer to "why can I not": buttons show it, verbs refuse with it.
"""

from copy import copy

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.acts.four_eyes import reasons_against_approver
from articles.desk.acts.owed_check import OwedCheck
from articles.desk.acts.standing import awaiting_consent
from articles.desk.article import Status
from articles.desk.roles.rights import may, why_not

MOST_ERRORS = 5  # told one by one in a reason


def reasons_against(verb, standing, by):
    """
    Return every reason why a person cannot take a step now, a list of sentences.

    ``standing`` is the article's `Standing`. ``by`` is None where the newsroom itself acts, for an
    import or the demonstration: no rights are asked then, and no second person.
    """
    rights = why_not(by, verb, standing.article) if by else []
    needs = NEEDS.get(verb)
    return list(dict.fromkeys([*rights, *(needs(standing, by) if needs else [])]))


def needs_to_be_handed_on(standing, by=None):
    """What an article lacks before others should see it."""
    article = standing.article
    reasons = []
    if article.erasure_id:
        reasons.append(_("The article was erased by order."))
    if article.binned_at:
        reasons.append(_("The article lies in the bin."))
    if not article.headline:
        reasons.append(_("The headline is missing."))
    if not article.category_id:
        reasons.append(_("Choose a category."))
    if not article.event_date and not article.no_event:
        reasons.append(_("Give the event date, or tick “no event”."))
    return reasons


def needs_to_be_passed_on(standing, by=None):
    """What an editor settles first: nothing wrong, and every warning mended or waived."""
    return [*needs_to_be_handed_on(standing), *reasons_of_checks(standing)]


def reasons_of_checks(standing):
    """Say what the checks found: each error, and how many warnings nobody settled."""
    return [*reasons_of_errors(standing), *reasons_of_warnings(standing)]


def reasons_of_errors(standing):
    """Say what is wrong in the text, in the words of the check; the first few, then how many."""
    # Pictures without words are counted by a reason of their own.
    errors = [each for each in standing.checked.errors if each.code != "alt_missing"]
    said = [said_of_error(each) for each in errors]
    if len(said) <= MOST_ERRORS:
        return said
    more = len(said) - MOST_ERRORS
    return [
        *said[:MOST_ERRORS],
        ngettext("%(count)d more error.", "%(count)d more errors.", more) % {"count": more},
    ]


def said_of_error(finding):
    """Say what is wrong with which words behind whom, and whether a reason would settle it too."""
    if not finding.surface.strip():
        return str(finding.message)
    words = shortened(finding.surface)
    # One title may stand behind several names.
    words = f"{finding.whose}, {words}" if finding.whose else words
    named = {"words": words, "message": finding.message}
    if finding.can_be_waived:
        return _("“%(words)s”: %(message)s Mend it, or waive it with a reason.") % named
    return _("“%(words)s”: %(message)s") % named


def shortened(words, most=60):
    """Return words as one line that fits into a reason."""
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def reasons_of_warnings(standing):
    """Say how many warnings nobody mended or waived."""
    count = len(standing.checked.warnings)
    if not count:
        return []
    return [
        ngettext(
            "%(count)d warning of the checks is open: mend it, or waive it with a reason.",
            "%(count)d warnings of the checks are open: mend them, or waive them with a reason.",
            count,
        )
        % {"count": count}
    ]


def needs_to_appear(standing, by=None):
    """What a text lacks before it may appear, whoever approves it."""
    printed = standing.printed
    return [
        *needs_to_be_handed_on(standing),
        *([] if has_text(printed) else [_("The article has no text yet.")]),
        *reasons_of_silent_pictures(printed.get("pictures", [])),
        *reasons_of_errors(standing),
        *reasons_of_children(standing.awaiting_consent),
    ]


def reasons_of_silent_pictures(pictures):
    """Count the pictures that say nothing to those who cannot see them, and should."""
    silent = sum(1 for each in pictures if not each.get("alt_text") and not each.get("decorative"))
    if not silent:
        return []
    return [
        ngettext(
            "%(count)d picture has no text for those who cannot see it.",
            "%(count)d pictures have no text for those who cannot see them.",
            silent,
        )
        % {"count": silent}
    ]


def reasons_of_children(images):
    """Name the pictures that show a child nobody's consent is recorded for."""
    return [
        _(
            "The picture “%(picture)s” shows a child and no consent is recorded. Record it in the "
            "library, or take the picture out (Law on Children 2016, article 6.11; Decree "
            "56/2017/NĐ-CP, article 33)."
        )
        % {"picture": image}
        for image in images
    ]


def reasons_of_bare_pictures(pictures):
    """Count the pictures without a caption."""
    bare = sum(1 for each in pictures if not each.get("caption"))
    if not bare:
        return []
    return [
        ngettext("%(count)d picture has no caption.", "%(count)d pictures have no caption.", bare)
        % {"count": bare}
    ]


def has_text(printed):
    """Tell whether there is anything to read."""
    return bool(printed.get("body") or printed.get("lead"))


def needs_to_be_approved(standing, by):
    """What approving needs: all that publishing does, captions, and somebody else's eyes."""
    return [
        *(reasons_against_approver(standing, by) if by else []),
        *needs_to_appear(standing),
        *reasons_of_bare_pictures(standing.printed.get("pictures", [])),
        *reasons_of_warnings(standing),
    ]


def needs_to_be_published(standing, by):
    """The approval of exactly what readers would see."""
    return [
        *(reasons_of_desk("withdraw", standing, standing.live, by) if by else []),
        *(unapproved(standing) if by else []),
        *needs_to_appear(standing),
    ]


def reasons_of_desk(act, standing, edition, by):
    """
    Say so where an edition belongs to a desk this person's role does not reach.

    Who moves an article to a desk of their own has not thereby got a hand on what readers see.
    """
    article = standing.article
    if by is None or edition is None or not may(by, act, article):
        return []
    as_printed = copy(article)
    as_printed.category_id = edition.category_id
    as_printed.organisation_id = edition.organisation_id
    if may(by, act, as_printed):
        return []
    return [_("What readers see belongs to another desk. Your role does not reach there.")]


def unapproved(standing, digest=None):
    """
    Say why a text counts as not approved.

    What readers see already needs no new approval; ``digest`` is the hash of what is to appear,
    left out what would appear today.
    """
    digest = digest or standing.hash
    if digest == standing.article.approved_hash:
        return []
    if standing.live and digest == standing.live.hash:
        return []
    if not standing.article.approved_hash:
        return [_("The text has not been approved yet.")]
    if standing.article.status != Status.APPROVED:
        return [_("The text was changed since it was approved. It has to be approved again.")]
    return [
        _(
            "Readers would see something else than what was approved: the title of an official or "
            "the words of a picture have changed. Send the article back and approve it again."
        )
    ]


def needs_to_be_corrected(standing, by):
    """A correction goes with an article that readers can see."""
    return [
        *([] if standing.live else [_("Only an article that readers can see can be corrected.")]),
        *needs_to_be_published(standing, by),
    ]


def needs_to_be_reworded(standing, by=None):
    """The words of a picture are renewed in what readers see, and not past a schedule."""
    if not standing.live:
        return [_("Readers cannot see this article.")]
    reasons = reasons_of_desk("reword", standing, standing.live, by)
    if standing.pending:
        # It is frozen with the old words and would bring them back.
        reasons.append(_("Another edition is scheduled. Take the schedule back first."))
    return reasons


def needs_to_be_withdrawn(standing, by=None):
    """Only what is public can be withdrawn."""
    if standing.live:
        return reasons_of_desk("withdraw", standing, standing.live, by)
    return [_("Readers cannot see this article, so it cannot be withdrawn.")]


def needs_to_be_unscheduled(standing, by=None):
    """Only what waits for its hour can be taken back."""
    if standing.pending:
        return reasons_of_desk("unschedule", standing, standing.pending, by)
    return [_("Nothing is scheduled for this article.")]


def needs_in_an_emergency(standing, by=None):
    """Without these there is no page at all; everything else is owed."""
    article = standing.article
    reasons = [] if article.headline else [_("The headline is missing.")]
    if not article.category_id:
        reasons.append(_("Choose a category."))
    if not has_text(standing.printed):
        reasons.append(_("The article has no text yet."))
    if standing.live and standing.live.hash == standing.hash:
        reasons.append(_("Readers see exactly this text already."))
    return [*reasons, *reasons_of_desk("emergency", standing, standing.live, by)]


def owed_in_an_emergency(standing, by):
    """What publishing in an emergency skips, a list of sentences."""
    skipped = [*unapproved(standing), *needs_to_be_approved(standing, None)]
    essential = needs_in_an_emergency(standing)
    return [reason for reason in dict.fromkeys(skipped) if reason not in essential]


def needs_to_be_confirmed(standing, by):
    """A check is owed, a second person makes it, and what was skipped has been made good."""
    if not standing.owed_checks:
        return [_("Nothing is owed: no check of this article is outstanding.")]
    reasons = []
    if not confirmable(standing, by):
        causes = {check.cause for check in standing.owed_checks}
        if OwedCheck.Cause.EMERGENCY in causes:
            reasons.append(_("You published it alone: a second person has to confirm it."))
        if OwedCheck.Cause.POLICY in causes:
            reasons.append(
                _("You wrote and approved it yourself: a second person has to confirm it.")
            )
    if standing.live:
        # What readers see must be in order, or the check would be a formality.
        pictures = list(standing.live.pictures.values("image", "alt_text", "caption", "decorative"))
        reasons += [
            *reasons_of_silent_pictures(pictures),
            *reasons_of_bare_pictures(pictures),
            *reasons_of_children(awaiting_consent(pictures)),
        ]
        if standing.live.event_date is None and not standing.live.content.get("no_event"):
            reasons.append(_("Give the event date, or tick “no event”."))
    return reasons


def confirmable(standing, by):
    """
    Return the owed checks that a person may make: all but those of what they published alone.

    Two who published alone one after the other are each the second person of the other.
    """
    return [check for check in standing.owed_checks if by is None or check.by_id != by.pk]


def needs_to_be_binned(standing, by=None):
    """What was ever public is kept."""
    if standing.was_public:
        return [_("What was published or scheduled is kept. Withdraw it instead.")]
    return []


NEEDS = {
    "submit": needs_to_be_handed_on,
    "pass_on": needs_to_be_passed_on,
    "approve": needs_to_be_approved,
    "publish": needs_to_be_published,
    "schedule": needs_to_be_published,
    "unschedule": needs_to_be_unscheduled,
    "correct": needs_to_be_corrected,
    "reword": needs_to_be_reworded,
    "withdraw": needs_to_be_withdrawn,
    "emergency": needs_in_an_emergency,
    "confirm": needs_to_be_confirmed,
    "bin": needs_to_be_binned,
}
