"""Both halves of the room, gathered for Django. Import from the halves, not from here."""

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.owed_check import Confirmation, OwedCheck
from articles.desk.acts.policy import DeskPolicy
from articles.desk.article import (
    Article,
    ArticleDocument,
    ArticleImage,
    BodyDocument,
    BodyImage,
    Contributor,
)
from articles.desk.note import Note
from articles.desk.pages.autosave import PageAutosave
from articles.desk.pages.page import Page, PageImage
from articles.desk.roles.assignment import DeskAssignment
from articles.desk.signing.sign_off import SignOff, SignOffLink
from articles.desk.sweep.disagreement import Disagreement
from articles.desk.sweep.due import DueSweep
from articles.desk.titles.waiver import Waiver
from articles.desk.versions.autosave import Autosave
from articles.desk.versions.presence import Presence
from articles.desk.versions.version import Version
from articles.page.category import Category, CategorySlug
from articles.page.correction import Correction
from articles.page.edition import (
    Edition,
    EditionCategory,
    EditionDocument,
    EditionPicture,
    EditionWords,
    PrintedTitle,
)
from articles.page.erasure import Erasure
from articles.page.frame.alert import Alert
from articles.page.frame.banner import Banner
from articles.page.frame.menu_item import MenuItem, Portal
from articles.page.frame.site import SiteIdentity
from articles.page.lists.home import Lead
from articles.page.pages.page_edition import PageDocument, PageEdition, PagePicture, PageSlug
from articles.page.papers.citation import EditionCitation
from articles.page.topic import EditionTopic, Topic, TopicSlug
from articles.page.withdrawal import Withdrawal

__all__ = [
    "Alert",
    "Article",
    "ArticleDocument",
    "ArticleImage",
    "Autosave",
    "Banner",
    "BodyDocument",
    "BodyImage",
    "Category",
    "CategorySlug",
    "Confirmation",
    "Contributor",
    "Correction",
    "DeskAssignment",
    "DeskPolicy",
    "Disagreement",
    "DueSweep",
    "Edition",
    "EditionCategory",
    "EditionCitation",
    "EditionDocument",
    "EditionPicture",
    "EditionTopic",
    "EditionWords",
    "Erasure",
    "Lead",
    "MenuItem",
    "Note",
    "OwedCheck",
    "Page",
    "PageAutosave",
    "PageDocument",
    "PageEdition",
    "PageImage",
    "PagePicture",
    "PageSlug",
    "Portal",
    "Presence",
    "PrintedTitle",
    "SignOff",
    "SignOffLink",
    "SiteIdentity",
    "Topic",
    "TopicSlug",
    "Version",
    "Waiver",
    "Withdrawal",
    "WorkflowEvent",
]
