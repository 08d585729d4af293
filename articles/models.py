"""Both halves of the room, gathered for Django. Import from the halves, not from here."""

from articles.desk.article import Article, ArticleImage, Contributor
from articles.desk.event import WorkflowEvent
from articles.desk.version import Version
from articles.page.category import Category, CategorySlug
from articles.page.correction import Correction
from articles.page.edition import (
    Edition,
    EditionCategory,
    EditionPicture,
    EditionWords,
    PrintedTitle,
)
from articles.page.erasure import Erasure
from articles.page.home import Lead
from articles.page.site import Banner, SiteIdentity
from articles.page.withdrawal import Withdrawal

__all__ = [
    "Article",
    "ArticleImage",
    "Banner",
    "Category",
    "CategorySlug",
    "Contributor",
    "Correction",
    "Edition",
    "EditionCategory",
    "EditionPicture",
    "EditionWords",
    "Erasure",
    "Lead",
    "PrintedTitle",
    "SiteIdentity",
    "Version",
    "Withdrawal",
    "WorkflowEvent",
]
