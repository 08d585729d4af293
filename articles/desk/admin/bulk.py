"""
One step for many articles of the list, each in a transaction of its own.

Never approving: that means reading. Publishing shows first what will be public, and takes only what
still stands as it was shown.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from articles.desk.acts.acting import locked
from articles.desk.acts.event import record
from articles.desk.acts.four_eyes import approval_of
from articles.desk.acts.needs import reasons_against
from articles.desk.acts.refusal import Refused, refuse
from articles.desk.acts.standing import Standing
from articles.desk.acts.steps import STEPS
from articles.desk.article import Article, Status
from articles.desk.roles.rights import may
from articles.page.edition import Edition

# Of how many articles a step is taken at once.
MOST = 200

# The steps that many articles can take together, and what is said of those that took one.
DONE = {
    "submit": ngettext_lazy(
        "%(count)d article was sent to the editors.",
        "%(count)d articles were sent to the editors.",
        "count",
    ),
    "take_back": ngettext_lazy(
        "%(count)d article is back in its author’s hands.",
        "%(count)d articles are back in their authors’ hands.",
        "count",
    ),
    "pass_on": ngettext_lazy(
        "%(count)d article was passed on for approval.",
        "%(count)d articles were passed on for approval.",
        "count",
    ),
    "publish": ngettext_lazy(
        "%(count)d article is public.", "%(count)d articles are public.", "count"
    ),
    "bin": ngettext_lazy(
        "%(count)d article lies in the bin.", "%(count)d articles lie in the bin.", "count"
    ),
    "unbin": ngettext_lazy(
        "%(count)d article is back on the desk.",
        "%(count)d articles are back on the desk.",
        "count",
    ),
}


@dataclass(frozen=True)
class Publishable:
    """One article on the page that asks before many are published."""

    article: Article
    reasons: list
    live: Edition | None
    pending: Edition | None
    approved_by: str
    # What its person is shown: publishing takes exactly this.
    seen: str


class BulkSteps:
    """The steps of `ArticleAdmin` that are offered above its list."""

    def get_actions(self, request):
        if IS_POPUP_VAR in request.GET:
            return {}
        in_bin = request.GET.get("bin") == "yes"
        return {
            name: (taking(name), name, STEPS[name].label)
            for name in DONE
            if (name == "unbin") == in_bin and may(request.user, name)
        }

    def get_action_choices(self, request, default_choices=None):
        first = [("", _("Choose a step"))]
        return first + [(name, label) for _act, name, label in self.get_actions(request).values()]

    def response_action(self, request, queryset):
        """
        Take the chosen step; what was posted is a list of numbers and nothing else.

        Ticked rows are looked for among all this person sees, so that one which left the filter
        meanwhile is told about; "all" are those of the filter.
        """
        data = request.POST.copy()
        data.setlist(ACTION_CHECKBOX_NAME, numbers_in(data.getlist(ACTION_CHECKBOX_NAME)))
        request.POST = data
        if request.POST.get("select_across") != "1":
            queryset = self.get_queryset(request)
        return super().response_action(request, queryset)

    def take_together(self, request, queryset, name):
        """Take one step with every article of a list, and tell of each what came of it."""
        articles = list(queryset[: MOST + 1])
        if len(articles) > MOST:
            return self.message_user(request, too_many(), messages.ERROR)
        if name == "publish" and "seen" not in request.POST:
            return self.ask_before_publishing(request, articles)
        shown = dict(each.partition(":")[::2] for each in request.POST.getlist("seen"))
        done, refused = 0, []
        for article in articles:
            try:
                take(name, article, request.user, shown.get(str(article.pk)))
            except Refused as refusal:
                refused.append((article, refusal.reasons))
            else:
                done += 1
        if done:
            self.message_user(request, DONE[name] % {"count": done}, messages.SUCCESS)
        if refused:
            self.message_user(request, self.told(refused), messages.WARNING)
        return None

    def told(self, refused):
        """Return which articles did not take a step, and why each."""
        heading = ngettext(
            "%(count)d article did not:", "%(count)d articles did not:", len(refused)
        )
        rows = format_html_join(
            "",
            '<li><a href="{}">{}</a>: {}</li>',
            (
                (self.address_of(article), str(article), " ".join(reasons))
                for article, reasons in refused
            ),
        )
        return format_html("{}<ul>{}</ul>", heading % {"count": len(refused)}, rows)

    def ask_before_publishing(self, request, articles):
        """Show what will be public, and what cannot be; nothing is published yet."""
        rows = [publishable(article, request.user) for article in articles]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Publish several articles"),
            "opts": self.opts,
            "possible": [row for row in rows if not row.reasons],
            "impossible": [row for row in rows if row.reasons],
            "list_url": request.get_full_path(),
            "ticked": ACTION_CHECKBOX_NAME,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/articles/article/publish_several.html", context)


def taking(name):
    """Return the action behind a step, as Django calls it."""

    def act(admin, request, queryset):
        return admin.take_together(request, queryset, name)

    return act


def take(name, article, user, shown=None):
    """
    Take one step with one article, in its own transaction. Raises `Refused`.

    ``shown`` is what its person saw of it before publishing; see `seen_of`.
    """
    refused = None
    with transaction.atomic():
        article = locked(article)
        try:
            if name == "publish" and (reasons := reasons_against_unseen(article, shown)):
                record(article, name, user, reason=" ".join(reasons), refused=True)
                refuse(reasons)
            STEPS[name].act(article, user)
        except Refused as refusal:  # stands in the diary, so the transaction is kept
            refused = refusal
    if refused:
        raise refused


def seen_of(article):
    """Return the version and the approved content of an article, a text that names both."""
    return f"{article.version}-{article.approved_hash}"


def reasons_against_unseen(article, shown):
    """Say why an article is not published together with others, unless it is as it was shown."""
    if reasons := reasons_against_unapproved(article):
        return reasons
    if shown != seen_of(article):
        return [_("It was changed while the page was open. Read it, then publish it.")]
    return []


def reasons_against_unapproved(article):
    """Together with others only what waits approved is published."""
    if article.status == Status.APPROVED:
        return []
    return [_("It is not approved; only approved articles are published together.")]


def publishable(article, user):
    """Return one row of the page that asks before publishing."""
    standing = Standing(article)
    approval = approval_of(article, article.approved_hash) if article.approved_hash else None
    against = reasons_against("publish", standing, user)
    return Publishable(
        article=article,
        reasons=reasons_against_unapproved(article) or against,
        live=standing.live,
        pending=standing.pending,
        approved_by=str(approval.by or "") if approval else "",
        seen=f"{article.pk}:{seen_of(article)}",
    )


def numbers_in(texts):
    """Return those of the posted texts that can be numbers of articles."""
    return [text for text in texts if text.isascii() and text.isdecimal() and len(text) < 12]


def too_many():
    return _(
        "A step is taken with at most %(most)d articles at once. Choose fewer, by a filter or by "
        "ticking them."
    ) % {"most": MOST}
