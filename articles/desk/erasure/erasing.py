"""
Erasing by order: the one exception to "nothing is deleted".

Rows, numbers, intervals and hashes stay; texts, captions, titles, words and files go, from every
table and folder of the installation. Each order is written into a ledger that stands beside the
database too, and is carried out again after a restore from a copy older than the order.
"""

import json
from contextlib import suppress

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.desk.acts.event import WorkflowEvent, record
from articles.desk.acts.owed_check import Confirmation, OwedCheck
from articles.desk.acts.publishing import reopen_before
from articles.desk.acts.refusal import refuse
from articles.desk.article import (
    Article,
    ArticleDocument,
    ArticleImage,
    BodyDocument,
    BodyImage,
    Contributor,
)
from articles.desk.erasure.forgetting_documents import forget_document
from articles.desk.erasure.forgetting_pages import (
    end_public_life_of_page,
    forget_page,
    take_off_pages,
    traces_of_page,
)
from articles.desk.note import Note
from articles.desk.pages.page import Page
from articles.desk.signing.sign_off import SignOff, SignOffLink
from articles.desk.sweep.disagreement import Disagreement
from articles.desk.sweep.sweeping import forget_passages
from articles.desk.text.figures import without_figures_of
from articles.desk.text.typed import without_picture
from articles.desk.titles.waiver import Waiver
from articles.desk.versions.autosave import Autosave, rewrite
from articles.desk.versions.presence import Presence
from articles.desk.versions.saving import save_version
from articles.desk.versions.version import Version
from articles.page import clock
from articles.page.correction import Correction
from articles.page.edition import (
    Edition,
    EditionDocument,
    EditionPicture,
    EditionWords,
    PrintedTitle,
)
from articles.page.erasure import Erasure
from articles.page.filing import find_by_what_is_left
from articles.page.frame.banner import Banner
from articles.page.frame.site import SiteIdentity
from articles.page.lists.home import Lead
from articles.page.papers.citation import forget_citations
from articles.page.search_index import forget_deleted
from articles.page.topic import EditionTopic, Topic
from articles.page.withdrawal import Withdrawal
from documents.models import Document
from images.erasing import forget
from images.models import Image
from images.storage import originals
from people.models import Official


@transaction.atomic
def erase_article(number, *, basis, document, by, second_person):
    """
    Erase all that the installation holds of an article, and return the `Erasure`.

    ``basis`` is the legal ground, ``document`` the number of the order, ``by`` and
    ``second_person`` the user names of the two who carry it out. Raises `Refused`.
    """
    article = Article.objects.select_for_update(of=("self",)).filter(pk=number).first()
    editions = Edition.objects.of_article(number)
    # The diary, and what was said about a draft, outlive the draft.
    traces = [editions, *(each.objects.filter(article=number) for each in [WorkflowEvent, SignOff])]
    exists = article is not None or any(each.exists() for each in traces)
    is_erased = article is not None and article.erasure_id is not None
    refuse(
        [
            *reasons_against_order(basis, document, by, second_person),
            *([] if exists else [_("There is no article with this number.")]),
            *([_("The article was erased already.")] if is_erased else []),
        ]
    )
    order = write_order(Erasure.Target.ARTICLE, number, basis, document, by, second_person)
    forget_article(number, order)
    end_public_life(number, order.at)
    append_to_ledger(order)
    return order


@transaction.atomic
def erase_picture(image, *, basis, document, by, second_person):
    """
    Erase a picture with its files and everything that was written under it; return the `Erasure`.

    The articles that showed it stay, without it.
    """
    # Without its key, which saves that name the picture ask for: they would wait for each other.
    image = Image.objects.select_for_update(of=("self",), no_key=True).get(pk=image.pk)
    refuse(
        [
            *reasons_against_order(basis, document, by, second_person),
            *([_("The picture was erased already.")] if image.erasure else []),
        ]
    )
    order = write_order(Erasure.Target.PICTURE, image.pk, basis, document, by, second_person)
    forget_picture(image, order)
    append_to_ledger(order)
    return order


@transaction.atomic
def erase_document(kept, *, basis, document, by, second_person):
    """
    Erase a document of the store with its file and every title it was offered under.

    ``kept`` is the `Document`, ``document`` the number of the order, as for the others; returns the
    `Erasure`. The articles that offered it stay, without it.
    """
    kept = Document.objects.select_for_update(of=("self",), no_key=True).get(pk=kept.pk)
    refuse(
        [
            *reasons_against_order(basis, document, by, second_person),
            *([_("The document was erased already.")] if kept.erasure else []),
        ]
    )
    order = write_order(Erasure.Target.DOCUMENT, kept.pk, basis, document, by, second_person)
    forget_document(kept, order)
    forget_admin_log(Document, kept.pk)
    append_to_ledger(order)
    return order


@transaction.atomic
def erase_page(number, *, basis, document, by, second_person):
    """
    Erase all that the installation holds of a page beside the news; return the `Erasure`.

    Its editions keep number, interval and hash; see `erase_article`. Raises `Refused`.
    """
    page = Page.objects.select_for_update(of=("self",)).filter(pk=number).first()
    is_erased = page is not None and page.erasure_id is not None
    refuse(
        [
            *reasons_against_order(basis, document, by, second_person),
            *([] if traces_of_page(number) else [_("There is no page with this number.")]),
            *([_("The page was erased already.")] if is_erased else []),
        ]
    )
    order = write_order(Erasure.Target.PAGE, number, basis, document, by, second_person)
    carry_out_on_page(number, order, order.at)
    append_to_ledger(order)
    return order


def carry_out_on_page(number, order, at):
    """Forget a page and end its public life."""
    forget_page(number, order)
    end_public_life_of_page(number, at)
    forget_admin_log(Page, number)


def reasons_against_order(basis, document, by, second_person):
    """Return why an order is not complete, a list of sentences."""
    return [
        *([] if basis.strip() else [_("Name the legal basis.")]),
        *([] if document.strip() else [_("Give the number of the order.")]),
        *(
            []
            if by and second_person and by != second_person
            else [_("Erasing takes two persons.")]
        ),
    ]


def write_order(target, number, basis, document, by, second_person):
    """Enter an order into the ledger."""
    return Erasure.objects.create(
        target=target,
        number=number,
        basis=basis,
        document=document,
        by=by,
        second_person=second_person,
        at=clock.database_now(),
    )


def end_public_life(number, at):
    """Take a pending edition back and withdraw the live one, in words that tell nothing of it."""
    editions = Edition.objects.of_article(number)
    if pending := editions.pending(at).first():
        reopen_before(pending)
    last = editions.live(at).first() or editions.begun(at).first()
    if last is not None:
        last.live_until = min(last.live_until, at)
        last.save(update_fields=["live_until"])
        Withdrawal.objects.create(
            edition=last,
            reason=_("The article was removed by order of a competent authority."),
            signed_by=SiteIdentity.current().name,
            at=at,
        )


def forget_article(number, order):
    """Empty every row that holds anything of the article."""
    editions = Edition.objects.filter(article=number)
    EditionWords.objects.filter(edition__in=editions).delete()
    forget_deleted()
    forget_citations(editions)
    EditionTopic.objects.filter(edition__in=editions).delete()
    EditionPicture.objects.filter(edition__in=editions).update(
        alt_text="", caption="", credit="", erasure=order
    )
    EditionDocument.objects.filter(edition__in=editions).update(title="", erasure=order)
    PrintedTitle.objects.filter(edition__in=editions).update(
        title="", official=None, appointment=None, erasure=order
    )
    Withdrawal.objects.filter(edition__in=editions).update(reason="", erasure=order)
    Correction.objects.filter(article=number).update(wrong="", right="", apology="", erasure=order)
    editions.update(
        headline="",
        slug="",
        lead="",
        content={},
        body_html="",
        change_note="",
        organisation=None,
        lead_image=None,
        erasure=order,
    )
    Lead.objects.filter(article=number).delete()
    Version.objects.filter(article=number).update(
        content={}, pictures=[], documents=[], erasure=order
    )
    WorkflowEvent.objects.filter(article=number).update(
        reason="", note="", search_text="", erasure=order
    )
    forget_what_was_said(number, order)
    forget_working_copy(number, order)
    forget_admin_log(Article, number)


def forget_what_was_said(number, order):
    """Empty what colleagues and those who were asked said about the article, with their files."""
    Note.objects.filter(article=number).update(text="", erasure=order)
    checks = OwedCheck.objects.filter(article=number)
    Confirmation.objects.filter(check_owed__in=checks).update(note="", erasure=order)
    checks.update(reason="", owed=[], erasure=order)
    SignOffLink.objects.filter(article=number).update(for_whom="")
    SignOff.objects.filter(article=number).update(who="", comment="", evidence="", erasure=order)
    folder = SignOff.evidence_folder(number)
    transaction.on_commit(lambda: delete_folder(folder), robust=True)


def delete_folder(folder):
    """Delete a folder of files without an address, with what no row names any more."""
    with suppress(FileNotFoundError):
        for name in originals().listdir(folder)[1]:
            originals().delete(f"{folder}/{name}")
    originals().delete(folder)


def forget_working_copy(number, order):
    """Empty the article on the desk, with what was typed for it and never saved."""
    Autosave.objects.filter(article=number).delete()
    Waiver.objects.filter(article=number).delete()
    Disagreement.objects.filter(article=number).delete()
    # Typed in its empty form, before it was saved from another window.
    keys = Article.objects.filter(pk=number, creation_key__isnull=False).values("creation_key")
    Autosave.objects.filter(creation_key__in=keys).delete()
    Presence.objects.filter(article=number).delete()
    for rows in [ArticleImage, BodyImage, ArticleDocument, BodyDocument]:
        rows.objects.filter(article=number).delete()
    Contributor.objects.filter(article=number).delete()
    for article in Article.objects.filter(pk=number):
        article.further_categories.clear()
        article.topics.clear()
        article.officials.clear()
        article.related_pinned.clear()
        article.related_banned.clear()
        record(article, "erase", None)
    Article.objects.filter(pk=number).update(
        headline="",
        search_text="",
        lead="",
        body="",
        source_name="",
        source_url="",
        lead_image=None,
        lead_image_caption="",
        lead_image_alt="",
        lead_image_decorative=False,
        event_date=None,
        organisation=None,
        erasure=order,
    )


def forget_picture(image, order):
    """Take a picture out of everything that shows it, then its words and files from the library."""
    shown = EditionPicture.objects.filter(image=image)
    editions = Edition.objects.filter(pictures__image=image, erasure=None).distinct()
    shown.update(alt_text="", caption="", credit="", erasure=order)
    find_by_what_is_left(editions)
    for version in Version.objects.exclude(pictures=[]):
        if any(use.get("image") == image.pk for use in version.pictures):
            Version.objects.filter(pk=version.pk).update(pictures=[], erasure=order)
            # A waiver quotes what it is about, and that may be the words of this picture.
            Waiver.objects.filter(article=version.article_id).delete()
            forget_passages(version.article_id)
    take_off_desk(image)
    take_off_pages(image, order)
    forget_evidence(image, order)
    Banner.objects.filter(image=image).delete()
    Banner.objects.filter(phone_image=image).update(phone_image=None)
    SiteIdentity.objects.filter(logo=image).update(logo=None)
    Official.objects.filter(portrait=image).update(portrait=None)
    Topic.objects.filter(lead_image=image).update(lead_image=None)
    forget_admin_log(Image, image.pk)
    forget(image, order.pk)


def forget_evidence(image, order):
    """Take a picture away where it was kept as evidence of a sign-off too."""
    kept = SignOff.objects.filter(evidence__contains=f"/{image.sha256}.")
    for name in set(kept.values_list("evidence", flat=True)):
        transaction.on_commit(lambda name=name: originals().delete(name), robust=True)
    kept.update(evidence="", erasure=order)


def take_off_desk(image):
    """Take a picture out of every working copy."""
    ArticleImage.objects.filter(image=image).delete()
    rewrite(lambda form: without_picture(form, image))
    uses = Article.objects.filter(lead_image=image)
    uses |= Article.objects.filter(body__contains=f'data-image="{image.pk}"')
    # Locked, and only then read: a save that came first is not written over.
    for article in uses.order_by("pk").select_for_update(of=("self",)):
        if article.lead_image_id == image.pk:
            article.lead_image, article.lead_image_decorative = None, False
            article.lead_image_caption, article.lead_image_alt = "", ""
        article.body = without_figures_of(article.body, image)
        article.save()
        save_version(article, None)


def forget_admin_log(model, number):
    """Empty what the admin's own log says of a row; its title stood there."""
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id=str(number)
    ).update(object_repr=f"#{number}", change_message="")


def append_to_ledger(order):
    """Write an order into the ledger beside the database, once the transaction stands."""
    line = json.dumps(
        {
            "target": order.target,
            "number": order.number,
            "basis": order.basis,
            "document": order.document,
            "by": order.by,
            "second_person": order.second_person,
            "at": order.at.isoformat(),
        },
        ensure_ascii=False,
    )

    def append():
        with open(settings.ERASURE_LEDGER, "a", encoding="utf-8") as ledger:
            ledger.write(line + "\n")

    transaction.on_commit(append)


def replay():
    """
    Carry out again every order of the ledger file that this database does not know.

    For the moment after a restore. Returns how many orders were carried out.
    """
    if not settings.ERASURE_LEDGER.exists():
        return 0
    count = 0
    for line in settings.ERASURE_LEDGER.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        entry["at"] = parse_datetime(entry["at"])
        with transaction.atomic():
            count += carry_out_again(entry)
    return count


def carry_out_again(entry):
    """Carry out one order of the ledger file, unless this database knows it; return 1 or 0."""
    if Erasure.objects.filter(
        target=entry["target"], number=entry["number"], at=entry["at"]
    ).exists():
        return 0
    order = Erasure.objects.create(**entry)
    if order.target == Erasure.Target.ARTICLE:
        forget_article(order.number, order)
        end_public_life(order.number, clock.database_now())
    elif order.target == Erasure.Target.PAGE:
        carry_out_on_page(order.number, order, clock.database_now())
    elif order.target == Erasure.Target.DOCUMENT:
        if document := Document.objects.filter(pk=order.number).first():
            forget_document(document, order)
            forget_admin_log(Document, document.pk)
    elif image := Image.objects.filter(pk=order.number).first():
        forget_picture(image, order)
    return 1
