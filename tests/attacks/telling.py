"""Attacks in what is said beside an article: notes, corrections, reasons, answers, the register."""

from datetime import timedelta

from django.utils import timezone

from articles.desk.acts.event import record
from articles.desk.article import Article
from articles.desk.note import Note
from articles.desk.signing.sign_off import SignOff, SignOffLink
from articles.desk.signing.signing_off import token_of
from articles.page.correction import Correction
from articles.page.edition import Edition
from articles.page.withdrawal import Withdrawal
from tests.people.factory import appoint, make_official, make_organisation, make_position
from vietnamese import one_line

DESK = "/quan-tri/articles/article"


def tell(vectors, number, draft, by):
    """
    Say every attack about one published article; return the pages that show them.

    A draft is one about which somebody is asked by a link.
    """
    article, edition = Article.objects.get(pk=number), Edition.objects.get(article=number)
    now = timezone.now()
    for vector in vectors:
        text = vector.text.replace("\0", "")
        Note.objects.create(article=article, by=by, text=text)
        record(article, "send_back", by, reason=text, note=text)
        Correction.objects.create(
            article=number,
            edition=edition,
            kind="apology",
            wrong=text,
            right=text,
            apology=text,
            at=now,
        )
        SignOff.objects.create(
            article=number,
            version=1,
            hash=edition.hash,
            answer=SignOff.Answer.CHANGES,
            who=one_line(text)[:150],
            how=SignOff.How.LINK,
            comment=text,
            said_at=now,
        )
    link = SignOffLink.objects.create(
        article=draft,
        for_whom=one_line(vectors[0].text)[:150],
        made_by=by,
        expires_at=now + timedelta(hours=1),
    )
    pages = [f"{DESK}/{number}/{name}/" for name in ["notes", "who-may", "sign-off"]]
    pages += [f"{DESK}/{number}/history/", f"{DESK}/{number}/withdraw/", "/dinh-chinh/"]
    pages += ["/quan-tri/lich-dang/", "/quan-tri/articles/workflowevent/", f"{DESK}/monthly/"]
    pages += [f"/y-kien/{token_of(link)}/", edition.get_absolute_url()]
    return pages


def take_off(vectors, numbers):
    """Withdraw an article for each attack, which is the reason given; return their addresses."""
    now = timezone.now()
    addresses = []
    for vector, number in zip(vectors, numbers, strict=False):
        edition = Edition.objects.get(article=number)
        Edition.objects.filter(pk=edition.pk).update(live_until=now)
        text = vector.text.replace("\0", "")
        Withdrawal.objects.create(
            edition=edition, reason=text, signed_by=one_line(text)[:150], at=now
        )
        addresses.append(edition.get_absolute_url())
    return addresses


def people_the_register(vectors):
    """Give the register officials, offices and titles named like attacks; return their pages."""
    pages = ["/lanh-dao/", "/co-quan-don-vi/"]
    for number, vector in enumerate(vectors):
        line = one_line(vector.text.replace("\0", ""))[:100] or "x"
        office = make_organisation(line, key=f"o{number}", address=line)
        title = make_position(line, organisation=office, printed=[line], key=f"p{number}")
        official = make_official(line, key=f"n{number}", biography=line)
        appointment = appoint(official, title, "2016", source=line[:100], decision=line[:100])
        desk = "/quan-tri/people"
        pages += [official.get_absolute_url(), office.get_absolute_url()]
        pages += [f"{desk}/official/{official.pk}/{page}/" for page in ["change", "history"]]
        pages += [f"{desk}/position/{title.pk}/change/"]
        pages += [f"{desk}/appointment/{appointment.pk}/ket-thuc/"]
        pages += [f"{desk}/appointment/bo-nhiem/?official={official.pk}&position={title.pk}"]
    return pages
