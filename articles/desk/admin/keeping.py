"""
Nothing lost, for articles: what is typed is kept, who else is at it is told, and who takes over.

What they share with pages stands in `articles.desk.admin.keeping_forms`.
"""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.acts.event import record
from articles.desk.acts.refusal import Refused
from articles.desk.admin.keeping_forms import KeepsTyped
from articles.desk.admin.posted_text import is_number
from articles.desk.article import Article
from articles.desk.roles.rights import may_see, may_write
from articles.desk.text.typed import as_posted, is_saved, to_go_on_with, typed_content
from articles.desk.versions import presence
from articles.desk.versions.autosave import Autosave
from articles.desk.versions.side import Side, difference, standing_side
from articles.desk.versions.taking_over import news_since, take_over


class KeepingPages(KeepsTyped):
    """What `ArticleAdmin` does so that nothing typed is lost. Stands first among its bases."""

    texts = Autosave
    said_none = gettext_lazy("There is no such article.")
    said_barred = gettext_lazy(
        "This article is no longer yours to change. What you typed is still in this"
        " page: copy what you need and give it to the editors."
    )
    said_not_new = gettext_lazy("You may not write articles.")
    said_foreign = gettext_lazy("This was not sent by the form of an article.")
    as_posted = staticmethod(as_posted)
    typed = staticmethod(typed_content)
    is_saved = staticmethod(is_saved)
    to_go_on_with = staticmethod(to_go_on_with)

    def get_urls(self):
        take_over = self.admin_site.admin_view(self.take_over_view)
        return [
            path("<path:object_id>/take-over/", take_over, name="articles_article_take_over"),
            *super().get_urls(),
        ]

    def name_of(self, typed):
        """Return the headline that was typed."""
        return typed.content.get("headline", "")

    def difference_to(self, article, typed):
        """Return how what was typed differs from the article as it stands, or from nothing."""
        if article is None:
            return difference(Side("", "", {}), Side("", "", typed.content))
        then = Side("", _("Typed and not saved"), typed.content)
        return difference(standing_side(article), then)

    def subject_of(self, request, number):
        """Return the article with a number, None where this person may not see it."""
        article = Article.objects.filter(pk=number).first()
        return article if article and may_see(request.user, article) else None

    def looked_at_or_404(self, request, object_id):
        return self.article_or_404(request, object_id)

    def may_write_on(self, request, article):
        return may_write(request.user, article)

    def made_from(self, user, key):
        """Return the article this person has saved from the empty form with a key, or None."""
        return Article.objects.filter(creation_key=key, author=user).first()

    def others_at(self, article, user):
        return presence.others_at(article, user)

    def note_presence(self, article, user, posted):
        if posted.is_leaving:
            presence.end(article, user)
        elif not posted.is_late:
            presence.renew(article, user)

    def end_presence(self, article, user):
        presence.end(article, user)

    # Told on the form, and at each ping

    def tell(self, article, version_read, user, may_write=True):
        """Return what there is to tell about the others at an article, as HTML."""
        context = {
            "article": article,
            "others": presence.others_at(article, user),
            "news": self.tell_news(article, version_read, user),
            "may_write": may_write,
        }
        return render_to_string("admin/articles/article/keeping_told.html", context).strip()

    def tell_news(self, article, version_read, user):
        """Return what was saved or taken over since somebody read an article, as HTML."""
        news = news_since(article, version_read, user)
        if news is None:
            return ""
        version = news.version
        words = {
            "name": str(version.saved_by or _("The newsroom")),
            "by": str(news.taken_over_by or _("The newsroom")),
            "time": presence.moment(version.saved_at),
            "number": version.number,
        }
        if not version.is_aside:
            said = _(
                "%(name)s saved version %(number)s at %(time)s. Your text is not lost: when you"
                " save, you see both beside each other and decide."
            )
            compare = self.address_of(article, "compare")
            url = f"{compare}?left={version_read}&right={version.number}"
            link = _("See what changed")
        else:
            if version.saved_by_id == user.pk:
                said = _(
                    "%(by)s took over the writing at %(time)s. What you had typed until then is"
                    " kept as version %(number)s."
                )
            else:
                said = _("%(by)s took over the writing from %(name)s at %(time)s.")
            url = reverse("admin:articles_article_version", args=[article.pk, version.number])
            link = _("Open version %(number)s") % words
        # In a tab of its own: this page holds a text that is not saved.
        return format_html(
            '{} <a href="{}" target="_blank" rel="noopener">{}</a>', said % words, url, link
        )

    def who_was_first(self, request, article):
        """Return what the conflict page tells about the other save: ``other`` and ``news``."""
        read = request.POST.get("version_read", "")
        read = int(read) if is_number(read) else article.version
        saved = article.versions.filter(is_aside=False).select_related("saved_by")
        news = news_since(article, read, request.user)
        if news is not None and news.version.is_aside:
            return {"other": None, "news": self.tell_news(article, read, request.user)}
        return {"other": saved.first(), "news": ""}

    # Buttons

    def take_over_view(self, request, object_id):
        """Go on with an article on which a colleague has typed; their text becomes a version."""
        article = self.article_or_404(request, object_id)
        self.require("write", request, article, "take_over")
        answer = HttpResponseRedirect(self.address_of(article))
        if request.method != "POST":
            return answer
        number = request.POST.get("of", "")
        of = get_object_or_404(get_user_model(), pk=number if is_number(number) else 0)
        try:
            with transaction.atomic():
                version = take_over(article, request.user, of)
        except Refused as refusal:
            record(article, "take_over", request.user, reason=str(refusal), refused=True)
            for reason in refusal.reasons:
                self.message_user(request, reason, messages.ERROR)
            return answer
        url = reverse("admin:articles_article_version", args=[article.pk, version.number])
        self.message_user(
            request,
            format_html(
                '{} <a href="{}">{}</a>',
                _("The writing is yours. What %(name)s had typed is kept as version %(number)s.")
                % {"name": of, "number": version.number},
                url,
                _("Compare it, or bring it back"),
            ),
            messages.SUCCESS,
        )
        return answer
