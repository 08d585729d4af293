"""The page that tells who may do what with an article, and why."""

from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from articles.desk.acts.standing import Standing
from articles.desk.roles.who_may import who_may


class WhoMayPages:
    """The page of `ArticleAdmin` about rights: whoever may see the article reads it."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.who_may_view)
        return [
            path("<path:object_id>/who-may/", view, name="articles_article_who_may"),
            *super().get_urls(),
        ]

    def who_may_view(self, request, object_id):
        article = self.article_or_404(request, object_id)
        standing = Standing(article)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Who may do what with this article, and why"),
            "opts": self.opts,
            "original": article,
            "article_url": self.address_of(article),
            "answers": who_may(standing, request.user),
            "policy": standing.policy,
        }
        return TemplateResponse(request, "admin/articles/article/who_may.html", context)
