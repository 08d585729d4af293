"""The sheet a keeper works on: guests, what the register has of them, and a form for each title."""

from collections import Counter
from dataclasses import dataclass

from people.invitation.confirming import Confirmed
from people.invitation.forms import RowFormSet
from people.invitation.matching import HELD, NAMESAKES, NEAR, UNCLEAR, Choice, Matcher
from people.invitation.parsing import Guest
from people.kept_register import current_register
from people.models import Position
from people.register import Register


@dataclass
class Card:
    """One guest on the sheet: the proposal, who may be meant, and the rows of form and claim."""

    proposal: object
    candidates: list
    rows: list

    @property
    def official(self):
        """The number of the official who is meant or likely to be, None for somebody new."""
        is_near = self.proposal.person == NEAR
        return self.candidates[0].pk if is_near and self.candidates else self.proposal.official

    @property
    def has_errors(self):
        """Tell whether something in it needs mending."""
        return any(form.errors for form, _claim in self.rows)

    @property
    def is_safe(self):
        """Tell whether nothing is asked: in the register already, or safe to write down."""
        claims = self.proposal.claims
        if self.has_errors or self.proposal.person in (NEAR, NAMESAKES):
            return False
        return self.proposal.is_right or all(
            each.state == HELD or self.proposal.is_safe(each) for each in claims
        )


@dataclass(frozen=True)
class Candidate:
    """An official who may be meant, with the titles of the day."""

    pk: int
    name: str
    titles: str


class Sheet:
    """Proposals for guests of a meeting and the forms that mend them."""

    def __init__(self, day, admin_site):
        self.day, self.admin_site = day, admin_site
        register = current_register()
        single = Position.objects.filter(seats=Position.Seats.ONE)
        self.matcher = Matcher(register, day, set(single.values_list("pk", flat=True)))
        self.cards = []
        self.formset = None

    def offer(self, guests):
        """Lay out guests, just pasted."""
        self.lay(self.matcher.propose(guests))

    def offer_again(self, rows):
        """Lay out the guests of rows that were sent, as they were mended; ticks stay."""
        ticks, counted = set(), Counter()
        for row in rows:
            if row["write"]:
                ticks.add((row["guest"], counted[row["guest"]]))
            counted[row["guest"]] += 1
        self.lay(self.proposals_of(rows), ticks)

    def keep(self, formset):
        """Lay out rows that were sent and need mending, just as they were typed."""
        self.formset = formset
        self.arrange(self.proposals_of([sent(form) for form in formset]))

    def proposals_of(self, rows):
        """Return the proposals for the guests of rows that were sent."""
        guests = {}
        for row in rows:
            guests.setdefault(row["guest"], []).append(row)
        return [
            self.matcher.proposal(
                Guest(
                    line=number_of(first["line"]) or 1,
                    name=first["name"] or "",
                    title=first["whole"] or "",
                    unit=first["unit"] or "",
                    honorific=first["honorific"] or "",
                    unit_is_above=str(first["above"]) in ("True", "on"),
                ),
                self.choice_of(first),
                [self.post_of(row) for row in mine],
            )
            for mine in guests.values()
            for first in mine[:1]
        ]

    def choice_of(self, row):
        """Return who a guest is, if somebody said so: the name typed is then no question."""
        official = number_of(row["official"])
        if official is not None:
            return Choice(official) if official in self.matcher.register.people else None
        # Nobody chosen where somebody was offered for this very name: somebody new.
        was_offered = bool(row["shown"]) and row["asked"] == row["name"]
        return Choice(None) if was_offered else None

    def post_of(self, row):
        """Return the post chosen in a row, None where it is none of the register's."""
        post = number_of(row["position"])
        return post if post in self.matcher.register.posts else None

    def lay(self, proposals, ticks=None):
        """Make the forms of proposals, ticked where that is safe, or where the keeper ticked.

        ``ticks`` are (guest, place of the title).
        """
        initial = []
        for number, each in enumerate(proposals):
            for place, row in enumerate(initial_of(number, each)):
                if ticks is not None:
                    row["write"] = row["is_open"] and (number, place) in ticks
                initial.append(row)
        self.formset = RowFormSet(initial=initial, admin_site=self.admin_site)
        self.arrange(proposals)

    def arrange(self, proposals):
        """Put forms and claims of one guest together."""
        register = self.matcher.register
        posts = {each.id: each.title for each in register.posts.values()}
        offices = {each.id: name_of(each) for each in register.offices.values()}
        for form in self.formset:
            form.fields["position"].widget.known = posts
            form.fields["organisation"].widget.known = offices
        forms = iter(self.formset.forms)
        names = self.candidates_of(proposals)
        for each in proposals:
            candidates = [names[pk] for pk in each.candidates if pk in names]
            self.cards.append(Card(each, candidates, []))
            for claim in each.claims or [None]:
                form = next(forms, None)
                if form is not None:
                    self.cards[-1].rows.append((form, self.told(claim)))

    def told(self, claim):
        """Return a claim with the rows it speaks of, a dict for the page."""
        if claim is None:
            return {"state": HELD, "text": ""}
        posts, offices = self.matcher.register.posts, self.matcher.register.offices
        office = claim.office
        return {
            "state": claim.state,
            "text": claim.text,
            "acting": claim.acting,
            "post": posts[claim.post].title if claim.post is not None else "",
            "posts": [posts[each].title for each in claim.posts] if claim.state == UNCLEAR else [],
            "office": name_of(offices[office]) if office is not None else "",
            "holders": [self.matcher.register.people[each].name for each in claim.holders],
            "since": claim.since,
        }

    def candidates_of(self, proposals):
        """Return {number: Candidate} of all who may be meant; a few queries."""
        numbers = {pk for each in proposals for pk in each.candidates}
        register = Register.load(officials=numbers)
        return {
            pk: Candidate(
                pk,
                register.name(pk),
                ", ".join(title.text for title in register.titles_on(pk, self.day)),
            )
            for pk in numbers
            if register.knows(pk)
        }

    @property
    def safe(self):
        """The cards of guests of whom nothing is asked, but whom the register lacks in part."""
        return [each for each in self.cards if each.is_safe and not each.proposal.is_right]

    @property
    def right(self):
        """The cards of guests of whom the register has all."""
        return [each for each in self.cards if each.is_safe and each.proposal.is_right]

    @property
    def open(self):
        """The cards that ask something."""
        return [each for each in self.cards if not each.is_safe]


def name_of(office):
    """Return the newest name of an `Office`."""
    return office.names[-1].full if office.names else office.key


def initial_of(number, proposal):
    """Return the first values of the forms of a guest, one for each title."""
    guest = proposal.guest
    shared = {
        "guest": number,
        "line": guest.line,
        "name": guest.name,
        "asked": guest.name,
        "whole": guest.title,
        "unit": guest.unit,
        "above": guest.unit_is_above,
        "honorific": guest.honorific,
        "official": proposal.official
        or (proposal.candidates[0] if proposal.person == NEAR else None),
        "shown": " ".join(map(str, proposal.candidates)),
    }
    if not proposal.claims:
        return [{**shared, "write": False, "is_open": False, "acting": "none"}]
    return [
        {
            **shared,
            "write": proposal.is_safe(claim),
            "is_open": claim.state != HELD,
            "position": claim.post,
            "organisation": claim.office,
            "new_title": "" if claim.post is not None else claim.title,
            "printed": claim.text,
            "acting": claim.acting,
        }
        for claim in proposal.claims
    ]


def sent(form):
    """Return what a form was sent with, as it was typed."""
    return {name: form[name].value() for name in form.fields}


def number_of(value):
    """Return a number that was sent or chosen, None for anything else."""
    if hasattr(value, "pk"):
        return value.pk
    text = str(value or "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def confirmed(cleaned):
    """Return the ticked rows, (number of the form, `Confirmed`)."""
    names = {}
    for row in cleaned:
        names.setdefault(row["guest"], row)
    return [
        (
            number,
            Confirmed(
                guest=row["guest"],
                name=names[row["guest"]]["name"],
                honorific=row["honorific"],
                official=names[row["guest"]]["official"],
                shown=frozenset(map(int, row["shown"].split())),
                position=row["position"],
                organisation=row["organisation"],
                new_title=row["new_title"],
                printed=row["printed"],
                acting=row["acting"],
                since=row["since"],
            ),
        )
        for number, row in enumerate(cleaned)
        if row["write"]
    ]
