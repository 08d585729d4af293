"""The fixture register of the title check, short ways to check a text, and to take its advice."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from people.check import Block, check
from people.exchange.title_register import from_files

FOLDER = Path(__file__).parent / "titles"


def read(name):
    """The content of a file, each time anew: whoever changes it changes it for nobody else."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def fixture_register():
    return from_files([read("register.json")])


@cache
def larger_register():
    """With the people that the texts of unseen.json name besides."""
    return from_files([read("register.json"), read("unseen_register.json")])


def blocks_of(example):
    return [Block(each["kind"], each["text"]) for each in example["blocks"]]


def day_of(text):
    return date.fromisoformat(text) if text else None


def findings(text, day="2018-08-07", kind="paragraph", register=None, published=None):
    """The findings in a text, or in blocks given as [(kind, text) …]."""
    pairs = [(kind, text)] if isinstance(text, str) else text
    blocks = [Block(*pair) for pair in pairs]
    known = register or fixture_register()
    report = check(blocks, day_of(day), known, day_of(published))
    for each in report.findings:
        assert blocks[each.block].text[each.start : each.end] == each.surface
    return list(report.findings)


def found(text, day="2018-08-07", **more):
    """[(code, surface) …] without hints of spelling that a test is not about."""
    return [(each.code, each.surface) for each in findings(text, day, **more)]


def with_register(**lists):
    """The fixture register with further rows, as files give them."""
    further = {"note": "More, for one test.", **lists}
    return from_files([read("register.json"), further])


def with_house(**fields):
    register = fixture_register()
    return replace(register, house=replace(register.house, **fields))
