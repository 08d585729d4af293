"""The list of titles that disagree with the register, worked off at the desk."""

from dataclasses import dataclass
from itertools import groupby
from types import SimpleNamespace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, Max, OuterRef
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.acts.public_state import PublicState, public_state, with_public_state
from articles.desk.acts.refusal import Refused
from articles.desk.admin.listing import CappedPaginator
from articles.desk.admin.pile import MOST_COUNTED, Line, headline_of, how_long, piled
from articles.desk.article import Article, Status
from articles.desk.roles.rights import may, sees_all, visible_to
from articles.desk.sweep.disagreement import Disagreement
from articles.desk.sweep.due import DueSweep
from articles.desk.sweep.settling import ACT, leave_titles, take_up
from articles.desk.sweep.sweeping import work_off
from articles.page import clock
from articles.page.edition import Edition, PrintedTitle
from people.check_words import message_of
from people.models import Official

LISTED = 50
# So many printed titles are compared before a form of the register answers.
AT_ONCE = 1_000


def is_keeper(user):
    """Tell whether a person keeps the register, and so is told what its changes make wrong."""
    return user.has_perm("people.change_appointment")


def may_open(user):
    """Tell whether a person may open the list: who works it off, and who keeps the register."""
    return may(user, ACT) or is_keeper(user)


def visible_disagreements(user):
    """
    Return the disagreements a person may read, a queryset.

    A keeper of the register who has no part at the desk learns of those that readers can see.
    """
    rows = Disagreement.objects.all()
    if not may(user, ACT):
        return rows.public(clock.now()) if is_keeper(user) else rows.none()
    if sees_all(user):
        return rows
    return rows.filter(Exists(visible_to(user, Article.objects.filter(pk=OuterRef("article")))))


def titles_address(**filters):
    """Return the address of the list under these filters."""
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return reverse("admin:articles_article_titles") + (f"?{query}" if query else "")


def titles_pile(user, now):
    """
    Return the `Pile` of what is to be looked at again, a line an official; articles are counted.

    One query, none and no pile for who has no part in it.
    """
    if not may_open(user):
        return None
    by_official = (
        visible_disagreements(user)
        .open()
        .order_by()
        .values("official", "official__full_name")
        .annotate(articles=Count("article", distinct=True), last=Max("found_at"))
        .order_by("-last", "official")
    )
    rows = list(by_official[:MOST_COUNTED])
    return piled(
        _("Titles to look at again"),
        rows,
        lambda row: Line(
            titles_address(official=row["official"]),
            row["official__full_name"],
            [
                ngettext("%(count)d article", "%(count)d articles", row["articles"])
                % {"count": row["articles"]}
            ],
            row["last"],
            _("found %(long)s ago") % {"long": how_long(row["last"], now)},
        ),
        sum(row["articles"] for row in rows),
        more=titles_address(),
    )


def tell_disagreements(request, officials):
    """
    Tell a person who changed titles of some officials (numbers) how many articles now disagree.

    Compares what editions print at once; a large archive, and all texts, are left to the worker.
    """
    user = request.user
    if not may_open(user):
        return
    printed = PrintedTitle.objects.filter(official__in=officials).order_by()
    if printed.values("pk")[: AT_ONCE + 1].count() <= AT_ONCE:
        work_off([DueSweep.Step.PRINTED])
    due = DueSweep.objects.filter(official__in=officials, step=DueSweep.Step.PRINTED).exists()
    # Texts are read later: what they said before the change would be counted as wrong still.
    compared = visible_disagreements(user).open().filter(kind=Disagreement.Kind.TITLES)
    rows = compared.filter(official__in=officials).order_by()
    count = rows.values("article").distinct().count()
    if not count and not due:
        return
    [one, *others] = officials
    address = titles_address() if others else titles_address(official=one)
    text = ngettext(
        "%(count)d article has titles that differ from the register.",
        "%(count)d articles have titles that differ from the register.",
        count,
    ) % {"count": count}
    if due:
        text = _("The published articles are being compared with the register.")
    link = '{} <a href="{}">{}</a>'
    told = format_html(link, text, address, _("Look at them"))
    messages.warning(request, told)


class TitlePages:
    """The page of `ArticleAdmin` where titles are looked at again."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.titles_view)
        return [path("titles/", view, name="articles_article_titles"), *super().get_urls()]

    def titles_view(self, request):
        """Show what disagrees, by official; on POST leave what was ticked, or take one up."""
        if not may_open(request.user):
            raise PermissionDenied
        typed = {}
        if request.method == "POST":
            if answer := self.settle(request, typed):
                return answer
        else:
            # Where no worker runs, whoever opens the list does a page of what is due.
            work_off()
        return self.titles_page(request, typed)

    def settle(self, request, typed):
        """Do what the form asks for; fill in ``typed`` and return None where it cannot be done."""
        if number := number_of(request.POST.get("take_up")):
            return self.take_up(request, number)
        # A line holds all that was shown of an article, and nothing that was found since.
        ticked = ",".join(request.POST.getlist("rows")).split(",")
        numbers = {number_of(each) for each in ticked} - {0}
        reason = request.POST.get("reason", "")
        typed.update(ticked=numbers, reason=reason)
        rows = visible_disagreements(request.user).open().filter(pk__in=numbers).order_by("article")
        if not rows:
            self.message_user(request, _("Tick what is meant."), messages.ERROR)
            return None
        left, reasons = 0, {}
        for article, group in groupby(rows.select_related("article"), lambda row: row.article):
            try:
                left += leave_titles(article, request.user, [row.pk for row in group], reason)
            except Refused as refusal:
                for each in refusal.reasons:
                    reasons.setdefault(each, []).append(f"#{article.pk}")
        for text, articles in reasons.items():
            self.message_user(request, f"{text} ({', '.join(articles)})", messages.ERROR)
        if left:
            text = ngettext(
                "%(count)d was left as it is.", "%(count)d were left as they are.", left
            )
            self.message_user(request, text % {"count": left}, messages.SUCCESS)
        return None if reasons else HttpResponseRedirect(request.get_full_path())

    def take_up(self, request, number):
        """Take an article up again and go on to its form."""
        article = self.article_or_404(request, str(number))
        try:
            take_up(article, request.user)
        except Refused as refusal:
            for each in refusal.reasons:
                self.message_user(request, each, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        self.message_user(
            request,
            _(
                "The article is open again. Its titles are printed anew from the register once it "
                "is approved and published; until then readers see the present edition."
            ),
        )
        return HttpResponseRedirect(self.address_of(article))

    def titles_page(self, request, typed):
        """Return the page of the list; 422 where what was typed could not be done."""
        is_settled = request.GET.get("state") == "settled"
        official = Official.objects.filter(pk=number_of(request.GET.get("official"))).first()
        rows = visible_disagreements(request.user).select_related("official", "by", "edition")
        rows = rows.exclude(settled_at=None) if is_settled else rows.open()
        if official:
            rows = rows.filter(official=official)
        order = ["-settled_at", "-pk"] if is_settled else Disagreement._meta.ordering
        page = CappedPaginator(rows.order_by(*order), LISTED).get_page(request.GET.get("p"))
        shown = list(page.object_list)
        tell_where_they_stand(shown, request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Titles to look at again"),
            "opts": self.opts,
            "page": page,
            "groups": [
                (each, entries_of(group))
                for each, group in groupby(shown, lambda row: row.official)
            ],
            "is_settled": is_settled,
            "official": official,
            "is_due": DueSweep.objects.exists(),
            "may_list": self.has_view_or_change_permission(request),
            "may_settle": any(row.where.may_settle for row in shown if not is_settled),
            "typed": typed,
        }
        template = "admin/articles/article/titles.html"
        return TemplateResponse(request, template, context, status=422 if typed else 200)


@dataclass(frozen=True)
class Entry:
    """
    What disagrees in one article about one official: its rows, where it stands, what may be done.

    ``is_to_take_up`` tells that its text is right and only what is printed beside the name is not:
    its form would find nothing to save.
    """

    rows: list
    where: SimpleNamespace
    is_to_take_up: bool
    may_edit: bool
    may_correct: bool

    @property
    def numbers(self):
        """The numbers of its rows, as the form posts them."""
        return ",".join(str(row.pk) for row in self.rows)


def entries_of(rows):
    """Return the `Entry`s of rows that `tell_where_they_stand` was asked about, one an article."""
    same = groupby(rows, lambda row: (row.article_id, row.is_copy, row.settled_at))
    return [entry_of(list(group)) for _key, group in same]


def entry_of(rows):
    """Return the `Entry` of the rows of one article, what stands beside the name first."""
    rows = sorted(rows, key=lambda row: row.kind, reverse=True)
    where, is_open = rows[0].where, rows[0].settled_at is None
    is_right = all(row.kind == Disagreement.Kind.TITLES for row in rows)
    is_published = where.article.status == Status.PUBLISHED
    to_take_up = is_open and where.may_settle and is_right and is_published
    is_live = where.state == PublicState.LIVE and not rows[0].is_copy
    return Entry(
        rows,
        where,
        to_take_up,
        is_open and not to_take_up and where.may_write,
        is_open and is_live and where.may_correct,
    )


def tell_where_they_stand(rows, user):
    """
    Give each row ``where``: its article, what readers see of it, and what this person may do.

    Two queries, however many rows.
    """
    articles = with_public_state(Article.objects.filter(pk__in={row.article_id for row in rows}))
    articles = articles.defer("body", "lead").in_bulk()
    live = Edition.objects.live().filter(article__in=articles)
    pages = {each.article: each for each in live.only("article", "slug", "number")}
    where = {
        number: SimpleNamespace(
            article=article,
            headline=headline_of(article),
            state=public_state(article),
            page=pages.get(number),
            may_see=may(user, "view", article),
            may_settle=may(user, ACT, article),
            may_write=may(user, "write", article),
            may_correct=may(user, "correct", article),
        )
        for number, article in articles.items()
    }
    for row in rows:
        row.where = where[row.article_id]
        for passage in row.details.get("passages", ()):
            passage["message"] = message_of(passage["code"])


def number_of(text):
    """Return the number a text writes, 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 12 else 0
