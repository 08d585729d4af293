"""The first page of the desk: what has this person to do now, and where does the rest stand?"""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby

from django.conf import settings
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.acts.owed_check import OwedCheck
from articles.desk.admin.pile import (
    MOST_COUNTED,
    SHOWN,
    Line,
    Pile,
    address_of,
    for_lines,
    headline_of,
    how_long,
    list_address,
    pile,
    piled,
)
from articles.desk.admin.titles import titles_pile
from articles.desk.admin.todo import SENT, changed_since, silent, unfinished, waits_for
from articles.desk.article import Article, Status
from articles.desk.roles.rights import may, sees_all, within_reach
from articles.desk.signing.sign_off import SignOff
from articles.desk.versions.autosave import Autosave
from articles.page import clock
from articles.page.category import Category
from articles.page.days import day_in_words
from articles.page.edition import Edition, EditionCategory
from articles.page.frame.banner import Banner
from images.models import Image

# So long the answers of a sign-off count as new.
DAYS_NEW = 7


@dataclass(frozen=True)
class Dashboard:
    """
    What the first page shows: ``piles`` in the order of their urgency, ``aside`` what is only told.

    ``days`` holds what appears next, ``newest`` what readers got last; None for who has no part in
    it. ``in_short`` says in a sentence what there is to do. ``is_writers`` tells that a person's
    first business is writing, not what others wrote.
    """

    piles: list = field(default_factory=list)
    aside: list = field(default_factory=list)
    days: list | None = None
    newest: list | None = None
    in_short: str = ""
    is_writers: bool = False


def dashboard(user):
    """Return the `Dashboard` of a user; a role costs the same queries, however much there is."""
    now = clock.now()
    if not may(user, "add"):
        # Who only keeps the register learns what its changes make wrong.
        titles = titles_pile(user, now)
        return Dashboard(aside=[titles] if titles else [])
    piles = [each for each in main_piles(user, now) if each]
    # Stable: within its rank each stays where it was put.
    piles.sort(key=lambda each: (not each.is_late, not each.is_urgent, not each.lines))
    return Dashboard(
        piles=piles,
        aside=[each for each in aside_piles(user, now) if each],
        days=days_ahead(user, now),
        newest=newest(now) if sees_all(user) else None,
        in_short=in_short(piles),
        is_writers=not may(user, "pass_on"),
    )


def main_piles(user, now):
    """Yield what this person has in hand; None for a pile that is left out."""
    checks_to_make, checks_of_others = owed_checks(user, now)
    work = Work(user, now)
    yield work.returned()
    yield checks_to_make
    yield work.to_approve()
    yield work.to_edit()
    yield answers(user, now)
    yield unsaved(user, now)
    yield work.to_publish()
    yield checks_of_others
    yield work.sent()
    yield work.drafts()
    if may(user, "pass_on"):
        yield public_and_changed(user, now)


def aside_piles(user, now):
    """Yield what is good to know; None for a pile that is left out."""
    yield titles_pile(user, now)
    yield silent_pictures(user, now)
    if user.has_perm("images.change_image"):
        yield failed_pictures(now)
    if user.has_perm("articles.change_banner"):
        yield banners_over(now)
    if may(user, "pass_on"):
        yield quiet_categories(now)


def in_short(piles):
    """Return in one sentence how much waits for this person."""
    waiting = sum(each.count for each in piles if each.is_urgent)
    if not waiting:
        return _("Nothing waits for you.")
    if waiting >= MOST_COUNTED:
        return _("More than %(number)d things wait for you.") % {"number": MOST_COUNTED - 1}
    words = ngettext("%(number)d thing waits for you.", "%(number)d things wait for you.", waiting)
    return words % {"number": waiting}


# Articles in hand


class Work:
    """
    The unfinished articles a person has to do with, each in one pile; all of them in one query.

    A pile is a condition; the first that fits an article takes it.
    """

    def __init__(self, user, now):
        self.user, self.now = user, now
        mine = Q(author=user)
        conditions = {
            "to_publish": Q(status=Status.APPROVED) & within_reach(user, "publish"),
            "to_approve": Q(status=Status.IN_REVIEW) & waits_for(user),
            "to_edit": Q(status=Status.SUBMITTED) & waits_for(user),
            "returned": Q(status=Status.RETURNED) & mine,
            "drafts": Q(status=Status.DRAFT) & mine,
            "sent": Q(status__in=SENT) & mine,
        }
        pile = Case(*[When(each, then=Value(name)) for name, each in conditions.items()])
        # The longest waiting first, but of drafts the one that was last in hand.
        last_in_hand = Case(When(status=Status.DRAFT, then="updated_at")).desc()
        articles = for_lines(unfinished(Article.objects.on_desk()).annotate(pile=pile)).annotate(
            how_many=Window(Count("*"), partition_by=F("pile")),
            place=Window(
                RowNumber(), partition_by=F("pile"), order_by=[last_in_hand, "since", "pk"]
            ),
        )
        self.piles = {}
        for article in articles.filter(pile__isnull=False, place__lte=SHOWN).order_by("place"):
            self.piles.setdefault(article.pile, []).append(article)

    def piled(self, name, title, line, words, **more):
        """Return the `Pile` of a name; ``words`` tell since when, "waiting for %(long)s"."""
        articles = self.piles.get(name, [])
        count = articles[0].how_many if articles else 0
        return piled(title, articles, lambda each: line(each, self.now, words), count, **more)

    def to_approve(self):
        approves = may(self.user, "approve")
        return self.piled(
            "to_approve",
            _("Waiting for your approval"),
            work_line,
            _("waiting for %(long)s"),
            nothing=_("Nothing waits for your approval.") if approves else "",
            more=list_address(todo="me", status__exact=Status.IN_REVIEW.value),
            is_urgent=True,
        )

    def to_edit(self):
        # Whoever approves too has been told already that nothing waits.
        is_told = may(self.user, "approve") or not may(self.user, "pass_on")
        nothing = _("Nobody is waiting for you. Articles appear here when reporters send them.")
        return self.piled(
            "to_edit",
            _("Waiting to be edited"),
            work_line,
            _("waiting for %(long)s"),
            nothing="" if is_told else nothing,
            more=list_address(todo="me", status__exact=Status.SUBMITTED.value),
            is_urgent=True,
        )

    def to_publish(self):
        return self.piled(
            "to_publish",
            _("Approved, to be published"),
            work_line,
            _("approved %(long)s ago"),
            more=list_address(status__exact=Status.APPROVED.value),
            is_urgent=True,
        )

    def returned(self):
        """What came back to its author, with the reason."""
        return self.piled(
            "returned",
            _("Came back to you"),
            returned_line,
            _("sent back %(long)s ago"),
            more=list_address(mine="yes", status__exact=Status.RETURNED.value),
            is_urgent=True,
        )

    def drafts(self):
        nothing = _("You have no draft. Write an article with the button above.")
        return self.piled(
            "drafts",
            _("Your drafts"),
            lambda article, now, words: own_line(article, now, words, at=article.updated_at),
            _("changed %(long)s ago"),
            # Editors and heads mostly read what others write.
            nothing="" if may(self.user, "pass_on") else nothing,
            more=list_address(mine="yes", status__exact=Status.DRAFT.value),
        )

    def sent(self):
        """What its author has sent on: with whom it is, and since when."""
        with_whom = {
            Status.SUBMITTED: _("with the editors for %(long)s"),
            Status.IN_REVIEW: _("with the head of desk for approval, for %(long)s"),
            Status.APPROVED: _("approved %(long)s ago, waits to be published"),
        }
        return self.piled(
            "sent",
            _("Sent by you"),
            lambda article, now, words: own_line(article, now, words[article.status]),
            with_whom,
            more=list_address(todo="sent"),
        )


def public_and_changed(user, now):
    return pile(
        _("Public, but changed since"),
        for_lines(changed_since(Article.objects.on_desk(), user, now)),
        lambda article: work_line(article, now, _("changed %(long)s ago"), article.updated_at),
        more=list_address(todo="changed"),
    )


# What was published by one person alone


def owed_checks(user, now):
    """Return two piles: the checks this person may make, and those somebody else owes them."""
    article = Article.objects.filter(within_reach(user, "confirm"), pk=OuterRef("article"))
    checks = OwedCheck.objects.open().filter(Exists(article) | Q(by=user), erasure=None)
    checks = checks.select_related("edition", "by").only(
        *("article", "cause", "due_at", "edition__headline", "by__full_name", "by__username")
    )
    first = list(checks.order_by("due_at", "pk")[:MOST_COUNTED])
    to_make = [each for each in first if each.by_id != user.pk]
    of_others = [each for each in first if each.by_id == user.pk]
    more = list_address(todo="owed")
    return (
        piled(
            _("Checks owed"),
            to_make,
            lambda check: check_line(check, now, str(check.by)),
            len(to_make),
            more=more,
            is_urgent=True,
        ),
        piled(
            _("Published by you, to be checked by somebody else"),
            of_others,
            lambda check: check_line(check, now),
            len(of_others),
            more=more,
        ),
    )


def check_line(check, now, *facts):
    is_late = check.due_at <= now
    words = _("overdue by %(long)s") if is_late else _("%(long)s left")
    long = how_long(check.due_at, now) if is_late else how_long(now, check.due_at)
    return Line(
        address_of(check.article),
        headline_of(check.edition),
        [check.get_cause_display(), *facts],
        check.due_at,
        words % {"long": long},
        is_late=is_late,
    )


# What came in, and what was never sent


def answers(user, now):
    """What persons without an account said lately about this person's unfinished articles."""
    article = Article.objects.filter(pk=OuterRef("article"), erasure=None)
    mine = Exists(article.filter(author=user).exclude(status=Status.PUBLISHED))
    said = SignOff.objects.filter(
        mine, recorded_at__gte=now - timedelta(days=DAYS_NEW), how=SignOff.How.LINK, erasure=None
    )
    return pile(
        _("Answers to your sign-off links"),
        said.annotate(headline=Subquery(article.values("headline")[:1])),
        lambda answer: Line(
            address_of(answer.article),
            headline_of(answer),
            [answer.who, answer.get_answer_display()],
            answer.recorded_at,
            _("%(long)s ago") % {"long": how_long(answer.recorded_at, now)},
            answer.comment,
        ),
        is_urgent=True,
    )


def unsaved(user, now):
    """What this person typed and never saved."""
    texts = Autosave.objects.filter(user=user).select_related("article")
    return pile(
        _("Typed by you, not saved"),
        texts.only("form", "saved_at", "article__headline").order_by("-saved_at", "-pk"),
        lambda autosave: autosave_line(autosave, now),
        is_urgent=True,
    )


def autosave_line(autosave, now):
    article = autosave.article
    typed = (autosave.form.get("headline") or [""])[0]
    return Line(
        address_of(article.pk) if article else reverse("admin:articles_article_add"),
        typed or (headline_of(article) if article else _("(no headline)")),
        [] if article else [_("new article")],
        autosave.saved_at,
        _("typed %(long)s ago") % {"long": how_long(autosave.saved_at, now)},
    )


# Lines


def work_line(article, now, words, at=None):
    """Return the line of a colleague's article: who wrote it, where it belongs, since when."""
    facts = [str(each) for each in [article.author, article.category] if each]
    return article_line(article, facts, at or article.since, now, words)


def own_line(article, now, words, quote="", at=None):
    """Return the line of an article of one's own, without telling its author who wrote it."""
    facts = [str(article.category or _("no category yet"))]
    return article_line(article, facts, at or article.since, now, words, quote)


def returned_line(article, now, words):
    return own_line(article, now, words, article.why or "")


def article_line(article, facts, at, now, words, quote=""):
    since = words % {"long": how_long(at, now)}
    return Line(address_of(article.pk), headline_of(article), facts, at, since, quote)


# What is good to know


def silent_pictures(user, now):
    """Unfinished articles with a picture that says nothing to those who cannot see it."""
    return pile(
        _("Pictures still without alt text"),
        for_lines(silent(Article.objects.on_desk(), user)),
        lambda article: work_line(article, now, _("changed %(long)s ago"), article.updated_at),
        more=list_address(todo="silent"),
    )


def failed_pictures(now):
    """Pictures that readers get in one size only, because making the others failed; one query."""
    return pile(
        _("Pictures whose smaller sizes failed"),
        Image.objects.failed().order_by("-pk"),
        lambda image: Line(
            reverse("admin:images_image_change", args=[image.pk]),
            image.title,
            moment=image.uploaded_at,
            since=_("uploaded %(long)s ago") % {"long": how_long(image.uploaded_at, now)},
        ),
        more=reverse("admin:images_image_changelist") + "?sizes=failed",
    )


def banners_over(now):
    """Banners whose window has passed: their place stands empty; one query."""
    over = list(Banner.objects.over(now).select_related("image").order_by("-shown_until"))
    if not over:
        return None
    lines = [
        Line(
            reverse("admin:articles_banner_change", args=[banner.pk]),
            str(banner),
            moment=banner.shown_until,
            since=_("ended %(long)s ago") % {"long": how_long(banner.shown_until, now)},
        )
        for banner in over[:SHOWN]
    ]
    more = reverse("admin:articles_banner_changelist") if len(over) > SHOWN else ""
    return Pile(_("Banners nobody sees any more"), lines, len(over), more=more)


def quiet_categories(now):
    """Categories of the two upper levels in which readers got nothing for long; one query."""
    filings = EditionCategory.objects.filter(category=OuterRef("pk"))
    shown = filings.filter(edition__live_from__lte=now, edition__live_until__gt=now)
    last = shown.order_by("-published_at").values("published_at")[:1]
    upper = Category.objects.standing().filter(Q(parent=None) | Q(parent__parent=None))
    begin = now - timedelta(days=settings.QUIET_CATEGORY_DAYS)
    lines = [
        quiet_line(category, now)
        for category in upper.annotate(last=Subquery(last))
        if category.last is None or category.last < begin
    ]
    if not lines:
        return None
    title = _("No news for %(days)d days") % {"days": settings.QUIET_CATEGORY_DAYS}
    more = reverse("admin:articles_category_changelist") if len(lines) > SHOWN else ""
    return Pile(title, lines[:SHOWN], len(lines), more=more)


def quiet_line(category, now):
    last = (
        _("last one %(long)s ago") % {"long": how_long(category.last, now)} if category.last else ""
    )
    return Line(
        list_address(category=category.pk),
        category.name,
        moment=category.last,
        since=last or _("none yet"),
    )


def days_ahead(user, now):
    """Return what appears next, the soonest first, as [(day in words, its editions)]."""
    # What is pending was scheduled ahead, and those have an index of their own.
    editions = Edition.objects.pending(now).filter(is_scheduled=True)
    if not sees_all(user):
        editions = editions.filter(
            Exists(Article.objects.filter(pk=OuterRef("article"), author=user))
        )
    soon = editions.order_by("live_from", "pk").only("article", "headline", "live_from")[:SHOWN]
    days = groupby(soon, key=lambda edition: timezone.localdate(edition.live_from))
    return [(day_in_words(day), list(group)) for day, group in days]


def newest(now):
    """Return what readers got last, a list of editions."""
    editions = Edition.objects.live(now).newest_first()
    return list(editions.only("article", "headline", "slug", "published_at", "live_from")[:SHOWN])
