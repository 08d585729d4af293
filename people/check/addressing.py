"""T17: forms of address against the gender, and "đồng chí" said again inside its own list."""

from collections.abc import Iterator

from people.check.article import Article, Named
from people.check.finding import INFO, WARN, Finding

_OF_GENDER = {"m": "ông", "f": "bà"}


def find(article: Article) -> Iterator[Finding]:
    """The findings on forms of address."""
    for named in article.named:
        mention = named.mention
        if mention.honorific is None or _is_plural(named):
            continue
        start, end = mention.honorific
        group = mention.group
        if group and group.is_plural and mention.address == "đồng chí":
            yield article.finding(
                "T17", INFO, named.passage, start, end, official=named.official, suggestion=""
            )
        elif named.official is not None and mention.address in _OF_GENDER.values():
            right = _OF_GENDER.get(article.register.people[named.official].gender)
            if right and right != mention.address:
                is_capital = named.passage.tokens[start].is_capitalised
                yield article.finding(
                    "T17",
                    WARN,
                    named.passage,
                    start,
                    end,
                    official=named.official,
                    suggestion=right.capitalize() if is_capital else right,
                )


def _is_plural(named: Named) -> bool:
    """Whether it is the head of the list: "các đồng chí", "các ông, bà"."""
    start = named.mention.honorific[0]
    tokens = named.passage.tokens
    before = [token.key for token in tokens[max(0, start - 3) : start]]
    return before[-1:] == ["các"] or before[-3:-1] == ["các", "ông"]
