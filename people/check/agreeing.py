"""T19: what a later mention prints agrees with the first one that had titles."""

from collections.abc import Collection, Iterator

from people.check.article import RIGHT, Article, Named, Verdict
from people.check.finding import WARN, Finding
from people.check.titles_held import lacking
from people.titles import implied_by


def find(article: Article, findings: Collection[Finding]) -> Iterator[Finding]:
    """Titles of later mentions that the first one neither printed nor implied.

    ``findings`` are those of the other rules: a title with one of its own does not count.
    """
    first: dict[int, set[int]] = {}
    for named in article.named:
        official = named.official
        if official is None:
            continue
        counting = [each for each in named.verdicts if _counts(article, named, each, findings)]
        if not counting:
            continue
        if official not in first:
            first[official] = _said(article, named)
            continue
        for verdict in counting:
            if verdict.post not in first[official]:
                yield article.finding(
                    "T19", WARN, named.passage, verdict.start, verdict.end, official=official
                )


def _counts(
    article: Article, named: Named, verdict: Verdict, findings: Collection[Finding]
) -> bool:
    if verdict.outcome != RIGHT or verdict.title.former is not None:
        return False
    if verdict.post not in article.standings[named.official].surely:
        return False
    tokens = named.passage.tokens
    start, end = tokens[verdict.start].start, tokens[verdict.end - 1].end
    return not any(
        each.block == named.passage.index
        and each.start < end
        and start < each.end
        and each.code not in ("T07", "T10", "T11", "T12", "T20")
        for each in findings
    )


def _said(article: Article, named: Named) -> set[int]:
    """The posts printed and implied, with those that a finding there asks for anyway."""
    posts = set(named.printed)
    if named.has_wrong_title:
        posts |= {each.position_id for each in lacking(article, named)}
    return posts | implied_by(posts, article.register.implies)
