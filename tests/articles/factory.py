"""Rows for tests about articles: each function asks only for what the test is about."""

import itertools

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from articles.desk.acts.publishing import publish
from articles.desk.acts.standing import Standing
from articles.desk.acts.workflow import approve, pass_on
from articles.desk.article import Article, Status
from articles.desk.pages.page import Page
from articles.desk.titles.waiving import waive
from articles.desk.versions.saving import save_version
from articles.page.category import Category
from articles.page.topic import Topic

counter = itertools.count(1)


def make_user(username=None, **fields):
    """A user who may sign in to the desk."""
    return get_user_model().objects.create_user(
        username=username or f"user{next(counter)}",
        password="a-long-password",
        is_staff=True,
        **fields,
    )


def make_publisher(**fields):
    """A user who approves and publishes everywhere."""
    user = make_user(**fields)
    user.groups.add(Group.objects.get_or_create(name="publisher")[0])
    return user


def make_category(name=None, **fields):
    return Category.objects.create(name=name or f"Chuyên mục {next(counter)}", **fields)


def make_article(**fields):
    """A saved article with a version, ready to be published."""
    number = next(counter)
    fields.setdefault("headline", f"Bài viết số {number}")
    fields.setdefault("lead", "Tóm tắt của bài viết.")
    fields.setdefault("body", "<p>Nội dung của bài viết.</p>")
    fields.setdefault("no_event", "event_date" not in fields)
    if "category" not in fields:
        fields["category"] = Category.objects.first() or make_category()
    article = Article.objects.create(**fields)
    save_version(article, None)
    return article


def make_approved(**fields):
    """An article whose text was approved as it stands."""
    return approved(make_article(**fields))


def approved(article):
    """Lead an article from a draft to its approval, as the newsroom itself."""
    article.refresh_from_db()
    if article.status != Status.IN_REVIEW:
        pass_on(article, None)
    return approve(article, None)


def settled(article, reason="Theo giấy mời"):
    """An article in which all that a reason settles is waived, as the newsroom itself."""
    found = Standing(article).checked
    waive(article, None, [each.key for each in [*found.errors, *found.warnings]], reason)
    return article


def make_published(at=None, **fields):
    """A published article; its edition is returned. ``at`` may lie in the past."""
    return publish(make_article(**fields), None, at=at, imported=at is not None)


def edit(article, **fields):
    """Change an article as the form would, with a new version."""
    article.refresh_from_db()
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    save_version(article, None)
    return article


def make_page(**fields):
    """A saved page beside the news, not public yet."""
    number = next(counter)
    fields.setdefault("title", f"Trang số {number}")
    fields.setdefault("body", "<p>Nội dung của trang.</p>")
    return Page.objects.create(**fields)


def make_topic(name=None, **fields):
    return Topic.objects.create(name=name or f"Chủ đề {next(counter)}", **fields)
