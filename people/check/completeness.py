"""T05, T06: a first mention bears the titles that are required."""

from collections.abc import Iterator

from people.check.applying import put_in
from people.check.article import RIGHT, Article, Named
from people.check.finding import WARN, Finding


def find(article: Article) -> Iterator[Finding]:
    """First mentions without a title, or without one of those required."""
    for named in article.first_mentions():
        required = article.standings[named.official].required
        missing = [each for each in required if each.position_id not in named.printed]
        if not missing or named.has_wrong_title or _has_needless_former(article, named):
            continue
        titled, certain = article.standings.titled(missing)
        titles = ", ".join(each.text for each in titled)
        mention = named.mention
        yield article.finding(
            "T06" if named.has_title else "T05",
            WARN,
            named.passage,
            mention.start,
            mention.end,
            official=named.official,
            suggestion=titles,
            expected=titles,
            certain=certain,
            edit=put_in(article.standings, named, titled),
        )


def _has_needless_former(article: Article, named: Named) -> bool:
    """Whether T14 speaks of this mention and takes the missing titles into its suggestion."""
    surely = article.standings[named.official].surely
    return any(
        each.outcome == RIGHT and each.title.former is not None and each.post in surely
        for each in named.verdicts
    )
