"""What an order to erase takes away of pages beside the news."""

from articles.desk.pages.page import Page
from articles.desk.text.figures import without_figures_of
from articles.page.pages.page_edition import PagePicture


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
