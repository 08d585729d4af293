"""What will stand under "Tin liên quan" of an article, and why, in words an editor reads."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.page.edition import Edition
from articles.page.related.beside import beside
from articles.page.related.likeness import Kind
from articles.page.topic import followed
from people.official_documents.numbers import key_of


@dataclass(frozen=True)
class Related:
    """An `Edition` that readers will see beside the article, and the reasons, sentences."""

    edition: Edition
    reasons: tuple
    is_pinned: bool


def related_of(standing):
    """
    Return what would stand beside an article if it appeared now, a list of `Related`.

    Of what has been printed, not of the words on the screen. Two queries at most.
    """
    printed = standing.printed
    last = standing.live or standing.pending
    edition = Edition(
        article=standing.article.pk,
        headline=printed.get("headline", ""),
        organisation_id=printed.get("organisation"),
        content=printed,
        published_at=last.published_at if last else standing.now,
        body_html=last.body_html if last else "",
    )
    topics = followed(printed.get("topics", []))
    cited = {key_of(each.number): each.number for each in standing.checked.cited}
    names = {
        Kind.TOPIC: {str(each.pk): each.name for each in topics},
        Kind.DOCUMENT: cited,
        Kind.OFFICIAL: {
            str(each["official"]): each["name"] for each in printed.get("officials", [])
        },
        Kind.ORGANISATION: {str(edition.organisation_id): str(standing.article.organisation or "")},
    }
    return [
        Related(each.edition, tuple(reasons(each, names)), each.is_pinned)
        for each in beside(edition, topics, [*cited]).alike
    ]


def reasons(found, names):
    """Yield why an `Alike` stands there; ``names`` are {kind: {key: name}}."""
    if found.is_pinned:
        yield _("pinned by the editors")
    words = {
        Kind.TOPIC: _("same topic: %(names)s"),
        Kind.DOCUMENT: _("mentions the same document: %(names)s"),
        Kind.OFFICIAL: _("same official: %(names)s"),
        Kind.ORGANISATION: _("same organisation: %(names)s"),
    }
    for kind, sentence in words.items():
        shared = [names[kind].get(each.key, each.key) for each in found.things if each.kind == kind]
        if shared:
            yield sentence % {"names": ", ".join(shared)}
