"""Publishing pages beside the news and taking them back: nothing else makes their editions."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from articles.desk.acts.needs import reasons_of_children, reasons_of_silent_pictures
from articles.desk.acts.refusal import refuse
from articles.desk.acts.standing import awaiting_consent
from articles.desk.pages.page import CONTENT, Page, slug_is_taken
from articles.desk.pages.printing import edition_of, picture_rows, printed
from articles.desk.text.figures import tidy_body
from articles.desk.versions.content import hash_of
from articles.page.clock import FOREVER, database_now
from articles.page.pages.page_edition import PageDocument, PageEdition, PagePicture, PageSlug
from articles.page.papers.document_links import linked_documents
from documents.models import Document
from people.history import note


@transaction.atomic
def publish(page):
    """
    Let readers see the page as it was last saved, from now on; return its `PageEdition`.

    Publishing what readers see already returns that edition: two clicks make one. What was
    scheduled is taken back. Raises `Refused`.
    """
    page = locked(page)
    editions = PageEdition.objects.of_page(page.pk)
    now = moment_of(editions)
    shown = printed(page)
    live = editions.live(now).first()
    stands = live is not None and live.hash == hash_of(shown)
    if not stands:
        refuse(reasons_against(page, shown))
    take_back_pending(editions, now)
    if stands:
        return live
    edition = write_edition(page, shown, editions, now)
    note(page, _("Published as edition %(number)d") % {"number": edition.number})
    return edition


@transaction.atomic
def schedule(page, at):
    """
    Let readers see the page as it was last saved from a moment to come; return its `PageEdition`.

    What they see until then goes on. What was scheduled before is taken back. Raises `Refused`.
    """
    page = locked(page)
    editions = PageEdition.objects.of_page(page.pk)
    now = moment_of(editions)
    shown = printed(page)
    pending = editions.pending(now).first()
    if pending and (pending.hash, pending.live_from) == (hash_of(shown), at):
        return pending
    late = [] if at > now else [_("The time of publishing lies in the past. Choose a later one.")]
    refuse([*reasons_against(page, shown), *late])
    take_back_pending(editions, now)
    edition = write_edition(page, shown, editions, at, is_scheduled=True)
    note(page, _("Scheduled as edition %(number)d") % {"number": edition.number})
    return edition


@transaction.atomic
def unschedule(page):
    """Take back what was scheduled; what readers see goes on. Raises `Refused` where nothing is."""
    page = locked(page)
    editions = PageEdition.objects.of_page(page.pk)
    now = moment_of(editions)
    refuse([] if editions.pending(now).exists() else [_("Nothing is scheduled for this page.")])
    take_back_pending(editions, now)
    note(page, _("Schedule taken back"))


def take_back_pending(editions, now):
    """Make the interval of a pending edition empty; what ended where it was to begin goes on."""
    pending = editions.pending(now).first()
    if pending is None:
        return
    editions.filter(pk=pending.pk).update(live_until=pending.live_from)
    before = editions.kept().filter(number__lt=pending.number).first()
    if before and before.live_until == pending.live_from and not before.withdrawn_because:
        editions.filter(pk=before.pk).update(live_until=FOREVER)


def write_edition(page, shown, editions, begins, **more):
    """
    Let readers see what was printed (see `printed`) from a moment on; return its `PageEdition`.

    ``editions`` are those of the locked page, the newest first; the one that is live then ends.
    """
    latest = editions.first()
    PageSlug.objects.get_or_create(slug=shown["slug"], defaults={"page": page.pk})
    editions.live(begins).update(live_until=begins)
    number = latest.number + 1 if latest else 1
    edition = edition_of(page, shown, live_from=begins, number=number, **more)
    edition.save(force_insert=True)
    PagePicture.objects.bulk_create(picture_rows(edition, shown))
    linked = Document.objects.kept().with_keys(linked_documents(edition.body_html))
    PageDocument.objects.bulk_create(
        [PageDocument(edition=edition, document=document) for document in linked]
    )
    return edition


@transaction.atomic
def withdraw(page, reason):
    """
    Let nobody see the page any more; its address answers with the public ``reason``.

    Raises `Refused` where it is not public, or no reason is given.
    """
    page = locked(page)
    editions = PageEdition.objects.of_page(page.pk)
    now = moment_of(editions)
    live = editions.live(now).first()
    reason = " ".join(reason.split())
    refuse(
        [
            _("Readers do not see this page.") if live is None else "",
            "" if reason else _("Give the reason, which readers will see."),
        ]
    )
    take_back_pending(editions, now)
    editions.filter(pk=live.pk).update(live_until=now, withdrawn_because=reason[:300])
    note(page, _("Withdrawn"))


@transaction.atomic
def bring_back(page, entry):
    """
    Let the working copy say again what an ``entry`` of its history says; readers see no change.

    Raises `Refused` where the address of then belongs to another page by now, or where what it said
    was erased.
    """
    page = locked(page)
    was_erased = page.erasure_id or entry.erasure_id
    refuse([_("The page was erased by order.")] if was_erased else [])
    for name in CONTENT:
        setattr(page, name, getattr(entry, name))
    # A picture that has left the library since stays out.
    page.body = tidy_body(page.body)
    refuse(
        [_("Its address of then belongs to another page by now.") if slug_is_taken(page) else ""]
    )
    page.version += 1
    page._change_reason = _("Brought back version %(number)d") % {"number": entry.version}
    page.save()
    return page


def reasons_against(page, shown):
    """
    Return why a page cannot be published, a list of sentences.

    ``shown`` is what readers would see of it, as `printed` gives it. What is said of a picture is
    what is said of one in an article.
    """
    has_text = page.body.strip() or page.opening
    pictures = shown.get("pictures", [])
    if page.erasure_id:
        return [_("The page was erased by order.")]
    return [
        *([] if has_text else [_("The page has no text yet.")]),
        *(
            [_("This address belongs or once belonged to another page.")]
            if slug_is_taken(page)
            else []
        ),
        *reasons_of_silent_pictures(pictures),
        *reasons_of_children(awaiting_consent(pictures)),
    ]


def locked(page):
    """Return the page as it stands now, and let nobody else change it until the end."""
    return Page.objects.select_for_update().get(pk=page.pk)


def moment_of(editions):
    """Return the database's own clock, never before an edition that was public when it was made."""
    begun = editions.filter(is_scheduled=False).aggregate(last=Max("live_from"))["last"]
    now = database_now()
    return max(now, begun) if begun else now
