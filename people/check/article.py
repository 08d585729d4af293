"""An article under check: who is meant in it, and what each printed title comes to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from people.check.finding import Finding
from people.check.grouping import arrange
from people.check.lexicon import Form
from people.check.parsing import KNOWN, NEAR, Mention, Parser, Printed
from people.check.reading import Block, Passage, Token, read_blocks
from people.check.register import TitleRegister
from people.check.resolving import meaning_of
from people.check.standing import ACCEPTED, FUTURE, PAST, Standings
from people.check.wording import nearest

# What a printed title comes to.
RIGHT, FORMER, OUTDATED, NOT_YET, GONE, NOT_HELD = (
    "right",
    "former",
    "outdated",
    "not yet",
    "gone",
    "not held",
)
REWORDED, FREE, OPEN = "reworded", "free", "open"
WRONG = frozenset({OUTDATED, NOT_YET, GONE, NOT_HELD})


@dataclass(slots=True)
class Verdict:
    """What a title, the tokens [start, end), comes to for the official of its mention."""

    title: Printed
    outcome: str
    start: int
    end: int
    post: int | None = None
    form: Form | None = None
    is_explicit: bool = False


@dataclass(slots=True)
class Named:
    """A mention with what its titles come to. ``near`` are whose name it nearly is."""

    mention: Mention
    official: int | None = None
    near: int | None = None
    is_ambiguous: bool = False
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def passage(self) -> Passage:
        """Where it stands."""
        return self.mention.passage

    @property
    def printed(self) -> set[int]:
        """The posts that count as printed."""
        printed = (each.post for each in self.verdicts if each.outcome in (RIGHT, REWORDED))
        return {post for post in printed if post is not None}

    @property
    def has_wrong_title(self) -> bool:
        """Whether one of its titles is wrong on the day."""
        return any(each.outcome in WRONG for each in self.verdicts)

    @property
    def has_title(self) -> bool:
        """Whether it bears any title at all."""
        return bool(self.verdicts)


class Article:
    """The blocks of an article against a register on a day."""

    def __init__(self, blocks: Sequence[Block], register: TitleRegister, day: date) -> None:
        self.register = register
        self.house = register.house
        self.day = day
        self.standings = Standings(register, day)
        self.passages = read_blocks(blocks)
        self.named: list[Named] = []
        self._met: dict[tuple[int, ...], int] = {}
        # Where names begin in the passage that is judged.
        self._names: set[int] = set()
        for passage in self.passages:
            mentions = Parser(passage, register).mentions()
            self._names = {each.start for each in mentions}
            arrange(passage, mentions, register)
            self._settle_appositions(mentions)
            self.named += [self._judge(each) for each in mentions]

    def first_mentions(self) -> Iterator[Named]:
        """Of each official the first in a lead or paragraph."""
        seen: set[int] = set()
        for each in self.named:
            official = each.official
            if official is not None and each.passage.is_body and official not in seen:
                seen.add(official)
                yield each

    def finding(
        self, code: str, severity: str, passage: Passage, start: int, end: int, **more: object
    ) -> Finding:
        """A finding on the tokens [start, end) of a passage."""
        first, last = passage.tokens[start].start, passage.tokens[end - 1].end
        surface = passage.source[first:last]
        return Finding(code, severity, passage.index, first, last, surface, **more)  # type: ignore[arg-type]

    def _settle_appositions(self, mentions: Sequence[Mention]) -> None:
        """Give persons the titles before "…, ông A" that are surely theirs.

        Those they hold, as long as who is named before them does not: a title is never found wrong
        for standing there.
        """
        for number, mention in enumerate(mentions):
            if mention.kind != KNOWN or len(mention.officials) != 1:
                continue
            previous = mentions[number - 1] if number else None
            owner = previous if previous and mention.apposed[-1:] == previous.titles[-1:] else None
            theirs: list[Printed] = []
            for title in reversed(mention.apposed):
                verdict = self._verdict(title, mention, mention.officials[0])
                if verdict is None or verdict.outcome != RIGHT:
                    break
                if owner is not None and not self._is_wrong_for(owner, title):
                    break
                theirs.insert(0, replace(title, before_name=True))
            mention.titles = mention.titles or theirs
            if owner is not None and theirs:
                owner.titles = owner.titles[: -len(theirs)]

    def _is_wrong_for(self, mention: Mention, title: Printed) -> bool:
        """Whether a title is not theirs who are named."""
        if mention.kind != KNOWN or len(mention.officials) != 1:
            return False
        verdict = self._verdict(title, mention, mention.officials[0])
        return verdict is None or verdict.outcome in WRONG

    def _judge(self, mention: Mention) -> Named:
        named = Named(mention)
        if mention.kind == KNOWN:
            named.official = self._who(mention)
            named.is_ambiguous = named.official is None
        elif mention.kind == NEAR:
            named.near = self._nearly_who(mention)
            if named.near is not None:
                named.official = named.near
            else:
                named.near = mention.officials[0]
        named.verdicts = [
            verdict
            for title in mention.titles
            if (verdict := self._verdict(title, mention, named.official))
        ]
        if named.official is not None and len(mention.officials) > 1 and mention.kind == KNOWN:
            self._met[mention.officials] = named.official
        return named

    def _who(self, mention: Mention) -> int | None:
        """Who of those who share the name is meant: whose titles fit, or who was named before."""
        if len(mention.officials) == 1:
            return mention.officials[0]
        fitting = {each: self._fitting(mention, each, {RIGHT}) for each in mention.officials}
        best = max(fitting.values())
        if not best:
            was = {each: self._fitting(mention, each, {FORMER}) for each in mention.officials}
            if max(was.values()) == 0:
                return self._met.get(mention.officials) if not mention.titles else None
            fitting, best = was, max(was.values())
        chosen = [each for each, number in fitting.items() if number == best]
        return chosen[0] if len(chosen) == 1 else None

    def _nearly_who(self, mention: Mention) -> int | None:
        """Whose name it nearly is, if a printed title is or was theirs."""
        theirs = {RIGHT, FORMER, OUTDATED, REWORDED}
        return next(
            (each for each in mention.officials if self._fitting(mention, each, theirs)), None
        )

    def _fitting(self, mention: Mention, official: int, outcomes: set[str]) -> int:
        verdicts = (self._verdict(title, mention, official) for title in mention.titles)
        return sum(1 for each in verdicts if each and each.outcome in outcomes)

    def _verdict(self, title: Printed, mention: Mention, official: int | None) -> Verdict | None:
        verdict = Verdict(title, FREE, title.start, title.end)
        if title.match is None:
            return self._reword(verdict, mention, official)
        meaning = meaning_of(title, title.match, mention, self.standings, official)
        verdict.post, verdict.form = meaning.post, meaning.form
        verdict.is_explicit = meaning.is_explicit
        if meaning.is_free:
            return self._reword(verdict, mention, official)
        if meaning.post is None:
            verdict.outcome = OPEN
        elif official is None:
            verdict.outcome = self._outcome_for_anybody(title, meaning.post)
        else:
            verdict.outcome = self._outcome(title, meaning.post, meaning.form, official)
            if title.after_and and verdict.outcome in (NOT_HELD, GONE, NOT_YET):
                return None
            if verdict.outcome == RIGHT and self._is_loosely_said(title, meaning.post):
                verdict.outcome = REWORDED
                verdict.form = self._right_form(meaning.post, verdict.form)
                return verdict
            is_short = meaning.form is not None and meaning.form.kind in ("short", "shared")
            if verdict.outcome == RIGHT and is_short and not title.before_name:
                return self._reword(verdict, mention, official, longer=True)
        return verdict

    def _is_loosely_said(self, title: Printed, post: int) -> bool:
        """Whether a title still held is said in a form that is only understood."""
        if title.former is not None or title.match is None:
            return False
        return all(form.is_loose for form in title.match.forms if form.post == post)

    def _right_form(self, post: int, said: Form | None) -> Form | None:
        """The register's own form of a post, with its place if it was said with it."""
        forms = [form for form in self.register.lexicon.forms[post] if form.registered]
        wanted = [form for form in forms if said is not None and form.kind == said.kind]
        return next(iter(wanted or forms), said)

    def _outcome_for_anybody(self, title: Printed, post: int) -> str:
        exists = self.register.office_of(post).may_exist_on(self.day)
        return FREE if exists or title.former is not None or title.is_ended else GONE

    def _outcome(self, title: Printed, post: int, form: Form | None, official: int) -> str:
        was = title.former is not None or title.is_ended
        standing = self.standings[official].of(post)
        if standing == ACCEPTED:
            return RIGHT if form is None or was or form.fits(self.day) else GONE
        if standing == PAST:
            return FORMER if was else OUTDATED
        if standing == FUTURE:
            return NOT_YET
        exists = self.register.office_of(post).may_exist_on(self.day)
        return NOT_HELD if exists or was else GONE

    def _reword(
        self, verdict: Verdict, mention: Mention, official: int | None, *, longer: bool = False
    ) -> Verdict | None:
        """Take a title the register lacks for a slip of one that is held, if it is near one."""
        title, tokens = verdict.title, mention.passage.tokens
        keep = verdict if title.sure else None
        if official is None or title.former is not None:
            return keep
        end = title.end
        if not title.before_name:
            end = max(end, self._end_of_words(mention.passage, title.end))
        lexicon = self.register.lexicon
        posts = self.standings[official].accepted
        forms = [form for post in posts for form in lexicon.forms.get(post, ())]
        whole = ("explicit", "bare")
        forms = [form for form in forms if form.kind in whole and form.fits(self.day)]
        closes = [self._may_close(tokens, at) for at in range(title.core, end + 1)]
        found = nearest(
            tokens,
            title.core,
            end,
            forms,
            lexicon,
            before_name=title.before_name,
            closes=closes,
            natural_end=title.end,
            beyond=longer,
        )
        if found is None:
            return keep
        verdict.outcome, verdict.post, verdict.form = REWORDED, found.form.post, found.form
        verdict.start = min(title.start, found.start) if not title.before_name else found.start
        verdict.end = found.end
        return verdict

    def _end_of_words(self, passage: Passage, at: int) -> int:
        """Where the words end that go on after a title and may belong to it."""
        tokens, end = passage.tokens, at
        while end < len(tokens) and end - at < 8 and tokens[end].gap == " ":
            if not tokens[end].is_word or passage.skipped[end] or end in self._names:
                break
            end += 1
        return end

    def _may_close(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a title can end before the token ``at``: no place or number goes on there."""
        if at >= len(tokens):
            return True
        token = tokens[at]
        if token.gap != " " or not token.is_word:
            return True
        return not (token.is_capitalised or token.key.isdigit())
