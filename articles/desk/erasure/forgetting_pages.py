"""What an order to erase takes away of pages beside the news."""

from django.db.models import F
from django.utils.translation import gettext as _

from articles.desk.pages.autosave import PageAutosave
from articles.desk.pages.page import Page, PageImage
from articles.desk.text.figures import without_figures_of
from articles.page.frame.menu_item import MenuItem
from articles.page.pages.page_edition import PageEdition, PagePicture, PageSlug, seal
from people.history import note


def traces_of_page(number):
    """Tell whether anything is known of a page with this number, be it deleted by now."""
    traces = [
        Page.objects.filter(pk=number),
        Page.history.filter(id=number),
        PageEdition.objects.filter(page=number),
    ]
    return any(each.exists() for each in traces)


def forget_page(number, order):
    """Empty every row that holds anything of a page: public, on the desk, and past."""
    editions = PageEdition.objects.filter(page=number)
    PagePicture.objects.filter(edition__in=editions).update(
        alt_text="", caption="", credit="", erasure=order
    )
    nothing = {"title": "", "slug": "", "lead": "", "responsible": "", "erasure": order}
    editions.update(**nothing, body_html="", withdrawn_because="")
    for known in PageSlug.objects.filter(page=number):
        PageSlug.objects.filter(pk=known.pk).update(slug=seal(known.slug))
    MenuItem.objects.filter(page=number).update(label="")
    PageImage.objects.filter(page=number).delete()
    PageAutosave.objects.filter(page=number).delete()
    # Typed in its empty form, before it was saved from another window.
    keys = Page.objects.filter(pk=number, creation_key__isnull=False).values("creation_key")
    PageAutosave.objects.filter(creation_key__in=keys).delete()
    Page.history.filter(id=number).update(**nothing, body="", history_change_reason="")
    for page in Page.objects.filter(pk=number):
        emptied = {**nothing, "slug": seal(page.slug)}
        Page.objects.filter(pk=number).update(**emptied, body="", opening="")
        page.refresh_from_db()
        note(page, _("Erased by order"))


def end_public_life_of_page(number, at):
    """Let nobody see a page any more; its address says that it went by order, and no word of it."""
    editions = PageEdition.objects.of_page(number)
    # Where the clock was set back, what readers see now begins only later.
    editions.filter(live_from__gt=at).update(live_until=F("live_from"))
    last = editions.filter(live_from__lte=at).first()
    if last is not None:
        PageEdition.objects.filter(pk=last.pk).update(
            live_until=min(last.live_until, at),
            withdrawn_because=_("The page was removed by order of a competent authority."),
        )


def take_off_pages(image, order):
    """Take a picture, with the words under it, out of every page: public, on the desk, and past."""
    PagePicture.objects.filter(image=image).update(
        alt_text="", caption="", credit="", erasure=order
    )
    showing = {"body__contains": f'data-image="{image.pk}"'}
    # Locked, and only then read: a save that came first is not written over.
    for page in Page.objects.filter(**showing).order_by("pk").select_for_update():
        page.body = without_figures_of(page.body, image)
        page.version += 1
        page.save()
    for entry in Page.history.filter(**showing):
        body = without_figures_of(entry.body, image)
        Page.history.filter(pk=entry.pk).update(body=body)
