"""T09, T16, T18: whose name is it?"""

from collections.abc import Iterator

from people.check.article import Article, Named
from people.check.finding import ERROR, INFO, WARN, Finding
from people.check.parsing import UNKNOWN


def find(article: Article) -> Iterator[Finding]:
    """Names misspelt, shared or unknown."""
    for named in article.named:
        mention = named.mention
        if named.near is not None:
            yield _misspelt(article, named)
        elif named.is_ambiguous:
            yield article.finding("T16", INFO, named.passage, mention.start, mention.end)
        elif mention.kind == UNKNOWN and _holds_an_own_post(article, named):
            yield article.finding("T18", INFO, named.passage, mention.start, mention.end)


def _misspelt(article: Article, named: Named) -> Finding:
    mention = named.mention
    person = article.register.people[named.near]
    return article.finding(
        "T09",
        WARN if named.official is None else ERROR,
        named.passage,
        mention.start,
        mention.end,
        official=named.near,
        suggestion=person.name,
        expected=person.name,
        certain=mention.is_misprint or named.official is not None,
    )


def _holds_an_own_post(article: Article, named: Named) -> bool:
    register = article.register
    posts = {
        form.post
        for verdict in named.verdicts
        if verdict.title.match is not None
        for form in ([verdict.form] if verdict.form else verdict.title.match.forms)
    }
    return any(register.posts[post].organisation_id in register.own_offices for post in posts)
