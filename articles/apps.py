from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save, pre_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("News")

    def ready(self):
        from articles.desk import guards as desk_guards
        from articles.desk.article import Article
        from articles.desk.sweep import sweeping
        from articles.desk.titles.waiver import Waiver
        from articles.desk.versions.version import Version
        from articles.page import guards, search_index
        from articles.page.edition import Edition
        from people.changes import titles_changed
        from people.links import name_rows

        guards.FROZEN.extend(desk_guards.FROZEN)
        pre_migrate.connect(guards.drop_before_migrating, sender=self)
        post_migrate.connect(guards.lay_after_migrating, sender=self)
        post_migrate.connect(search_index.lay, sender=self)

        titles_changed.connect(sweeping.officials_changed)
        post_save.connect(sweeping.edition_saved, sender=Edition)
        post_save.connect(sweeping.version_saved, sender=Version)
        post_save.connect(sweeping.waiver_changed, sender=Waiver)
        post_delete.connect(sweeping.waiver_changed, sender=Waiver)

        links = [
            (
                Article.further_categories,
                _("further category"),
                _("further categories"),
                "category",
            ),
            (Article.topics, _("topic of an article"), _("topics of articles"), "topic"),
            (Article.officials, _("official named"), _("officials named"), "official"),
            (
                Article.related_pinned,
                _("pinned related article"),
                _("pinned related articles"),
                "to_article",
            ),
            (
                Article.related_banned,
                _("banned related article"),
                _("banned related articles"),
                "to_article",
            ),
        ]
        for field, name, names, shown in links:
            name_rows(field.through, name, names, shown)
