"""Composing who was present, for the editor: what the dialog asks, and what it is answered."""

import json
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from people.check.standing import Standings
from people.composing import (
    BY_REGISTER,
    FIRST,
    FORMS,
    HONORIFICS,
    MENTIONS,
    SENTENCE,
    Side,
    as_html,
    as_text,
    compose,
    find,
    find_in_lines,
    place_among,
    titles_on,
)
from people.kept_register import current_register
from vietnamese import nfc, one_line

MOST = 200  # officials in one list, and lines of one paste
OFFERED = 12  # officials found at a time
LONGEST = 200  # letters of a head, an opening, a search
LONGEST_LINE = 400


class Composer:
    """The register on a day, asked by the dialog of the editor; one query while nothing changes."""

    def __init__(self, day):
        self.day = day
        self.register = current_register()
        self.standings = Standings(self.register, day)

    def find(self, query):
        """Return officials by words of their names or offices: a list of `person`."""
        found = find(one_line(query)[:LONGEST], self.standings, OFFERED)
        return [self.person(each) for each in found]

    def read_lines(self, text):
        """
        Return whom each line of a pasted list names.

        A list of ``line``, ``official`` (a `person`, None where somebody has to choose) and
        ``choices`` (those it may mean, empty where the register knows nobody). Raises
        `ValidationError` for too many lines.
        """
        lines = [line for line in map(one_line, nfc(text).replace(";", "\n").split("\n")) if line]
        if len(lines) > MOST:
            raise ValidationError(too_many())
        found = find_in_lines([line[:LONGEST_LINE] for line in lines], self.standings)
        return [self.read_line(*each) for each in zip(lines, found, strict=True)]

    def read_line(self, line, found):
        """Return a line and whom it names."""
        return {
            "line": line,
            "official": self.person(found.official) if found.official is not None else None,
            "choices": [self.person(each) for each in found.officials],
        }

    def compose(self, asked):
        """
        Return the sides with ``asked.fresh`` put where they belong, and what is composed of them.

        ``sides`` is a list of ``head`` and ``people``; ``html`` goes into the article, ``text`` is
        the same without marks. Officials who are no longer in the register are left out.
        """
        known = self.register.people
        sides = [
            Side(side.head, tuple(each for each in side.officials if each in known))
            for side in asked.sides
        ]
        fresh = [each for each in asked.fresh if each in known]
        sides = place_among(self.register, sides, fresh, self.day)
        parts = compose(self.register, sides, self.day, **asked.options)
        return {
            "sides": [
                {"head": side.head, "people": [self.person(each) for each in side.officials]}
                for side in sides
            ],
            "html": as_html(parts),
            "text": as_text(parts),
        }

    def person(self, official):
        """Return an official as the dialog shows them: ``id``, ``name``, ``titles`` of the day."""
        titles = ", ".join(titles_on(official, self.standings))
        return {"id": official, "name": self.register.people[official].name, "titles": titles}


class Asked:
    """What the dialog posts, read: ``day``, ``sides``, ``fresh`` and the ``options`` of `compose`.

    JSON: ``sides`` a list of ``head`` and ``officials`` (numbers), ``fresh`` numbers still to be
    placed, ``form``, ``mention``, ``honorific``, ``opening``. Raises `ValidationError` for anything
    that the dialog would not send.
    """

    def __init__(self, text, day):
        self.day = read_day(day)
        try:
            asked = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ValidationError(not_understood()) from error
        if not isinstance(asked, dict) or not isinstance(asked.get("sides", []), list):
            raise ValidationError(not_understood())
        self.sides = [self.read_side(each) for each in asked.get("sides", [])]
        self.fresh = read_numbers(asked.get("fresh", []))
        if len(self.fresh) + sum(len(side.officials) or 1 for side in self.sides) > MOST:
            raise ValidationError(too_many())
        self.options = {
            "form": one_of(FORMS, asked.get("form", SENTENCE)),
            "mention": one_of(MENTIONS, asked.get("mention", FIRST)),
            "honorific": one_of(HONORIFICS, asked.get("honorific", BY_REGISTER)),
            "opening": read_words(asked.get("opening", "")),
        }

    def read_side(self, side):
        """Return a `Side`."""
        if not isinstance(side, dict):
            raise ValidationError(not_understood())
        return Side(
            read_words(side.get("head", "")), tuple(read_numbers(side.get("officials", [])))
        )


def read_day(text):
    """Return the day of an ISO date; `ValidationError` in words for whoever typed it."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValidationError(_("Choose the day of the event.")) from error


def read_words(text):
    """Return one line of text, cut where no head is longer."""
    if not isinstance(text, str):
        raise ValidationError(not_understood())
    return one_line(text)[:LONGEST]


def read_numbers(values):
    """Return numbers of officials."""
    # Booleans are numbers to Python.
    if not isinstance(values, list) or not all(type(each) is int for each in values):
        raise ValidationError(not_understood())
    return values


def one_of(allowed, value):
    """Return ``value`` if it is allowed."""
    if value not in allowed:
        raise ValidationError(not_understood())
    return value


def not_understood():
    """Return the sentence for what no dialog of ours sends."""
    return _("The list was not understood. Load the page anew.")


def too_many():
    """Return the sentence for a list that is too long."""
    return _("At most %(most)d people can be named at once.") % {"most": MOST}
