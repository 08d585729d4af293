"""
Replacing a picture's file: another file for the same uses.

A file never changes, because articles are approved with it. The new one is another picture that
takes over the words and the places of the old one on the desk; editions keep what they showed until
they are published again.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.desk.acts.event import record
from articles.desk.acts.refusal import refuse
from articles.desk.article import ArticleImage
from articles.desk.pages.page import Page, PageImage
from articles.desk.roles.rights import may_see, why_not
from articles.desk.text.figures import with_another_picture
from articles.desk.uses.picture_uses import showing
from articles.desk.versions.saving import save_version
from articles.page.frame.banner import Banner
from articles.page.frame.site import SiteIdentity
from articles.page.topic import Topic
from images.intake import keep
from images.models import Image
from people.history import note
from people.models import Official

# What the new picture takes over from the old one.
TAKEN_OVER = [
    *("title", "alt_text", "caption", "credit", "licence", "child", "child_note"),
    *("focal_x", "focal_y"),
]
# Who may put another picture where one stands outside of articles.
PLACES = [
    (Banner, "image", "articles.change_banner"),
    (Banner, "phone_image", "articles.change_banner"),
    (SiteIdentity, "logo", "articles.change_siteidentity"),
    (Official, "portrait", "people.change_official"),
    (Topic, "lead_image", "articles.change_topic"),
    (PageImage, "image", "articles.change_page"),
]


def replace_file(image, clean, by, seen=None):
    """
    Put another file in the place of a picture, wherever the desk shows it; return the new `Image`.

    ``clean`` is the `CleanPicture` of the new file. Every working copy on the desk gets it as a
    version of its own, so an approval of it falls; pages, banner, logo and portraits follow. Drafts
    in the bin keep the old one. ``seen`` are the numbers of the articles that were shown before
    this was decided: where others have come, nothing is done. All of it or nothing: raises
    `Refused` with every reason, ``OSError`` where the disk refuses.
    """
    new = None
    try:
        with transaction.atomic():
            old = Image.objects.select_for_update(of=("self",), no_key=True).get(pk=image.pk)
            articles = list(on_desk(old).order_by("pk").select_for_update(of=("self",)))
            refuse([*reasons_against_replacing(old, articles, by), *unseen(articles, seen)])
            words = {name: getattr(old, name) for name in TAKEN_OVER}
            new = keep(clean, **words, uploaded_by=by)
            new.officials_shown.set(old.officials_shown.all())
            Image.objects.filter(pk=old.pk).update(replaced_by=new)
            for article in articles:
                exchange(article, old, new)
                record(article, "replace_picture", by, note=f"#{old.pk} → #{new.pk}")
                save_version(article, by)
            for page in pages_on_desk(old).order_by("pk").select_for_update():
                exchange_on_page(page, old, new)
            for model, name, _permission in PLACES:
                model.objects.filter(**{name: old}).update(**{name: new})
            return new
    except Exception:
        if new is not None:
            new.drop_unkept_files()
        raise


def on_desk(image):
    """Return the working copies that would get another file: all that lie not in the bin."""
    return showing(image).filter(binned_at=None, erasure=None)


def pages_on_desk(image):
    """Return the pages beside the news whose working copy would get another file."""
    return Page.objects.filter(pk__in=image.page_images.values("page"))


def reasons_against_replacing(image, articles, by):
    """Return why a person cannot put another file in its place, a list of sentences."""
    reasons = []
    if image.erasure:
        reasons.append(_("The picture was erased already."))
    if image.replaced_by_id:
        reasons.append(_("Another file stands in the place of this one already."))
    barred = [each for each in articles if why_not(by, "write", each)]
    reasons += [
        _("You may not change the article “%(article)s”, which shows this picture.")
        % {"article": each}
        for each in barred
        if may_see(by, each)
    ]
    if not all(may_see(by, each) for each in barred):
        reasons.append(_("Drafts that you may not open show this picture."))
    for model, name, permission in PLACES:
        if model.objects.filter(**{name: image}).exists() and not by.has_perm(permission):
            reasons.append(
                _("You may not change this, which shows the picture: %(kind)s.")
                % {"kind": model._meta.verbose_name}
            )
    return reasons


def unseen(articles, seen):
    """Say so where articles would change that nobody was shown."""
    if seen is None or {each.pk for each in articles} <= set(seen):
        return []
    return [_("Meanwhile other articles show this picture too. Look at the list again.")]


def exchange(article, old, new):
    """Show the new picture where a locked article shows the old one; each use keeps its words."""
    if article.lead_image_id == old.pk:
        article.lead_image = new
    ArticleImage.objects.filter(article=article, image=old).update(image=new)
    article.body = with_another_picture(article.body, old, new)
    article.save()


def exchange_on_page(page, old, new):
    """The same for a locked page beside the news; readers see it once it is published again."""
    page.body = with_another_picture(page.body, old, new)
    page.version += 1
    note(page, _("Another file took the place of picture № %(number)s") % {"number": old.pk})
