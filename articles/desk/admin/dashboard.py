"""The first page of the desk: what has this person to do now?"""

from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.article import Article, ArticleImage, Status
from articles.desk.event import WorkflowEvent
from articles.desk.rights import IN_THE_AUTHORS_HANDS, holds, may, sees_all
from articles.page.edition import Edition
from vietnamese import date_in_words

SHOWN = 6  # of each pile; the list holds the rest
NOT_DECIDED = [*IN_THE_AUTHORS_HANDS, Status.SUBMITTED, Status.IN_REVIEW, Status.APPROVED]


@dataclass(frozen=True)
class Pile:
    """Articles that wait for one and the same thing."""

    title: str
    articles: list
    nothing: str  # what to say when there are none
    more: str = ""  # where the list of all is, when there are more
    is_urgent: bool = False


@dataclass(frozen=True)
class Dashboard:
    """What the first page shows; ``agenda`` and ``newest`` are None for who sees only their own."""

    piles: list = field(default_factory=list)
    agenda: list | None = None
    newest: list | None = None
    may_add: bool = False


def dashboard(user):
    """Return the `Dashboard` of a user. At most six queries, whatever the role."""
    if not may(user, "add"):
        return Dashboard()
    piles = [*own_piles(user), *desk_piles(user), *without_alt_text(user)]
    piles.sort(key=lambda pile: not (pile.is_urgent and pile.articles))
    if not sees_all(user):
        return Dashboard(piles, may_add=True)
    return Dashboard(piles, agenda(), newest(), may_add=True)


def own_piles(user):
    """What this person writes, in one query: returned, begun, and waiting for others."""
    reason = WorkflowEvent.objects.filter(
        article=OuterRef("pk"), verb="send_back", refused=False
    ).values("reason")[:1]
    mine = (
        on_desk(NOT_DECIDED).filter(author=user).annotate(sent_back_because=Subquery(reason))[:60]
    )
    by_status = {}
    for article in mine:
        by_status.setdefault(article.status, []).append(article)
    sent = [*by_status.get(Status.SUBMITTED, []), *by_status.get(Status.IN_REVIEW, [])]
    yield from pile(
        _("Came back to you"), by_status.get(Status.RETURNED, []), status="returned", is_urgent=True
    )
    drafts = by_status.get(Status.DRAFT, [])
    nothing = _("You have no draft. Write an article with the button above.")
    yield from pile(_("Your drafts"), drafts, nothing, status="draft", mine="yes")
    if not holds(user, "editor", "publisher"):
        yield from pile(_("Sent by you, waiting for the editors"), sent, status="submitted")


def desk_piles(user):
    """What others wait for this person to do."""
    if not holds(user, "editor", "publisher"):
        return
    waiting = on_desk([Status.SUBMITTED]).order_by("updated_at", "pk")[: SHOWN + 1]
    nothing = _("Nobody is waiting for you. Articles appear here when reporters send them.")
    title = _("Waiting for you")
    yield from pile(title, list(waiting), nothing, status="submitted", is_urgent=True)
    live = Edition.objects.filter(article=OuterRef("pk")).live()
    changed = on_desk(IN_THE_AUTHORS_HANDS).filter(Exists(live))[: SHOWN + 1]
    yield from pile(_("Public, but changed since"), list(changed), public="live", status="draft")


def without_alt_text(user):
    """Unfinished articles with a picture that says nothing to those who cannot see it."""
    articles = on_desk(NOT_DECIDED)
    if not holds(user, "editor", "publisher"):
        articles = articles.filter(author=user)
    silent = ArticleImage.objects.filter(
        article=OuterRef("pk"), alt_text="", image__alt_text="", image__erasure=None
    )
    lead = Q(lead_image_alt="", lead_image__alt_text="", lead_image__erasure=None)
    in_text = Q(body__contains='<figure class="image"') & Q(body__contains='<img alt="" ')
    found = articles.filter(lead | Exists(silent) | in_text)[: SHOWN + 1]
    yield from pile(_("Pictures still without alt text"), list(found))


def pile(title, articles, nothing="", is_urgent=False, **filters):
    """Yield one pile, unless it is empty and there is nothing to say about that."""
    if not articles and not nothing:
        return
    more = "&".join(f"{NAMES.get(name, name)}={value}" for name, value in filters.items())
    more = more if len(articles) > SHOWN else ""
    yield Pile(title, articles[:SHOWN], nothing, more, is_urgent)


# What the list calls its own filter.
NAMES = {"status": "status__exact"}


def on_desk(statuses):
    """Articles in these statuses with what a line of the first page shows."""
    # As a question of its own, so that the few unfinished are picked out before anything is sorted.
    unfinished = Article.objects.filter(status__in=statuses).order_by().values("pk")
    return (
        Article.objects.on_desk()
        .filter(pk__in=unfinished, erasure=None)
        .select_related("author", "category")
        .only(
            *("headline", "status", "updated_at", "author__full_name", "author__username"),
            *("category__name", "author_id", "lead_image_id"),
        )
    )


def agenda():
    """What is to appear next, the soonest first, as (day in words, its editions)."""
    # The inner question is answered by an index alone, however many editions there are.
    soon = Edition.objects.filter(pk__in=Edition.objects.pending().values("pk"))
    editions = soon.order_by("live_from").only("article", "headline", "live_from")[:SHOWN]
    days = groupby(editions, key=lambda edition: timezone.localdate(edition.live_from))
    return [(date_in_words(day), list(group)) for day, group in days]


def newest():
    """What readers got last."""
    editions = Edition.objects.live().order_by(F("published_at").desc(), F("article").desc())
    return list(editions.only("article", "headline", "slug", "published_at", "live_from")[:SHOWN])
