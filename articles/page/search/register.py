"""The officials and offices that a search means, by name, title or short form."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from articles.page.search.question import Form, variants_of
from people.appointment import Appointment
from people.models import Official, Organisation, OrganisationName, OtherName, Position
from people.register import Register
from vietnamese import fold_words

MOST = 3
# Rows looked through at most; whoever types so little that more fit is not asking for a name.
READ = 60
WHOLE, PART = range(2)


@dataclass(frozen=True, slots=True)
class Person:
    """An official, and the titles of today as they are printed."""

    official: object
    titles: list


@dataclass(frozen=True, slots=True)
class Office:
    """An office under its name of today; ``is_ended`` tells one that is no more."""

    organisation: object
    name: str
    is_ended: bool


def found_in_register(question, day=None):
    """
    Return (officials, offices) that the question names, lists of `Person` and `Office`.

    A name counts where it stands whole in the question, or the question in it; a title or an office
    where the question stands in it, in any of its forms, and in few others. One word alone names
    nobody, an office only by a short form. At most nine queries, however large the register.
    """
    day = day or timezone.localdate()
    forms = forms_of(question)
    if not forms:
        return [], []
    return persons(forms, day), offices(forms, day)


def forms_of(question):
    """Return the ways to write the whole question, [] for one of several quoted parts."""
    if len(question.runs) != 1 or question.is_cut:
        return []
    return [form for form in variants_of(question.runs[0]) if form.words]


def holds(longer, shorter):
    """Tell whether a sequence of words holds another."""
    return f" {' '.join(shorter)} " in f" {' '.join(longer)} "


def persons(forms, day):
    """Return the officials meant, by whole name first, then those who hold a title today."""
    words = forms[0].words
    if len(words) < 2:
        return []
    numbers = by_name(forms)
    if len(numbers) < MOST:
        numbers += [each for each in by_title(forms, day) if each not in numbers]
    numbers = numbers[:MOST]
    if not numbers:
        return []
    officials = Official.objects.select_related("portrait").in_bulk(numbers)
    register = Register.load(officials=numbers)
    return [
        Person(officials[number], register.titles_on(number, day))
        for number in numbers
        if number in officials
    ]


def by_name(forms):
    """Return the numbers of officials whose name is in the question, or holds it; two queries."""
    form = forms[0]
    pairs = [" ".join(form.words[at : at + 2]) for at in range(len(form.words) - 1)]
    near = Q()
    for pair in dict.fromkeys(pairs):
        near |= Q(search_text__contains=pair)
    rows = [
        *Official.objects.filter(near).values_list("pk", "full_name")[:READ],
        *OtherName.objects.filter(near).values_list("official", "text")[:READ],
    ]
    found = {}
    for number, name in rows:
        named = Form.of(name)
        if len(named.words) > 1 and holds(form.words, named.words):
            rank = 0 if holds(form.marked, named.marked) else 1
        elif holds(named.words, form.words):
            rank = 2 if holds(named.marked, form.marked) else 3
        else:
            continue
        found[number] = min(rank, found.get(number, rank))
    return sorted(found, key=found.get)


def by_title(forms, day):
    """Return the numbers of officials who hold a post of this title today, by rank; one query."""
    if len(forms[0].words) < 3:
        return []
    titled = Q()
    for form in forms:
        titled |= Q(position__search_text__contains=" ".join(form.words))
    held = (
        Appointment.objects.in_rank_order(day)
        .filter(titled)
        .exclude(position__print_rule=Position.PrintRule.NEVER)
    )
    return list(dict.fromkeys(held.values_list("official", flat=True)[: MOST * 4]))


def offices(forms, day):
    """Return the offices meant, those that exist before those that ended; two or three queries."""
    named = Q()
    for form in forms:
        named |= Q(search_text__contains=" ".join(form.words))
    rows = OrganisationName.objects.filter(named).values_list("organisation", "full", "short")[
        :READ
    ]
    found = {}
    for number, full, short in rows:
        names = [tuple(fold_words(each)) for each in (full, *short)]
        for form in forms:
            if form.words in names:
                rank = WHOLE
            elif len(form.words) > 1 and any(holds(name, form.words) for name in names):
                rank = PART
            else:
                continue
            found[number] = min(rank, found.get(number, rank))
    parts = [number for number, rank in found.items() if rank == PART]
    if len(parts) > MOST:
        # "Móng Cái" is a part of twenty names: whoever types it means none of them.
        found = {number: rank for number, rank in found.items() if rank == WHOLE}
    if not found:
        return []
    organisations = Organisation.objects.prefetch_related("names").in_bulk(found)
    ordered = sorted(
        organisations.values(),
        key=lambda each: (found[each.pk], not each.exists_on(day), each.precedence()),
    )[:MOST]
    return [
        Office(each, each.name_on(day), each.ended_on is not None and each.ended_on <= day)
        for each in ordered
    ]
