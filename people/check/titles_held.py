"""T01–T04, T13–T15, T22: is each printed title the person's on the day, and said rightly?"""

from collections.abc import Iterator

from people.check.article import (
    GONE,
    NOT_HELD,
    NOT_YET,
    OPEN,
    OUTDATED,
    REWORDED,
    RIGHT,
    WRONG,
    Article,
    Named,
    Verdict,
)
from people.check.finding import ERROR, INFO, WARN, Finding
from people.check.lexicon import spelt_out
from people.check.words import FORMER
from people.titles import Holding, with_acting

_CODES = {NOT_HELD: "T01", OUTDATED: "T02", NOT_YET: "T03", GONE: "T04"}


def find(article: Article) -> Iterator[Finding]:
    """The findings on printed titles."""
    for named in article.named:
        if named.is_ambiguous:
            continue
        yield from _wrong(article, named)
        for verdict in named.verdicts:
            if verdict.outcome == REWORDED:
                yield _reworded(article, named, verdict)
            elif verdict.outcome == RIGHT:
                yield from _former_or_acting(article, named, verdict)
            elif verdict.outcome == OPEN:
                yield _at(article, named, verdict, "T22", INFO)


def lacking(article: Article, named: Named) -> list[Holding]:
    """What the official holds on the day and the mention does not print."""
    if named.official is None:
        return []
    held = article.standings[named.official].held
    return [each for each in held if each.position_id not in named.printed]


def _at(
    article: Article,
    named: Named,
    verdict: Verdict,
    code: str,
    severity: str,
    suggestion: str | None = None,
    *,
    expected: str = "",
    certain: bool = True,
) -> Finding:
    return article.finding(
        code,
        severity,
        named.passage,
        verdict.start,
        verdict.end,
        official=named.official,
        suggestion=suggestion,
        expected=expected or suggestion or "",
        certain=certain,
    )


def _wrong(article: Article, named: Named) -> Iterator[Finding]:
    wrong = [each for each in named.verdicts if each.outcome in WRONG]
    if not wrong:
        return
    titles, certain = article.standings.titles(lacking(article, named))
    for verdict in wrong:
        suggestion = _suggestion(article, named, verdict, titles, is_last=verdict is wrong[-1])
        expected = ", ".join(titles)
        if verdict.outcome in (GONE, OUTDATED):
            expected = expected or _successors(article, verdict)
        yield _at(
            article,
            named,
            verdict,
            _CODES[verdict.outcome],
            ERROR,
            suggestion,
            expected=expected,
            certain=certain or not suggestion,
        )


def _suggestion(
    article: Article, named: Named, verdict: Verdict, titles: list[str], *, is_last: bool
) -> str | None:
    if named.official is None:
        return None
    if not article.standings[named.official].held:
        if verdict.outcome != OUTDATED:
            return None
        return f"nguyên {named.passage.surface(verdict.start, verdict.end)}"
    return ", ".join(titles) if is_last else ""


def _successors(article: Article, verdict: Verdict) -> str:
    if verdict.post is None:
        return ""
    office = article.register.office_of(verdict.post)
    if office.may_exist_on(article.day):
        return ""
    heirs = article.register.successors_of(office, article.day)
    return ", ".join(heir.names[-1].full for heir in heirs)


def _reworded(article: Article, named: Named, verdict: Verdict) -> Finding:
    return _at(article, named, verdict, "T13", WARN, _right_form(article, verdict, named))


def _right_form(article: Article, verdict: Verdict, named: Named) -> str:
    """The right form nearest to what is printed, short where it is printed short."""
    printed = named.passage.tokens[verdict.start : verdict.end]
    post = article.register.posts[verdict.form.post]
    is_short = any(token.abbreviation for token in printed)
    texts = [*post.printed, post.title] if is_short else [post.title, *post.printed]
    same = (text for text in texts if spelt_out(text)[0][0] == verdict.form.keys)
    return next(same, " ".join(verdict.form.cased).replace(" ,", ","))


def _former_or_acting(article: Article, named: Named, verdict: Verdict) -> Iterator[Finding]:
    standing = article.standings[named.official]
    title = verdict.title
    if title.former is not None:
        is_said = named.passage.tokens[title.former].key == FORMER
        if is_said and verdict.post in standing.surely:
            titles, certain = article.standings.titles(lacking(article, named))
            folded = "" if named.has_wrong_title else " ".join(f"{each}," for each in titles)
            yield article.finding(
                "T14",
                ERROR,
                named.passage,
                title.former,
                title.former + 1,
                official=named.official,
                suggestion=folded,
                certain=certain or not folded,
            )
        return
    right = standing.acting.get(verdict.post, {"none"})
    if title.acting not in right:
        core = named.passage.surface(title.core, title.end)
        form = with_acting(core, sorted(right)[0])
        yield _at(article, named, verdict, "T15", WARN, form)
