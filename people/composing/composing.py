"""Sides, a day and a register in; the sentence or list of who was present out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from people.check.register import TitleRegister
from people.check.standing import Standings
from people.composing.addressing import BY_REGISTER, COMRADES, address_of, are_comrades
from people.composing.delegates import in_order, titles_on
from people.composing.layout import Part
from people.composing.places import Understood, understood_under, wording_under
from people.composing.sides import Side
from people.titles import Post, without_place
from vietnamese import one_line

SENTENCE, LIST, PHRASE = "sentence", "list", "phrase"
FORMS = (SENTENCE, LIST, PHRASE)
FIRST, LATER = "first", "later"
MENTIONS = (FIRST, LATER)
# What a list usually begins with, the usual one first.
OPENINGS = (
    "Dự hội nghị",
    "Tham dự buổi làm việc",
    "Dự buổi lễ",
    "Dự lễ khai mạc",
    "Tiếp và làm việc với đoàn",
    "Cùng đi",
)
OPENING = OPENINGS[0]
# Above who stands for no side, after those who do.
_FURTHER = "Cùng dự"


@dataclass(frozen=True, slots=True)
class _Named:
    """A person as named: the form of address, and the name with its titles."""

    address: str
    text: str


def compose(
    register: TitleRegister,
    sides: Sequence[Side],
    day: date,
    *,
    form: str = SENTENCE,
    mention: str = FIRST,
    honorific: str = BY_REGISTER,
    opening: str = OPENING,
) -> tuple[Part, ...]:
    """Name the officials of ``sides`` as local news does, on ``day``.

    The sides come in the order given, the persons of each in theirs; somebody in two sides is named
    in the first. ``form``: SENTENCE makes one paragraph, LIST a paragraph and a list for each side,
    PHRASE only the persons, to stand inside a sentence. ``mention``: FIRST prints the titles of the
    day, LATER the names alone. ``opening`` are the words before the first side ("Dự hội nghị").
    A single side needs no head and bears none in a sentence. Without anybody: ().
    """
    standings = Standings(register, day)
    sides = _once_each(sides, standings)
    if not sides:
        return ()
    if form == PHRASE:
        everybody = in_order((each for side in sides for each in side.officials), standings)
        sides = [Side("", tuple(everybody))]
    elif len(sides) == 1 and form == SENTENCE and one_line(opening):
        sides = [replace(sides[0], head="")]
    writer = _Writer(standings, mention, honorific)
    if form == PHRASE:
        return (Part(writer.listed(sides[0]), is_whole=False),)
    leads = _leads(sides, one_line(opening))
    if form == LIST:
        return tuple(writer.list_of(side, lead) for side, lead in zip(sides, leads, strict=True))
    sentences = [
        _sentence(lead, writer.listed(side)) for side, lead in zip(sides, leads, strict=True)
    ]
    return (Part(" ".join(sentences)),)


def _once_each(sides: Sequence[Side], standings: Standings) -> list[Side]:
    """The sides that have somebody, nobody twice, each in order."""
    seen: set[int] = set()
    left = []
    for side in sides:
        members = [each for each in dict.fromkeys(side.officials) if each not in seen]
        seen.update(members)
        if members:
            left.append(Side(one_line(side.head), tuple(in_order(members, standings))))
    return left


def _leads(sides: Sequence[Side], opening: str) -> list[str]:
    """The words before "có" of each side."""
    leads = []
    for number, side in enumerate(sides):
        if number == 0 and opening:
            lead = f"{opening}, {_lower_first(side.head)}" if side.head else opening
        elif number == 0:
            lead = side.head
        else:
            lead = side.head or _FURTHER
        leads.append(lead)
    return leads


def _sentence(lead: str, listed: str) -> str:
    return f"{lead} có {listed}." if lead else f"{_upper_first(listed)}."


class _Writer:
    """Writes the persons of a side."""

    def __init__(self, standings: Standings, mention: str, honorific: str) -> None:
        self.standings = standings
        self.mention = mention
        self.honorific = honorific

    def listed(self, side: Side) -> str:
        """ "đồng chí A, …"; "các đồng chí: A, …; B, …"; "ông A, …; bà B, …"."""
        named = self._named(side)
        glue = "; " if self.mention == FIRST else ", "
        if len(named) > 1 and are_comrades([each.address for each in named]):
            return f"các {COMRADES}: {glue.join(each.text for each in named)}"
        return glue.join(f"{each.address} {each.text}".strip() for each in named)

    def list_of(self, side: Side, lead: str) -> Part:
        """The side with a line for each person; a single one is a sentence."""
        named = self._named(side)
        if len(named) == 1:
            return Part(_sentence(lead, self.listed(side)))
        together = are_comrades([each.address for each in named])
        head = f"{lead} có" if lead else ""
        if together:
            head = f"{head} các {COMRADES}" if head else f"Các {COMRADES}"
        lines = [
            each.text if together else _upper_first(f"{each.address} {each.text}".strip())
            for each in named
        ]
        ends = [";"] * (len(lines) - 1) + ["."]
        items = tuple(f"{line}{end}" for line, end in zip(lines, ends, strict=True))
        return Part(f"{head}:" if head else "", items)

    def _named(self, side: Side) -> list[_Named]:
        register = self.standings.register
        understood = understood_under(side.head, register)
        named = []
        for official in side.officials:
            person = register.people[official]
            titles = self._titles(official, understood) if self.mention == FIRST else []
            text = ", ".join([person.name, *titles])
            named.append(_Named(address_of(person, self.honorific), text))
        return named

    def _titles(self, official: int, understood: Understood) -> list[str]:
        """Their titles; where places get mixed up in them, none is left to the reader."""
        house = self.standings.register.house
        wording = wording_under(understood, house)
        said: dict[int, Post] = {}

        def noting(post: Post) -> str:
            said[post.id] = post
            return wording.form(post)

        titles = titles_on(official, self.standings, replace(wording, form=noting))
        places = {post.place for post in said.values()}
        offices = {without_place(post.title, post.place) for post in said.values()}
        if len(offices) < len(said):
            understood = Understood(understood.head)
        elif places - {"", understood.left_out, *understood.own}:
            understood = replace(understood, left_out="")
        else:
            return titles
        return titles_on(official, self.standings, wording_under(understood, house))


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
