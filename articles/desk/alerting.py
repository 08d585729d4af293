"""Raising an alert and ending it: who may, and what it needs."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.acts.refusal import refuse
from articles.page import clock
from articles.page.frame.alert import LONGEST, Alert
from vietnamese import nfc, one_line

MAY_RAISE = "articles.raise_alert"
LONGEST_STANDING = timedelta(days=30)  # what lasts longer is no alert but a page


def raise_alert(by, level, text, until, link=""):
    """
    Put an alert on every page from now until ``until``; return the `Alert`.

    ``level`` is an `Alert.Level`, ``text`` plain words, ``link`` an address of this site or a whole
    one. The same alert raised twice is raised once: the standing one is returned. Raises `Refused`
    with every reason.
    """
    now = clock.now()
    text = one_line(nfc(text))
    refuse([*reasons_against_person(by), *reasons_against_alert(text, until, now)])
    with transaction.atomic():
        same = Alert.objects.standing(now).filter(level=level, text=text, link=link, until=until)
        return same.first() or Alert.objects.create(
            level=level, text=text, link=link, raised_at=now, until=until, raised_by=by
        )


def end_alert(alert, by):
    """Take an alert off every page now; one that is over stays as it is. Raises `Refused`."""
    refuse(reasons_against_person(by))
    now = clock.now()
    standing = Alert.objects.filter(pk=alert.pk, until__gt=now)
    standing.update(until=max(now, alert.raised_at), ended_by=by)
    alert.refresh_from_db()
    return alert


def reasons_against_person(by):
    """Say so where a person is not trusted with alerts."""
    if by is None or by.has_perm(MAY_RAISE):
        return []
    return [_("Only persons who are trusted with it raise and end alerts.")]


def reasons_against_alert(text, until, now):
    """Return what an alert lacks, a list of sentences."""
    reasons = []
    if not text:
        reasons.append(_("Write what people should know and do."))
    if len(text) > LONGEST:
        reasons.append(_("An alert has at most %(most)d letters.") % {"most": LONGEST})
    if until is None:
        reasons.append(_("Say until when the alert stands."))
    elif until <= now:
        reasons.append(_("The alert must end in the future."))
    elif until > now + LONGEST_STANDING:
        reasons.append(
            _("An alert stands for at most %(days)d days.") % {"days": LONGEST_STANDING.days}
        )
    return reasons


def text_to_share(alert, address):
    """Return the words of an alert for Zalo and other messengers; ``address`` leads to the site."""
    until = timezone.localtime(alert.until)
    lines = [
        f"[{alert.get_level_display().upper()}] {alert.text}",
        _("In force until %(time)s.") % {"time": f"{until:%H:%M %d/%m/%Y}"},
        address,
    ]
    return "\n".join(lines)
