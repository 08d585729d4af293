"""
Publishing: the one place where editions come to be and where their intervals are set.

Every verb locks the article's row, asks the database's clock once it holds the lock, takes a
pending edition back, and only then acts, all in one transaction. The database's guards refuse what
would break a promise all the same; this module keeps those that need a clock.
"""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.article import Status
from articles.desk.event import record
from articles.desk.printing import print_article
from articles.desk.refusal import refuse
from articles.desk.workflow import locked, move, reasons_against_submitting
from articles.page import clock
from articles.page.clock import FOREVER
from articles.page.correction import Correction
from articles.page.edition import Edition
from articles.page.filing import write_rows
from articles.page.rendering import render_body
from articles.page.withdrawal import Withdrawal
from vietnamese import slug


@transaction.atomic
def publish(
    article,
    by,
    at=None,
    *,
    published_at=None,
    expires_at=None,
    change_note="",
    major=False,
    imported=False,
):
    """
    Make what stands in the article public, now or from ``at`` on, and return the `Edition`.

    A pending edition is taken back first. Content that the latest edition already shows, under the
    same dates, makes no new one: that edition is returned. ``published_at`` is the date readers
    see; left out it is the first edition's, or the moment of publishing where this is the first or
    ``major``. ``imported`` allows ``at`` to lie in the past for an article that has no edition.
    Raises `Refused` with every reason.
    """
    article = locked(article)
    editions = Edition.objects.of_article(article.pk)
    now = moment_of(editions)
    begins = at or now
    printed, digest = print_article(article, timezone.localdate(begins))
    refuse(
        [
            *reasons_against_publishing(article, printed),
            *reasons_against_dates(editions, now, begins, published_at, expires_at, imported),
        ]
    )

    pending = editions.pending(now).first()
    if pending:
        is_same = pending.hash == digest and pending.live_from == begins
        if is_same and same_dates(pending, published_at, expires_at):
            return pending
        reopen_before(pending)

    latest = editions.kept().first()
    is_live = latest is not None and latest.live_from <= now < latest.live_until
    if is_live and latest.hash == digest and same_dates(latest, published_at, expires_at):
        settle_again(article, by, latest)
        return latest

    close_at(editions, begins)
    edition = write_edition(
        article,
        printed,
        digest,
        live_from=begins,
        expires_at=expires_at,
        published_at=published_at or date_for_readers(latest, begins, major),
        change_note=change_note,
        is_major=major,
        is_imported=imported,
        is_scheduled=begins > now,
    )
    settle(article, by, "schedule" if begins > now else "publish", edition)
    return edition


def moment_of(editions):
    """
    Return the moment in which a verb acts on these editions; ask once the article is locked.

    It is the database's clock, but never before an edition that was public from the moment it was
    made: a clock set back must not turn what readers have seen into something still to come.
    """
    now = clock.database_now()
    begun = editions.filter(is_scheduled=False).aggregate(last=Max("live_from"))["last"]
    return max(now, begun) if begun else now


def reasons_against_publishing(article, printed):
    """Return why this content may not appear, a list of sentences."""
    missing_alt = [each for each in printed.get("pictures", []) if not each.get("alt_text")]
    return [
        *reasons_against_submitting(article),
        *([_("The article was erased by order.")] if article.erasure_id else []),
        *(
            []
            if printed.get("body") or printed.get("lead")
            else [_("The article has no text yet.")]
        ),
        *(
            [
                _("%(count)d pictures have no text for those who cannot see them.")
                % {"count": len(missing_alt)}
            ]
            if missing_alt
            else []
        ),
    ]


def reasons_against_dates(editions, now, begins, published_at, expires_at, imported):
    """Return why these dates are impossible, a list of sentences."""
    reasons = []
    if imported:
        if editions.exists():
            reasons.append(_("Only an article that was never published can bring its past along."))
    elif begins < now:
        reasons.append(_("The time of publishing lies in the past. Choose a later one."))
    if published_at and published_at > begins:
        reasons.append(_("The date readers see cannot be later than the time of publishing."))
    if expires_at and expires_at <= begins:
        reasons.append(_("The article would expire before it appears."))
    return reasons


def same_dates(edition, published_at, expires_at):
    """Tell whether an edition already has the dates asked for; a date left out asks for none."""
    return expires_at == edition.expires_at and published_at in (None, edition.published_at)


def date_for_readers(latest, begins, major):
    """Return the date readers see: it moves with a first edition and a major change only."""
    return begins if latest is None or major else latest.published_at


def close_at(editions, moment):
    """End the edition that would still be live at ``moment`` right there."""
    for edition in editions.filter(live_from__lte=moment, live_until__gt=moment):
        edition.live_until = moment
        edition.save(update_fields=["live_until"])


def reopen_before(pending):
    """
    Take a pending edition back: its interval becomes empty, and the one before it goes on.

    The one before is reopened up to its own expiry, and only if it ended where this was to begin.
    """
    pending.live_until = pending.live_from
    pending.save(update_fields=["live_until"])
    editions = Edition.objects.of_article(pending.article).filter(number__lt=pending.number)
    before = editions.kept().first()
    if before is None or before.live_until != pending.live_from or before.withdrawals.exists():
        return
    before.live_until = before.expires_at or FOREVER
    before.save(update_fields=["live_until"])


def write_edition(article, printed, digest, *, is_corrected=False, **dates):
    """Write the edition with all its rows; the database refuses an interval that overlaps."""
    newest = Edition.objects.of_article(article.pk).first()
    lead_image = next(
        (each["image"] for each in printed.get("pictures", []) if each["place"] == "lead"),
        None,
    )
    pictures = printed.pop("pictures", [])
    edition = Edition.objects.create(
        article=article.pk,
        number=newest.number + 1 if newest else 1,
        kind=printed["kind"],
        headline=printed["headline"],
        slug=slug(printed["headline"], fallback="tin"),
        lead=printed.get("lead", ""),
        category_id=printed["category"],
        organisation_id=printed.get("organisation"),
        event_date=article.event_date,
        lead_image_id=lead_image,
        content=printed,
        hash=digest,
        body_html=render_body(printed.get("body", "")),
        live_until=dates["expires_at"] or FOREVER,
        is_corrected=is_corrected or Correction.objects.filter(article=article.pk).exists(),
        **dates,
    )
    write_rows(edition, pictures)
    return edition


def settle(article, by, verb, edition):
    """Note in the diary what was published, and that the working copy is as published."""
    move(article, Status.PUBLISHED, verb, by, hash=edition.hash)


def settle_again(article, by, edition):
    """Bring the status back where the article was edited and the edit undone before publishing."""
    if article.status != Status.PUBLISHED:
        settle(article, by, "publish", edition)


@transaction.atomic
def take_back(article, by, reason=""):
    """Take the pending edition back before readers ever saw it, and return it."""
    article = locked(article)
    editions = Edition.objects.of_article(article.pk)
    pending = editions.pending(moment_of(editions)).first()
    refuse([] if pending else [_("Nothing is scheduled for this article.")])
    reopen_before(pending)
    why = {"reason": reason, "hash": pending.hash}
    if article.status == Status.PUBLISHED:
        move(article, Status.DRAFT, "take_back", by, **why)
    else:  # edited since it was scheduled
        record(article, "take_back", by, **why)
    return pending


@transaction.atomic
def withdraw(article, by, reason, *, note="", signed_by=""):
    """
    End the live edition now and say publicly why; return the `Withdrawal`.

    ``reason`` is public, ``note`` (who ordered it, document number) stays on the desk. A pending
    edition is taken back first.
    """
    article = locked(article)
    editions = Edition.objects.of_article(article.pk)
    now = moment_of(editions)
    live = editions.live(now).first()
    refuse(
        [
            *([] if live else [_("Readers cannot see this article, so it cannot be withdrawn.")]),
            *([] if reason.strip() else [_("Give readers a reason.")]),
        ]
    )
    if pending := editions.pending(now).first():
        reopen_before(pending)
        live.refresh_from_db()
    live.live_until = now
    live.save(update_fields=["live_until"])
    withdrawal = Withdrawal.objects.create(
        edition=live, reason=reason.strip(), signed_by=signed_by or name_of(by), at=now
    )
    record(article, "withdraw", by, reason=reason, note=note, hash=live.hash)
    return withdrawal


@transaction.atomic
def correct(article, by, *, kind, wrong, right, apology="", change_note=""):
    """
    Publish the article as it now stands together with a public `Correction`; return that.

    For an article that readers can see; the correction names what was wrong and what is right.
    """
    article = locked(article)
    editions = Edition.objects.of_article(article.pk)
    now = moment_of(editions)
    live = editions.live(now).first()
    refuse(
        [
            *([] if live else [_("Only an article that readers can see can be corrected.")]),
            *(
                []
                if wrong.strip() and right.strip()
                else [_("Say what was wrong and what is right.")]
            ),
        ]
    )
    correction = Correction(
        article=article.pk, kind=kind, wrong=wrong, right=right, apology=apology, at=now
    )
    # The edition is made anew even when its words are unchanged: it is the one that bears the note.
    if pending := editions.pending(now).first():
        reopen_before(pending)
        live.refresh_from_db()
    printed, digest = print_article(article, timezone.localdate(now))
    refuse(reasons_against_publishing(article, printed))
    close_at(editions, now)
    edition = write_edition(
        article,
        printed,
        digest,
        live_from=now,
        expires_at=live.expires_at,
        published_at=live.published_at,
        change_note=change_note,
        is_major=False,
        is_corrected=True,
    )
    correction.edition = edition
    correction.save(force_insert=True)
    settle(article, by, "correct", edition)
    return correction


def name_of(user):
    """Return how a person signs in public, a text."""
    return (user.get_full_name() or user.get_username()) if user else ""
