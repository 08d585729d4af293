"""
Where a picture of the library is used, and what therefore keeps it from being deleted.

Readers' pages, working copies, and the places outside of articles: banner, logo, portraits.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.article import Article, ArticleImage, BodyImage
from articles.desk.pages.page import Page, PageImage
from articles.desk.roles.rights import visible_to
from articles.desk.signing.sign_off import SignOff
from articles.page.edition import Edition, EditionPicture
from articles.page.frame.banner import Banner
from articles.page.frame.site import SiteIdentity
from articles.page.pages.page_edition import PagePicture
from articles.page.topic import Topic
from images.models import Image
from people.models import Official, OfficialDocument

# So many of a kind are named; the others are counted.
MOST = 10


@dataclass(frozen=True)
class Named:
    """Some uses of one kind: the first of them, and how many there are in all."""

    rows: tuple
    count: int

    @property
    def more(self):
        """How many are not named."""
        return self.count - len(self.rows)


@dataclass(frozen=True)
class Uses:
    """
    Where a picture is used, as one person may know it.

    ``live`` are editions readers see now, ``ended`` how many they saw or will see, ``articles``
    working copies this person may read, ``hidden`` how many they may not, ``pages`` those beside
    the news that show it or once did; the others are rows.
    """

    live: Named
    ended: int
    articles: Named
    hidden: int
    banners: tuple
    is_logo: bool
    officials: Named
    evidence: int
    replaces: tuple
    pages: tuple = ()


def first_of(rows):
    """Return the first of the rows of one kind, and how many there are; two queries."""
    return Named(tuple(rows[:MOST]), rows.count())


def showing(image, articles=None):
    """Return the working copies that show a picture, as lead, in the gallery or in the text."""
    articles = Article.objects.all() if articles is None else articles
    gallery = ArticleImage.objects.filter(article=OuterRef("pk"), image=image)
    texts = BodyImage.objects.filter(article=OuterRef("pk"), image=image)
    return articles.filter(Q(lead_image=image) | Exists(gallery) | Exists(texts))


def pages_showing(image):
    """Return the pages beside the news whose text shows a picture, or some edition of theirs."""
    shown = image.page_pictures.order_by().values("edition__page")
    return Page.objects.filter(Q(pk__in=shown) | Q(pk__in=image.page_images.values("page")))


def uses_of(image, user):
    """Return the `Uses` of a picture as a person may know them; a fixed number of queries."""
    pages = list(pages_showing(image))
    may_see_pages = user.has_perm("articles.view_page")
    shown = Edition.objects.filter(pk__in=image.edition_pictures.order_by().values("edition"))
    live = shown.live()
    articles = showing(image)
    seen = visible_to(user, articles)
    officials = image.portrayed_officials.all()
    live, seen, officials = map(first_of, (live.newest_first(), seen, officials))
    return Uses(
        live=live,
        ended=shown.count() - live.count,
        articles=seen,
        hidden=articles.count() - seen.count + (0 if may_see_pages else len(pages)),
        banners=tuple(Banner.objects.filter(Q(image=image) | Q(phone_image=image))[:MOST]),
        is_logo=SiteIdentity.objects.filter(logo=image).exists(),
        officials=officials,
        evidence=SignOff.objects.filter(evidence__contains=f"/{image.sha256}.").count(),
        replaces=tuple(image.replaces.all()[:MOST]),
        pages=tuple(pages[:MOST]) if may_see_pages else (),
    )


def unused(images):
    """Return those of the pictures that nothing keeps."""
    for model, name in KEEPING:
        images = images.exclude(
            Exists(model._base_manager.order_by().filter(**{name: OuterRef("pk")}))
        )
    return images


# Whatever refers to a picture and would be lost or broken without it.
KEEPING = [
    (EditionPicture, "image"),
    (Edition, "lead_image"),
    (Article, "lead_image"),
    (ArticleImage, "image"),
    (BodyImage, "image"),
    (PagePicture, "image"),
    (PageImage, "image"),
    (Banner, "image"),
    (Banner, "phone_image"),
    (SiteIdentity, "logo"),
    (Official, "portrait"),
    (Topic, "lead_image"),
    (Image, "replaced_by"),
]


def reasons_to_keep(images):
    """
    Say for each of the pictures why it cannot be deleted.

    Returns {number: sentence} of those that are used; a fixed number of queries however many.
    """
    numbers = [each.pk for each in images]
    counts = defaultdict(Counter)
    live = Edition.objects.live().values("pk")
    pictures = EditionPicture.objects.filter(image__in=numbers).order_by().values("image")
    articles = Count("edition__article", distinct=True)
    for row in pictures.annotate(
        all=articles, live=Count("edition__article", distinct=True, filter=Q(edition__in=live))
    ):
        counts[row["image"]]["live"] = row["live"]
        counts[row["image"]]["ended"] = row["all"] - row["live"]
    desk = defaultdict(set)
    for image, article in used_on_desk(numbers):
        desk[image].add(article)
    for image, found in desk.items():
        counts[image]["articles"] = len(found)
    for image, found in used_on_pages(numbers).items():
        counts[image]["pages"] = len(found)
    for model, name in [
        *(
            (Banner, "image"),
            (Banner, "phone_image"),
            (SiteIdentity, "logo"),
            (Official, "portrait"),
            (Topic, "lead_image"),
        ),
        (Image, "replaced_by"),
    ]:
        rows = model._base_manager.order_by().filter(**{f"{name}__in": numbers}).values_list(name)
        for image, count in rows.annotate(count=Count("pk")):
            counts[image][model] += count
    return {image: in_words(count) for image, count in counts.items() if +count}


def used_on_desk(numbers):
    """Yield (picture, article) of every use in a working copy."""
    for model, name, article in [
        (Article, "lead_image", "pk"),
        (ArticleImage, "image", "article"),
        (BodyImage, "image", "article"),
    ]:
        yield from (
            model._base_manager.order_by()
            .filter(**{f"{name}__in": numbers})
            .values_list(name, article)
        )


def used_on_pages(numbers):
    """Return the pages beside the news that show pictures, {picture: numbers}; one query."""
    public = PagePicture.objects.order_by().filter(image__in=numbers)
    on_desk = PageImage.objects.filter(image__in=numbers).values_list("image", "page")
    pages = defaultdict(set)
    for image, page in public.values_list("image", "edition__page").union(on_desk):
        pages[image].add(page)
    return pages


def in_words(count):
    """Return counted uses as one text."""
    said = []
    if live := count["live"]:
        words = ngettext(
            "%(count)d article that readers see", "%(count)d articles that readers see", live
        )
        said.append(words % {"count": live})
    if ended := count["ended"]:
        words = ngettext(
            "%(count)d article in an edition that is over or to come",
            "%(count)d articles in editions that are over or to come",
            ended,
        )
        said.append(words % {"count": ended})
    if articles := count["articles"]:
        words = ngettext(
            "%(count)d article on the desk", "%(count)d articles on the desk", articles
        )
        said.append(words % {"count": articles})
    if count[Banner]:
        said.append(_("the banner of the site"))
    if count[SiteIdentity]:
        said.append(_("the logo of the site"))
    if count[Official]:
        words = ngettext(
            "portrait of %(count)d official", "portrait of %(count)d officials", count[Official]
        )
        said.append(words % {"count": count[Official]})
    if pages := count["pages"]:
        words = ngettext("%(count)d page beside the news", "%(count)d pages beside the news", pages)
        said.append(words % {"count": pages})
    if topics := count[Topic]:
        words = ngettext("picture of %(count)d topic", "picture of %(count)d topics", topics)
        said.append(words % {"count": topics})
    if documents := count[OfficialDocument]:
        words = ngettext(
            "file of %(count)d official document",
            "file of %(count)d official documents",
            documents,
        )
        said.append(words % {"count": documents})
    if count[Image]:
        said.append(_("it stands in the place of an earlier file"))
    return "; ".join(said)
