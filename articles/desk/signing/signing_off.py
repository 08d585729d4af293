"""
Asking somebody without an account for a word on an article, and keeping what was said.

A sign-off is evidence, not an approval: no step of the workflow waits for it or follows from it.
Each answer names the version and the printed hash of what was shown, so it is always known which
content it speaks of.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.core.signing import BadSignature, Signer
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.acts.acting import attempt, locked
from articles.desk.acts.event import record
from articles.desk.acts.refusal import Refused, refuse
from articles.desk.acts.standing import Standing
from articles.desk.printing import as_printed
from articles.desk.roles.rights import why_not
from articles.desk.signing.sign_off import SignOff, SignOffLink
from articles.desk.versions.content import hash_of
from articles.desk.versions.version import APART
from people.register import Register
from vietnamese import one_line, plain

HOURS = 72
MOST_HOURS = 30 * 24
LONGEST_COMMENT = 5000
LISTED = 50
# More than anybody has to say: whoever holds a link must not be able to fill the diary.
MOST_ANSWERS = 30
SAID_ELSEWHERE = [SignOff.How.TELEPHONE, SignOff.How.PAPER, SignOff.How.CHAT]


class LinkState(models.TextChoices):
    """What a link opens at a moment."""

    OPEN = "open", gettext_lazy("Open for an answer")
    PUBLISHED = "published", gettext_lazy("Leads to the public page")
    OVER = "over", gettext_lazy("No longer asked for")
    REVOKED = "revoked", gettext_lazy("Revoked")
    EXPIRED = "expired", gettext_lazy("Expired")


class Closed(Refused):
    """An answer to a link that is no longer open; ``state`` says why."""

    def __init__(self, state):
        self.state = state
        super().__init__(state.label)


class Changed(Refused):
    """An answer about a text that is no longer the article's."""


# The token in an address


def token_of(link):
    """Return what stands for a link in its address, a signed text."""
    return signer().sign(value_of(link))


def link_of(token):
    """Return the `SignOffLink` that a token stands for, with its article; None for a wrong one."""
    try:
        value = signer().unsign(token)
    except BadSignature:
        return None
    links = SignOffLink.objects.select_related(
        "made_by", "article__category", "article__organisation"
    )
    link = links.filter(pk=value.partition("-")[0]).first()
    return link if link and value_of(link) == value else None


def value_of(link):
    # The number alone would open another's link where a restored copy gives numbers out again.
    return f"{link.pk}-{int(link.made_at.timestamp())}"


def signer():
    # A full stop, because programs that make links of texts end one at a colon.
    return Signer(salt="articles.desk.signing.sign_off", sep=".")


# Where the links of an article stand


def state_of(link, standing):
    """Return the `LinkState` of a link to the article of a `Standing`."""
    article, live, last = standing.article, standing.live, standing.last_begun
    # Who has left the house leaves no door open behind.
    if link.revoked_at or not link.made_by.is_active:
        return LinkState.REVOKED
    if article.erasure_id or article.binned_at:
        return LinkState.OVER
    # A link made over a live story asks about the draft until a newer edition is public.
    if live and (live.live_from >= link.made_at or live.hash == standing.hash):
        return LinkState.PUBLISHED
    if not live and last and last.live_until >= link.made_at:
        return LinkState.OVER
    return LinkState.EXPIRED if link.expires_at <= standing.now else LinkState.OPEN


@dataclass
class SignOffs:
    """
    What was asked and answered about an article, the newest first.

    Each of ``links`` has ``state``, each of ``answers`` has ``is_present``: whether it speaks of
    the content as it stands.
    """

    links: list
    answers: list

    @property
    def open_links(self):
        return [link for link in self.links if link.state == LinkState.OPEN]

    @property
    def unanswered_links(self):
        """Open links through which nothing was said yet about the content as it stands."""
        answered = {each.link_id for each in self.answers if each.is_present}
        return [link for link in self.open_links if link.pk not in answered]

    @property
    def closed_links(self):
        return [link for link in self.links if link.state != LinkState.OPEN]


def sign_offs_of(standing):
    """
    Return the `SignOffs` about the article of a `Standing`.

    Two queries, and those of the standing where there is anything to tell.
    """
    article = standing.article
    links = list(article.sign_off_links.select_related("made_by")[:LISTED])
    answers = SignOff.objects.filter(article=article.pk).select_related("recorded_by")[:LISTED]
    for link in links:
        link.state = state_of(link, standing)
    return SignOffs(links, with_presence(answers, standing.hash) if answers else [])


def with_presence(answers, digest):
    """Return answers, each with ``is_present``: whether it was given to this printed content."""
    for each in answers:
        each.is_present = each.hash == digest
    return list(answers)


# The verbs


def make_link(article, by, for_whom, hours=HOURS):
    """
    Make a link that opens the article to somebody for some hours, and return it.

    Raises `Refused`.
    """
    for_whom = one_line(for_whom)[:150]
    with attempt("ask_sign_off", article, by) as standing:
        is_public = standing.live is not None and standing.live.hash == standing.hash
        is_too_long = not 1 <= hours <= MOST_HOURS
        refuse(
            [
                *(standing.against or reasons_of_place(standing.article)),
                *([] if for_whom else [_("Say whom you ask.")]),
                *(
                    [_("A link stays open for 1 to %(most)s hours.") % {"most": MOST_HOURS}]
                    if is_too_long
                    else []
                ),
                *(
                    [_("Readers see exactly this text already. Send its public address instead.")]
                    if is_public
                    else []
                ),
            ]
        )
        link = SignOffLink.objects.create(
            article=standing.article,
            for_whom=for_whom,
            made_by=by,
            expires_at=standing.now + timedelta(hours=hours),
        )
        record(standing.article, "ask_sign_off", by, reason=for_whom)
        return link


def reasons_of_place(article):
    """Return why nobody is to be asked about an article where it lies, a list of sentences."""
    return [
        *([_("The article was erased by order.")] if article.erasure_id else []),
        *([_("The article lies in the bin.")] if article.binned_at else []),
    ]


def revoke_link(link, by):
    """Close a link before its time; whoever opens it is told so. Raises `Refused`."""
    with attempt("revoke_sign_off", link.article, by, is_checked=False) as standing:
        link.refresh_from_db()
        refuse(
            [
                *reasons_of_right(by, standing.article),
                *([_("This link was revoked already.")] if link.revoked_at else []),
            ]
        )
        link.revoked_at = standing.now
        link.save(update_fields=["revoked_at"])
        record(standing.article, "revoke_sign_off", by, reason=link.for_whom)
        return link


def reasons_of_right(by, article):
    """Return why a person may not ask about an article, nor do what follows from asking."""
    return why_not(by, "ask_sign_off", article) if by else []


@transaction.atomic
def answer(link, *, shown, answer, who, comment="", signed_in=None):
    """
    Keep what somebody says through a link about the text they were shown; return the `SignOff`.

    ``shown`` is the printed hash of that text, ``signed_in`` the user of the desk in whose browser
    it was said, if any. Saying the same again returns what was kept. Raises `Closed` when the link
    is not open, `Changed` when the text is another by now, `Refused` with what is missing. None of
    these is written into the diary: a stranger must not be able to fill it.
    """
    standing = Standing(locked(link.article))
    link.refresh_from_db()
    state = state_of(link, standing)
    if state != LinkState.OPEN:
        raise Closed(state)
    if shown != standing.hash:
        raise Changed(
            _(
                "The article was changed while you were reading, so your answer was not recorded. "
                "This page shows the new text now: please look at it and answer again."
            )
        )
    refuse(reasons_against_answer(answer, who, comment))
    kept = {
        "link": link,
        "how": SignOff.How.LINK,
        "hash": shown,
        "recorded_by": signed_in,
        **words_of(answer, who, comment),
    }
    return keep_once(
        standing.article, "sign_off", link.answers, kept, most=MOST_ANSWERS, said_at=standing.now
    )


def record_answer(article, by, *, version, answer, who, how, said_at, comment="", evidence=None):
    """
    Keep what somebody said by telephone, on paper or in a chat; return the `SignOff`.

    ``version`` is the number of the version they spoke of, ``said_at`` when, an aware datetime, and
    ``evidence`` a `images.intake.CleanPicture` of it or None. Recording the same again returns what
    was kept. Raises `Refused`.
    """
    with attempt("record_sign_off", article, by, is_checked=False) as standing:
        article = standing.article
        saved = article.versions.filter(number=version, is_aside=False, erasure=None).first()
        is_ahead = said_at > standing.now + timedelta(minutes=5)
        refuse(
            [
                *(reasons_of_right(by, article) or reasons_of_place(article)),
                *([] if saved else [_("Choose the version that was spoken of.")]),
                *([] if how in SAID_ELSEWHERE else [_("Say how the answer came.")]),
                *([_("The answer cannot have been given in the future.")] if is_ahead else []),
                *reasons_against_answer(answer, who, comment),
            ]
        )
        kept = {
            "how": how,
            "hash": hash_of_version(saved, timezone.localdate(standing.now)),
            "version": saved.number,
            "said_at": said_at,
            "recorded_by": by,
            **words_of(answer, who, comment),
        }
        earlier = SignOff.objects.filter(article=article.pk)
        return keep_once(article, "record_sign_off", earlier, kept, **file_of(evidence, article))


def words_of(answer, who, comment):
    """Return the words of an answer as they are kept."""
    return {"answer": answer, "who": one_line(who)[:150], "comment": tidy(comment)}


def tidy(comment):
    """Return a comment as it is kept."""
    return plain(comment).replace("\r\n", "\n").strip()


def reasons_against_answer(answer, who, comment):
    """Return what is missing in an answer, a list of sentences."""
    asks_for_changes = answer == SignOff.Answer.CHANGES
    return [
        *([] if answer in SignOff.Answer else [_("Say “agreed” or “asks for changes”.")]),
        *([] if one_line(who) else [_("Write your name, so that it is known who answers.")]),
        *([_("Write what should be changed.")] if asks_for_changes and not tidy(comment) else []),
        *(
            [_("Write at most %(most)s characters.") % {"most": LONGEST_COMMENT}]
            if len(tidy(comment)) > LONGEST_COMMENT
            else []
        ),
    ]


def file_of(evidence, article):
    """Return a clean picture as the field of an answer about the article; nothing for None."""
    if evidence is None:
        return {}
    # Named by article and content: the same picture again is the same file, and never another's.
    name = f"{article.pk}/{evidence.sha256}{evidence.original_suffix}"
    return {"evidence": ContentFile(evidence.original, name=name)}


def keep_once(article, verb, earlier, kept, most=None, **more):
    """
    Add an answer and write it into the diary, unless the last one says all of ``kept`` too.

    Raises `Refused` where ``most`` were given earlier.
    """
    last = earlier.first()
    if last and all(getattr(last, name) == value for name, value in kept.items()):
        return last
    if most is not None and earlier.count() >= most:
        refuse([_("You have answered very often. Please ask the newsroom to send a new link.")])
    sign_off = SignOff.objects.create(
        **{"article": article.pk, "version": article.version, **kept, **more}
    )
    record(article, verb, sign_off.recorded_by, reason=in_words(sign_off), hash=sign_off.hash)
    return sign_off


def hash_of_version(version, day_without_event):
    """Return the hash of what readers would see of a saved version."""
    day = version.whole.get("event_date")
    day = date.fromisoformat(day) if day else day_without_event
    return hash_of(as_printed(version.whole, Register.load(), day))


def in_words(sign_off):
    """Return an answer as one line of the diary tells it."""
    words = {"who": sign_off.who, "answer": sign_off.get_answer_display()}
    line = _("%(who)s: %(answer)s.") % words
    if sign_off.how != SignOff.How.LINK:
        words["how"] = sign_off.get_how_display()
        line = _("%(who)s, %(how)s: %(answer)s.") % words
    return f"{line} {sign_off.comment}".strip()


def ready_text(link, address, site_name):
    """Return a message with a link's ``address``, ready to be sent, a text of several lines."""
    return _(
        "Dear %(for_whom)s,\n"
        "%(site)s asks for your opinion on the article “%(headline)s” before it is published.\n"
        "Read it and answer here: %(address)s\n"
        "The link is open until %(until)s. No account is needed.\n"
        "%(sender)s"
    ) % {
        "for_whom": link.for_whom,
        "site": site_name,
        "headline": link.article.headline,
        "address": address,
        "until": date_format(timezone.localtime(link.expires_at), "H:i d/m/Y"),
        "sender": link.made_by,
    }


def versions_to_speak_of(article):
    """Return the saved versions an answer may be about, the newest first."""
    versions = article.versions.filter(is_aside=False, erasure=None).select_related("saved_by")
    return versions.defer("content", *APART)[:LISTED]
