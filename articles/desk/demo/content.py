"""Read the demonstration newsroom's content from its files and check it; knows no Django.

``load_demo()`` is the way in. The files are TOML, one per top category, beside this module; every
mistake found in them is raised at once in one ``BadContent``, so that an author sees all of them.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from articles.desk.demo.drawing import MOODS, SCENES

HERE = Path(__file__).parent
REGISTER = HERE / "register.json"
DOCUMENTS = "official_documents.toml"
OFFICES = "offices.toml"
TOPICS = "topics.toml"

KINDS = {"news", "reprint", "notice"}
PUBLIC_STATES = {"published", "expired", "withdrawn"}
DESK_STATES = {"draft", "submitted", "returned", "in_review", "approved", "emergency"}
STATES = {*PUBLIC_STATES, *DESK_STATES, "scheduled"}
PARTS = {"author", "photographer", "editor"}
WEEKDAYS = ["hai", "ba", "tư", "năm", "sáu", "bảy", "nhật"]

ARTICLE_KEYS = {
    "id", "category", "further", "headline", "lead", "body", "kind", "state", "event", "published",
    "publish_in_days", "publish_at", "expires", "officials", "contributors", "source", "picture",
    "caption", "gallery", "documents", "home_lead", "withdrawal", "correction", "newer_draft",
}  # fmt: skip


class BadContent(Exception):
    """The files hold mistakes; ``reasons`` lists them all."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Category:
    slug: str
    name: str
    description: str
    parent: str | None = None


@dataclass(frozen=True)
class Topic:
    """A story that goes on; ``articles`` are their ids."""

    name: str
    description: str
    articles: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A drawn picture; ``key`` is what ``drawing.draw`` takes."""

    key: str
    title: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Placed:
    """A picture in an article, with the words that stand under it there."""

    picture: str
    caption: str
    alt: str


@dataclass(frozen=True)
class Contributor:
    name: str
    part: str


@dataclass(frozen=True)
class Withdrawal:
    on: date
    reason: str


@dataclass(frozen=True)
class Correction:
    on: date
    wrong: str
    right: str


@dataclass(frozen=True)
class NewerDraft:
    """What an editor has changed since the story went out; body left out where it is the same."""

    headline: str
    lead: str
    note: str
    body: str | None = None


@dataclass(frozen=True)
class OfficialDocument:
    """A document of the register. ``issuer`` is the key of an organisation of the register."""

    number: str
    issued_on: date
    issuer: str
    name: str
    title: str


@dataclass(frozen=True)
class Office:
    """Where the public finds an organisation of the register, named by its ``key``."""

    key: str
    address: str
    email: str


@dataclass(frozen=True)
class Paper:
    """A document to download: a notice of ``paragraphs`` (PDF), or ``rows`` with heads (XLSX)."""

    title: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def texts(self) -> list[str]:
        return [self.title, *self.paragraphs, *(cell for row in self.rows for cell in row)]


@dataclass(frozen=True)
class Article:
    """One story. ``event_date`` is None where there is no event; never guessed.

    ``state`` is published, scheduled (``publish_in_days`` from the day of loading, at
    ``publish_at``), expired or withdrawn, or where it stands on the desk: draft, submitted,
    returned, in_review, approved, or emergency, which is public and owes a check. ``officials`` are
    keys of the register.
    ``in_text`` are the pictures that the body places itself (``<figure data-picture="KEY">``).
    """

    id: str
    headline: str
    lead: str
    body: str
    category: str
    further: tuple[str, ...] = ()
    kind: str = "news"
    state: str = "published"
    event_date: date | None = None
    published_at: datetime | None = None
    publish_in_days: int | None = None
    publish_at: time | None = None
    expires_at: datetime | None = None
    officials: tuple[str, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    source: str = ""
    lead_picture: Placed | None = None
    gallery: tuple[Placed, ...] = ()
    in_text: tuple[Placed, ...] = ()
    documents: tuple[Paper, ...] = ()
    home_lead: int | None = None
    withdrawal: Withdrawal | None = None
    correction: Correction | None = None
    newer_draft: NewerDraft | None = None

    def placed(self) -> tuple[Placed, ...]:
        """Every picture of the article, the lead picture first."""
        lead = (self.lead_picture,) if self.lead_picture else ()
        return lead + self.in_text + self.gallery


@dataclass(frozen=True)
class Demo:
    """All that the demonstration newsroom holds. ``register`` is a file of titles."""

    categories: tuple[Category, ...]
    pictures: dict[str, Picture]
    articles: tuple[Article, ...]
    banner: str
    official_documents: tuple[OfficialDocument, ...] = ()
    offices: tuple[Office, ...] = ()
    topics: tuple[Topic, ...] = ()
    register: Path = field(default=REGISTER)

    def home_leads(self) -> list[Article]:
        """The stories put on the home page by hand, first one first."""
        chosen = [article for article in self.articles if article.home_lead]
        return sorted(chosen, key=lambda article: article.home_lead)


def load_demo() -> Demo:
    """Read and check everything; raises ``BadContent`` with all mistakes at once."""
    categories = tuple(Category(**row) for row in _read("categories.toml")["category"])
    library = _read("pictures.toml")
    pictures = {}
    for row in library["picture"]:
        words = {"caption": row["title"], "credit": library["credit"], **row}
        pictures[row["key"]] = Picture(**words)
    articles, reasons = [], []
    for path in sorted((HERE / "articles").glob("*.toml")):
        with path.open("rb") as file:
            shelf = tomllib.load(file)
        for row in shelf["article"]:
            unknown = set(row) - ARTICLE_KEYS
            if unknown:
                reasons.append(f"{row.get('id')}: unknown keys {sorted(unknown)}")
                continue
            row.setdefault("category", shelf.get("category"))
            try:
                articles.append(_article(row, pictures))
            except KeyError as missing:
                reasons.append(f"{row.get('id')}: {missing} is missing or names no picture")
    documents = tuple(OfficialDocument(**row) for row in _read(DOCUMENTS)["document"])
    offices = tuple(Office(**row) for row in _read(OFFICES)["office"])
    topics = tuple(
        Topic(row["name"], row["description"], tuple(row["articles"]))
        for row in _read(TOPICS)["topic"]
    )
    demo = Demo(
        categories, pictures, tuple(articles), library["banner"], documents, offices, topics
    )
    reasons += list(mistakes(demo))
    if reasons:
        raise BadContent(reasons)
    return demo


def _read(name: str) -> dict[str, Any]:
    with (HERE / name).open("rb") as file:
        return tomllib.load(file)


def _article(row: dict[str, Any], pictures: dict[str, Picture]) -> Article:
    def placed(key: str, caption: str | None = None, alt: str | None = None) -> Placed:
        return Placed(key, caption or pictures[key].caption, alt or pictures[key].alt)

    body = row["body"].strip()
    figures = re.findall(
        r'<figure data-picture="([^"]*)"><figcaption>(.*?)</figcaption></figure>', body
    )
    return Article(
        id=row["id"],
        headline=row["headline"],
        lead=row["lead"],
        body=body,
        category=row["category"],
        further=tuple(row.get("further", ())),
        kind=row.get("kind", "news"),
        state=row.get("state", "published"),
        event_date=row.get("event"),
        published_at=row.get("published"),
        publish_in_days=row.get("publish_in_days"),
        publish_at=row.get("publish_at"),
        expires_at=row.get("expires"),
        officials=tuple(row.get("officials", ())),
        contributors=tuple(Contributor(**person) for person in row["contributors"]),
        source=row.get("source", ""),
        lead_picture=placed(row["picture"], row.get("caption")) if "picture" in row else None,
        gallery=tuple(
            placed(item["picture"], item["caption"], item.get("alt"))
            for item in row.get("gallery", ())
        ),
        in_text=tuple(placed(key, caption) for key, caption in figures),
        documents=tuple(
            Paper(
                item["title"],
                tuple(item.get("paragraphs", ())),
                tuple(tuple(each) for each in item.get("rows", ())),
            )
            for item in row.get("documents", ())
        ),
        home_lead=row.get("home_lead"),
        withdrawal=Withdrawal(**row["withdrawal"]) if "withdrawal" in row else None,
        correction=Correction(**row["correction"]) if "correction" in row else None,
        newer_draft=NewerDraft(**row["newer_draft"]) if "newer_draft" in row else None,
    )


def mistakes(demo: Demo) -> Iterator[str]:
    """What is wrong with the content, one sentence each; nothing when it is right."""
    slugs: list[str] = []
    for category in demo.categories:
        if category.slug in slugs:
            yield f"category {category.slug}: twice"
        if category.parent and category.parent not in slugs:
            yield f"category {category.slug}: its parent does not stand before it"
        slugs.append(category.slug)
    for key in demo.pictures:
        parts = key.split("-")
        if len(parts) != 3 or parts[0] not in SCENES or parts[1] not in MOODS:
            yield f"picture {key}: cannot be drawn"
    if demo.banner not in demo.pictures:
        yield f"banner {demo.banner}: no such picture"
    seen: dict[str, str] = {}
    for article in demo.articles:
        for word in (article.id, article.headline):
            if word in seen:
                yield f"{article.id}: the same id or headline as {seen[word]}"
            seen[word] = article.id
        for problem in _article_mistakes(article, slugs):
            yield f"{article.id}: {problem}"
    ids = {article.id for article in demo.articles}
    for topic in demo.topics:
        for each in sorted(set(topic.articles) - ids):
            yield f"topic {topic.name}: no article {each}"
    orders = [article.home_lead for article in demo.home_leads()]
    if orders != list(range(1, len(orders) + 1)):
        yield f"home page leads are numbered {orders}"


def _article_mistakes(article: Article, slugs: list[str]) -> Iterator[str]:
    for slug in (article.category, *article.further):
        if slug not in slugs:
            yield f"no category {slug}"
    if article.kind not in KINDS or article.state not in STATES:
        yield f"kind {article.kind} or state {article.state} is unknown"
    if any(person.part not in PARTS for person in article.contributors):
        yield "a contributor has an unknown part"
    if (article.kind == "reprint") != bool(article.source):
        yield "a reprint, and only a reprint, names its source"
    yield from _time_mistakes(article)
    yield from _figure_mistakes(article)
    if any(bool(paper.paragraphs) == bool(paper.rows) for paper in article.documents):
        yield "a document holds either paragraphs or rows"
    if len(article.headline) > 200:
        yield "the headline is longer than 200 letters"
    if article.headline.endswith("."):
        yield "the headline ends with a full stop"
    texts = [article.headline, article.lead, article.body]
    texts += [text for item in article.placed() for text in (item.caption, item.alt)]
    texts += [text for paper in article.documents for text in paper.texts]
    for text in texts:
        for problem in text_mistakes(text):
            yield f"{problem} in “{text[:40]}”"
        for problem in _weekday_mistakes(text):
            yield problem


def _time_mistakes(article: Article) -> Iterator[str]:
    public = article.state in PUBLIC_STATES
    if public != (article.published_at is not None):
        yield "a published time goes with what was public, and only with that"
    if article.published_at and article.published_at.tzinfo is None:
        yield "the published time has no time zone"
    if (article.state == "scheduled") != (article.publish_in_days is not None):
        yield "days until publication go with a schedule, and only with that"
    if (article.state == "expired") != (article.expires_at is not None):
        yield "an end goes with an expired article, and only with that"
    if (article.state == "withdrawn") != (article.withdrawal is not None):
        yield "a withdrawal goes with a withdrawn article, and only with that"
    # The first day and month in the lead is the event's, where there is an event.
    named = re.search(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/]?\d)", article.lead)
    if named and article.event_date:
        day = (int(named[1]), int(named[2]))
        if day != (article.event_date.day, article.event_date.month):
            yield f"the lead says {named[0]}, the event date {article.event_date}"


def _figure_mistakes(article: Article) -> Iterator[str]:
    if article.body.count("<figure") != len(article.in_text):
        yield "a figure in the text is not written as the loader reads it"
    if any(not item.caption.strip() or not item.alt.strip() for item in article.placed()):
        yield "a picture without caption or alternative text"
    keys = [item.picture for item in article.placed()]
    if len(keys) != len(set(keys)):
        yield "a picture twice"
    levels = [int(level) for level in re.findall(r"<h(\d)", article.body)]
    before = 1
    for level in levels:
        if level > before + 1 or level < 2:
            yield f"heading {level} comes after heading {before}"
        before = level
    opened = re.findall(r"<(\w+)[^>]*>", article.body)
    closed = re.findall(r"</(\w+)>", article.body)
    if sorted(opened) != sorted(closed):
        yield "a tag is not closed"
    if "<table" in article.body and "<th>" not in article.body:
        yield "a table without a header row"


# A tone mark on the second vowel of an open oa, oe, uy is the other spelling than the house's.
NEW_TONES = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![a-zà-ỹđ])", re.IGNORECASE)


def text_mistakes(text: str) -> Iterator[str]:
    """Slips of typing: letters not composed, straight or odd quotation marks, spaces, tones."""
    if not unicodedata.is_normalized("NFC", text):
        yield "letters are not composed (NFC)"
    plain = re.sub(r"<[^>]*>", "", text)
    if plain.count("“") != plain.count("”"):
        yield "quotation marks are not balanced"
    if '"' in plain or "'" in plain:
        yield "a straight quotation mark"
    if "  " in plain or re.search(r" [,.;:!?]", plain) or "..." in plain:
        yield "a doubled or misplaced space, or dots"
    if re.search(r"[a-zà-ỹđ][.;!?][A-ZÀ-ỸĐ]", plain):
        yield "no space after a full stop"
    if NEW_TONES.search(plain):
        yield f"a tone mark on the second vowel ({NEW_TONES.search(plain)[0]})"


def _weekday_mistakes(text: str) -> Iterator[str]:
    for name, day, month, year in re.findall(
        r"(?:[Tt]hứ|[Cc]hủ) (\w+), ngày (\d{1,2})/(\d{1,2})/(\d{4})", text
    ):
        wanted = WEEKDAYS[date(int(year), int(month), int(day)).weekday()]
        if name.lower() != wanted:
            yield f"{day}/{month}/{year} is not “{name}” but “{wanted}”"
