"""
Publishing: the one place where editions come to be and where their intervals are set.

Every verb locks the article's row, asks the database's clock once it holds the lock, takes a
pending edition back, and only then acts, all in one transaction. The database's guards refuse what
would break a promise all the same; this module keeps those that need a clock.
"""

from datetime import timedelta

from django.utils.translation import gettext as _

from articles.desk.acts.acting import attempt
from articles.desk.acts.event import record
from articles.desk.acts.four_eyes import author_who_approved
from articles.desk.acts.needs import confirmable, owed_in_an_emergency, unapproved
from articles.desk.acts.owed_check import Confirmation, OwedCheck
from articles.desk.acts.refusal import refuse
from articles.desk.acts.workflow import move
from articles.desk.article import Status
from articles.desk.versions.version import APART
from articles.page.clock import FOREVER
from articles.page.correction import Correction
from articles.page.edition import Edition
from articles.page.filing import write_rows
from articles.page.rendering import render_body
from articles.page.withdrawal import Withdrawal
from vietnamese import slug


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
    ``major``. A major change of what was public needs a ``change_note``, which readers see.
    ``imported`` allows ``at`` to lie in the past for an article that has no edition, and asks for
    no approval. Raises `Refused` with every reason.
    """
    verb = "schedule" if at and not imported else "publish"
    with attempt(verb, article, by, is_checked=not imported) as standing:
        article, now = standing.article, standing.now
        begins = at or now
        printed, digest = standing.printed_on(begins) if at else standing.printed_and_hash
        refuse(
            [
                *standing.against,
                *reasons_against_titles(standing, digest, by if not imported else None),
                *reasons_against_dates(standing, begins, published_at, expires_at, imported),
                *reasons_against_note(standing, major, change_note),
            ]
        )
        if pending := standing.pending:
            is_same = pending.hash == digest and pending.live_from == begins
            if is_same and same_dates(pending, published_at, expires_at):
                return pending
            reopen_before(pending)
            standing.forget_editions()

        latest = standing.latest
        is_live = latest is not None and latest.live_from <= now < latest.live_until
        if is_live and latest.hash == digest and same_dates(latest, published_at, expires_at):
            if pending or article.status != Status.PUBLISHED:
                # A schedule was dropped for it, or an edit was undone before publishing.
                settle(article, by, "publish", latest)
            return latest

        close_at(standing.editions, begins)
        edition = write_edition(
            article,
            printed,
            digest,
            live_from=begins,
            expires_at=expires_at,
            published_at=published_at or date_for_readers(latest, begins, major),
            change_note=change_note.strip(),
            is_major=major,
            is_imported=imported,
            is_scheduled=begins > now,
        )
        # Who is to check it afterwards is judged before the diary calls the round closed.
        note_check_owed(standing, by, edition)
        settle(article, by, "schedule" if begins > now else "publish", edition)
        return edition


def reasons_against_titles(standing, digest, by):
    """Say so where the day of publishing would print other titles than were approved."""
    if by is None or digest == standing.hash:
        return []
    return unapproved(standing, digest)


def reasons_against_dates(standing, begins, published_at, expires_at, imported):
    """Return why these dates are impossible, a list of sentences."""
    reasons = []
    if imported:
        if standing.was_public:
            reasons.append(_("Only an article that was never published can bring its past along."))
    elif begins < standing.now:
        reasons.append(_("The time of publishing lies in the past. Choose a later one."))
    if published_at and published_at > begins:
        reasons.append(_("The date readers see cannot be later than the time of publishing."))
    if max(begins, expires_at or begins) >= FOREVER:
        reasons.append(_("The date lies too far ahead. Choose an earlier one."))
    if expires_at and expires_at <= begins:
        reasons.append(_("The article would expire before it appears."))
    return reasons


def reasons_against_note(standing, major, change_note):
    """Say so where readers would not learn what was changed."""
    if not major or change_note.strip() or standing.latest is None:
        return []
    return [_("Tell readers what was changed: an update of the content needs a note.")]


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


def edition_of(article, printed, digest, **dates):
    """
    Return the unsaved `Edition` of what readers would see, without number and rows.

    Publishing saves it, a preview shows it. ``printed`` and ``digest`` are what `print_article`
    gave, ``dates`` the fields that say when.
    """
    pictures = printed.get("pictures", [])
    lead_image = next((each["image"] for each in pictures if each["place"] == "lead"), None)
    return Edition(
        article=article.pk,
        kind=printed["kind"],
        headline=printed.get("headline", ""),
        slug=slug(printed.get("headline", ""), fallback="tin"),
        lead=printed.get("lead", ""),
        category_id=printed.get("category"),
        organisation_id=printed.get("organisation"),
        event_date=article.event_date,
        lead_image_id=lead_image,
        content={key: value for key, value in printed.items() if key not in APART},
        hash=digest,
        body_html=render_body(printed.get("body", "")),
        live_until=dates.get("expires_at") or FOREVER,
        has_documents="documents" in printed,
        **{"is_corrected": is_corrected(article), **dates},
    )


def is_corrected(article):
    """Tell whether an article bears a correction."""
    return Correction.objects.filter(article=article.pk).exists()


def write_edition(article, printed, digest, **dates):
    """Write the edition with all its rows; the database refuses an interval that overlaps."""
    newest = Edition.objects.of_article(article.pk).first()
    edition = edition_of(article, printed, digest, **dates)
    edition.number = newest.number + 1 if newest else 1
    edition.save(force_insert=True)
    write_rows(edition, printed)
    return edition


def note_check_owed(standing, by, edition):
    """
    Note that an edition whose author approved it owes the eyes of somebody else.

    Asked of the approval and not of the desk's rule, which may have changed since: by then nobody
    else has read it. The author stands for it, whoever pressed the button.
    """
    author = author_who_approved(standing.article, edition.hash) if by else None
    if author:
        owe_check(standing, author, edition, OwedCheck.Cause.POLICY)


def owe_check(standing, by, edition, cause, reason="", owed=()):
    """Enter an edition that one person published alone among those a second has to check."""
    return OwedCheck.objects.create(
        article=edition.article,
        edition=edition,
        cause=cause,
        reason=reason,
        owed=list(owed),
        by=by,
        at=standing.now,
        due_at=edition.live_from + timedelta(hours=standing.policy.confirm_within),
    )


def settle(article, by, verb, edition, **why):
    """Note in the diary what was published, and that the working copy is as published."""
    move(article, Status.PUBLISHED, verb, by, hash=edition.hash, **why)


def unschedule(article, by, reason=""):
    """Take the pending edition back before readers ever saw it, and return it."""
    with attempt("unschedule", article, by) as standing:
        refuse(standing.against)
        article, pending = standing.article, standing.pending
        reopen_before(pending)
        why = {"reason": reason.strip(), "hash": pending.hash}
        if article.status == Status.PUBLISHED:
            standing.forget_editions()
            to_status = status_after_unscheduling(standing, pending)
            if to_status == Status.DRAFT:
                why["approved_hash"] = ""
            move(article, to_status, "unschedule", by, **why)
        else:  # edited since it was scheduled
            record(article, "unschedule", by, **why)
        return pending


def status_after_unscheduling(standing, pending):
    """Return where the text of an edition stands that was taken back, a `Status`."""
    latest = standing.latest
    if latest and latest.hash == pending.hash and not latest.withdrawals.exists():
        return Status.PUBLISHED  # only its dates were to change
    if standing.article.approved_hash == pending.hash:
        return Status.APPROVED
    return Status.DRAFT


def publish_in_an_emergency(article, by, reason):
    """
    Make the article public at once, without approval, and return the `Edition`.

    What was skipped is owed and listed until a second person confirms it. Raises `Refused` where
    there would be no page at all, or without a reason.
    """
    with attempt("emergency", article, by) as standing:
        refuse([*standing.against, *([] if reason.strip() else [_("Say why it cannot wait.")])])
        owed = owed_in_an_emergency(standing, by)
        if standing.pending:
            reopen_before(standing.pending)
            standing.forget_editions()
        latest, live = standing.latest, standing.live
        close_at(standing.editions, standing.now)
        edition = write_edition(
            standing.article,
            standing.printed,
            standing.hash,
            live_from=standing.now,
            expires_at=live.expires_at if live else None,
            published_at=date_for_readers(latest, standing.now, major=False),
        )
        owe_check(standing, by, edition, OwedCheck.Cause.EMERGENCY, reason.strip(), owed)
        settle(standing.article, by, "emergency", edition, reason=reason.strip())
        return edition


def confirm(article, by, note=""):
    """
    Confirm as a second person what others published alone; return the `Confirmation`s.

    What this person published alone stays owed. Raises `Refused` while something that was skipped
    has not been made good.
    """
    with attempt("confirm", article, by) as standing:
        refuse(standing.against)
        checks = confirmable(standing, by)
        confirmations = [
            Confirmation.objects.create(check_owed=check, by=by, at=standing.now, note=note.strip())
            for check in checks
        ]
        digest = checks[-1].edition.hash
        record(standing.article, "confirm", by, reason=note.strip(), hash=digest)
        return confirmations


def withdraw(article, by, reason, *, note="", signed_by=""):
    """
    End the live edition now and say publicly why; return the `Withdrawal`.

    ``reason`` is public, ``note`` (who ordered it, document number) stays on the desk. A pending
    edition is taken back first. To appear again the article has to be approved again.
    """
    with attempt("withdraw", article, by) as standing:
        refuse([*standing.against, *([] if reason.strip() else [_("Give readers a reason.")])])
        article, live = standing.article, standing.live
        if standing.pending:
            reopen_before(standing.pending)
            live.refresh_from_db()
        live.live_until = standing.now
        live.save(update_fields=["live_until"])
        withdrawal = Withdrawal.objects.create(
            edition=live,
            reason=reason.strip(),
            signed_by=signed_by or name_of(by),
            at=standing.now,
        )
        why = {"reason": reason.strip(), "note": note.strip(), "hash": live.hash}
        if article.status == Status.PUBLISHED:
            move(article, Status.DRAFT, "withdraw", by, approved_hash="", **why)
        elif article.approved_hash == live.hash:  # the very text that had to go
            move(article, Status.IN_REVIEW, "withdraw", by, approved_hash="", **why)
        else:  # a newer text is on its way and goes on
            record(article, "withdraw", by, **why)
        return withdrawal


def correct(article, by, *, kind, wrong, right, apology="", change_note=""):
    """
    Publish the article as it now stands together with a public `Correction`; return that.

    For an article that readers can see; the correction names what was wrong and what is right.
    """
    with attempt("correct", article, by) as standing:
        is_told = wrong.strip() and right.strip()
        refuse(
            [*standing.against, *([] if is_told else [_("Say what was wrong and what is right.")])]
        )
        article, now, live = standing.article, standing.now, standing.live
        # Made anew even when its words are unchanged: it is the edition that bears the note.
        if standing.pending:
            reopen_before(standing.pending)
            live.refresh_from_db()
        close_at(standing.editions, now)
        edition = write_edition(
            article,
            standing.printed,
            standing.hash,
            live_from=now,
            expires_at=live.expires_at,
            published_at=live.published_at,
            change_note=change_note.strip(),
            is_corrected=True,
        )
        correction = Correction.objects.create(
            article=article.pk,
            edition=edition,
            kind=kind,
            wrong=wrong,
            right=right,
            apology=apology,
            at=now,
        )
        note_check_owed(standing, by, edition)
        settle(article, by, "correct", edition)
        return correction


def name_of(user):
    """Return how a person signs in public, a text."""
    return (user.get_full_name() or user.get_username()) if user else ""
