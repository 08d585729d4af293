"""Publishing pages beside the news and taking them back: nothing else makes their editions."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.desk.acts.refusal import refuse
from articles.desk.pages.page import CONTENT, Page, printed, says, slug_is_taken
from articles.page.clock import database_now
from articles.page.pages.page_edition import PageDocument, PageEdition, PageSlug
from articles.page.papers.document_links import linked_documents
from documents.models import Document
from people.history import note


@transaction.atomic
def publish(page):
    """
    Let readers see the page as it was last saved, from now on; return its `PageEdition`.

    Publishing what readers see already returns that edition: two clicks make one. Raises `Refused`.
    """
    page = locked(page)
    editions = PageEdition.objects.of_page(page.pk)
    latest = editions.first()
    now = moment_after(latest)
    live = editions.live(now).first()
    if live is not None and says(live) == printed(page):
        return live
    refuse(reasons_against(page))
    if live is not None:
        editions.filter(pk=live.pk).update(live_until=now)
    PageSlug.objects.get_or_create(slug=page.slug, defaults={"page": page.pk})
    number = latest.number + 1 if latest else 1
    note(page, _("Published as edition %(number)d") % {"number": number})
    edition = PageEdition.objects.create(
        page=page.pk, number=number, live_from=now, **printed(page)
    )
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
    now = moment_after(editions.first())
    live = editions.live(now).first()
    reason = " ".join(reason.split())
    refuse(
        [
            _("Readers do not see this page.") if live is None else "",
            "" if reason else _("Give the reason, which readers will see."),
        ]
    )
    editions.filter(pk=live.pk).update(live_until=now, withdrawn_because=reason[:300])
    note(page, _("Withdrawn"))


@transaction.atomic
def bring_back(page, entry):
    """
    Let the working copy say again what an ``entry`` of its history says; readers see no change.

    Raises `Refused` where the address of then belongs to another page by now.
    """
    page = locked(page)
    for name in CONTENT:
        setattr(page, name, getattr(entry, name))
    refuse(
        [_("Its address of then belongs to another page by now.") if slug_is_taken(page) else ""]
    )
    page.version += 1
    page._change_reason = _("Brought back version %(number)d") % {"number": entry.version}
    page.save()
    return page


def reasons_against(page):
    """Return why a page cannot be published, a list of sentences."""
    has_text = page.body.strip() or page.opening
    return [
        "" if has_text else _("The page has no text yet."),
        _("This address belongs or once belonged to another page.") if slug_is_taken(page) else "",
    ]


def locked(page):
    """Return the page as it stands now, and let nobody else change it until the end."""
    return Page.objects.select_for_update().get(pk=page.pk)


def moment_after(latest):
    """Return the database's own clock, never before the last edition began."""
    now = database_now()
    return max(now, latest.live_from) if latest else now
