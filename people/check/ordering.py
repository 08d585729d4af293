"""T07, T08: titles in their order, persons in theirs."""

from collections.abc import Iterator
from itertools import pairwise

from people.check.applying import reordered
from people.check.article import REWORDED, RIGHT, Article, Named
from people.check.finding import WARN, Finding


def find(article: Article) -> Iterator[Finding]:
    """Titles and persons out of order."""
    for named in article.named:
        if named.official is not None:
            for before_name in (True, False):
                yield from _titles(article, named, before_name)
    for first, second in pairwise(article.named):
        group = first.mention.group
        if (
            group is not None
            and group is second.mention.group
            and _inverted(article, first, second)
        ):
            mention = second.mention
            yield article.finding(
                "T08", WARN, second.passage, mention.start, mention.end, official=second.official
            )


def _titles(article: Article, named: Named, before_name: bool) -> Iterator[Finding]:
    chain = [
        each
        for each in named.verdicts
        if each.outcome in (RIGHT, REWORDED)
        and each.title.former is None
        and each.title.before_name == before_name
    ]
    places = [article.standings.place(each.post) for each in chain]
    for number, place in enumerate(places):
        if any(earlier > place for earlier in places[:number]):
            late = chain[number]
            right = sorted(range(len(chain)), key=places.__getitem__)
            ordered = [named.passage.surface(chain[at].start, chain[at].end) for at in right]
            yield article.finding(
                "T07",
                WARN,
                named.passage,
                late.start,
                late.end,
                official=named.official,
                suggestion=", ".join(ordered),
                edit=reordered(named.passage, chain, ordered),
            )
            return


def _inverted(article: Article, first: Named, second: Named) -> bool:
    """Whether the second surely ranks before the first; False where anything is not known."""
    a, b = first.official, second.official
    if a is None or b is None or a == b:
        return False
    standings = article.standings
    surely, at_best = standings.best(b, surely=True), standings.best(a, surely=False)
    if surely is None or at_best is None or standings.best(a, surely=True) is None:
        return False
    if surely != at_best:
        return surely < at_best
    if standings.best(b, surely=False) != surely or standings.best(a, surely=True) != at_best:
        return False
    since_a, since_b = standings.since(a), standings.since(b)
    if since_a is None or since_b is None:
        return False
    if since_a[0] == since_a[1] == since_b[0] == since_b[1]:
        born = article.register.people[a].birth_year, article.register.people[b].birth_year
        return born[0] is not None and born[1] is not None and born[1] < born[0]
    return since_b[1] < since_a[0]
