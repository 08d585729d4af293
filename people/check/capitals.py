"""T20: capitals that differ from the register's."""

from collections.abc import Iterator

from people.check.article import Article, Named, Verdict
from people.check.finding import INFO, Finding
from people.check.lexicon import LEVEL_NOUNS, Form
from people.check.parsing import Phrases
from vietnamese import with_tones

# What belongs together: a wrong capital in it is a finding on the whole.
_TERMS = Phrases(
    tuple(term.split())
    for term in (
        "phó bí thư",
        "bí thư",
        "phó chủ tịch",
        "chủ tịch",
        "thường trực",
        "ủy viên",
        "hội đồng nhân dân",
        "ủy ban nhân dân",
        "ủy ban",
        "ban thường vụ",
        "ban chấp hành",
        "ban bí thư",
        "ban tổ chức",
        "ban dân vận",
        "ban tuyên giáo",
        "bộ chính trị",
        "mặt trận tổ quốc",
        "trung ương",
        "tỉnh ủy viên",
        "thành ủy viên",
        "đảng ủy viên",
        "tỉnh ủy",
        "thành ủy",
        "đảng ủy",
        "đảng bộ",
        "thủ tướng",
        "chính phủ",
        "phó trưởng",
        "giám đốc",
        "phó giám đốc",
        "thành phố",
        "thị xã",
        "thị trấn",
    )
)


def find(article: Article) -> Iterator[Finding]:
    """The terms of printed titles with a wrong capital."""
    for named in article.named:
        for verdict in named.verdicts:
            if verdict.title.match is not None and verdict.end == verdict.title.end:
                yield from _terms(article, named, verdict)


def _terms(article: Article, named: Named, verdict: Verdict) -> Iterator[Finding]:
    match = verdict.title.match
    forms = [form for form in match.forms if verdict.post in (None, form.post)] or match.forms
    wrong = min((_wrong_words(article, named, verdict, form) for form in forms), key=len)
    done: set[int] = set()
    for at, _word in wrong.items():
        start, end = _term_around(named, verdict, at)
        if start in done:
            continue
        done.add(start)
        tokens = named.passage.tokens
        words = [wrong.get(place, tokens[place].text) for place in range(start, end)]
        yield article.finding(
            "T20",
            INFO,
            named.passage,
            start,
            end,
            official=named.official,
            suggestion=" ".join(words),
        )


def _wrong_words(article: Article, named: Named, verdict: Verdict, form: Form) -> dict[int, str]:
    """{token: right text} where only capitals differ."""
    match, tokens = verdict.title.match, named.passage.tokens
    office = article.register.office_of(form.post)
    register = article.register
    is_own = office.id in register.own_offices or office.territory == article.house.province
    wrong = {}
    for at, place in match.literal:
        text, right = tokens[at].text, form.cased[place]
        if with_tones(text) == with_tones(right) or (text.isupper() and len(text) > 1):
            continue
        if is_own and _is_noun_of_level(form, place):
            continue
        wrong[at] = right
    return wrong


def _is_noun_of_level(form: Form, place: int) -> bool:
    return any(
        form.keys[start : start + len(noun)] == noun
        for noun in LEVEL_NOUNS
        for start in range(max(0, place - len(noun) + 1), place + 1)
    )


def _term_around(named: Named, verdict: Verdict, at: int) -> tuple[int, int]:
    tokens = named.passage.tokens
    for start in range(max(verdict.start, at - 3), at + 1):
        size = _TERMS.size_at(tokens, start)
        if size and start <= at < start + size:
            return start, start + size
    return at, at + 1
