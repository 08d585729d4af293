"""Links inside a text that lead to our own pages, and which of them lead nowhere."""

from dataclasses import dataclass
from html.parser import HTMLParser

from django.db.models import Exists, OuterRef
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.desk.text.addresses import own_address, parts_of
from articles.page import clock
from articles.page.category import CategorySlug
from articles.page.edition import Edition
from articles.page.pages.page_edition import PageEdition, PageSlug
from articles.page.topic import TopicSlug
from articles.page.withdrawal import Withdrawal
from documents.models import Document
from people.models import Official, Organisation


@dataclass(frozen=True)
class Link:
    """A link in a text: the address as written, and the words it stands under."""

    href: str
    text: str


@dataclass(frozen=True)
class BrokenLink:
    """A link whose page readers cannot open; ``reason`` is a sentence for the desk."""

    href: str
    text: str
    reason: str


def broken_links(body, at=None):
    """
    Return the internal links of a body whose page readers cannot open at ``at`` (now), in order.

    ``body`` is HTML as saved. One query for all articles, and one more for each other kind of page
    linked to; none for a text without internal links. Links that lead elsewhere are not followed.
    """
    at = at or clock.now()
    places = [(link, place) for link in links_in(body) if (place := place_of(link.href))]
    reasons = {**unknown_pages(places), **shut_articles(places, at), **missing_rows(places)}
    reasons |= missing_documents(places) | shut_pages(places, at)
    return [
        BrokenLink(link.href, link.text, reasons[place])
        for link, place in places
        if place in reasons
    ]


def links_in(body):
    """Return the `Link`s of a body in their order."""
    reader = LinkReader()
    reader.feed(body)
    reader.close()
    return reader.links


def place_of(href):
    """
    Return where in this site an address leads, a pair (name of the address, number or slug; for a
    document the beginning of its hash with its kind).

    The name is "unknown" where no page has such an address and "desk" where only staff may enter;
    None for an address elsewhere.
    """
    path = own_path(href)
    if path is None:
        return None
    try:
        match = resolve(path if path.endswith("/") else f"{path}/")
    except Resolver404:
        try:
            match = resolve(path)
        except Resolver404:
            return "unknown", path
    if match.namespaces:
        return "desk", path
    if match.url_name == "document_file":
        return match.url_name, (match.kwargs["key"], match.kwargs["kind"])
    return match.url_name, match.kwargs.get("number", match.kwargs.get("slug"))


def own_path(href):
    """Return the path of an internal address, None for any other."""
    address = own_address(href)
    parts = parts_of(address)
    if parts is None or parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return None
    return parts.path


def unknown_pages(places):
    """Return the reasons against addresses that no page of readers has."""
    words = {
        "unknown": _("This site has no page with such an address."),
        "desk": _("Only staff can open this page."),
    }
    return {place: words[place[0]] for _link, place in places if place[0] in words}


def shut_articles(places, at):
    """Return the reasons against articles readers cannot open; one query."""
    numbers = {place[1] for _link, place in places if place[0] == "article"}
    editions = {number: [] for number in numbers}
    if numbers:
        withdrawn = Exists(Withdrawal.objects.filter(edition=OuterRef("pk")))
        rows = Edition.objects.filter(article__in=numbers).annotate(was_withdrawn=withdrawn)
        rows = rows.order_by("number").only("article", "number", "live_from", "live_until")
        for edition in rows:
            editions[edition.article].append(edition)
    return {
        ("article", number): reason
        for number, found in editions.items()
        if (reason := why_shut(found, at))
    }


def why_shut(editions, at):
    """Return why readers cannot open an article with these editions, in their order, or None."""
    if any(each.live_from <= at < each.live_until for each in editions):
        return None
    for each in editions:
        if at < each.live_from < each.live_until:
            return _("The article will be public only from %(moment)s.") % {
                "moment": in_words(each.live_from)
            }
    begun = [
        each
        for each in editions
        if each.live_from <= at and (each.live_from < each.live_until or each.was_withdrawn)
    ]
    if not begun:
        return _("The article was never public.")
    last = begun[-1]
    said = {"moment": in_words(last.live_until)}
    if last.was_withdrawn:
        return _("The article was withdrawn at %(moment)s.") % said
    return _("The article expired at %(moment)s.") % said


def in_words(moment):
    """Return a moment as the desk writes it: hour and day."""
    return date_format(timezone.localtime(moment), "H:i d/m/Y")


def missing_rows(places):
    """Return the reasons against pages about rows that are not there; a query for each kind."""
    kinds = {
        "category": (CategorySlug, "slug", _("There is no such category.")),
        "category-feed": (CategorySlug, "slug", _("There is no such category.")),
        "topic": (TopicSlug, "slug", _("There is no such topic.")),
        "topic-feed": (TopicSlug, "slug", _("There is no such topic.")),
        "topic-atom": (TopicSlug, "slug", _("There is no such topic.")),
        "official": (Official, "pk", _("There is no such official.")),
        "organisation": (Organisation, "pk", _("There is no such organisation.")),
    }
    reasons = {}
    for name, (model, field, reason) in kinds.items():
        asked = {place[1] for _link, place in places if place[0] == name}
        if asked:
            there = model.objects.filter(**{f"{field}__in": asked}).values_list(field, flat=True)
            reasons.update({(name, each): reason for each in asked - set(there)})
    return reasons


def shut_pages(places, at):
    """Return the reasons against pages beside the news that readers cannot open; one query."""
    asked = {place[1] for _link, place in places if place[0] == "page"}
    if not asked:
        return {}
    live = PageEdition.objects.live(at).filter(page=OuterRef("page"))
    there = PageSlug.objects.filter(Exists(live), slug__in=asked).values_list("slug", flat=True)
    reason = _("Readers cannot open this page: it is not published.")
    return {("page", each): reason for each in asked - set(there)}


def missing_documents(places):
    """
    Return the reasons against documents that are not in the store; one query.

    Those that are there become public with the article itself.
    """
    asked = {place[1] for _link, place in places if place[0] == "document_file"}
    if not asked:
        return {}
    found = Document.objects.kept().with_keys({key for key, _kind in asked})
    there = {(document.key, document.kind) for document in found}
    reason = _("There is no such document.")
    return {("document_file", each): reason for each in asked - there}


class LinkReader(HTMLParser):
    """Gathers the links of a body with their words; a picture in a link gives its alt text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.links = []
        self.href = None
        self.words = []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "a" and attributes.get("href"):
            self.finish()
            self.href = attributes["href"]
        elif tag == "img" and self.href is not None:
            self.words.append(attributes.get("alt") or "")

    def handle_endtag(self, tag):
        if tag == "a":
            self.finish()

    def handle_data(self, data):
        if self.href is not None:
            self.words.append(data)

    def close(self):
        super().close()
        self.finish()

    def finish(self):
        if self.href is not None:
            self.links.append(Link(self.href, " ".join("".join(self.words).split())))
        self.href, self.words = None, []
