"""The worked examples of the specification, and the texts written for it before it was built."""

import pytest

from people.check import check
from tests.people.title_texts import blocks_of, day_of, fixture_register, read

EXAMPLES = read("examples.json")
# A capital, a tone mark or a whole title: a surface inside the expected one will do, or around it.
LOOSE = {"T07", "T10", "T15", "T20"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["id"])
def test_example(example):
    blocks = blocks_of(example)
    published = day_of(example["published"])
    report = check(blocks, day_of(example["event_date"]), fixture_register(), published)
    got = [(each.code, each.severity, each.surface) for each in report.findings]
    want = [(each["code"], each["severity"], each["surface"]) for each in example["expect"]]
    assert sorted(got) == sorted(want)
    suggested = {(each.code, each.surface): each.suggestion for each in report.findings}
    for each in example["expect"]:
        if each["suggestion"] is not None:
            assert suggested[each["code"], each["surface"]] == each["suggestion"]
    if "citations" in example:
        assert [each.number for each in report.citations] == example["citations"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["id"])
def test_offsets_slice_to_the_surface(example):
    blocks = blocks_of(example)
    published = day_of(example["published"])
    report = check(blocks, day_of(example["event_date"]), fixture_register(), published)
    for each in report.findings:
        assert blocks[each.block].text[each.start : each.end] == each.surface
